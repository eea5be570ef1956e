// The only SQL that writes ledger_*: which log this town has, how far the public sees, the checkpoints it has published.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../platform/db/engine.ts';
import type { Instant } from '../town/day.ts';
import { toBase64 } from './format/bytes.ts';
import type { Hash } from './format/merkle.ts';

export interface LedgerHead {
  origin: string;
  vkey: string;
  fence: number;
  size: number;
  /** Base64. */
  root: string;
  madeAt: Instant;
}

export interface WitnessedBy {
  name: string;
  at: Instant;
}

export interface CheckpointRow {
  size: number;
  root: string;
  signedAt: Instant;
  note: string;
  witnesses: readonly WitnessedBy[];
  witnessedAt: Instant | null;
}

const checkpointColumns = sql`size, root, signed_at as "signedAt", note, witnesses, witnessed_at as "witnessedAt"`;

/** Null while the town has no ledger. */
export async function readHead(db: Db): Promise<LedgerHead | null> {
  const { rows } =
    await sql<LedgerHead>`select origin, vkey, fence, size, root, made_at as "madeAt" from ledger_heads where id = 1`.execute(db);
  return rows[0] ?? null;
}

/** Once; false when there is one. */
export async function insertHead(db: Db, head: { origin: string; vkey: string; root: Hash; at: Instant }): Promise<boolean> {
  const { rows } = await sql`insert into ledger_heads (id, origin, vkey, fence, size, root, made_at)
    values (1, ${head.origin}, ${head.vkey}, 0, 0, ${toBase64(head.root)}, ${head.at}) on conflict (id) do nothing returning id`.execute(
    db,
  );
  return rows.length > 0;
}

/** Whoever takes over gets the next number; a former holder's pointer moves no more. */
export async function takeFence(db: Db): Promise<number> {
  const { rows } = await sql<{ fence: number }>`update ledger_heads set fence = fence + 1 where id = 1 returning fence`.execute(
    db,
  );
  return rows[0]!.fence;
}

/**
 * Moves the public pointer and keeps the checkpoint, unless somebody else has taken over or is further already. One
 * transaction: a crash before it leaves the published file ahead of the pointer, which the next run makes good.
 */
export async function movePointer(db: Db, fence: number, row: CheckpointRow): Promise<boolean> {
  const { rows } = await sql`with moved as (update ledger_heads set size = ${row.size}, root = ${row.root}
      where id = 1 and fence = ${fence} and size <= ${row.size} returning id)
    ${keeping(row, sql`moved`)} returning size`.execute(db);
  return rows.length > 0;
}

/** @param once Something with one row, or with none: then nothing is kept. */
function keeping(row: CheckpointRow, once: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into ledger_checkpoints (size, root, signed_at, note, witnesses, witnessed_at)
    select ${row.size}::bigint, ${row.root}::text, ${row.signedAt}::timestamptz, ${row.note}::text,
      ${JSON.stringify(row.witnesses)}::jsonb, ${row.witnessedAt}::timestamptz from ${once}
    on conflict (size) do update set note = excluded.note, witnesses = excluded.witnesses,
      witnessed_at = least(ledger_checkpoints.witnessed_at, excluded.witnessed_at)`;
}

/** Lines only grow: a later look at the same checkpoint may bring more witnesses, and the earliest time stands. */
export async function keepCheckpoint(db: Db, row: CheckpointRow): Promise<void> {
  await keeping(row, sql`(select 1) as once`).execute(db);
}

export async function setVkey(db: Db, vkey: string): Promise<void> {
  await sql`update ledger_heads set vkey = ${vkey} where id = 1`.execute(db);
}

export async function checkpointAt(db: Db, size: number): Promise<CheckpointRow | null> {
  const { rows } = await sql<CheckpointRow>`select ${checkpointColumns} from ledger_checkpoints where size = ${size}`.execute(db);
  return rows[0] ?? null;
}

/** Newest first. */
export async function latestCheckpoints(db: Db, limit: number): Promise<CheckpointRow[]> {
  const { rows } =
    await sql<CheckpointRow>`select ${checkpointColumns} from ledger_checkpoints order by size desc limit ${limit}::int`.execute(
      db,
    );
  return rows;
}

/** In the order of their sizes. */
export async function checkpointsAfter(db: Db, size: number, limit: number): Promise<CheckpointRow[]> {
  const { rows } = await sql<CheckpointRow>`select ${checkpointColumns} from ledger_checkpoints where size > ${size}
    order by size limit ${limit}::int`.execute(db);
  return rows;
}

export interface CoveredAt {
  /** Our own clock, when the first checkpoint above the entry was signed. */
  signedAt: Instant;
  /** Somebody else's, the earliest on any checkpoint above it; null while no witness has signed. */
  witnessedAt: Instant | null;
}

/** When an entry came under a published checkpoint; null while it has not. */
export async function coveredAt(db: Db, idx: number): Promise<CoveredAt | null> {
  const { rows } = await sql<CoveredAt>`select
      (select signed_at from ledger_checkpoints where size > ${idx} order by size limit 1) as "signedAt",
      (select witnessed_at from ledger_checkpoints where size > ${idx} and witnessed_at is not null order by size limit 1) as "witnessedAt"
    from ledger_heads where id = 1 and size > ${idx}`.execute(db);
  return rows[0] ?? null;
}

/** The note of the first checkpoint above an entry that a witness has signed. */
export async function firstWitnessed(db: Db, idx: number): Promise<string | null> {
  const { rows } = await sql<{
    note: string;
  }>`select note from ledger_checkpoints where size > ${idx} and witnessed_at is not null
    order by size limit 1`.execute(db);
  return rows[0]?.note ?? null;
}

export interface Mismatch {
  subject: string;
  what: string;
  foundAt: Instant;
}

export async function mismatches(db: Db): Promise<Mismatch[]> {
  const { rows } =
    await sql<Mismatch>`select subject, what, found_at as "foundAt" from ledger_mismatches order by found_at, subject`.execute(
      db,
    );
  return rows;
}

export async function mismatchOf(db: Db, subject: string): Promise<Mismatch | null> {
  const { rows } =
    await sql<Mismatch>`select subject, what, found_at as "foundAt" from ledger_mismatches where subject = ${subject}`.execute(
      db,
    );
  return rows[0] ?? null;
}

/** Replaces what was found before by what is found now. Answers whether anything is different. */
export async function replaceMismatches(db: Db, found: ReadonlyMap<string, string>, at: Instant): Promise<boolean> {
  const before = new Map((await mismatches(db)).map((m) => [m.subject, m.what]));
  const gone = [...before.keys()].filter((s) => !found.has(s));
  const fresh = [...found].filter(([s, what]) => before.get(s) !== what);
  if (gone.length > 0) await sql`delete from ledger_mismatches where subject = any(${gone}::text[])`.execute(db);
  for (const [subject, what] of fresh) {
    await sql`insert into ledger_mismatches (subject, what, found_at) values (${subject}, ${what}, ${at})
      on conflict (subject) do update set what = excluded.what`.execute(db);
  }
  return gone.length + fresh.length > 0;
}
