// Entry of a worker thread while we run from TypeScript sources: teaches the thread TypeScript, then loads the worker.
import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
