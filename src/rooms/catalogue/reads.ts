// Items and duties as pages and other rooms ask for them. Overdue and late are computed here, from the day given.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { addDays, type Day } from '../../town/day.ts';
import { SOON_DAYS } from '../../town/deadline.ts';
import type { DutyId, OrganId } from '../../town/ids.ts';
import type { Duty, Standing } from './duty.ts';
import type { CatalogueItem } from './item.ts';
import { dutyColumns, itemColumns, itemOf, type ItemRow } from './rows.ts';
import type { DutyEvent } from './store.ts';

/** Closed items too: their documents and addresses stay. In the order of their codes. */
export async function listItems(db: Db): Promise<CatalogueItem[]> {
  const { rows } = await sql<ItemRow>`select ${itemColumns} from catalogue_items i order by i.code`.execute(db);
  return rows.map(itemOf);
}

export async function itemsByCode(db: Db, codes: readonly string[]): Promise<Map<string, CatalogueItem>> {
  if (codes.length === 0) return new Map();
  const { rows } =
    await sql<ItemRow>`select ${itemColumns} from catalogue_items i where i.code = any(${[...codes]}::text[])`.execute(db);
  return new Map(rows.map((r) => [r.code, itemOf(r)]));
}

export async function itemByCode(db: Db, code: string): Promise<CatalogueItem | null> {
  return (await itemsByCode(db, [code])).get(code) ?? null;
}

export interface ItemChange {
  id: string;
  at: string;
  what: 'defined' | 'changed' | 'closed';
  who: string;
  before: CatalogueItem | null;
  after: CatalogueItem | null;
}

export async function itemHistory(db: Db, code: string): Promise<ItemChange[]> {
  const { rows } = await sql<ItemChange>`select id, at, what, who, before, after from catalogue_item_events
    where code = ${code} order by at desc, id desc`.execute(db);
  return rows;
}

export interface DutyFilters {
  organ?: OrganId;
  /** Any of these organs; for "all villages". */
  organs?: readonly OrganId[];
  item?: string;
  state?: Standing | 'open' | 'proposed';
  /** Due day, both included. */
  from?: Day;
  to?: Day;
  /** In the title, the period or the item's name. */
  text?: string;
  /** Needed to tell overdue from due. */
  today?: Day;
}

function standingIs(state: NonNullable<DutyFilters['state']>, today: Day | undefined): RawBuilder<boolean> {
  const day = (): Day => {
    if (today === undefined) throw new Error(`filtering duties by ${state} needs the day`);
    return today;
  };
  switch (state) {
    case 'open':
      return sql`d.state = 'open'`;
    case 'proposed':
      return sql`d.proposed_ground is not null`;
    case 'overdue':
      return sql`d.state = 'open' and d.due_on < ${day()}`;
    case 'soon':
      return sql`d.state = 'open' and d.due_on between ${day()} and ${addDays(day(), SOON_DAYS)}`;
    case 'due':
      return sql`d.state = 'open' and d.due_on > ${addDays(day(), SOON_DAYS)}`;
    case 'published':
      return sql`d.state = 'published' and d.ended_on <= d.due_on`;
    case 'late':
      return sql`d.state = 'published' and d.ended_on > d.due_on`;
    case 'nil':
    case 'withheld':
      return sql`d.state = ${state}`;
  }
}

function where(f: DutyFilters): RawBuilder<boolean> {
  const parts: RawBuilder<unknown>[] = [sql`true`];
  if (f.organ) parts.push(sql`d.organ_id = ${f.organ}`);
  if (f.organs) parts.push(f.organs.length === 0 ? sql`false` : sql`d.organ_id in (${sql.join([...f.organs])})`);
  if (f.item) parts.push(sql`d.item_code = ${f.item}`);
  if (f.state) parts.push(standingIs(f.state, f.today));
  if (f.from) parts.push(sql`d.due_on >= ${f.from}`);
  if (f.to) parts.push(sql`d.due_on <= ${f.to}`);
  const text = f.text?.trim().slice(0, 100);
  if (text)
    parts.push(
      sql`position(lower(${text}::text) in lower(concat_ws(' ', d.subject, d.cadence_name, d.period_name, i.name, d.index_no))) > 0`,
    );
  return sql`${sql.join(parts, sql` and `)}`;
}

export interface Paging {
  /** From 1. */
  page: number;
  pageSize: number;
}

/** Open ones first, the longest due on top; then ended ones, the latest first. */
export async function dutiesOf(
  db: Db,
  filters: DutyFilters,
  paging: Paging = { page: 1, pageSize: 50 },
): Promise<{ duties: Duty[]; total: number }> {
  const from = sql`catalogue_duties d join catalogue_items i on i.code = d.item_code where ${where(filters)}`;
  const total = await sql<{ n: number }>`select count(*) as n from ${from}`.execute(db);
  const { rows } = await sql<Duty>`select ${dutyColumns} from ${from}
    order by case when d.state = 'open' then 0 else 1 end, case when d.state = 'open' then d.due_on end, d.ended_on desc, d.due_on desc, d.id
    limit ${paging.pageSize} offset ${Math.max(0, paging.page - 1) * paging.pageSize}`.execute(db);
  return { duties: rows, total: total.rows[0]!.n };
}

/** For downloads and the read API: every duty in a fixed order, a piece at a time. */
export async function dutiesAfter(db: Db, after: DutyId | null, limit: number, filters: DutyFilters = {}): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d join catalogue_items i on i.code = d.item_code
    where ${where(filters)} and d.id > ${after ?? ''} order by d.id limit ${limit}`.execute(db);
  return rows;
}

export async function dutyById(db: Db, id: DutyId): Promise<Duty | null> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d join catalogue_items i on i.code = d.item_code
    where d.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Those of these ids that are duties. */
export async function dutiesNamed(db: Db, ids: readonly string[]): Promise<Duty[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d join catalogue_items i on i.code = d.item_code
    where d.id = any(${[...ids]}::text[])`.execute(db);
  return rows;
}

export async function dutyHistory(db: Db, id: DutyId): Promise<DutyEvent[]> {
  const { rows } =
    await sql<DutyEvent>`select id, at, what, who, detail from catalogue_events where duty_id = ${id} order by at, id`.execute(
      db,
    );
  return rows;
}

/** What an organ still owes, the longest due on top. */
export async function myDuties(db: Db, organId: OrganId): Promise<Duty[]> {
  return (await dutiesOf(db, { organ: organId, state: 'open' }, { page: 1, pageSize: 500 })).duties;
}

/** What a draft of this organ under this item could answer. */
export async function openDutiesFor(db: Db, q: { itemCode: string; organId: OrganId }): Promise<Duty[]> {
  return (await dutiesOf(db, { item: q.itemCode, organ: q.organId, state: 'open' }, { page: 1, pageSize: 200 })).duties;
}

/** `06/<organ>/<cadence>/2026-Q3` of every duty that a cadence has made. */
export async function periodKeys(db: Db): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    key: string;
  }>`select item_code || '/' || organ_id || '/' || cadence_key || '/' || period_key as key
    from catalogue_duties where cadence_key <> 'formation'`.execute(db);
  return new Set(rows.map((r) => r.key));
}

/** One duty by what it is owed for; `2026-Q3` of the cadence `payments`. */
export async function dutyOfPeriod(
  db: Db,
  q: { itemCode: string; organId: OrganId; cadenceKey: string; periodKey: string },
): Promise<Duty | null> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d join catalogue_items i on i.code = d.item_code
    where d.item_code = ${q.itemCode} and d.organ_id = ${q.organId} and d.cadence_key = ${q.cadenceKey} and d.period_key = ${q.periodKey}`.execute(
    db,
  );
  return rows[0] ?? null;
}

/** Title of a document that the same organ published under the same item and that arose in this duty's period, or null. */
export async function publishedInPeriod(db: Db, duty: Duty): Promise<string | null> {
  if (duty.periodFrom === null || duty.periodTo === null) return null;
  const { rows } = await sql<{ subject: string }>`select subject from catalogue_duties
    where item_code = ${duty.itemCode} and organ_id = ${duty.organId} and cadence_key = 'formation' and state = 'published'
      and event_on between ${duty.periodFrom} and ${duty.periodTo} order by event_on limit 1`.execute(db);
  return rows[0]?.subject ?? null;
}
