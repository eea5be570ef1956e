// How much somebody has decided lately.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import type { StaffId } from '../../town/ids.ts';

/** Decisions one person has taken since a moment, whatever they were. */
export async function decidedSince(db: Db, staffId: StaffId, since: Instant): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from review_events where staff_id = ${staffId} and at >= ${since}::timestamptz`.execute(db);
  return rows[0]!.n;
}
