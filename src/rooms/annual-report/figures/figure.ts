// What a figure is: a name a clerk can bind a sentence to, and a query that counts its records. Rooms that do not exist yet
// leave theirs to be entered by hand; the day a room brings a figure, nobody can enter it any more.
import type { Db } from '../../../platform/db/engine.ts';
import type { Day } from '../../../town/day.ts';

export interface FigureDefinition {
  /** Stable: stored with what is entered by hand, printed as JSON. */
  key: string;
  /** Unique among all: what stands between 【】 in a text. */
  name: string;
  unit: string;
}

export interface FigurePeriod {
  from: Day;
  to: Day;
}

/** One record behind a figure. */
export interface FigureRecord {
  title: string;
  /** A page of the record itself; null where it has none. */
  href: string | null;
  /** Day, organ, state: what tells it from others. */
  detail: string;
}

export interface FigureRecords {
  total: number;
  /** The first ones, at most as many as asked for. */
  lines: readonly FigureRecord[];
}

/** What a room counts for the report: the small interface every such room fills. */
export interface FigureSource {
  /** The room in the reader's words: `公开文件`. */
  name: string;
  /** All it can count in this town; organs and items make some of them. */
  define(db: Db): Promise<readonly FigureDefinition[]>;
  /** Values by key; a key left out counts nothing. */
  count(db: Db, period: FigurePeriod): Promise<ReadonlyMap<string, number>>;
  records(db: Db, key: string, period: FigurePeriod, limit: number): Promise<FigureRecords>;
}
