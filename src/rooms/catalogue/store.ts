// The only SQL that writes catalogue_*.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import type { DueDate } from '../../town/deadline.ts';
import { type DocumentId, type DutyId, newId, type OrganId } from '../../town/ids.ts';
import type { Duty, DutyState } from './duty.ts';
import type { CatalogueItem, ItemFields } from './item.ts';

export const itemColumns = sql`i.code, i.category, i.name, i.short_name as "shortName", i.elements, i.main_organ_id as "mainOrganId",
  i.co_organ_ids as "coOrganIds", i.basis, i.limit_code as "limitCode", i.limit_text as "limitText", i.cadences, i.channels, i.audience, i.level,
  i.mode, i.notes, i.opened_on as "openedOn", i.closed_on as "closedOn", i.revision`;

export const dutyColumns = sql`d.id, d.item_code as "itemCode", d.organ_id as "organId", d.kind, d.cadence_key as "cadenceKey",
  d.period_key as "periodKey", d.period_name as "periodName", d.subject, d.event_on as "eventOn", d.limit_code as "limitCode", d.due_on as "dueOn",
  d.provisional, d.steps, d.state, d.ended_on as "endedOn", d.ended_at as "endedAt", d.ended_by as "endedBy", d.document_id as "documentId",
  d.index_no as "indexNo", d.ground, d.note`;

export async function lockItem(db: Db, code: string): Promise<CatalogueItem | null> {
  const { rows } = await sql<CatalogueItem>`select ${itemColumns} from catalogue_items i where i.code = ${code} for update`.execute(db);
  return rows[0] ?? null;
}

export async function lockDuty(db: Db, id: DutyId): Promise<Duty | null> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d where d.id = ${id} for update`.execute(db);
  return rows[0] ?? null;
}

export async function writeItem(act: Act, code: string, f: ItemFields, before: CatalogueItem | null): Promise<void> {
  const j = (v: unknown) => sql`${JSON.stringify(v)}::jsonb`;
  await sql`insert into catalogue_items (code, category, name, short_name, elements, main_organ_id, co_organ_ids, basis, limit_code, limit_text,
      cadences, channels, audience, level, mode, notes, opened_on, revision, changed_at)
    values (${code}, ${f.category}, ${f.name}, ${f.shortName}, ${j(f.elements)}, ${f.mainOrganId}, ${j(f.coOrganIds)}, ${j(f.basis)}, ${f.limitCode},
      ${f.limitText}, ${j(f.cadences)}, ${j(f.channels)}, ${f.audience}, ${f.level}, ${f.mode}, ${f.notes}, ${act.today}, 1, ${act.at})
    on conflict (code) do update set category = excluded.category, name = excluded.name, short_name = excluded.short_name, elements = excluded.elements,
      main_organ_id = excluded.main_organ_id, co_organ_ids = excluded.co_organ_ids, basis = excluded.basis, limit_code = excluded.limit_code,
      limit_text = excluded.limit_text, cadences = excluded.cadences, channels = excluded.channels, audience = excluded.audience,
      level = excluded.level, mode = excluded.mode, notes = excluded.notes, revision = catalogue_items.revision + 1, changed_at = excluded.changed_at`.execute(act.db);
  await itemEvent(act, code, before ? 'changed' : 'defined', before, f);
}

export async function setClosed(act: Act, item: CatalogueItem, on: Day): Promise<void> {
  await sql`update catalogue_items set closed_on = ${on}, revision = revision + 1, changed_at = ${act.at} where code = ${item.code}`.execute(act.db);
  await itemEvent(act, item.code, 'closed', item, { closedOn: on });
}

async function itemEvent(act: Act, code: string, kind: string, before: unknown, after: unknown): Promise<void> {
  await sql`insert into catalogue_item_events (id, item_code, kind, before, after, staff_name, at)
    values (${newId()}, ${code}, ${kind}, ${before === null ? null : JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb, ${act.actor.name}, ${act.at})`.execute(act.db);
}

export interface NewDuty {
  itemCode: string;
  organId: OrganId;
  kind: Duty['kind'];
  cadenceKey: string;
  /** null makes the duty's own id its key. */
  periodKey: string | null;
  periodName: string | null;
  subject: string;
  eventOn: Day;
  limitCode: string;
  due: DueDate;
}

/** The new duty's id, or null when the period's duty is there already. */
export async function insertDuty(act: Act, d: NewDuty): Promise<DutyId | null> {
  const id = newId<DutyId>();
  const { rows } = await sql<{ id: DutyId }>`insert into catalogue_duties (id, item_code, organ_id, kind, cadence_key, period_key, period_name, subject,
      event_on, limit_code, due_on, provisional, steps, state, created_at)
    values (${id}, ${d.itemCode}, ${d.organId}, ${d.kind}, ${d.cadenceKey}, ${d.periodKey ?? id}, ${d.periodName}, ${d.subject}, ${d.eventOn},
      ${d.limitCode}, ${d.due.due}, ${d.due.provisional}, ${JSON.stringify(d.due.steps)}::jsonb, 'open', ${act.at})
    on conflict (item_code, organ_id, cadence_key, period_key) do nothing returning id`.execute(act.db);
  return rows[0]?.id ?? null;
}

export async function endDuty(
  act: Act,
  id: DutyId,
  end: { state: Exclude<DutyState, 'open'>; on: Day; documentId?: DocumentId; indexNo?: string; ground?: string; note?: string },
): Promise<void> {
  await sql`update catalogue_duties set state = ${end.state}, ended_on = ${end.on}, ended_at = ${act.at}, ended_by = ${act.actor.name},
    document_id = ${end.documentId ?? null}, index_no = ${end.indexNo ?? null}, ground = ${end.ground ?? null}, note = ${end.note ?? null} where id = ${id}`.execute(act.db);
  await dutyEvent(act, id, end.state, end.note ?? end.indexNo ?? '');
}

export async function reopenDuty(act: Act, id: DutyId, why: string): Promise<void> {
  await sql`update catalogue_duties set state = 'open', ended_on = null, ended_at = null, ended_by = null, document_id = null, index_no = null,
    ground = null, note = null where id = ${id}`.execute(act.db);
  await dutyEvent(act, id, 'reopened', why);
}

export async function setDue(act: Act, id: DutyId, due: DueDate, why: string): Promise<void> {
  await sql`update catalogue_duties set due_on = ${due.due}, provisional = ${due.provisional}, steps = ${JSON.stringify(due.steps)}::jsonb where id = ${id}`.execute(act.db);
  await dutyEvent(act, id, 'recomputed', why);
}

export async function dutyEvent(act: Act, id: DutyId, kind: string, note: string): Promise<void> {
  await sql`insert into catalogue_events (id, duty_id, kind, note, staff_id, staff_name, at)
    values (${newId()}, ${id}, ${kind}, ${note}, ${act.actor.staffId}, ${act.actor.name}, ${act.at})`.execute(act.db);
}
