// How many duties ended in a stretch of days, and how many of them in time.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import type { Duty } from './duty.ts';
import { dutyColumns } from './rows.ts';

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

/** The duties behind such figures, the latest ended first; `late`: after their day only. */
export async function endedDuties(db: Db, q: { from: Day; to: Day; late: boolean; limit: number }): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d join catalogue_items i on i.code = d.item_code
    where d.state <> 'open' and d.ended_on between ${q.from} and ${q.to} and ${q.late ? sql`d.ended_on > d.due_on` : sql`true`}
    order by d.ended_on desc, d.id limit ${q.limit}`.execute(db);
  return rows;
}
