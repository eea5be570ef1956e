// How a duty begins by formation and how it ends: published, nil, withheld; and how an ended one is open again.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import type { Day } from '../../town/day.ts';
import { parseLimit } from '../../town/deadline.ts';
import type { DocumentId, DutyId, OrganId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { formationDue } from './duty.ts';
import type { CatalogueRefusal } from './item.ts';
import { itemByCode } from './reads.ts';
import { dutyEvent, endDuty, insertDuty, lockDuty, reopenDuty } from './store.ts';

export interface Formation {
  itemCode: string;
  organId: OrganId;
  /** Day the information came into being or changed. */
  createdOn: Day;
  subject: string;
  /** The item's own limit when left out. */
  limitCode?: string;
}

/** Something was formed that must be public: the clock starts on its day (条例2019#26). */
export async function registerFormation(act: Act, f: Formation): Promise<Outcome<{ dutyId: DutyId }, CatalogueRefusal>> {
  const item = await itemByCode(act.db, f.itemCode);
  if (!item) return refuse({ code: 'item-unknown', field: 'item' });
  const refusals: Refusal<CatalogueRefusal>[] = [];
  if (item.closedOn !== null) refusals.push({ code: 'item-closed', field: 'item' });
  if (f.createdOn > act.today) refusals.push({ code: 'created-future', field: 'createdOn' });
  if (f.limitCode !== undefined && parseLimit(f.limitCode) === null)
    refusals.push({ code: 'limit-wrong', field: 'limitCode', facts: { given: f.limitCode } });
  if (f.subject.trim() === '') refusals.push({ code: 'note-needed', field: 'subject' });
  if (refusals.length > 0) return { ok: false, refusals };
  const limitCode = f.limitCode ?? item.limitCode;
  const due = formationDue(await calendarOf(act.db), f.createdOn, limitCode);
  const dutyId = await insertDuty(act, {
    itemCode: f.itemCode,
    organId: f.organId,
    kind: 'formation',
    cadenceKey: 'formation',
    periodKey: null,
    periodName: null,
    subject: f.subject.trim(),
    eventOn: f.createdOn,
    limitCode,
    due,
  });
  if (dutyId === null) throw new Error('a formation duty found its own fresh id taken');
  await dutyEvent(act, dutyId, 'registered', f.subject.trim());
  act.publicChanged();
  act.record(`duty:${dutyId}`, { item: f.itemCode, organ: f.organId, formed: f.createdOn, due: due.due });
  return done({ dutyId });
}

export interface Fulfilment extends Formation {
  /** null: nothing was registered before; the formation is put on record and ended in one, so lateness shows. */
  dutyId: DutyId | null;
  documentId: DocumentId;
  indexNo: string;
  publishedOn: Day;
}

/** A document answers a duty. Two at once: the first ends it, the second is refused. */
export async function fulfil(act: Act, f: Fulfilment): Promise<Outcome<{ dutyId: DutyId }, CatalogueRefusal>> {
  let dutyId = f.dutyId;
  if (dutyId === null) {
    const registered = await registerFormation(act, f);
    if (!registered.ok) return registered;
    dutyId = registered.value.dutyId;
  }
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  if (duty.organId !== f.organId) return refuse({ code: 'duty-other-organ' });
  // A nil return gives way to a document that turns up after all; a withheld duty is reopened by review first.
  if (duty.state !== 'open' && duty.state !== 'nil') return refuse({ code: 'duty-ended' });
  await endDuty(act, dutyId, { state: 'published', on: f.publishedOn, documentId: f.documentId, indexNo: f.indexNo });
  return done({ dutyId });
}

/** The document was withdrawn, or the ground no longer holds: the duty is owed again, from its old day. */
export async function reopen(act: Act, dutyId: DutyId, why: string): Promise<Outcome<null, CatalogueRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  if (duty.state === 'open') return refuse({ code: 'duty-open' });
  await reopenDuty(act, dutyId, why);
  act.publicChanged();
  return done(null);
}

/** 本期无: said, with how it was verified, by the organ that owes the duty or by the office. */
export async function declareNil(act: Act, dutyId: DutyId, note: string): Promise<Outcome<null, CatalogueRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  const refusals: Refusal<CatalogueRefusal>[] = [];
  if (duty.organId !== act.actor.organId && !act.actor.roles.includes('openness-office'))
    refusals.push({ code: 'duty-other-organ' });
  if (duty.state === 'published') refusals.push({ code: 'period-has-document' });
  else if (duty.state !== 'open') refusals.push({ code: 'duty-ended' });
  if (note.trim() === '') refusals.push({ code: 'note-needed', field: 'note' });
  if (refusals.length > 0) return { ok: false, refusals };
  await endDuty(act, dutyId, { state: 'nil', on: act.today, note: note.trim() });
  act.publicChanged();
  act.record(`duty:${dutyId}`, { nil: note.trim() });
  return done(null);
}

export interface Withholding {
  /** One of the legal grounds (条例2019#14–16). */
  ground: string;
  explanation: string;
  /** True when the chain of review has just decided it; otherwise the office decides here. */
  decidedByReview?: boolean;
}

/** Not public, and said so in public: the notice of non-publication shows ground and reason. */
export async function withhold(act: Act, dutyId: DutyId, w: Withholding): Promise<Outcome<null, CatalogueRefusal>> {
  const duty = await lockDuty(act.db, dutyId);
  if (!duty) return refuse({ code: 'duty-unknown' });
  const refusals: Refusal<CatalogueRefusal>[] = [];
  if (!w.decidedByReview && !act.actor.roles.includes('openness-office')) refusals.push({ code: 'not-office' });
  if (duty.state !== 'open') refusals.push({ code: 'duty-ended' });
  if (w.ground.trim() === '' || w.explanation.trim() === '')
    refusals.push({ code: 'ground-needed', field: 'ground', law: '条例2019#36' });
  if (refusals.length > 0) return { ok: false, refusals };
  await endDuty(act, dutyId, { state: 'withheld', on: act.today, ground: w.ground, note: w.explanation.trim() });
  act.publicChanged();
  act.record(`duty:${dutyId}`, { withheld: w.ground, explanation: w.explanation.trim() });
  return done(null);
}
