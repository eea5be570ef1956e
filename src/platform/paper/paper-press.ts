// Hands papers to the one thread that makes them, one after the other.
// Contract: every paper is answered, by bytes or by a fault; the thread ends when it had nothing to do for a while, and
// never keeps the process alive.
import type { Worker } from 'node:worker_threads';
import { startWorker } from '../worker.ts';
import type { Paper } from './paper.ts';
import type { Pressed, Pressing } from './pressing.ts';

const MOST_WAITING = 40;
/** From being handed over: a thousand pages take seconds, so what takes this long never ends. */
const WALL_MS = 60_000;
/** The fonts and what the compiler remembers take about 100 MB, which most of the year nobody needs. */
const IDLE_MS = 5 * 60_000;

interface Waiting {
  readonly pressing: Pressing;
  readonly settle: (bytes: Uint8Array) => void;
  readonly fail: (fault: Error) => void;
}

const waiting: Waiting[] = [];
let current: Waiting | null = null;
let worker: Worker | null = null;
let timer: NodeJS.Timeout | null = null;
let siteFonts: string | null = null;

function time(ms: number, then: () => void): void {
  if (timer) clearTimeout(timer);
  timer = setTimeout(then, ms);
}

function started(): Worker {
  const thread = startWorker('paper');
  thread.on('message', (message: Pressed) => {
    if (thread !== worker) return;
    if ('bytes' in message) answer((w) => w.settle(message.bytes));
    else answer((w) => w.fail(new Error(`the paper was not made: ${message.fault}`)));
  });
  const died = (fault: Error): void => {
    if (thread !== worker) return;
    worker = null;
    answer((w) => w.fail(fault));
  };
  thread.on('error', died);
  thread.on('exit', () => died(new Error('the paper worker ended')));
  return thread;
}

function answer(how: (done: Waiting) => void): void {
  const done = current;
  current = null;
  worker?.unref();
  time(IDLE_MS, () => void drop());
  timer?.unref();
  if (done) how(done);
  next();
}

function next(): void {
  if (current) return;
  const first = waiting.shift();
  if (!first) return;
  current = first;
  worker ??= started();
  worker.ref();
  worker.postMessage(first.pressing);
  time(WALL_MS, () => {
    void drop();
    answer((w) => w.fail(new Error(`the paper was not made within ${WALL_MS / 1000} seconds`)));
  });
}

async function drop(): Promise<void> {
  const ending = worker;
  worker = null;
  await ending?.terminate();
}

/** The folder of the site's own fonts (GONGKAI_FONTS), for every paper from now on. */
export function nameSiteFonts(folder: string | null): void {
  siteFonts = folder;
}

/** Rejects with a fault when too many papers wait or the thread broke: a paper itself can say nothing that is refused. */
export function press(form: Pressing['form'], paper: Paper): Promise<Uint8Array> {
  if (waiting.length >= MOST_WAITING) return Promise.reject(new Error('too many papers wait to be made'));
  return new Promise((settle, fail) => {
    waiting.push({ pressing: { form, paper, siteFonts }, settle, fail });
    next();
  });
}

/** Ends the thread; papers under way fail. A later paper starts anew. */
export async function closePapers(): Promise<void> {
  for (const left of waiting.splice(0)) left.fail(new Error('papers are closed'));
  const ended = drop();
  answer((w) => w.fail(new Error('papers are closed')));
  if (timer) clearTimeout(timer);
  await ended;
}
