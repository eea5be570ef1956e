// What acts have said to the ledger, numbered in order of commit. Written by an act's last statement (see audit.ts), read
// by the sequencer and by those who show what is on record. Append-only by grants.
import { sql } from 'kysely';
import type { Instant } from '../../town/day.ts';
import type { Db } from '../db/engine.ts';

/** One entry, its bytes already final. */
export interface LedgerLine {
  /** The entry's own id: a duty, an index number. */
  subject: string;
  type: string;
  /** What of ours it stands for, `seal:…`; unique; null where the subject says it. */
  ref: string | null;
  /** Canonical JSON. */
  entry: string;
}

export interface NumberedLine extends LedgerLine {
  idx: number;
  at: Instant;
}

const columns = sql`idx, subject, type, ref, entry, at`;

/** Lines from an index on, in order. */
export async function linesFrom(db: Db, from: number, limit: number): Promise<NumberedLine[]> {
  const { rows } = await sql<NumberedLine>`select ${columns} from platform_ledger_events
    where idx >= ${from} order by idx limit ${limit}::int`.execute(db);
  return rows;
}

/** How many there are; indexes have no gap. */
export async function lineCount(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select ledger_size as n from platform_heads where id = 1`.execute(db);
  return rows[0]!.n;
}

/** The latest line of each subject. */
export async function latestLines(db: Db, subjects: readonly string[]): Promise<Map<string, NumberedLine>> {
  if (subjects.length === 0) return new Map();
  const { rows } = await sql<NumberedLine>`select distinct on (subject) ${columns} from platform_ledger_events
    where subject = any(${[...subjects]}::text[]) order by subject, idx desc`.execute(db);
  return new Map(rows.map((r) => [r.subject, r]));
}

/** All lines of a subject, the earliest first. */
export async function linesOf(db: Db, subject: string): Promise<NumberedLine[]> {
  const { rows } =
    await sql<NumberedLine>`select ${columns} from platform_ledger_events where subject = ${subject} order by idx`.execute(db);
  return rows;
}

/** Lines by what they stand for. */
export async function linesByRef(db: Db, refs: readonly string[]): Promise<Map<string, NumberedLine>> {
  if (refs.length === 0) return new Map();
  const { rows } =
    await sql<NumberedLine>`select ${columns} from platform_ledger_events where ref = any(${[...refs]}::text[])`.execute(db);
  return new Map(rows.map((r) => [r.ref as string, r]));
}

/** Lines that the log already holds and this database has lost, put back in their places. Only for a restored old backup. */
export async function appendAdopted(db: Db, lines: readonly (LedgerLine & { at: Instant })[]): Promise<void> {
  const { rows } = await sql<{ size: number }>`select ledger_size as size from platform_heads where id = 1 for update`.execute(
    db,
  );
  const from = rows[0]!.size;
  for (const [i, l] of lines.entries()) {
    await sql`insert into platform_ledger_events (idx, subject, type, ref, entry, at)
      values (${from + i}, ${l.subject}, ${l.type}, ${l.ref}, ${l.entry}, ${l.at})`.execute(db);
  }
  await sql`update platform_heads set ledger_size = ${from + lines.length} where id = 1`.execute(db);
}
