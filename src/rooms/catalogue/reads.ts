// What pages ask of the catalogue. Every figure here is counted when asked.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { addDays, daysBetween, type Day, type Instant } from '../../town/day.ts';
import type { DutyId, OrganId } from '../../town/ids.ts';
import { type Duty, type DutyState, SOON_DAYS } from './duty.ts';
import type { CatalogueItem } from './item.ts';
import { dutyColumns, itemColumns } from './store.ts';

export async function listItems(db: Db): Promise<CatalogueItem[]> {
  const { rows } = await sql<CatalogueItem>`select ${itemColumns} from catalogue_items i order by i.code`.execute(db);
  return rows;
}

export async function itemByCode(db: Db, code: string): Promise<CatalogueItem | null> {
  const { rows } = await sql<CatalogueItem>`select ${itemColumns} from catalogue_items i where i.code = ${code}`.execute(db);
  return rows[0] ?? null;
}

export async function countOpenDuties(db: Db, itemCode: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from catalogue_duties where item_code = ${itemCode} and state = 'open'`.execute(db);
  return rows[0]!.n;
}

export async function dutyById(db: Db, id: DutyId): Promise<Duty | null> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d where d.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export type DutyView = DutyState | 'late' | 'soon' | 'ended-late';

export interface DutyFilters {
  organId?: OrganId | null;
  item?: string | null;
  view?: DutyView | null;
  /** Due days, both included. */
  from?: Day | null;
  to?: Day | null;
  text?: string | null;
  /** Needed by late and soon. */
  today?: Day;
}

function where(f: DutyFilters) {
  const today = f.today ?? '9999-12-31';
  const view = f.view;
  const state =
    view === 'late'
      ? sql`d.state = 'open' and d.due_on < ${today}`
      : view === 'soon'
        ? sql`d.state = 'open' and d.due_on >= ${today} and d.due_on <= ${addDays(today as Day, SOON_DAYS)}`
        : view === 'ended-late'
          ? sql`d.state <> 'open' and d.ended_on > d.due_on`
          : view
            ? sql`d.state = ${view}`
            : sql`true`;
  return sql`${state}
    and ${f.organId ? sql`d.organ_id = ${f.organId}` : sql`true`}
    and ${f.item ? sql`d.item_code = ${f.item}` : sql`true`}
    and ${f.from ? sql`d.due_on >= ${f.from}` : sql`true`}
    and ${f.to ? sql`d.due_on <= ${f.to}` : sql`true`}
    and ${f.text ? sql`(strpos(d.subject, ${f.text}) > 0 or strpos(coalesce(d.period_name, ''), ${f.text}) > 0)` : sql`true`}`;
}

/** Open ones first by their day, then the ended, newest first. */
export async function dutiesOf(db: Db, f: DutyFilters, p: { page: number; pageSize: number }): Promise<{ duties: Duty[]; total: number }> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d where ${where(f)}
    order by d.state <> 'open', case when d.state = 'open' then d.due_on end, d.due_on desc, d.id limit ${p.pageSize} offset ${(p.page - 1) * p.pageSize}`.execute(db);
  const counted = await sql<{ n: number }>`select count(*) as n from catalogue_duties d where ${where(f)}`.execute(db);
  return { duties: rows, total: counted.rows[0]!.n };
}

/** What an organ owes, by day. */
export async function myDuties(db: Db, organId: OrganId, through: Day): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d
    where d.organ_id = ${organId} and d.state = 'open' and d.due_on <= ${through} order by d.due_on, d.item_code, d.id`.execute(db);
  return rows;
}

/** Open duties a draft of this item and organ could answer. */
export async function openDutiesFor(db: Db, f: { itemCode: string; organId: OrganId }): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d
    where d.item_code = ${f.itemCode} and d.organ_id = ${f.organId} and d.state = 'open' order by d.due_on limit 50`.execute(db);
  return rows;
}

export interface DutyCount {
  key: string;
  open: number;
  late: number;
  soon: number;
  ended: number;
  endedLate: number;
}

async function counts(db: Db, by: 'organ_id' | 'item_code', today: Day, f: DutyFilters): Promise<DutyCount[]> {
  const key = by === 'organ_id' ? sql`d.organ_id` : sql`d.item_code`;
  const { rows } = await sql<DutyCount>`select ${key} as key,
      count(*) filter (where d.state = 'open') as open,
      count(*) filter (where d.state = 'open' and d.due_on < ${today}) as late,
      count(*) filter (where d.state = 'open' and d.due_on >= ${today} and d.due_on <= ${addDays(today, SOON_DAYS)}) as soon,
      count(*) filter (where d.state <> 'open') as ended,
      count(*) filter (where d.state <> 'open' and d.ended_on > d.due_on) as "endedLate"
    from catalogue_duties d where ${where({ ...f, view: null })} group by ${key} order by late desc, soon desc, key`.execute(db);
  return rows;
}

export function countsByOrgan(db: Db, today: Day, f: DutyFilters = {}): Promise<DutyCount[]> {
  return counts(db, 'organ_id', today, f);
}

export function countsByItem(db: Db, today: Day, f: DutyFilters = {}): Promise<DutyCount[]> {
  return counts(db, 'item_code', today, f);
}

export type ItemState = 'on-time' | 'soon' | 'late' | 'none';

export interface ItemStatus {
  item: CatalogueItem;
  state: ItemState;
  late: number;
  soon: number;
  open: number;
  /** Of the open ones. */
  nextDue: Day | null;
  /** Last day on which a duty of the item ended published. */
  lastPublishedOn: Day | null;
  daysSince: number | null;
}

/** The 33 squares: the worst of what each item owes, and when it last published. */
export async function itemsWithStatus(db: Db, today: Day): Promise<ItemStatus[]> {
  const items = (await listItems(db)).filter((i) => i.closedOn === null);
  const byItem = new Map((await countsByItem(db, today)).map((c) => [c.key, c]));
  const { rows } = await sql<{ code: string; last: Day | null; next: Day | null }>`
    select item_code as code, max(ended_on) filter (where state = 'published') as last, min(due_on) filter (where state = 'open') as next
    from catalogue_duties group by item_code`.execute(db);
  const dates = new Map(rows.map((r) => [r.code, r]));
  return items.map((item) => {
    const c = byItem.get(item.code);
    const d = dates.get(item.code);
    const last = d?.last ?? null;
    return {
      item,
      state: !c ? 'none' : c.late > 0 ? 'late' : c.soon > 0 ? 'soon' : last === null ? 'none' : 'on-time',
      late: c?.late ?? 0,
      soon: c?.soon ?? 0,
      open: c?.open ?? 0,
      nextDue: d?.next ?? null,
      lastPublishedOn: last,
      daysSince: last === null ? null : daysBetween(last, today),
    };
  });
}

/** Of the duties due in a span: how many ended in time. Open ones past their day count as late. */
export async function onTimeRate(db: Db, from: Day, to: Day, today: Day): Promise<{ due: number; onTime: number }> {
  const { rows } = await sql<{ due: number; onTime: number }>`
    select count(*) as due, count(*) filter (where state <> 'open' and ended_on <= due_on) as "onTime"
    from catalogue_duties where due_on >= ${from} and due_on <= ${to} and (state <> 'open' or due_on < ${today})`.execute(db);
  return rows[0]!;
}

export interface DutyEvent {
  kind: string;
  note: string;
  staffName: string;
  at: Instant;
}

export async function dutyEvents(db: Db, id: DutyId): Promise<DutyEvent[]> {
  const { rows } = await sql<DutyEvent>`select kind, note, staff_name as "staffName", at from catalogue_events where duty_id = ${id} order by at, id`.execute(db);
  return rows;
}
