// Figures over duties: the thirty-three squares, the rate on time, counts for the board. Nobody types one; all are queries.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Calendar } from '../../town/calendar.ts';
import { addDays, type Day, daysBetween } from '../../town/day.ts';
import { SOON_DAYS, timeLeft } from '../../town/deadline.ts';
import type { OrganId } from '../../town/ids.ts';
import type { CatalogueItem } from './item.ts';
import { listItems } from './reads.ts';

export type ItemState = 'on-time' | 'soon' | 'late' | 'none';

export interface ItemStatus {
  item: CatalogueItem;
  /** The worst of its open duties. `none`: it has never owed anything. */
  state: ItemState;
  /** The state in a sentence: `逾期 2 个工作日，应于 2026-11-18 前公开`. */
  says: string;
  lastPublishedOn: Day | null;
  daysSince: number | null;
  open: number;
  overdue: number;
  soon: number;
  published: number;
  nil: number;
  withheld: number;
  /** Of those published, after their day. */
  publishedLate: number;
  nextDue: Day | null;
}

interface Counts {
  code: string;
  open: number;
  overdue: number;
  soon: number;
  published: number;
  nil: number;
  withheld: number;
  publishedLate: number;
  lastPublishedOn: Day | null;
  nextDue: Day | null;
}

/** Open items only, in order. */
export async function itemsWithStatus(db: Db, calendar: Calendar, today: Day): Promise<ItemStatus[]> {
  const { rows } = await sql<Counts>`select item_code as code,
      count(*) filter (where state = 'open') as open,
      count(*) filter (where state = 'open' and due_on < ${today}) as overdue,
      count(*) filter (where state = 'open' and due_on between ${today} and ${addDays(today, SOON_DAYS)}) as soon,
      count(*) filter (where state = 'published') as published,
      count(*) filter (where state = 'nil') as nil,
      count(*) filter (where state = 'withheld') as withheld,
      count(*) filter (where state = 'published' and ended_on > due_on) as "publishedLate",
      max(ended_on) filter (where state = 'published') as "lastPublishedOn",
      min(due_on) filter (where state = 'open') as "nextDue"
    from catalogue_duties group by item_code`.execute(db);
  const counts = new Map(rows.map((r) => [r.code, r]));
  return (await listItems(db))
    .filter((item) => item.closedOn === null)
    .map((item) => {
      const c = counts.get(item.code) ?? { ...NOTHING, code: item.code };
      const state = stateOf(c, counts.has(item.code));
      const daysSince = c.lastPublishedOn === null ? null : daysBetween(c.lastPublishedOn, today);
      return { ...c, item, state, daysSince, says: says(state, c, calendar, today) };
    });
}

export type ItemStanding = Pick<ItemStatus, 'item' | 'state' | 'says'>;

/** The squares alone, from what is open: after twenty years of duties this costs what it cost after one. */
export async function itemStandings(db: Db, calendar: Calendar, today: Day): Promise<ItemStanding[]> {
  const { rows } = await sql<OpenCounts & { code: string; known: boolean }>`
    select i.code, coalesce(o.overdue, 0) as overdue, coalesce(o.soon, 0) as soon, o."nextDue",
      exists (select 1 from catalogue_duties d where d.item_code = i.code) as known
    from catalogue_items i left join (
      select item_code, count(*) filter (where due_on < ${today}) as overdue,
        count(*) filter (where due_on between ${today} and ${addDays(today, SOON_DAYS)}) as soon, min(due_on) as "nextDue"
      from catalogue_duties where state = 'open' group by item_code
    ) o on o.item_code = i.code`.execute(db);
  const counts = new Map(rows.map((r) => [r.code, r]));
  return (await listItems(db)).flatMap((item): ItemStanding[] => {
    const c = counts.get(item.code);
    if (item.closedOn !== null || !c) return [];
    const state = stateOf(c, c.known);
    return [{ item, state, says: says(state, c, calendar, today) }];
  });
}

type OpenCounts = Pick<Counts, 'overdue' | 'soon' | 'nextDue'>;

/** @param known whether it has ever owed anything */
function stateOf(c: OpenCounts, known: boolean): ItemState {
  return c.overdue > 0 ? 'late' : c.soon > 0 ? 'soon' : known ? 'on-time' : 'none';
}

const NOTHING = {
  open: 0,
  overdue: 0,
  soon: 0,
  published: 0,
  nil: 0,
  withheld: 0,
  publishedLate: 0,
  lastPublishedOn: null,
  nextDue: null,
};

function says(state: ItemState, c: OpenCounts, calendar: Calendar, today: Day): string {
  if (state === 'none') return '目前没有应公开的事项';
  if (c.nextDue === null) return '按期';
  const left = timeLeft(calendar, c.nextDue, today).text;
  if (state === 'on-time') return `按期，下一项应于 ${c.nextDue} 前公开`;
  const more = state === 'late' ? c.overdue : c.soon;
  return `${left}，应于 ${c.nextDue} 前公开${more > 1 ? `，共 ${more} 项` : ''}`;
}

export interface Rate {
  organId: OrganId | null;
  /** Duties whose day has come in the time asked for, or that ended before it came. */
  total: number;
  onTime: number;
  late: number;
  /** Parts of one; null where nothing was due. */
  rate: number | null;
}

/**
 * Of the duties whose due day lies in from … to: ended by that day, or not. What is still open before its day counts neither way.
 * A nil return or a notice of non-publication in time is in time.
 */
export async function onTimeRate(db: Db, q: { from: Day; to: Day; today: Day; byOrgan?: boolean }): Promise<Rate[]> {
  const organ = q.byOrgan ? sql`organ_id` : sql`null::text`;
  const { rows } = await sql<{ organId: OrganId | null; onTime: number; late: number }>`select ${organ} as "organId",
      count(*) filter (where ended_on <= due_on) as "onTime",
      count(*) filter (where ended_on > due_on or (state = 'open' and due_on < ${q.today})) as late
    from catalogue_duties where due_on between ${q.from} and ${q.to} ${q.byOrgan ? sql`group by organ_id` : sql``}`.execute(db);
  return rows.map((r) => {
    const total = r.onTime + r.late;
    return { ...r, total, rate: total === 0 ? null : r.onTime / total };
  });
}

export interface DutyFigures {
  published: number;
  late: number;
  overdue: number;
  /** Open, their day not past. */
  waiting: number;
  lastPublishedOn: Day | null;
}

/** Of all duties of an item, however many years they go back. */
export async function dutyFigures(db: Db, itemCode: string, today: Day): Promise<DutyFigures> {
  const { rows } = await sql<DutyFigures>`select
      count(*) filter (where state = 'published') as published,
      count(*) filter (where state = 'published' and ended_on > due_on) as late,
      count(*) filter (where state = 'open' and due_on < ${today}) as overdue,
      count(*) filter (where state = 'open' and due_on >= ${today}) as waiting,
      max(ended_on) filter (where state = 'published') as "lastPublishedOn"
    from catalogue_duties where item_code = ${itemCode}`.execute(db);
  return rows[0]!;
}

export interface BoardLine {
  organId: OrganId;
  open: number;
  overdue: number;
  soon: number;
  proposed: number;
}

/** How many open duties each organ has, the most overdue first; organs that owe nothing are left out. */
export async function boardByOrgan(db: Db, today: Day): Promise<BoardLine[]> {
  const { rows } = await sql<BoardLine>`select organ_id as "organId", count(*) as open,
      count(*) filter (where due_on < ${today}) as overdue,
      count(*) filter (where due_on between ${today} and ${addDays(today, SOON_DAYS)}) as soon,
      count(*) filter (where proposed_ground is not null) as proposed
    from catalogue_duties where state = 'open' group by organ_id
    order by count(*) filter (where due_on < ${today}) desc, count(*) desc, organ_id`.execute(db);
  return rows;
}

/** Open duties past their day; what the status page tells. */
export async function overdueCount(db: Db, today: Day): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from catalogue_duties
    where state = 'open' and due_on < ${today}`.execute(db);
  return rows[0]!.n;
}
