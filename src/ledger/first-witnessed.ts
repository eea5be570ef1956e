// The checkpoint that dates an entry: the earliest that covers it and that somebody else has signed.
import { sql } from 'kysely';
import type { Db } from '../platform/db/engine.ts';
import type { Instant } from '../town/day.ts';

export interface WitnessedCheckpoint {
  size: number;
  /** As it was published, with every line known. */
  note: string;
  witnessedAt: Instant;
}

/** Null while no witness has seen the entry. */
export async function firstWitnessed(db: Db, idx: number): Promise<WitnessedCheckpoint | null> {
  const { rows } = await sql<WitnessedCheckpoint>`select size, note, witnessed_at as "witnessedAt" from ledger_checkpoints
    where size > ${idx} and witnessed_at is not null order by size limit 1`.execute(db);
  return rows[0] ?? null;
}
