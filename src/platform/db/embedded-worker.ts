// The thread that owns the embedded database. It alone opens the directory; everyone else sends it SQL.
// What a commit wrote to the engine's log is in our journal, synced, before the answer goes out: PGlite itself never syncs.
import { writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { type JournaledDirectory, openDirectory } from './journaled-directory.ts';
import type { JournalReport } from './engine.ts';
import { createDatabase } from './pglite.ts';
import type { Notice } from './recovery.ts';
import { DatabaseUnopened, JournalBroken } from './unopened.ts';

export interface EmbeddedOptions {
  /** Folder of the database, its journal and its copies, or null for a database in memory (tests). */
  dir: string | null;
}

export type EmbeddedRequest =
  | { id: number; kind: 'query'; sql: string; params: readonly unknown[] }
  | { id: number; kind: 'script'; sql: string }
  /** A script that only says where the next statements stand. */
  | { id: number; kind: 'stand'; sql: string }
  /** Answers with the path of a copy of this moment; in memory, writes one to `to`. */
  | { id: number; kind: 'copy'; to: string }
  | { id: number; kind: 'examine' }
  | { id: number; kind: 'close' };

export type EmbeddedReply =
  | { id: number; ok: true; rows: Record<string, unknown>[]; affected: number }
  | { id: number; ok: false; message: string; code: string | null; constraint: string | null };

/** What the thread says unasked. The first is `ready` or `unopened`. */
export type EmbeddedWord =
  | { ready: true }
  | { unopened: { dir: string; madeWith: number | null; cause: string } }
  | { broken: { file: string; line: number | null } }
  | { notice: Notice };

type Word = EmbeddedWord | EmbeddedReply;

const options = workerData as EmbeddedOptions;
const port = parentPort;
if (!port) throw new Error('the embedded database runs in a worker thread only');
const say = (word: Word): void => port.postMessage(word);

const WORD = /^\s*(?:--[^\n]*\n\s*)*([a-z]+)/i;
let inTransaction = false;
/** The engine has given up. It would not even answer any more: the thread ends, and a new start makes the directory anew. */
let isOver = false;

const READING = new Set(['select', 'set', 'show', 'begin', 'start', 'commit', 'rollback', 'savepoint', 'release']);

type Rows = { rows: Record<string, unknown>[]; affected: number };
const NOTHING: Rows = { rows: [], affected: 0 };

async function runQuery(
  database: PGlite,
  kept: JournaledDirectory | null,
  request: { sql: string; params: readonly unknown[] },
): Promise<Rows> {
  const word = WORD.exec(request.sql)?.[1]?.toLowerCase() ?? '';
  if (word === 'commit' && kept) {
    kept.retry();
    await kept.commit();
    inTransaction = false;
    return NOTHING;
  }
  const writes = !READING.has(word);
  if (writes) kept?.beforeWriting();
  const result = await database.query<Record<string, unknown>>(request.sql, [...request.params]);
  if (word === 'begin' || word === 'start') inTransaction = true;
  if (word === 'commit' || word === 'rollback') inTransaction = word === 'rollback' && /\bto\b/i.test(request.sql);
  if (writes && !inTransaction) await kept?.keep();
  return { rows: result.rows, affected: result.affectedRows ?? 0 };
}

async function runScript(database: PGlite, kept: JournaledDirectory | null, sql: string): Promise<Rows> {
  kept?.beforeWriting();
  await database.exec(sql);
  await kept?.keep();
  return NOTHING;
}

async function runCopy(database: PGlite, kept: JournaledDirectory | null, to: string): Promise<Rows> {
  if (kept) return { rows: [{ path: (await kept.copy()).path }], affected: 0 };
  const file = await database.dumpDataDir('gzip');
  await writeFile(to, Buffer.from(await file.arrayBuffer()));
  return NOTHING;
}

async function run(database: PGlite, kept: JournaledDirectory | null, request: EmbeddedRequest): Promise<Rows> {
  if (request.kind === 'query') return runQuery(database, kept, request);
  if (request.kind === 'script') return runScript(database, kept, request.sql);
  if (request.kind === 'copy') return runCopy(database, kept, request.to);
  if (request.kind === 'examine')
    return { rows: kept ? [{ ...((await kept.examine()) satisfies JournalReport) }] : [], affected: 0 };
  if (request.kind === 'stand') await database.exec(request.sql);
  else if (kept) await kept.close();
  else await database.close();
  return NOTHING;
}

async function answer(database: PGlite, kept: JournaledDirectory | null, request: EmbeddedRequest): Promise<EmbeddedReply> {
  try {
    return { id: request.id, ok: true, ...(await run(database, kept, request)) };
  } catch (fault) {
    const e = fault as { message?: string; code?: string; constraint?: string; severity?: string };
    kept?.heard(e.code);
    isOver ||= e.severity === 'PANIC' || fault instanceof WebAssembly.RuntimeError;
    return {
      id: request.id,
      ok: false,
      message: String(e.message ?? fault).slice(0, 2000),
      code: e.code ?? null,
      constraint: e.constraint ?? null,
    };
  }
}

function unopened(fault: unknown): EmbeddedWord {
  if (fault instanceof JournalBroken) return { broken: { file: fault.file, line: fault.line } };
  if (!(fault instanceof DatabaseUnopened)) throw fault;
  return { unopened: { dir: fault.dir, madeWith: fault.madeWith, cause: String(fault.cause ?? '') } };
}

async function open(): Promise<{ database: PGlite; kept: JournaledDirectory | null }> {
  if (options.dir === null) return { database: await createDatabase(null), kept: null };
  const kept = await openDirectory(options.dir, (notice) => say({ notice }));
  return { database: kept.database, kept };
}

try {
  const { database, kept } = await open();
  let queue: Promise<void> = Promise.resolve();
  port.on('message', (request: EmbeddedRequest) => {
    queue = queue.then(async () => {
      say(await answer(database, kept, request));
      if (isOver) process.exit(1);
      if (request.kind === 'close') port.close();
      else if (kept && !inTransaction) await kept.copyWhenLong();
    });
  });
  say({ ready: true });
} catch (fault) {
  say(unopened(fault));
  port.close();
}
