// A read report with what follows from it: when it was due, how late it was, and what every rule says.
import { day } from '../../town/day.ts';
import { reportLateness } from './era.ts';
import type { CheckedReport, ReadReport, AnnualReport } from './annual-report.ts';
import { checkRules } from './rules/check-rules.ts';

function timing({ fiscalYear, era, publishedOn }: AnnualReport): Pick<CheckedReport, 'dueOn' | 'daysLate'> {
  if (fiscalYear === null || era === null) return { dueOn: null, daysLate: null };
  if (publishedOn !== null) return reportLateness(fiscalYear, publishedOn);
  return { dueOn: reportLateness(fiscalYear, day(`${fiscalYear}-12-31`)).dueOn, daysLate: null };
}

/** `former`: the same unit's report on the year before, where it is at hand. Keys in the order they are printed. */
export function checkedReport(read: ReadReport, former: ReadReport | null): CheckedReport {
  const { unit, fiscalYear, era, publishedOn, contents, figures, tables } = read.report;
  return {
    unit,
    fiscalYear,
    era,
    publishedOn,
    ...timing(read.report),
    contents: contents.map(({ id, title, status }) => ({ id, title, status })),
    figures: figures.map(({ key, value, unit: counted, line }) => ({ key, value, unit: counted, line })),
    tables,
    findings: checkRules({ read, former, register: null }).map(({ rule, status, message, cells, lines }) => ({
      rule,
      status,
      message,
      cells,
      lines,
    })),
  };
}

/** Towns write their own name with the county's or without. */
function isSameUnit(a: string, b: string): boolean {
  const short = (unit: string): string => unit.replace(/(?:人民)?政府$|办事处$/, '');
  const [one, other] = [short(a), short(b)];
  return one !== '' && other !== '' && (one.endsWith(other) || other.endsWith(one));
}

/** Last year's report among others; null where there is none, or more than one might be it. */
export function formerAmong(read: ReadReport, others: readonly ReadReport[]): ReadReport | null {
  const { unit, fiscalYear } = read.report;
  if (unit === null || fiscalYear === null) return null;
  const before = others.filter((o) => o.report.fiscalYear === fiscalYear - 1 && o.report.unit !== null);
  const same = before.filter((o) => o.report.unit === unit);
  const alike = same.length > 0 ? same : before.filter((o) => isSameUnit(o.report.unit!, unit));
  return alike.length === 1 ? alike[0]! : null;
}
