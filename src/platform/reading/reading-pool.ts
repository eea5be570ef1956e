// Hands files to a few worker threads and takes the thread away from a file that needs too long or too much.
// Contract: every job is answered; a job never blocks the caller's thread; idle threads do not keep the process alive.
import type { Worker } from 'node:worker_threads';
import type { Outcome } from '../../town/outcome.ts';
import { refuse } from '../../town/outcome.ts';
import { fileLimits } from '../files/limits.ts';
import type { FileRefusal } from '../files/words.ts';
import { startWorker } from '../worker.ts';
import type { ReadingAnswer, ReadingJob } from './reading-job.ts';

const MOST_WORKERS = 2;
const MOST_WAITING = 40;
/** Libraries keep caches; a thread is renewed now and then. */
const JOBS_PER_WORKER = 200;

interface Waiting {
  readonly job: ReadingJob;
  readonly wallMs: number;
  readonly settle: (answer: Outcome<unknown, string>) => void;
  readonly fail: (fault: Error) => void;
}

class Reader {
  private readonly worker: Worker;
  private current: Waiting | null = null;
  private timer: NodeJS.Timeout | null = null;
  private ready = false;
  private jobs = 0;
  gone = false;

  constructor(private readonly freed: () => void) {
    this.worker = startWorker('reading', {
      resourceLimits: { maxOldGenerationSizeMb: fileLimits.heapMb - 64, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    });
    this.worker.on('message', (message: ReadingAnswer | 'ready') =>
      message === 'ready' ? this.begin() : this.answered(message),
    );
    this.worker.on('error', (fault: NodeJS.ErrnoException) => this.died(fault));
    this.worker.on('exit', () => this.died(new Error('the reading worker ended')));
  }

  get idle(): boolean {
    return this.current === null && !this.gone;
  }

  take(waiting: Waiting): void {
    this.current = waiting;
    this.jobs++;
    this.worker.ref();
    if (this.ready) this.begin();
  }

  /** The limit counts from here: loading the worker's own code is not the file's fault. */
  private begin(): void {
    this.ready = true;
    if (!this.current) {
      this.worker.unref();
      return;
    }
    const { job, wallMs } = this.current;
    this.worker.postMessage(job);
    this.timer = setTimeout(() => this.drop(refuse({ code: 'file-too-slow' satisfies FileRefusal })), wallMs);
  }

  private answered(message: ReadingAnswer): void {
    const waiting = this.release();
    if (this.jobs >= JOBS_PER_WORKER) void this.stop();
    else this.worker.unref();
    if ('fault' in message) waiting?.fail(new Error(`reading failed: ${message.fault}`));
    else waiting?.settle(message.answer);
    this.freed();
  }

  private release(): Waiting | null {
    const waiting = this.current;
    this.current = null;
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    return waiting;
  }

  private drop(answer: Outcome<unknown, string>): void {
    const waiting = this.release();
    void this.stop();
    waiting?.settle(answer);
    this.freed();
  }

  private died(fault: NodeJS.ErrnoException): void {
    if (this.gone) return;
    this.gone = true;
    const waiting = this.release();
    if (fault.code === 'ERR_WORKER_OUT_OF_MEMORY')
      waiting?.settle(refuse({ code: 'file-too-much-memory' satisfies FileRefusal }));
    else waiting?.fail(fault);
    this.freed();
  }

  async stop(): Promise<void> {
    this.gone = true;
    this.release()?.settle(refuse({ code: 'file-reader-busy' satisfies FileRefusal }));
    this.worker.unref();
    await this.worker.terminate();
  }
}

const waiting: Waiting[] = [];
let readers: Reader[] = [];

function dispatch(): void {
  readers = readers.filter((reader) => !reader.gone);
  while (waiting.length > 0) {
    let reader = readers.find((r) => r.idle);
    if (!reader) {
      if (readers.length >= MOST_WORKERS) return;
      reader = new Reader(dispatch);
      readers.push(reader);
    }
    reader.take(waiting.shift()!);
  }
}

/** Runs a job in a worker thread. Refuses when the queue is full, the file is too slow or takes too much memory. */
export function readInWorker(job: ReadingJob, wallMs: number = fileLimits.wallMs): Promise<Outcome<unknown, string>> {
  if (waiting.length >= MOST_WAITING) return Promise.resolve(refuse({ code: 'file-reader-busy' satisfies FileRefusal }));
  return new Promise((settle, fail) => {
    waiting.push({ job, wallMs, settle, fail });
    dispatch();
  });
}

/** Ends all threads; jobs under way are refused as busy. A later job starts anew. */
export async function closeReading(): Promise<void> {
  for (const left of waiting.splice(0)) left.settle(refuse({ code: 'file-reader-busy' satisfies FileRefusal }));
  const ending = readers;
  readers = [];
  await Promise.all(ending.map((reader) => reader.stop()));
}
