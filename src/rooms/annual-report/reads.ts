// What pages show: years with the state of their reports, one figure with what is behind it, the report the public sees.
import type { Db } from '../../platform/db/engine.ts';
import { type Day, yearOf } from '../../town/day.ts';
import { annualReportDue } from '../../town/law.ts';
import { documentById, editionById, textHash } from '../disclosure/door.ts';
import { eraOf, periodOf } from './era.ts';
import { type Counted, collectFigures } from './figures/collect.ts';
import type { FigureRecords, FigureSource } from './figures/figure.ts';
import { type HandEntry, entryHistory } from './entry-store.ts';
import { handedLast, latestTexts, type ReportText, textsOfEditions } from './store.ts';

export interface ReportYear {
  fiscalYear: number;
  dueOn: Day;
  text: ReportText | null;
}

/** The year that runs, the two before it, and every year somebody wrote a report of, the latest first. */
export async function reportYearsOf(db: Db, today: Day): Promise<ReportYear[]> {
  const texts = new Map((await latestTexts(db)).map((t) => [t.fiscalYear, t]));
  const now = yearOf(today);
  const years = [...new Set([now, now - 1, now - 2, ...texts.keys()])].sort((a, b) => b - a);
  return years.map((fiscalYear) => ({
    fiscalYear,
    dueOn: annualReportDue(fiscalYear).due,
    text: texts.get(fiscalYear) ?? null,
  }));
}

export interface FigureBehind {
  figure: Counted;
  records: FigureRecords | null;
  parts: readonly Counted[];
  entries: readonly HandEntry[];
}

const RECORDS = 200;

/** Null for a year or a figure there is none of. */
export async function figureBehind(
  db: Db,
  sources: readonly FigureSource[],
  fiscalYear: number,
  key: string,
): Promise<FigureBehind | null> {
  const era = eraOf(fiscalYear);
  if (era === null) return null;
  const { all } = await collectFigures(db, sources, { fiscalYear, era });
  const figure = all.get(key);
  if (!figure) return null;
  const { origin } = figure;
  return {
    figure,
    records: origin.kind === 'records' ? await origin.source.records(db, key, periodOf(fiscalYear), RECORDS) : null,
    parts: origin.kind === 'computed' ? origin.from.flatMap((k) => all.get(k) ?? []) : [],
    entries: origin.kind === 'hand' || origin.kind === 'none' ? await entryHistory(db, fiscalYear, key) : [],
  };
}

export interface PublicReport {
  text: ReportText;
  indexNo: string;
  /** Whether the public document still says what was signed. */
  asSigned: boolean;
}

/** The signed report of a year whose edition the public sees now; null where there is none. */
export async function publicReport(db: Db, fiscalYear: number): Promise<PublicReport | null> {
  const handed = await handedLast(db, fiscalYear);
  const document = handed && (await documentById(db, handed.documentId));
  if (document?.state !== 'published' || !document.currentEditionId || !document.indexNo) return null;
  const [[text], shown] = await Promise.all([
    textsOfEditions(db, [document.currentEditionId]),
    editionById(db, document.currentEditionId),
  ]);
  if (!text?.frozen || !shown) return null;
  // Before an edition's text was kept from being edited, the hash was of all its author had written.
  const asSigned = text.editionHash === textHash(shown) || text.editionHash === shown.contentHash;
  return { text, indexNo: document.indexNo, asSigned };
}

/** Years whose signed report the public can read as figures, the latest first. */
export async function publicReportYears(db: Db): Promise<number[]> {
  const texts = await latestTexts(db);
  const reports = await Promise.all(texts.map((t) => publicReport(db, t.fiscalYear)));
  return texts.filter((_, i) => reports[i]?.asSigned).map((t) => t.fiscalYear);
}
