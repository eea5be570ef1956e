// Which form a report has: three have been in force, and the year a report is about decides, not the day it is written.
import { type Day, day, daysBetween } from '../../town/day.ts';
import { annualReportDue } from '../../town/law.ts';

/** 2007: the six contents of 条例2007#32 in the town's own words; 60, 30: the tables of those two circulars. */
export type Era = '2007' | '60' | '30';

export const eraNames: Readonly<Record<Era, string>> = {
  '2007': '2008—2018年度体例',
  '60': '2019—2020年度格式（试行）',
  '30': '2021年度起的格式',
};

/** The first year a report was owed for: the regulation came into force in May 2008. */
export const FIRST_FISCAL_YEAR = 2008;

/** Null for a year no report was owed for. */
export function eraOf(fiscalYear: number): Era | null {
  if (!Number.isInteger(fiscalYear) || fiscalYear < FIRST_FISCAL_YEAR) return null;
  if (fiscalYear <= 2018) return '2007';
  return fiscalYear <= 2020 ? '60' : '30';
}

/** Calendar days from the day it was due to the day it was published; 0 when in time. */
export function reportLateness(fiscalYear: number, publishedOn: Day): { dueOn: Day; daysLate: number } {
  const dueOn = annualReportDue(fiscalYear).due;
  return { dueOn, daysLate: Math.max(0, daysBetween(dueOn, publishedOn)) };
}

/** What a report of a year counts: from the first to the last day of it. */
export function periodOf(fiscalYear: number): { from: Day; to: Day } {
  return { from: day(`${fiscalYear}-01-01`), to: day(`${fiscalYear}-12-31`) };
}
