// The embedded engine: a PGlite in its own thread behind our own exclusive lock, one statement stream for all.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
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
import { APP_ROLE, type Db, type Engine, type JournalReport, oneAtATime, quoteSchema } from './engine.ts';
import { openThread, type Remote } from './embedded-thread.ts';
import { type DirectoryLock, lockDirectory } from './lock.ts';
import type { Notice } from './recovery.ts';

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
        await this.remote.call({ kind: 'stand', sql: this.place });
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

/**
 * Opens the embedded database under `dir` (null: in memory). Throws DirectoryHeld with the holder's pid when another
 * process has it. Survives the death of the process, loss of power and a directory put back to an older copy, by the
 * journal; not a dead disk. `hear` is told what a start had to mend.
 */
export async function openEmbedded(dir: string | null, hear: (notice: Notice) => void = () => {}): Promise<Engine> {
  const lock: DirectoryLock | null = dir === null ? null : await lockDirectory(dir);
  const remote = await openThread(dir, hear).catch(async (fault: unknown) => {
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
      let copy: FileHandle | null = null;
      try {
        const { rows } = await remote.call({ kind: 'copy', to });
        const path = rows[0]?.path;
        if (typeof path === 'string') copy = await open(path);
      } finally {
        leave();
      }
      // Nobody waits for the packing: an open file stays readable when newer copies have taken its place.
      if (copy) await pipeline(copy.createReadStream(), createGzip(), createWriteStream(to, { mode: 0o600 }));
    },
    journal:
      dir === null
        ? null
        : async () => {
            const leave = await turnstile.enter();
            try {
              const { rows } = await remote.call({ kind: 'examine' });
              return rows[0] as unknown as JournalReport;
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
