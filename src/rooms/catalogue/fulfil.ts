// A document is public: the duty it answers ends in the same act. A document that answers none is given the duty it ought to
// have answered, so that lateness is on record whoever forgot to register it.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { day, type Day } from '../../town/day.ts';
import type { DocumentId, DutyId, OrganId } from '../../town/ids.ts';
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
  /** Asked for once the duty is settled: drawing a number makes others wait. */
  indexNo: () => Promise<string>;
  publishedOn: Day;
  createdOn: Day;
  subject: string;
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
  const indexNo = await f.indexNo();
  const noted = { document: f.documentId, indexNo, on: f.publishedOn, late };
  await endDuty(act, duty.id, { state: 'published', on: f.publishedOn, documentId: f.documentId, indexNo }, noted);
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

/** The one open duty this document plainly answers, or a new one. */
async function dutyFor(act: Act, f: Fulfilment): Promise<Answered | null | 'item-unknown'> {
  const item = await itemByCode(act.db, f.itemCode);
  if (!item) return 'item-unknown';
  const subject = f.subject.trim().slice(0, MOST_SUBJECT);
  const report = reportOf(item, subject);
  const key = report ? report.period.key : `${f.createdOn} ${subject}`;
  const calendar = await calendarOf(act.db);
  const make = report
    ? {
        kind: kindOf(report.cadence),
        cadenceKey: report.cadence.key,
        cadenceName: report.cadence.name,
        periodKey: key,
        period: report.period,
        subject: null,
        owed: periodOwed(calendar, item, report.cadence, report.period),
      }
    : {
        kind: 'formation' as const,
        cadenceKey: 'formation',
        cadenceName: null,
        periodKey: key,
        period: null,
        subject,
        owed: formationOwed(calendar, item, f.createdOn),
      };
  const made = await insertDuty(act, { itemCode: item.code, organId: f.organId, ...make });
  if (made) return justMade(made, f, make.owed.due.due);
  const known = await lockKnown(act, f, make.cadenceKey, key);
  if (known && (known.state === 'open' || known.documentId === f.documentId)) return known;
  // A second document of that name and day, or on that year: its own duty, under its own key.
  const owed = report ? make.owed : formationOwed(calendar, item, f.createdOn);
  const again = await insertDuty(act, {
    itemCode: item.code,
    organId: f.organId,
    kind: 'formation',
    cadenceKey: 'formation',
    cadenceName: null,
    periodKey: f.documentId,
    period: null,
    subject,
    owed,
  });
  return again ? justMade(again, f, owed.due.due) : lockKnown(act, f, 'formation', f.documentId);
}

async function lockKnown(act: Act, f: Fulfilment, cadenceKey: string, periodKey: string): Promise<Duty | null> {
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
