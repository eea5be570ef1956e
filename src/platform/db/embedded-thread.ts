// The owning thread of an embedded database as its callers see it: requests with answers, and what it says unasked.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startWorker } from '../worker.ts';
import type { EmbeddedOptions, EmbeddedReply, EmbeddedRequest, EmbeddedWord } from './embedded-worker.ts';
import { DatabaseFault } from './faults.ts';
import type { Notice } from './recovery.ts';
import { DatabaseUnopened, JournalBroken, lookAtDirectory } from './unopened.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Message-port calls to the owning thread. A dead thread fails every call that waits. */
export class Remote {
  #worker: Worker;
  #next = 1;
  #waiting = new Map<number, { resolve: (r: EmbeddedReply) => void; reject: (e: Error) => void }>();
  #dead: Error | null = null;
  /** Rejects with what keeps the directory from being opened. */
  readonly ready: Promise<void>;

  constructor(options: EmbeddedOptions, hear: (notice: Notice) => void) {
    this.#worker = startWorker('embedded-database', { workerData: options });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.on('message', (word: EmbeddedWord | EmbeddedReply) => {
        if ('id' in word) this.#take(word);
        else if ('notice' in word) hear(word.notice);
        else if ('ready' in word) resolve();
        else reject(unopenedBy(word));
      });
      this.#worker.once('exit', (code) => reject(new Error(`the embedded database thread ended (${code})`)));
    });
    this.#worker.on('error', (e: Error) => this.#fail(e));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the embedded database thread ended (${code})`)));
  }

  #take(reply: EmbeddedReply): void {
    this.#waiting.get(reply.id)?.resolve(reply);
    this.#waiting.delete(reply.id);
  }

  #fail(e: Error): void {
    this.#dead = e;
    for (const { reject } of this.#waiting.values()) reject(e);
    this.#waiting.clear();
  }

  async call(request: WithoutId<EmbeddedRequest>): Promise<Extract<EmbeddedReply, { ok: true }>> {
    if (this.#dead) throw this.#dead;
    const id = this.#next++;
    const reply = await new Promise<EmbeddedReply>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ ...request, id });
    });
    if (reply.ok) return reply;
    const statement = 'sql' in request ? request.sql.slice(0, 200) : request.kind;
    throw new DatabaseFault(reply.message, reply.code, reply.constraint, statement);
  }
}

function unopenedBy(word: Exclude<EmbeddedWord, { ready: true } | { notice: Notice }>): Error {
  if ('broken' in word) return new JournalBroken(word.broken.file, word.broken.line);
  const { dir, madeWith, cause } = word.unopened;
  return new DatabaseUnopened(dir, madeWith, { cause: new Error(cause) });
}

/** The system's word on the disk, or the engine's that it is full: nothing is wrong with the directory. */
function isOfTheDisk(fault: unknown): boolean {
  const { code } = fault as { code?: unknown };
  return typeof code === 'string' && (/^E[A-Z]+$/.test(code) || code === '53100' || code === '58030');
}

/** Starts the owning thread. What the engine says of a directory it cannot use helps nobody; it becomes the cause. */
export async function openThread(dir: string | null, hear: (notice: Notice) => void): Promise<Remote> {
  const pg = dir === null ? null : join(dir, 'pg');
  if (pg !== null) lookAtDirectory(pg);
  const present = pg !== null && existsSync(pg);
  const remote = new Remote({ dir }, hear);
  await remote.ready.catch((fault: unknown) => {
    if (fault instanceof DatabaseUnopened || fault instanceof JournalBroken || isOfTheDisk(fault) || !present) throw fault;
    throw new DatabaseUnopened(pg, null, { cause: fault });
  });
  return remote;
}
