// The embedded engine: a PGlite in its own thread behind our own exclusive lock, one statement stream for all.
import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import { startWorker } from '../worker.ts';
import { APP_ROLE, type Db, type Engine, oneAtATime, quoteSchema } from './engine.ts';
import type { EmbeddedOptions, EmbeddedReply, EmbeddedRequest } from './embedded-worker.ts';
import { DatabaseFault } from './faults.ts';
import { type DirectoryLock, lockDirectory } from './lock.ts';
import { DatabaseUnopened, lookAtDirectory } from './unopened.ts';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** Message-port calls to the owning thread. A dead thread fails every call that waits. */
class Remote {
  #worker: Worker;
  #next = 1;
  #waiting = new Map<number, { resolve: (r: EmbeddedReply) => void; reject: (e: Error) => void }>();
  #dead: Error | null = null;
  readonly ready: Promise<void>;

  constructor(options: EmbeddedOptions) {
    this.#worker = startWorker('embedded-database', { workerData: options });
    this.ready = new Promise((resolve, reject) => {
      this.#worker.once('message', () => resolve());
      this.#worker.once('error', reject);
    });
    this.#worker.on('message', (reply: EmbeddedReply) => {
      this.#waiting.get(reply.id)?.resolve(reply);
      this.#waiting.delete(reply.id);
    });
    this.#worker.on('error', (e: Error) => this.#fail(e));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the embedded database thread ended (${code})`)));
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

/** One connection shared by all: whoever holds it runs alone until they give it back. */
class Turnstile {
  #last: Promise<void> = Promise.resolve();

  async enter(): Promise<() => void> {
    const before = this.#last;
    let leave!: () => void;
    this.#last = new Promise<void>((resolve) => {
      leave = resolve;
    });
    await before;
    return leave;
  }
}

class EmbeddedConnection implements DatabaseConnection {
  leave: () => void = () => {};
  constructor(readonly remote: Remote) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const reply = await this.remote.call({ kind: 'query', sql: query.sql, params: query.parameters });
    return { rows: reply.rows as R[], numAffectedRows: BigInt(reply.affected) };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator; a single-user engine has no cursors
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('the embedded database does not stream');
  }
}

/** What the shared connection last stood in, so that a change is one statement and no change is none. */
interface Standing {
  place: string | null;
}

/** True inside an act, as far as its calls reach. */
const insideAct = new AsyncLocalStorage<true>();
let enginesOpen = 0;
let acts = 0;

/**
 * Runs an act's work. The embedded engine has one connection and the act holds it: asking for another there would wait for ever,
 * so it is a fault at once. Verbs use `act.db`. Following asynchronous calls costs every request of the process, so it
 * goes on only while an act runs, and not at all where no embedded engine is open.
 */
export async function holdingConnection<T>(work: () => Promise<T>): Promise<T> {
  if (enginesOpen === 0) return work();
  acts++;
  try {
    return await insideAct.run(true, work);
  } finally {
    if (--acts === 0) insideAct.disable();
  }
}

class EmbeddedDriver implements Driver {
  constructor(
    readonly remote: Remote,
    readonly turnstile: Turnstile,
    readonly standing: Standing,
    readonly place: string,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (insideAct.getStore()) throw new Error('the town’s own connection was used inside an act; use act.db');
    const leave = await this.turnstile.enter();
    const connection = new EmbeddedConnection(this.remote);
    connection.leave = leave;
    try {
      if (this.standing.place !== this.place) {
        this.standing.place = null;
        await this.remote.call({ kind: 'script', sql: this.place });
        this.standing.place = this.place;
      }
    } catch (fault) {
      leave();
      throw fault;
    }
    return connection;
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }
  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as EmbeddedConnection).leave();
  }
  async destroy(): Promise<void> {}
}

/** Starts the owning thread. What the engine says of a directory it cannot use helps nobody; it becomes the cause. */
async function openThread(dir: string | null): Promise<Remote> {
  const pg = dir === null ? null : join(dir, 'pg');
  if (pg !== null) lookAtDirectory(pg);
  const present = pg !== null && existsSync(pg);
  const remote = new Remote({ dir: pg });
  await remote.ready.catch((fault: unknown) => {
    throw present ? new DatabaseUnopened(pg, null, { cause: fault }) : fault;
  });
  return remote;
}

/**
 * Opens the embedded database under `dir` (null: in memory). Throws DirectoryHeld with the holder's pid when another
 * process has it. Survives the death of the process and, by the log sync, loss of power; not a dead disk.
 */
export async function openEmbedded(dir: string | null): Promise<Engine> {
  const lock: DirectoryLock | null = dir === null ? null : await lockDirectory(dir);
  const remote = await openThread(dir).catch(async (fault: unknown) => {
    await lock?.release();
    throw fault;
  });
  enginesOpen++;
  const turnstile = new Turnstile();
  const standing: Standing = { place: null };
  const opened = new Map<string, Db>();

  const connect = (schema: string, role: string): Db => {
    const place = `reset role; set search_path to ${quoteSchema(schema)}; set time zone 'UTC';${role === '' ? '' : ` set role ${role};`}`;
    let db = opened.get(place);
    if (!db) {
      db = new Kysely<object>({
        dialect: {
          createAdapter: () => new PostgresAdapter(),
          createDriver: () => new EmbeddedDriver(remote, turnstile, standing, place),
          createIntrospector: (k) => new PostgresIntrospector(k),
          createQueryCompiler: () => new PostgresQueryCompiler(),
        },
      });
      opened.set(place, db);
    }
    return db;
  };

  return {
    kind: 'embedded',
    schema: (name) => connect(name, APP_ROLE),
    owner: (name) => connect(name, ''),
    // One process has the directory, so that being alone in it is being alone.
    exclusively: oneAtATime(),
    async script(schema, sql) {
      const leave = await turnstile.enter();
      try {
        standing.place = null;
        await remote.call({ kind: 'script', sql: `reset role; set search_path to ${quoteSchema(schema)};\n${sql}` });
      } finally {
        leave();
      }
    },
    async dump(to) {
      const leave = await turnstile.enter();
      try {
        await remote.call({ kind: 'dump', to });
      } finally {
        leave();
      }
    },
    async close() {
      const leave = await turnstile.enter();
      try {
        await remote.call({ kind: 'close' });
      } finally {
        enginesOpen--;
        leave();
        await lock?.release();
      }
    },
  };
}
