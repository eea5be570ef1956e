// The program's first line when it is started from a shell.
import { runGongkai } from './gongkai.ts';
import { processIo } from './io.ts';

process.exitCode = await runGongkai(process.argv.slice(2), processIo());
