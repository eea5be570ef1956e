// The stretches of time a recurring duty is owed for: a month, a quarter, a half, a year, a school term.
import { addDays, type Day, day, yearOf } from './day.ts';

export type Cadence = 'monthly' | 'quarterly' | 'half-yearly' | 'yearly' | 'per-term';

export const cadenceNames: Readonly<Record<Cadence, string>> = {
  monthly: '每月',
  quarterly: '每季度',
  'half-yearly': '每半年',
  yearly: '每年',
  'per-term': '每学期',
};

export interface Period {
  /** `2026-11`, `2026-Q3`, `2026-H1`, `2026`, `2026-春季`: unique within a cadence. */
  key: string;
  name: string;
  from: Day;
  /** Last day, included. */
  to: Day;
}

/** First days of the two school terms, `MM-DD`. A term lasts until the other begins, so autumn runs into the next year. */
export interface Terms {
  spring: string;
  autumn: string;
}

export const usualTerms: Terms = { spring: '03-01', autumn: '09-01' };

export function periodOf(cadence: Cadence, on: Day, terms: Terms = usualTerms): Period {
  const year = yearOf(on);
  const month = Number(on.slice(5, 7));
  switch (cadence) {
    case 'monthly':
      return months(on.slice(0, 7), `${year}年${month}月`, year, month, 1);
    case 'quarterly': {
      const quarter = Math.ceil(month / 3);
      return months(`${year}-Q${quarter}`, `${year}年第${'一二三四'[quarter - 1]}季度`, year, quarter * 3 - 2, 3);
    }
    case 'half-yearly':
      return month <= 6
        ? months(`${year}-H1`, `${year}年上半年`, year, 1, 6)
        : months(`${year}-H2`, `${year}年下半年`, year, 7, 6);
    case 'yearly':
      return months(String(year), `${year}年`, year, 1, 12);
    case 'per-term':
      return termOf(on, terms);
  }
}

/** Every period that shares a day with from … to, in order; none when to is earlier. */
export function periodsBetween(cadence: Cadence, from: Day, to: Day, terms: Terms = usualTerms): Period[] {
  const periods: Period[] = [];
  for (let d = from; d <= to; d = addDays(periods.at(-1)!.to, 1)) periods.push(periodOf(cadence, d, terms));
  return periods;
}

function firstOf(year: number, month: number): Day {
  return day(`${year + Math.floor((month - 1) / 12)}-${String(((month - 1) % 12) + 1).padStart(2, '0')}-01`);
}

function months(key: string, name: string, year: number, first: number, count: number): Period {
  return { key, name, from: firstOf(year, first), to: addDays(firstOf(year, first + count), -1) };
}

function termOf(on: Day, terms: Terms): Period {
  if (terms.spring >= terms.autumn || terms.spring === '02-29' || terms.autumn === '02-29') {
    throw new RangeError(`not two terms: ${terms.spring}, ${terms.autumn}`);
  }
  const springOf = (year: number) => day(`${year}-${terms.spring}`);
  const autumnOf = (year: number) => day(`${year}-${terms.autumn}`);
  const year = on < springOf(yearOf(on)) ? yearOf(on) - 1 : yearOf(on);
  return on >= springOf(year) && on < autumnOf(year)
    ? { key: `${year}-春季`, name: `${year}年春季学期`, from: springOf(year), to: addDays(autumnOf(year), -1) }
    : { key: `${year}-秋季`, name: `${year}年秋季学期`, from: autumnOf(year), to: addDays(springOf(year + 1), -1) };
}
