// Redacts one file at a time, each in a thread of its own that ends with it, so that nothing of a file outlives its answer.
// Contract: every job is answered; the caller's thread is never blocked; a thread that does not get on is taken away.
import type { Worker } from 'node:worker_threads';
import { type Outcome, refuse } from '../../town/outcome.ts';
import { fileLimits } from '../files/limits.ts';
import { startWorker } from '../worker.ts';
import type { RedactionJob, RedactionMessage } from './redaction-job.ts';
import type { RedactionRefusal } from './words.ts';

const MOST_WAITING = 20;
/** A step is a page of a PDF, read, drawn or looked at again, or a whole file of another kind: `fileLimits.wallMs` each. */
const WHOLE_MS = 10 * 60_000;

type Answer = Outcome<unknown, RedactionRefusal>;

interface Waiting {
  readonly job: RedactionJob;
  readonly stepMs: number;
  readonly settle: (answer: Answer) => void;
  readonly fail: (fault: Error) => void;
}

const waiting: Waiting[] = [];
let current: { readonly worker: Worker; readonly end: (how: (w: Waiting) => void) => void } | null = null;

function begin(mine: Waiting): void {
  const worker = startWorker('redaction', {
    resourceLimits: { maxOldGenerationSizeMb: fileLimits.heapMb - 64, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
  });
  let whole: NodeJS.Timeout | null = null;
  let step: NodeJS.Timeout | null = null;
  const end = (how: (w: Waiting) => void): void => {
    if (current?.worker !== worker) return;
    current = null;
    if (whole) clearTimeout(whole);
    if (step) clearTimeout(step);
    void worker.terminate();
    how(mine);
    next();
  };
  const tooSlow = (): void => end((w) => w.settle(refuse({ code: 'too-slow' })));
  const goOn = (): void => {
    if (step) clearTimeout(step);
    step = setTimeout(tooSlow, mine.stepMs);
  };
  current = { worker, end };
  worker.on('message', (message: RedactionMessage) => {
    if (message === 'ready') {
      // Loading the worker's own code is not the file's fault.
      worker.postMessage(mine.job);
      whole = setTimeout(tooSlow, WHOLE_MS);
      goOn();
    } else if (message === 'step') goOn();
    else if ('fault' in message) end((w) => w.fail(new Error(`redaction failed: ${message.fault}`)));
    else end((w) => w.settle(message.answer));
  });
  worker.on('error', (fault: NodeJS.ErrnoException) =>
    end((w) => (fault.code === 'ERR_WORKER_OUT_OF_MEMORY' ? w.settle(refuse({ code: 'too-much-memory' })) : w.fail(fault))),
  );
  worker.on('exit', () => end((w) => w.fail(new Error('the redaction worker ended'))));
}

function next(): void {
  if (current) return;
  const first = waiting.shift();
  if (first) begin(first);
}

export function redactInThread(job: RedactionJob, stepMs: number = fileLimits.wallMs): Promise<Answer> {
  if (waiting.length >= MOST_WAITING) return Promise.resolve(refuse({ code: 'redaction-busy' }));
  return new Promise((settle, fail) => {
    waiting.push({ job, stepMs, settle, fail });
    next();
  });
}

/** Ends the thread; files under way are refused as busy. A later one starts anew. */
export function closeRedaction(): void {
  for (const left of waiting.splice(0)) left.settle(refuse({ code: 'redaction-busy' }));
  current?.end((w) => w.settle(refuse({ code: 'redaction-busy' })));
}
