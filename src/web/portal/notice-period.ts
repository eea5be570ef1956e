// How long a public notice runs, as it states itself: `公示期：2026年11月19日至2026年11月25日`. Nothing is guessed;
// a notice that does not say has no period.
import { type Day, parseDay } from '../../town/day.ts';

export interface NoticePeriod {
  from: Day;
  /** Last day, included. */
  to: Day;
}

const DATE = '(\\d{4})\\s*年\\s*(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*日';
/** The end may leave out the year and the month it shares with the start. */
const STATED = new RegExp(
  `(?:公示|公告)(?:期|期限|期间|时间)[^。\\n\\d]{0,12}${DATE}\\s*(?:起)?(?:至|到|—|－|-|～|~)\\s*(?:(\\d{4})\\s*年\\s*)?(?:(\\d{1,2})\\s*月\\s*)?(\\d{1,2})\\s*日`,
);

function dayFrom(year: string, month: string, date: string): Day | null {
  return parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);
}

export function noticePeriod(text: string): NoticePeriod | null {
  const m = STATED.exec(text);
  if (!m) return null;
  const [, year, month, date, endYear, endMonth, endDate] = m as unknown as [
    string,
    string,
    string,
    string,
    string?,
    string?,
    string?,
  ];
  if (endYear !== undefined && endMonth === undefined) return null;
  const from = dayFrom(year, month, date);
  const to = dayFrom(endYear ?? year, endMonth ?? month, endDate ?? '');
  return from !== null && to !== null && from <= to ? { from, to } : null;
}
