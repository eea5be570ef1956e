// How many duties ended in a stretch of days, and how many of them in time.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';

/** Both days included. Without an organ: of all. */
export async function endedBetween(
  db: Db,
  q: { from: Day; to: Day; organId?: OrganId },
): Promise<{ total: number; onTime: number }> {
  const { rows } = await sql<{ total: number; onTime: number }>`select count(*) as total,
      count(*) filter (where ended_on <= due_on) as "onTime"
    from catalogue_duties where state <> 'open' and ended_on between ${q.from} and ${q.to}
      and ${q.organId ? sql`organ_id = ${q.organId}` : sql`true`}`.execute(db);
  return rows[0]!;
}
