// Who owes what, folded from entries alone: whoever has the log can say what is overdue without asking the town. Holds open
// duties, withheld ones and documents. A duty that was met lives on in its document, one under which nothing arose is counted
// and let go, so that memory follows what there is to show and not how long the log is.
import { type Day, day, dayOf, daysBetween, instant } from '../town/day.ts';
import type { Entry } from './format/entry.ts';

export interface DutyRecord {
  org: string;
  /** Null when the entries name no day. */
  due: string | null;
  /** Index of the entry that made it owed: the latest, when it was opened again. */
  registeredAt: number;
  state: 'owed' | 'declined';
  /** Noted as late. */
  late: boolean;
  /** Indexes of entries that stand for it while it is owed: what ends it names one of them. */
  standsAt: readonly number[];
  /** Index of the entry that declined it. */
  endedAt: number | null;
  /** Why it was declined. */
  ground: string | null;
}

export interface DocumentRecord {
  org: string;
  publishedAt: number;
  revisions: number;
  revisedAt: number | null;
  withdrawnAt: number | null;
  erasedAt: number | null;
  /** Duty it ended. */
  duty: string | null;
  /** Published after the day it was owed by, or its duty had been noted as late. */
  late: boolean;
}

export interface OrgRecord {
  registered: number;
  published: number;
  late: number;
  revised: number;
  withdrawn: number;
  /** Declined with a ground; nil is apart. */
  declined: number;
  nil: number;
  /** How many published texts had up to as many bytes as SIZE_STEPS says, the last one any number. */
  sizes: readonly number[];
}

/**
 * A content without a text has some hundred bytes of metadata: many in the first two of these and few elsewhere are worth a
 * look, since quotas are filled with empty texts.
 */
export const SIZE_STEPS: readonly number[] = [512, 1024, 2048, 4096, 16_384, 65_536];

/** Ground of a duty under which nothing arose. */
const NIL = 'nil';

export interface Standing {
  /** Entries folded so far, which is the index of the next one. */
  size: number;
  duties: Map<string, DutyRecord>;
  documents: Map<string, DocumentRecord>;
  orgs: Map<string, OrgRecord>;
  /** Index of an entry that stands for an owed duty → that duty. */
  standing: Map<number, string>;
}

export function emptyStanding(): Standing {
  return { size: 0, duties: new Map(), documents: new Map(), orgs: new Map(), standing: new Map() };
}

/** Takes the next entry into the standing it is given, and gives the same one back. Throws on any index but the next. */
export function applyEntry(standing: Standing, index: number, entry: Entry): Standing {
  if (index !== standing.size) throw new RangeError(`entry ${index} does not follow ${standing.size}`);
  standing.size = index + 1;
  const fold = folds[entry.type];
  if (fold) fold(standing, index, entry);
  return standing;
}

type Fold = (s: Standing, index: number, e: Entry) => void;

/** Types that are not here change nothing about who owes what. */
const folds: Partial<Record<Entry['type'], Fold>> = {
  register(s, index, e) {
    const before = s.duties.get(e.id);
    if (before) letGo(s, before);
    const { id, org, due } = e;
    // Written out, here and below: a spread object costs more than all the rest of the fold.
    s.duties.set(id, {
      org,
      due,
      registeredAt: index,
      state: 'owed',
      late: false,
      standsAt: [index],
      endedAt: null,
      ground: null,
    });
    s.standing.set(index, id);
    count(s, e.org, 'registered');
  },
  'clock-correction'(s, index, e) {
    const duty = owed(s, e.id);
    if (!duty) return;
    duty.due = e.due ?? duty.due;
    standAt(s, e.id, index);
  },
  late(s, index, e) {
    const duty = owed(s, e.id);
    if (!duty) return;
    duty.late = true;
    standAt(s, e.id, index);
  },
  decline(s, index, e) {
    const duty = owed(s, e.id);
    count(s, e.org, e.ground === NIL ? 'nil' : 'declined');
    if (!duty) return;
    letGo(s, duty);
    if (e.ground === NIL) s.duties.delete(e.id);
    duty.state = 'declined';
    duty.endedAt = index;
    duty.ground = e.ground;
  },
  publish(s, index, e) {
    const id = e.prev === null ? null : (s.standing.get(e.prev) ?? null);
    const duty = id === null ? undefined : s.duties.get(id);
    const late = isAfter(e, duty?.due ?? e.due) || duty?.late === true;
    if (duty) letGo(s, duty);
    if (id !== null) s.duties.delete(id);
    s.documents.set(e.id, {
      org: e.org,
      publishedAt: index,
      revisions: 0,
      revisedAt: null,
      withdrawnAt: null,
      erasedAt: null,
      duty: id,
      late,
    });
    count(s, e.org, 'published');
    if (late) count(s, e.org, 'late');
    measure(s, e);
  },
  revise(s, index, e) {
    const document = s.documents.get(e.id);
    if (!document) return;
    document.revisions++;
    document.revisedAt = index;
    count(s, e.org, 'revised');
    measure(s, e);
  },
  withdraw(s, index, e) {
    const document = s.documents.get(e.id);
    if (!document) return;
    document.withdrawnAt = index;
    count(s, e.org, 'withdrawn');
  },
  erase(s, index, e) {
    const document = s.documents.get(e.id);
    if (document) document.erasedAt = index;
  },
};

function owed(s: Standing, id: string): DutyRecord | undefined {
  const duty = s.duties.get(id);
  return duty?.state === 'owed' ? duty : undefined;
}

function standAt(s: Standing, id: string, index: number): void {
  const duty = s.duties.get(id)!;
  duty.standsAt = [...duty.standsAt, index];
  s.standing.set(index, id);
}

const NOWHERE: readonly number[] = [];

function letGo(s: Standing, duty: DutyRecord): void {
  for (const index of duty.standsAt) s.standing.delete(index);
  duty.standsAt = NOWHERE;
}

function isAfter(e: Entry, due: string | null): boolean {
  // A day in Greenwich is never past the one in Shanghai: for most entries there is nothing to convert.
  if (due === null || e.claimedAt.slice(0, 10) < due) return false;
  return dayOf(instant(e.claimedAt)) > due;
}

function orgOf(s: Standing, org: string): OrgRecord {
  let found = s.orgs.get(org);
  if (!found) {
    const none = { registered: 0, published: 0, late: 0, revised: 0, withdrawn: 0, declined: 0, nil: 0 };
    found = { ...none, sizes: [...SIZE_STEPS, 0].map(() => 0) };
    s.orgs.set(org, found);
  }
  return found;
}

function count(s: Standing, org: string, what: Exclude<keyof OrgRecord, 'sizes'>): void {
  orgOf(s, org)[what]++;
}

function measure(s: Standing, e: Entry): void {
  if (e.size === null) return;
  const step = SIZE_STEPS.findIndex((most) => e.size! <= most);
  (orgOf(s, e.org).sizes as number[])[step < 0 ? SIZE_STEPS.length : step]!++;
}

export interface OverdueDuty {
  id: string;
  org: string;
  due: Day;
  registeredAt: number;
  /** Calendar days past its day. */
  days: number;
}

/** Duties still owed whose day lies before the given one: the longest overdue first. */
export function overdueOn(standing: Standing, today: Day): OverdueDuty[] {
  const list: OverdueDuty[] = [];
  for (const [id, duty] of standing.duties) {
    if (duty.state !== 'owed' || duty.due === null || duty.due >= today) continue;
    const due = day(duty.due);
    list.push({ id, org: duty.org, due, registeredAt: duty.registeredAt, days: daysBetween(due, today) });
  }
  return list.sort((a, b) => (a.due === b.due ? (a.id < b.id ? -1 : 1) : a.due < b.due ? -1 : 1));
}

type Bit = 0 | 1;
type SavedDuty = readonly [
  id: string,
  org: number,
  due: string | null,
  registeredAt: number,
  declined: Bit,
  late: Bit,
  standsAt: readonly number[],
  endedAt: number | null,
  ground: string | null,
];
type SavedDocument = readonly [
  id: string,
  org: number,
  publishedAt: number,
  revisions: number,
  revisedAt: number | null,
  withdrawnAt: number | null,
  erasedAt: number | null,
  duty: string | null,
  late: Bit,
];

/** What JSON can hold, without names of fields: there may be a million rows. Organs are numbers of `orgs`. */
export interface SavedStanding {
  size: number;
  orgs: readonly (readonly [string, OrgRecord])[];
  duties: readonly SavedDuty[];
  documents: readonly SavedDocument[];
}

/** Shares lists with the standing: to be written out before the next entry. */
export function toSaved(s: Standing): SavedStanding {
  const orgs = new Map([...s.orgs.keys()].map((org, i) => [org, i]));
  const bit = (b: boolean): Bit => (b ? 1 : 0);
  const duties: SavedDuty[] = [];
  for (const [id, d] of s.duties) {
    const declined = bit(d.state === 'declined');
    duties.push([id, orgs.get(d.org)!, d.due, d.registeredAt, declined, bit(d.late), d.standsAt, d.endedAt, d.ground]);
  }
  const documents: SavedDocument[] = [];
  for (const [id, d] of s.documents) {
    const later = [d.revisedAt, d.withdrawnAt, d.erasedAt] as const;
    documents.push([id, orgs.get(d.org)!, d.publishedAt, d.revisions, ...later, d.duty, bit(d.late)]);
  }
  return { size: s.size, orgs: [...s.orgs], duties, documents };
}

/** Goes on where the saved one was. */
export function fromSaved(saved: SavedStanding): Standing {
  const s = emptyStanding();
  s.size = saved.size;
  for (const [org, record] of saved.orgs) s.orgs.set(org, { ...record, sizes: [...record.sizes] });
  for (const [id, org, due, registeredAt, declined, late, standsAt, endedAt, ground] of saved.duties) {
    const state = declined === 1 ? 'declined' : 'owed';
    s.duties.set(id, { org: saved.orgs[org]![0], due, registeredAt, state, late: late === 1, standsAt, endedAt, ground });
    for (const index of standsAt) s.standing.set(index, id);
  }
  for (const [id, org, publishedAt, revisions, revisedAt, withdrawnAt, erasedAt, duty, late] of saved.documents) {
    s.documents.set(id, {
      org: saved.orgs[org]![0],
      publishedAt,
      revisions,
      revisedAt,
      withdrawnAt,
      erasedAt,
      duty,
      late: late === 1,
    });
  }
  return s;
}
