// The thread in which strangers' files are opened. It has no database and no secrets, and may be ended at any moment.
import { parentPort } from 'node:worker_threads';
import { type Outcome, refuse } from '../../town/outcome.ts';
import type { ReadingAnswer, ReadingJob } from './reading-job.ts';

async function work(job: ReadingJob): Promise<Outcome<unknown, string>> {
  // Libraries are loaded when first needed: a thread that only reads text stays small.
  switch (job.task) {
    case 'inspect':
      return (await import('../files/inspect-bytes.ts')).inspectBytes(job.name, job.bytes);
    case 'document':
      return (await import('./read-document.ts')).readDocument(job.name, job.bytes);
    case 'sheet':
      return (await import('./read-rows.ts')).readRows(job.name, job.bytes);
    case 'paste':
      return (await import('./read-paste.ts')).readPaste(job.bytes);
  }
}

/** Libraries answer hostile input with exceptions of every kind; a file that breaks them is a damaged file. */
async function answer(job: ReadingJob): Promise<ReadingAnswer> {
  try {
    return { answer: await work(job) };
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException | null)?.code;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_DLOPEN_FAILED') return { fault: String(fault) };
    return {
      answer: refuse({
        code: 'file-damaged',
        facts: { why: String(fault instanceof Error ? fault.message : fault).slice(0, 200) },
      }),
    };
  }
}

const port = parentPort;
if (!port) throw new Error('reading-worker runs in a worker thread only');
port.on('message', (job: ReadingJob) => {
  void answer(job).then((message) => port.postMessage(message));
});
port.postMessage('ready');
