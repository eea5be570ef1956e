// Rows of the audit chain about certain things, each with the hash of the row before it: whoever holds such a row can compute
// its hash and find it in the chain, without the rows in between.
import { sql } from 'kysely';
import type { Instant } from '../../town/day.ts';
import type { Db } from '../db/engine.ts';

export interface AuditRowAbout {
  seq: number;
  at: Instant;
  verb: string;
  subject: string;
  /** The very text the hash covers, after the hash of the row before. */
  entry: string;
  hash: string;
  before: string;
}

/** In the order of the chain. */
export async function auditRowsAbout(db: Db, subjects: readonly string[]): Promise<AuditRowAbout[]> {
  const { rows } = await sql<AuditRowAbout>`
    select a.seq, a.at, a.verb, a.subject, a.entry, a.hash, coalesce(b.hash, repeat('0', 64)) as before
    from platform_audit a left join platform_audit b on b.seq = a.seq - 1
    where a.subject = any(${[...subjects]}::text[]) order by a.seq`.execute(db);
  return rows;
}
