// A document is public: the duty it answers ends in the same act. A document that answers none is given the duty it ought to
// have answered, so that lateness is on record whoever forgot to register it.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import type { Calendar } from '../../town/calendar.ts';
import { day, type Day } from '../../town/day.ts';
import type { DocumentId, DutyId, OrganId, StaffId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { type Period, periodOf } from '../../town/periods.ts';
import { formationOwed, kindOf, type Owed, periodOwed, reportYearOf } from './due.ts';
import type { Duty, DutyRefusal } from './duty.ts';
import type { CatalogueItem, ItemCadence } from './item.ts';
import { itemByCode, itemsByCode } from './reads.ts';
import { MOST_SUBJECT } from './register-formation.ts';
import { type DutyEnd, endDuties, insertDuties, lockDuties, lockDuty, type NewDuty } from './store.ts';

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
  const item = await itemByCode(act.db, r.itemCode);
  if (!item) return refuse({ code: 'item-unknown', field: 'item' });
  const { duty } = ownDuty(await calendarOf(act.db), item, r);
  const known = await lockKnown(act, r, duty.cadenceKey, duty.periodKey);
  return done(known?.state === 'open' ? { dutyId: known.id, dueOn: known.dueOn } : { dutyId: null, dueOn: duty.owed.due.due });
}

export type Fulfilled = Outcome<{ dutyId: DutyId; late: boolean }, DutyRefusal>;

/**
 * What is public ends its duty, as if one after another in the order given. Called by disclosure inside its own act, after its
 * own checks of who may publish. Repeating it for one document is harmless.
 */
export async function fulfil(act: Act, all: readonly Fulfilment[]): Promise<Fulfilled[]> {
  const named = await lockDuties(
    act.db,
    all.flatMap((f) => f.dutyId ?? []),
  );
  const own = await ownDuties(
    act,
    all.filter((f) => f.dutyId === null),
  );
  const ends: Ends = new Map();
  const outcomes: Fulfilled[] = [];
  for (const f of all) {
    const o = own.get(f);
    if (f.dutyId !== null) outcomes.push(end(act, f, named.get(f.dutyId) ?? null, ends));
    else if (!o) outcomes.push(refuse({ code: 'item-unknown', field: 'item' }));
    else outcomes.push(end(act, f, o.made ?? (await knownOrAnother(act, f, o, ends)), ends));
  }
  await endDuties(act, [...ends.values()]);
  if (ends.size > 0) act.publicChanged();
  return outcomes;
}

/** Duties this call is about to end. */
type Ends = Map<DutyId, DutyEnd & { documentId: DocumentId }>;

function end(act: Act, f: Fulfilment, duty: Answered | null, ends: Ends): Fulfilled {
  if (!duty) return refuse({ code: 'duty-unknown', field: 'duty' });
  if (duty.itemCode !== f.itemCode || duty.organId !== f.organId) return refuse({ code: 'duty-other', field: 'duty' });
  const late = f.publishedOn > duty.dueOn;
  const before = ends.get(duty.id);
  if ((before ?? duty).documentId === f.documentId) return done({ dutyId: duty.id, late });
  if (before || duty.state !== 'open') {
    const by = before ? (before.by ?? act.actor).name : (duty.endedBy ?? '');
    return refuse({ code: 'duty-ended', field: 'duty', facts: { by } });
  }
  const { documentId, indexNo, publishedOn: on, by } = f;
  const detail = { document: documentId, indexNo, on, late };
  ends.set(duty.id, { id: duty.id, state: 'published', on, documentId, indexNo, by, detail });
  act.record(`duty:${duty.id}`, { what: 'published', document: documentId, on, due: duty.dueOn, late });
  return done({ dutyId: duty.id, late });
}

/** What must be known of a duty to end it. */
type Answered = Pick<Duty, 'id' | 'itemCode' | 'organId' | 'state' | 'dueOn' | 'documentId' | 'endedBy'>;

/** Just inserted by this act, so nobody else can see it and nothing needs locking or reading back. */
function justMade(id: DutyId, f: Fulfilment, dueOn: Day): Answered {
  return { id, itemCode: f.itemCode, organId: f.organId, state: 'open', dueOn, documentId: null, endedBy: null };
}

/** By characters: half of one outside the basic plane (𠮷) is nothing a database takes. */
function subjectOf({ subject }: Pick<Release, 'subject'>): string {
  return [...subject.trim()].slice(0, MOST_SUBJECT).join('');
}

/** The duty a document would be given if none was registered for it. */
function ownDuty(calendar: Calendar, item: CatalogueItem, r: Omit<Release, 'dutyId'>): Omit<Own, 'made'> {
  const subject = subjectOf(r);
  const report = reportOf(item, subject);
  const common = { itemCode: item.code, organId: r.organId };
  const formed = formationOwed(calendar, item, r.createdOn);
  if (!report) {
    const periodKey = `${r.createdOn} ${subject}`;
    return { duty: { ...common, ...formation, periodKey, subject, owed: formed }, formed };
  }
  const { cadence, period } = report;
  const owed = periodOwed(calendar, item, cadence, period);
  const named = { cadenceKey: cadence.key, cadenceName: cadence.name, periodKey: period.key, period };
  return { duty: { ...common, ...named, kind: kindOf(cadence), subject: null, owed }, formed };
}

const formation = { kind: 'formation', cadenceKey: 'formation', cadenceName: null, period: null } as const;

interface Own {
  duty: NewDuty;
  /** What it owes as something that arose on its own. */
  formed: Owed;
  /** Null where this organ owed this very thing already. */
  made: Answered | null;
}

/** New duties of their own for documents that name none. Left out: those of an unknown item. */
async function ownDuties(act: Act, nameless: readonly Fulfilment[]): Promise<Map<Fulfilment, Own>> {
  if (nameless.length === 0) return new Map();
  const items = await itemsByCode(act.db, [...new Set(nameless.map((f) => f.itemCode))]);
  const calendar = await calendarOf(act.db);
  const wished = nameless.flatMap((f) => {
    const item = items.get(f.itemCode);
    return item ? [{ f, ...ownDuty(calendar, item, f) }] : [];
  });
  const ids = await insertDuties(
    act,
    wished.map((w) => w.duty),
  );
  return new Map(
    wished.map(({ f, duty, formed }, i) => {
      const id = ids[i];
      return [f, { duty, formed, made: id ? justMade(id, f, duty.owed.due.due) : null }];
    }),
  );
}

/** The duty of this key is there already: this document answers it, or, where another did, has one under its own key. */
async function knownOrAnother(act: Act, f: Fulfilment, { duty, formed }: Own, ends: Ends): Promise<Answered | null> {
  const known = await lockKnown(act, f, duty.cadenceKey, duty.periodKey);
  const by = known && (ends.get(known.id) ?? known).documentId;
  if (known && (by === f.documentId || (by === null && known.state === 'open'))) return known;
  // A second document of that name and day, or on that year.
  const { itemCode, organId, documentId: periodKey } = f;
  const subject = subjectOf(f);
  const [again] = await insertDuties(act, [{ ...formation, itemCode, organId, periodKey, subject, owed: formed }]);
  return again ? justMade(again, f, formed.due.due) : lockKnown(act, f, 'formation', periodKey);
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
