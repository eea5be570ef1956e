// A document is public: the duty it answers ends in the same act. A document that answers none is given the duty it ought to
// have answered, so that lateness is on record whoever forgot to register it.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { day, type Day } from '../../town/day.ts';
import type { DocumentId, DutyId, OrganId, StaffId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { type Period, periodOf } from '../../town/periods.ts';
import { formationOwed, kindOf, periodOwed, reportYearOf } from './due.ts';
import type { Duty, DutyRefusal } from './duty.ts';
import type { CatalogueItem, ItemCadence } from './item.ts';
import { itemByCode } from './reads.ts';
import { MOST_SUBJECT } from './register-formation.ts';
import { endDuty, insertDuty, lockDuty } from './store.ts';

export interface Fulfilment {
  /** Null: the duty is found, or made and ended at once. */
  dutyId: DutyId | null;
  itemCode: string;
  organId: OrganId;
  documentId: DocumentId;
  indexNo: string;
  publishedOn: Day;
  createdOn: Day;
  subject: string;
  /** Who published, when somebody else writes it down: the ledger's hand. */
  by?: { name: string; staffId: StaffId | null };
}

/** A document about to be released: what of a Fulfilment is known by then. */
export type Release = Pick<Fulfilment, 'dutyId' | 'itemCode' | 'organId' | 'createdOn' | 'subject'>;

/**
 * The duty a document will answer, found before anything is written, and the day it was owed by. Without an id it is to be
 * given a duty of its own when it is shown. Locks the duty it finds.
 */
export async function answeredBy(act: Act, r: Release): Promise<Outcome<{ dutyId: DutyId | null; dueOn: Day }, DutyRefusal>> {
  if (r.dutyId !== null) {
    const duty = await lockDuty(act.db, r.dutyId);
    if (!duty) return refuse({ code: 'duty-unknown', field: 'duty' });
    if (duty.itemCode !== r.itemCode || duty.organId !== r.organId) return refuse({ code: 'duty-other', field: 'duty' });
    if (duty.state !== 'open') return refuse({ code: 'duty-ended', field: 'duty', facts: { by: duty.endedBy ?? '' } });
    return done({ dutyId: duty.id, dueOn: duty.dueOn });
  }
  const made = await ownDuty(act, r);
  if (made === null) return refuse({ code: 'item-unknown', field: 'item' });
  const known = await lockKnown(act, r, made.cadenceKey, made.periodKey);
  return done(known?.state === 'open' ? { dutyId: known.id, dueOn: known.dueOn } : { dutyId: null, dueOn: made.owed.due.due });
}

/** Called by disclosure inside its own act, after its own checks of who may publish. Repeating it for one document is harmless. */
export async function fulfil(act: Act, f: Fulfilment): Promise<Outcome<{ dutyId: DutyId; late: boolean }, DutyRefusal>> {
  const duty = f.dutyId === null ? await dutyFor(act, f) : await lockDuty(act.db, f.dutyId);
  if (duty === 'item-unknown') return refuse({ code: 'item-unknown', field: 'item' });
  if (!duty) return refuse({ code: 'duty-unknown', field: 'duty' });
  if (duty.itemCode !== f.itemCode || duty.organId !== f.organId) return refuse({ code: 'duty-other', field: 'duty' });
  const late = f.publishedOn > duty.dueOn;
  if (duty.state === 'published' && duty.documentId === f.documentId) return done({ dutyId: duty.id, late });
  if (duty.state !== 'open') return refuse({ code: 'duty-ended', field: 'duty', facts: { by: duty.endedBy ?? '' } });
  const { indexNo, by } = f;
  const noted = { document: f.documentId, indexNo, on: f.publishedOn, late };
  await endDuty(act, duty.id, { state: 'published', on: f.publishedOn, documentId: f.documentId, indexNo, by }, noted);
  act.publicChanged();
  act.record(`duty:${duty.id}`, { what: 'published', document: f.documentId, on: f.publishedOn, due: duty.dueOn, late });
  return done({ dutyId: duty.id, late });
}

/** What must be known of a duty to end it. */
type Answered = Pick<Duty, 'id' | 'itemCode' | 'organId' | 'state' | 'dueOn' | 'documentId' | 'endedBy'>;

/** Just inserted by this act, so nobody else can see it and nothing needs locking or reading back. */
function justMade(id: DutyId, f: Fulfilment, dueOn: Day): Answered {
  return { id, itemCode: f.itemCode, organId: f.organId, state: 'open', dueOn, documentId: null, endedBy: null };
}

/** The duty a document would be given if none was registered for it. Null for an unknown item. */
async function ownDuty(act: Act, r: Omit<Release, 'dutyId'>) {
  const item = await itemByCode(act.db, r.itemCode);
  if (!item) return null;
  const subject = r.subject.trim().slice(0, MOST_SUBJECT);
  const report = reportOf(item, subject);
  const calendar = await calendarOf(act.db);
  const common = { itemCode: item.code, organId: r.organId };
  const formed = formationOwed(calendar, item, r.createdOn);
  if (!report) {
    const own = { cadenceName: null, period: null, subject, owed: formed };
    return {
      ...common,
      ...own,
      kind: 'formation' as const,
      cadenceKey: 'formation',
      periodKey: `${r.createdOn} ${subject}`,
      formed,
    };
  }
  return {
    ...common,
    kind: kindOf(report.cadence),
    cadenceKey: report.cadence.key,
    cadenceName: report.cadence.name,
    periodKey: report.period.key,
    period: report.period,
    subject: null,
    owed: periodOwed(calendar, item, report.cadence, report.period),
    formed,
  };
}

/** The one open duty this document plainly answers, or a new one. */
async function dutyFor(act: Act, f: Fulfilment): Promise<Answered | null | 'item-unknown'> {
  const make = await ownDuty(act, f);
  if (make === null) return 'item-unknown';
  const { formed, ...duty } = make;
  const made = await insertDuty(act, duty);
  if (made) return justMade(made, f, make.owed.due.due);
  const known = await lockKnown(act, f, make.cadenceKey, make.periodKey);
  if (known && (known.state === 'open' || known.documentId === f.documentId)) return known;
  // A second document of that name and day, or on that year: its own duty, under its own key.
  const again = await insertDuty(act, {
    itemCode: f.itemCode,
    organId: f.organId,
    kind: 'formation',
    cadenceKey: 'formation',
    cadenceName: null,
    periodKey: f.documentId,
    period: null,
    subject: f.subject.trim().slice(0, MOST_SUBJECT),
    owed: formed,
  });
  return again ? justMade(again, f, formed.due.due) : lockKnown(act, f, 'formation', f.documentId);
}

async function lockKnown(
  act: Act,
  f: Pick<Fulfilment, 'itemCode' | 'organId'>,
  cadenceKey: string,
  periodKey: string,
): Promise<Duty | null> {
  const { rows } = await sql<{
    id: DutyId;
  }>`select id from catalogue_duties where item_code = ${f.itemCode} and organ_id = ${f.organId}
    and cadence_key = ${cadenceKey} and period_key = ${periodKey}`.execute(act.db);
  return rows[0] ? lockDuty(act.db, rows[0].id) : null;
}

/** An annual report on openness belongs to the year in its title, old years included (条例2007#31). */
function reportOf(item: CatalogueItem, subject: string): { cadence: ItemCadence; period: Period } | null {
  const cadence = item.cadences.find((c) => c.due.kind === 'annual-report');
  const year = cadence ? reportYearOf(subject) : null;
  if (!cadence || year === null || year < 2008) return null;
  return { cadence, period: periodOf('yearly', day(`${year}-07-01`)) };
}
