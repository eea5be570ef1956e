// Starts one of our worker threads, from source or from the bundle. The list is closed: the build makes one file for each.
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { projectFile, runsFromSource } from './project.ts';

/** Name of the worker → its source below src/. scripts/build.mjs builds dist/workers/<name>.js from the same list. */
export const workerSources = {
  'embedded-database': 'platform/db/embedded-worker.ts',
  paper: 'platform/paper/paper-worker.ts',
  reading: 'platform/reading/reading-worker.ts',
  redaction: 'platform/redaction/redaction-worker.ts',
} as const;

export type WorkerName = keyof typeof workerSources;

export function startWorker(name: WorkerName, options: WorkerOptions = {}): Worker {
  return runsFromSource
    ? new Worker(new URL('./worker-from-source.mjs', import.meta.url), {
        ...options,
        argv: [pathToFileURL(projectFile('src', workerSources[name])).href],
      })
    : new Worker(pathToFileURL(projectFile('dist', 'workers', `${name}.js`)), options);
}
