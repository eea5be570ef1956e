// Dates that must hold: 生成 ≤ 今天, 生成 ≤ 生效 ≤ 废止, the year of the 文号, and dates in the text that exist and run forwards.
import { type Day, longDay, parseDay, yearOf } from '../../../town/day.ts';
import type { CheckSubject, Remark } from '../finding.ts';
import { quote, type Reading } from '../reading.ts';

const DATE = /(?<!\d)((?:19|20)\d{2})(?:\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日|[-./](\d{1,2})[-./](\d{1,2})(?!\d|[-./]\d))/g;
const TO = /^\s{0,2}(?:起?至|到|起到|—{1,2}|－{1,2}|-{1,2}|~|～)\s{0,2}$/;

export function checkDates(subject: CheckSubject, readings: readonly Reading[]): Remark[] {
  const remarks = [...recordDates(subject, readings), ...docNoYear(subject), ...textDates(readings)];
  if (remarks.length > 0) return remarks;
  return [{ rule: 'dates-in-order', about: [], facts: { created: longDay(subject.createdOn!) } }];
}

function recordDates(subject: CheckSubject, readings: readonly Reading[]): Remark[] {
  const { createdOn: created, effectiveOn: effective, repealedOn: repealed, today } = subject;
  const remarks: Remark[] = [];
  const say = (rule: Remark['rule'], ...days: (Day | null)[]) => {
    const [first, second] = days.map((d) => (d ? longDay(d) : ''));
    remarks.push({ rule, about: days.map(String), where: 'metadata', facts: { first: first ?? '', second: second ?? '' } });
  };
  if (!created) say('created-missing');
  if (created && created > today) say('created-in-future', created, today);
  if (created && effective && effective < created && !isStated(effective, readings))
    say('effective-before-created', effective, created);
  if (effective && repealed && repealed < effective) say('repealed-before-effective', repealed, effective);
  if (created && repealed && repealed < created) say('repealed-before-created', repealed, created);
  return remarks;
}

/** A document may take effect earlier than it was written when its own text says so. */
function isStated(effective: Day, readings: readonly Reading[]): boolean {
  const said = longDay(effective);
  return readings.some(({ source }) => {
    const at = source.text.replace(/\s/g, '').indexOf(said);
    return at >= 0 && /^.{0,6}(?:施行|执行|生效|实施)/.test(source.text.replace(/\s/g, '').slice(at + said.length));
  });
}

function docNoYear(subject: CheckSubject): Remark[] {
  const year = /[〔[［【（(](\d{4})[〕\]］】）)]/.exec(subject.docNo ?? '')?.[1];
  if (!year || !subject.createdOn || Number(year) === yearOf(subject.createdOn)) return [];
  return [
    {
      rule: 'docno-year',
      about: [year, subject.createdOn],
      where: 'metadata',
      facts: { first: year, second: longDay(subject.createdOn) },
    },
  ];
}

interface Dated {
  day: Day | null;
  start: number;
  end: number;
  words: string;
}

function textDates(readings: readonly Reading[]): Remark[] {
  return readings
    .filter(({ source }) => source.where !== 'metadata' && source.label !== '链接地址')
    .flatMap((reading) => {
      const dates = datesIn(reading.source.text);
      const wrong = dates.filter((d) => d.day === null).map((d) => remark('date-impossible', reading, d, d));
      const reversed = dates.slice(1).flatMap((d, i) => {
        const before = dates[i]!;
        const isPeriod = TO.test(reading.source.text.slice(before.end, d.start));
        return isPeriod && before.day && d.day && d.day < before.day ? [remark('period-reversed', reading, before, d)] : [];
      });
      return [...wrong, ...reversed];
    });
}

/** `2026-13-45` may be a code; only what is written with 年月日 must be a date. */
function datesIn(text: string): Dated[] {
  return [...text.matchAll(DATE)].flatMap((m) => {
    const [month, dayOfMonth] = [m[2] ?? m[4]!, m[3] ?? m[5]!];
    const day = parseDay(`${m[1]}-${month.padStart(2, '0')}-${dayOfMonth.padStart(2, '0')}`);
    if (day === null && m[2] === undefined) return [];
    return [{ day, start: m.index, end: m.index + m[0].length, words: m[0].replace(/\s/g, '') }];
  });
}

function remark(rule: 'date-impossible' | 'period-reversed', reading: Reading, from: Dated, to: Dated): Remark {
  const { where, anchor, text } = reading.source;
  return {
    rule,
    about: [from.words, to.words],
    where,
    anchor,
    excerpt: quote(reading, from.start, to.end),
    matches: [{ start: from.start, end: to.end, masked: text.slice(from.start, to.end) }],
    facts: { first: from.words, second: to.words },
  };
}
