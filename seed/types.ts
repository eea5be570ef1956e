// The shapes of the demo town. Everything in seed/ is data in these shapes; the loader turns it into records.
import type { Role } from '../src/town/roles.ts';

/** `2026-11-23`. Days are absolute; the demo's clock starts from `present.ts`. */
export type SeedDay = string;
/** `2026-11-23T10:20:00+08:00` */
export type SeedInstant = string;

export type OrganKind = 'town' | 'department' | 'centre' | 'village';

export interface SeedOrgan {
  code: string;
  name: string;
  /** At most four characters, for tables and tags. */
  shortName: string;
  kind: OrganKind;
  parent: string | null;
  /** GB 32100-2015, only where the organ has one of its own; otherwise it publishes under the town's. */
  creditCode: string | null;
  functions: readonly string[];
  address: string;
  hours: string;
  telephone: string;
  /** Only of those who are written to. */
  fax?: string;
  mail?: string;
  /** Name of the head; equals a member of staff. */
  head: string;
  headPost: string;
  sort: number;
}

export interface SeedPost {
  name: string;
  post: '组长' | '副组长' | '成员' | '办公室主任' | '办公室副主任' | '办公室成员';
  work: string;
  duty: string;
}

/** One composition of the leadership group and its office; `until` is null while it stands. */
export interface SeedLeadershipTerm {
  key: string;
  basis: string;
  from: SeedDay;
  until: SeedDay | null;
  posts: readonly SeedPost[];
}

export interface SeedLeader {
  /** Staff key. */
  staff: string;
  name: string;
  posts: readonly string[];
  photo: null;
  cv: string;
  duties: string;
  /** Organs this leader answers for; every department and centre stands with exactly one leader. */
  inCharge: readonly string[];
  telephone: string;
  /** 值班接待日 */
  receptionDay: string;
  sort: number;
}

export interface SeedStaff {
  /** Also the sign-in name. */
  key: string;
  name: string;
  organ: string;
  roles: readonly Role[];
  post: string;
  telephone: string;
  /** Present on the one-click list: a sentence on what this person does. */
  demo?: string;
}

/** AB 岗: `by` acts for `of` within the dates. */
export interface SeedDeputy {
  of: string;
  by: string;
  role: Role;
  from: SeedDay;
  until: SeedDay;
  reason: string;
}

export type SeedLimit = `WD${number}` | `CD${number}` | `>=WD${number}` | `>=CD${number}` | 'STANDING' | 'IMMEDIATE' | 'STAGED';
export type SeedRhythm = 'monthly' | 'quarterly' | 'half-yearly' | 'yearly' | 'per-term';

/**
 * When the document of a period is due.
 * `after-period`: counted from the last day of the period. `day-of-month`: that day of the (monthly) period itself.
 * `fixed`: that month and day, `years` after the period's year. `term`: before the school term begins.
 */
export type SeedDue =
  | { kind: 'after-period'; limit: `WD${number}` | `CD${number}` }
  | { kind: 'day-of-month'; day: number }
  | { kind: 'fixed'; years: number; monthDay: string }
  | { kind: 'term'; T1: string; T2: string };

export interface SeedCadence {
  /** Unique within the item. */
  key: string;
  name: string;
  rhythm: SeedRhythm;
  due: SeedDue;
  /** Who owes one every period. */
  organs: readonly string[];
}

export type SeedChannel = '网' | '栏' | '村' | '屏' | '厅' | '微' | '媒' | '查' | '会' | '户';

export interface SeedItem {
  code: string;
  category: string;
  name: string;
  short: string;
  elements: readonly string[];
  /** First is the one responsible department, the rest are co-responsible. */
  organs: readonly [string, ...string[]];
  basis: readonly string[];
  /** For documents that arise by formation or change; the first is the default. */
  limits: readonly [SeedLimit, ...SeedLimit[]];
  limitText: string;
  cadences: readonly SeedCadence[];
  villageCadences: readonly SeedCadence[];
  channels: readonly SeedChannel[];
  audience: '全社会' | '特定群体' | 'both';
  mode: '主动';
  level: '镇' | '镇村';
  notes: string;
}

export type SeedCell = string | number;

/** The body of a document, top to bottom. A string is a paragraph. */
export type SeedBlock =
  | string
  | { kind: 'heading'; level: 1 | 2; text: string }
  | { kind: 'table'; caption: string | null; head: readonly string[]; rows: readonly (readonly SeedCell[])[] }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'sign'; organ: string; date: string };

/** Rows for a generated xlsx or csv; the first row is the header. */
export interface SeedAttachment {
  name: string;
  rows: readonly (readonly SeedCell[])[];
}

export interface SeedFulfilment {
  /** Who owes it: the document's organ, or the office where the town itself publishes. */
  organ: string;
  /** `2026-10`, `2026-Q3`, `2026-H1`, `2026`, `2026-T1` (spring term), `2026-T2` (autumn term), or `formation`. */
  period: string;
  /** Which cadence of the item; absent for `formation`. */
  cadence?: string;
  /** Key of a withdrawn document whose duty, open again, this one answers. */
  resumes?: string;
}

export interface SeedCorrection {
  at: SeedInstant;
  note: string;
  /** `before` occurs once in the first edition's body; the corrected edition says `after`. */
  bodyChange: { before: string; after: string };
}

export interface SeedWithdrawal {
  at: SeedInstant;
  /** Staff key. */
  by: string;
  why: string;
  ground: string;
}

export interface SeedValidity {
  state: '有效' | '失效' | '废止' | '部分废止' | '尚未生效';
  on: SeedDay;
  /** Document that ended it, when there is one. */
  by?: string;
}

export interface SeedDocument {
  key: string;
  item: string;
  organ: string;
  title: string;
  docNo: string | null;
  genre: string;
  topic: string;
  createdOn: SeedDay;
  publishedAt: SeedInstant;
  effectiveOn: SeedDay | null;
  keywords: readonly string[];
  summary: string;
  audience: '全社会' | '特定群体';
  body: readonly SeedBlock[];
  attachments: readonly SeedAttachment[];
  /** Staff key of the drafter. */
  author: string;
  fulfils: SeedFulfilment;
  interprets?: string;
  supersedes?: string;
  corrected?: SeedCorrection;
  withdrawn?: SeedWithdrawal;
  validity?: SeedValidity;
}

/** A duty that ended without a document: nothing arose, or it may not be published. */
export interface SeedReturn {
  item: string;
  organ: string;
  period: string;
  cadence?: string;
  kind: 'nil' | 'withheld';
  /** For `withheld`: one of the legal grounds; for `nil`: what was checked. */
  ground: string;
  explanation: string;
  title?: string;
  formedOn?: SeedDay;
  on: SeedDay;
  by: string;
}

/** Something that came into being and is not yet published: the clock of `limit` runs from `formedOn`. */
export interface SeedFormation {
  key: string;
  item: string;
  organ: string;
  title: string;
  formedOn: SeedDay;
  limit: `WD${number}` | `CD${number}`;
  note: string;
}
