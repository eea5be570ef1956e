// The only SQL of this room that writes. Every change of a duty or an item leaves an event beside it.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import type { DueDate } from '../../town/deadline.ts';
import { type DocumentId, type DutyId, newId, type OrganId, type StaffId } from '../../town/ids.ts';
import type { Period } from '../../town/periods.ts';
import type { Owed } from './due.ts';
import type { RefusalGround } from '../../town/refusal-grounds.ts';
import type { Duty, DutyKind } from './duty.ts';
import type { CatalogueItem } from './item.ts';
import { dutyColumns, itemColumns, itemOf, type ItemRow } from './rows.ts';

/** The item as nobody else can change it until this act ends. */
export async function lockItem(db: Db, code: string): Promise<CatalogueItem | null> {
  const { rows } = await sql<ItemRow>`select ${itemColumns} from catalogue_items i where i.code = ${code} for update`.execute(db);
  return rows[0] ? itemOf(rows[0]) : null;
}

/** Whoever comes second to a duty waits here and then sees what became of it. In the order of their ids, whoever asks. */
export async function lockDuties(db: Db, ids: readonly DutyId[]): Promise<Map<DutyId, Duty>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d join catalogue_items i on i.code = d.item_code
    where d.id = any(${[...ids]}::text[]) order by d.id for update of d`.execute(db);
  return new Map(rows.map((d) => [d.id, d]));
}

export async function lockDuty(db: Db, id: DutyId): Promise<Duty | null> {
  return (await lockDuties(db, [id])).get(id) ?? null;
}

export async function insertItem(act: Act, i: CatalogueItem): Promise<boolean> {
  const { rows } =
    await sql`insert into catalogue_items (code, category, name, short_name, elements, organ_id, co_organ_ids, basis, limits,
      limit_text, cadences, village_cadences, channels, audience, mode, level, notes, opened_on, changed_at)
    values (${i.code}, ${i.category}, ${i.name}, ${i.shortName}, ${JSON.stringify(i.elements)}::jsonb, ${i.organId},
      ${JSON.stringify(i.coOrganIds)}::jsonb, ${JSON.stringify(i.basis)}::jsonb, ${JSON.stringify(i.limits)}::jsonb, ${i.limitText},
      ${JSON.stringify(i.cadences)}::jsonb, ${JSON.stringify(i.villageCadences)}::jsonb, ${JSON.stringify(i.channels)}::jsonb,
      ${i.audience}, ${i.mode}, ${i.level}, ${i.notes}, ${i.openedOn}, ${act.at})
    on conflict (code) do nothing returning code`.execute(act.db);
  return rows.length > 0;
}

export async function updateItem(act: Act, i: CatalogueItem): Promise<void> {
  await sql`update catalogue_items set category = ${i.category}, name = ${i.name}, short_name = ${i.shortName},
      elements = ${JSON.stringify(i.elements)}::jsonb, organ_id = ${i.organId}, co_organ_ids = ${JSON.stringify(i.coOrganIds)}::jsonb,
      basis = ${JSON.stringify(i.basis)}::jsonb, limits = ${JSON.stringify(i.limits)}::jsonb, limit_text = ${i.limitText},
      cadences = ${JSON.stringify(i.cadences)}::jsonb, village_cadences = ${JSON.stringify(i.villageCadences)}::jsonb,
      channels = ${JSON.stringify(i.channels)}::jsonb, audience = ${i.audience}, mode = ${i.mode}, level = ${i.level}, notes = ${i.notes},
      revision = revision + 1, changed_at = ${act.at}
    where code = ${i.code}`.execute(act.db);
}

export async function markItemClosed(act: Act, code: string, on: Day, note: string): Promise<void> {
  await sql`update catalogue_items set closed_on = ${on}, closed_note = ${note}, revision = revision + 1, changed_at = ${act.at}
    where code = ${code}`.execute(act.db);
}

/** The change as it was, before and after, for the item's own history and for the audit chain. */
export async function noteItem(
  act: Act,
  what: 'defined' | 'changed' | 'closed',
  code: string,
  before: object | null,
  after: object | null,
): Promise<void> {
  await sql`insert into catalogue_item_events (id, code, at, what, who, staff_id, before, after)
    values (${newId()}, ${code}, ${act.at}, ${what}, ${act.actor.name}, ${act.actor.staffId},
      ${before === null ? null : JSON.stringify(before)}::jsonb, ${after === null ? null : JSON.stringify(after)}::jsonb)`.execute(
    act.db,
  );
  act.record(`item:${code}`, { what, before, after });
}

export interface NewDuty {
  itemCode: string;
  organId: OrganId;
  kind: DutyKind;
  cadenceKey: string;
  cadenceName: string | null;
  periodKey: string;
  period: Period | null;
  subject: string | null;
  owed: Owed;
}

/**
 * Their ids in the order asked, null where this organ already owes this very thing: the table's own key decides, so two at
 * once make one.
 */
export async function insertDuties(act: Act, duties: readonly NewDuty[]): Promise<(DutyId | null)[]> {
  if (duties.length === 0) return [];
  const asked = duties.map((d, n) => ({
    n,
    id: newId<DutyId>(),
    event_id: newId(),
    item_code: d.itemCode,
    organ_id: d.organId,
    kind: d.kind,
    cadence_key: d.cadenceKey,
    cadence_name: d.cadenceName,
    period_key: d.periodKey,
    period_name: d.period?.name ?? null,
    period_from: d.period?.from ?? null,
    period_to: d.period?.to ?? null,
    subject: d.subject,
    event_on: d.owed.eventOn,
    event_name: d.owed.eventName,
    limit_code: d.owed.limitCode,
    law: d.owed.law,
    due_on: d.owed.due.due,
    provisional: d.owed.due.provisional,
    steps: d.owed.due.steps,
  }));
  const { rows } = await sql<{
    id: DutyId;
  }>`with asked as (select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as d (
      n int, id text, event_id text, item_code text, organ_id text, kind text, cadence_key text, cadence_name text, period_key text,
      period_name text, period_from date, period_to date, subject text, event_on date, event_name text, limit_code text, law text,
      due_on date, provisional boolean, steps jsonb)
    ), made as (insert into catalogue_duties (id, item_code, organ_id, kind, cadence_key, cadence_name, period_key, period_name,
      period_from, period_to, subject, event_on, event_name, limit_code, law, due_on, provisional, steps, made_at)
      select id, item_code, organ_id, kind, cadence_key, cadence_name, period_key, period_name,
        period_from, period_to, subject, event_on, event_name, limit_code, law, due_on, provisional, steps, ${act.at}::timestamptz
      from asked order by n
      on conflict (item_code, organ_id, cadence_key, period_key) do nothing returning id
    ), noted as (
      insert into catalogue_events (id, duty_id, at, what, who, staff_id, detail)
      select event_id, id, ${act.at}::timestamptz, 'made', ${act.actor.name}::text, ${act.actor.staffId}::text,
        jsonb_build_object('due', due_on) from made join asked using (id)
    ) select id from made`.execute(act.db);
  const made = new Set(rows.map((r) => r.id));
  return asked.map(({ id }) => (made.has(id) ? id : null));
}

/** An event of a duty's history. The audit chain is the verb's own business: generation makes hundreds in one act. */
export async function noteDuty(
  act: Act,
  id: DutyId,
  what: DutyEvent['what'],
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await sql`insert into catalogue_events (id, duty_id, at, what, who, staff_id, detail)
    values (${newId()}, ${id}, ${act.at}, ${what}, ${act.actor.name}, ${act.actor.staffId}, ${JSON.stringify(detail)}::jsonb)`.execute(
    act.db,
  );
}

export interface DutyEvent {
  id: string;
  at: string;
  what: 'made' | 'published' | 'nil' | 'withheld' | 'reopened' | 'recomputed' | 'proposed' | 'proposal-declined';
  who: string;
  detail: Readonly<Record<string, unknown>>;
}

export interface DutyEnd {
  id: DutyId;
  state: 'published' | 'nil' | 'withheld';
  on: Day;
  documentId?: DocumentId;
  indexNo?: string;
  ground?: RefusalGround;
  note?: string;
  /** Who ended it; whoever acts, when left out. */
  by?: { name: string; staffId: StaffId | null };
  /** For its history. */
  detail: Readonly<Record<string, unknown>>;
}

/** Ends duties and notes it in their histories, in one statement. */
export async function endDuties(act: Act, ends: readonly DutyEnd[]): Promise<void> {
  if (ends.length === 0) return;
  const asked = ends.map(({ by = act.actor, ...end }) => ({
    id: end.id,
    event_id: newId(),
    state: end.state,
    ended_on: end.on,
    who: by.name,
    staff_id: by.staffId,
    document_id: end.documentId ?? null,
    index_no: end.indexNo ?? null,
    ground: end.ground ?? null,
    note: end.note ?? null,
    detail: end.detail,
  }));
  await sql`with asked as (select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as e (id text, event_id text, state text,
      ended_on date, who text, staff_id text, document_id text, index_no text, ground text, note text, detail jsonb)
    ), ended as (update catalogue_duties d set state = a.state, ended_on = a.ended_on, ended_at = ${act.at}::timestamptz, ended_by = a.who,
      document_id = a.document_id, index_no = a.index_no, ground = a.ground, note = a.note,
      proposed_ground = null, proposed_note = null, proposed_by = null, proposed_at = null
    from asked a where d.id = a.id returning d.id)
    insert into catalogue_events (id, duty_id, at, what, who, staff_id, detail)
    select event_id, id, ${act.at}::timestamptz, state, who, staff_id, detail from asked join ended using (id)`.execute(act.db);
}

export async function openAgain(act: Act, id: DutyId): Promise<void> {
  await sql`update catalogue_duties set state = 'open', ended_on = null, ended_at = null, ended_by = null, document_id = null,
      index_no = null, ground = null, note = null where id = ${id}`.execute(act.db);
}

export async function setProposal(act: Act, id: DutyId, proposal: { ground: RefusalGround; note: string } | null): Promise<void> {
  await sql`update catalogue_duties set proposed_ground = ${proposal?.ground ?? null}, proposed_note = ${proposal?.note ?? null},
      proposed_by = ${proposal ? act.actor.name : null}, proposed_at = ${proposal ? act.at : null}
    where id = ${id}`.execute(act.db);
}

export async function moveDue(act: Act, id: DutyId, due: DueDate): Promise<void> {
  await sql`update catalogue_duties set due_on = ${due.due}, provisional = ${due.provisional}, steps = ${JSON.stringify(due.steps)}::jsonb
    where id = ${id}`.execute(act.db);
}

/** Takes away what the matter was called, also from the key that tells it from others; it is known by its item from now on. */
export async function clearSubject(act: Act, id: DutyId): Promise<void> {
  await sql`update catalogue_duties set subject = null, period_key = id where id = ${id} and subject is not null`.execute(act.db);
}

/** Open duties whose day is a count, locked, for counting again. */
export async function lockCountedOpen(db: Db): Promise<Duty[]> {
  const { rows } = await sql<Duty>`select ${dutyColumns} from catalogue_duties d join catalogue_items i on i.code = d.item_code
    where d.state = 'open' and d.limit_code is not null order by d.id for update of d`.execute(db);
  return rows;
}
