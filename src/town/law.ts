// Which version of the Regulation a day stands under, and the limits that depend on it.
import type { Day } from './day.ts';
import { type DueDate, fixedDue, type Limit } from './deadline.ts';

export type Regulation = '条例2007' | '条例2019';

const since2007 = '2008-05-01';
const since2019 = '2019-05-15';

/** The version in force on a day (received, formed or changed); null before 2008-05-01, when there was none. */
export function regulationOn(day: Day): Regulation | null {
  if (day < since2007) return null;
  return day < since2019 ? '条例2007' : '条例2019';
}

/** Twenty working days from the day a piece of information was formed or changed, in both versions. A special law may be shorter. */
export function proactiveLimit(formed: Day): { limit: Limit; law: string } | null {
  const regulation = regulationOn(formed);
  if (regulation === null) return null;
  return { limit: { unit: 'working', days: 20 }, law: regulation === '条例2007' ? '条例2007#18' : '条例2019#26' };
}

/**
 * When a township's annual report for a year is due, in the year after it.
 * 条例2019#49 does not name townships; they publish by 31 January because county notices ask them to.
 */
export function annualReportDue(fiscalYear: number): DueDate {
  const report = { year: fiscalYear + 1, eventName: `${fiscalYear}年度政府信息公开工作年度报告` };
  return fiscalYear <= 2018
    ? fixedDue({ ...report, month: 3, day: 31, law: '条例2007#31' })
    : fixedDue({ ...report, month: 1, day: 31, law: '条例2019#49' });
}
