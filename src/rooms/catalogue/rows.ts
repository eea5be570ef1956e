// How rows of this room's tables become items and duties.
import { sql } from 'kysely';
import { type CatalogueItem, latestLimit } from './item.ts';

export type ItemRow = Omit<CatalogueItem, 'limitCode'>;

export const itemColumns = sql`i.code, i.category, i.name, i.short_name as "shortName", i.elements, i.organ_id as "organId",
  i.co_organ_ids as "coOrganIds", i.basis, i.limits, i.limit_text as "limitText", i.cadences, i.village_cadences as "villageCadences",
  i.channels, i.audience, i.mode, i.level, i.notes, i.opened_on as "openedOn", i.closed_on as "closedOn", i.closed_note as "closedNote",
  i.revision`;

export function itemOf(row: ItemRow): CatalogueItem {
  return { ...row, limitCode: latestLimit(row.limits) };
}

export const dutyColumns = sql`d.id, d.item_code as "itemCode", i.name as "itemName", i.short_name as "itemShortName", d.organ_id as "organId",
  d.kind, d.cadence_key as "cadenceKey", d.cadence_name as "cadenceName", d.period_key as "periodKey", d.period_name as "periodName",
  d.period_from as "periodFrom", d.period_to as "periodTo", d.subject, d.event_on as "eventOn", d.event_name as "eventName",
  d.limit_code as "limitCode", d.law, d.due_on as "dueOn", d.provisional, d.steps, d.state, d.ended_on as "endedOn",
  d.ended_at as "endedAt", d.ended_by as "endedBy", d.document_id as "documentId", d.index_no as "indexNo", d.ground, d.note,
  d.proposed_ground as "proposedGround", d.proposed_note as "proposedNote", d.proposed_by as "proposedBy",
  d.proposed_at as "proposedAt", d.made_at as "madeAt"`;
