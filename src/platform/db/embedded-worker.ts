// The thread that owns the embedded database. It alone opens the directory; everyone else sends it SQL.
// After every commit the write-ahead log is synced to disk before the answer goes out, because PGlite itself never syncs.
import { closeSync, fdatasyncSync, openSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { parsersByOid } from './values.ts';

export interface EmbeddedOptions {
  /** Data directory, or null for a database in memory (tests). */
  dir: string | null;
}

export type EmbeddedRequest =
  | { id: number; kind: 'query'; sql: string; params: readonly unknown[] }
  | { id: number; kind: 'script'; sql: string }
  | { id: number; kind: 'dump'; to: string }
  | { id: number; kind: 'close' };

export type EmbeddedReply =
  | { id: number; ok: true; rows: Record<string, unknown>[]; affected: number }
  | { id: number; ok: false; message: string; code: string | null; constraint: string | null };

const options = workerData as EmbeddedOptions;
const port = parentPort;
if (!port) throw new Error('the embedded database runs in a worker thread only');

const database = await PGlite.create({
  ...(options.dir === null ? {} : { dataDir: options.dir }),
  parsers: parsersByOid,
  startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'max_wal_size=64MB'],
});

// Single-user mode has no background checkpointer of its own pace; size limits above keep pg_wal small.
let inTransaction = false;
let syncedFile: string | null = null;

function syncFile(name: string): void {
  const fd = openSync(join(options.dir as string, 'pg_wal', name), 'r+');
  try {
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A crash of the machine before this returns may lose the commit; the caller has not been answered yet. */
async function syncLog(): Promise<void> {
  if (options.dir === null) return;
  const { rows } = await database.query<{ f: string }>('select pg_walfile_name(pg_current_wal_lsn()) as f');
  const current = rows[0]!.f;
  if (syncedFile !== null && syncedFile !== current) syncFile(syncedFile);
  syncFile(current);
  syncedFile = current;
}

const WORD = /^\s*(?:--[^\n]*\n\s*)*([a-z]+)/i;

/** Whether this statement, outside a transaction, or ending one, may have put something into the log. */
function needsSync(word: string): boolean {
  if (word === 'commit') return true;
  return !inTransaction && word !== 'select' && word !== 'set' && word !== 'show' && word !== 'begin' && word !== 'rollback';
}

async function answer(request: EmbeddedRequest): Promise<EmbeddedReply> {
  try {
    if (request.kind === 'close') {
      await database.close();
      return { id: request.id, ok: true, rows: [], affected: 0 };
    }
    if (request.kind === 'dump') {
      const file = await database.dumpDataDir('gzip');
      await writeFile(request.to, Buffer.from(await file.arrayBuffer()));
      return { id: request.id, ok: true, rows: [], affected: 0 };
    }
    if (request.kind === 'script') {
      await database.exec(request.sql);
      await syncLog();
      return { id: request.id, ok: true, rows: [], affected: 0 };
    }
    const word = WORD.exec(request.sql)?.[1]?.toLowerCase() ?? '';
    const sync = needsSync(word);
    const result = await database.query<Record<string, unknown>>(request.sql, [...request.params]);
    if (word === 'begin' || word === 'start') inTransaction = true;
    if (word === 'commit' || word === 'rollback') inTransaction = word === 'rollback' && /\bto\b/i.test(request.sql);
    if (sync) await syncLog();
    return { id: request.id, ok: true, rows: result.rows, affected: result.affectedRows ?? 0 };
  } catch (fault) {
    const e = fault as { message?: string; code?: string; constraint?: string };
    return {
      id: request.id,
      ok: false,
      message: String(e.message ?? fault).slice(0, 2000),
      code: e.code ?? null,
      constraint: e.constraint ?? null,
    };
  }
}

let queue: Promise<void> = Promise.resolve();
port.on('message', (request: EmbeddedRequest) => {
  queue = queue.then(async () => {
    port.postMessage(await answer(request));
    if (request.kind === 'close') port.close();
  });
});
port.postMessage({ ready: true });
