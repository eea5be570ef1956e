// Which days are worked, counting in working days, and reading a new year's holiday notice.
// Beyond the notices we know it answers Monday to Friday, and every count that leaned on such a day says that it is provisional.
import { addDays, type Day, daysBetween, day as dayFrom, isWeekend, parseDay, weekday, yearOf } from './day.ts';
import { nationalNotices, noticeTitle } from './holidays.ts';
import { type Outcome, type Refusal, unless } from './outcome.ts';

/** One year's notice: weekdays off and weekend days worked, including any it moved in the neighbouring years. */
export interface CalendarYear {
  year: number;
  off: readonly Day[];
  work: readonly Day[];
  /** Title or number of the notice. */
  source: string;
}

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeup-workday';

export const dayKindNames: Readonly<Record<DayKind, string>> = {
  workday: '工作日',
  weekend: '休息日',
  holiday: '法定假日',
  'makeup-workday': '调休上班',
};

export interface Calendar {
  /** The longest run of known years without a gap. A year known beyond a gap is covered too, but not named here. */
  readonly coverage: { readonly from: Day; readonly to: Day };
  dayKind(d: Day): DayKind;
  isWorkday(d: Day): boolean;
  covers(d: Day): boolean;
  /** Running number of working days up to and including d. Only differences mean anything. */
  tally(d: Day): number;
}

/** Given two notices for one year the later in the list replaces the earlier whole: notices are amended (2015, 2019, 2020). */
export function buildCalendar(years: readonly CalendarYear[]): Calendar {
  const notices = new Map(years.map((notice) => [notice.year, notice]));
  if (notices.size === 0) throw new RangeError('a calendar needs at least one year');
  const known = [...notices.keys()].sort((a, b) => a - b);
  const listed = new Map<Day, 'off' | 'work'>();
  for (const year of known) {
    for (const d of notices.get(year)!.off) listed.set(d, 'off');
    for (const d of notices.get(year)!.work) listed.set(d, 'work');
  }
  const dayKind = (d: Day): DayKind => {
    if (isWeekend(d)) return listed.get(d) === 'work' ? 'makeup-workday' : 'weekend';
    return listed.get(d) === 'off' ? 'holiday' : 'workday';
  };
  const daysOf = (kind: DayKind) => [...listed.keys()].filter((d) => dayKind(d) === kind).sort();
  const holidays = daysOf('holiday');
  const makeups = daysOf('makeup-workday');
  return {
    coverage: longestRun(known),
    dayKind,
    isWorkday: (d) => {
      const kind = dayKind(d);
      return kind === 'workday' || kind === 'makeup-workday';
    },
    covers: (d) => notices.has(yearOf(d)),
    tally: (d) => weekdaysUpTo(d) - countUpTo(holidays, d) + countUpTo(makeups, d),
  };
}

function longestRun(known: readonly number[]): { from: Day; to: Day } {
  let best = { from: known[0]!, to: known[0]! };
  let run = best;
  for (const year of known.slice(1)) {
    run = { from: year === run.to + 1 ? run.from : year, to: year };
    if (run.to - run.from >= best.to - best.from) best = run;
  }
  return { from: dayFrom(`${best.from}-01-01`), to: dayFrom(`${best.to}-12-31`) };
}

/** A Monday, so that whole weeks can be taken at once: lists of long-overdue records count over years. */
const MONDAY = dayFrom('1900-01-01');

function weekdaysUpTo(d: Day): number {
  const days = daysBetween(MONDAY, d) + 1;
  const weeks = Math.floor(days / 7);
  return weeks * 5 + Math.min(days - weeks * 7, 5);
}

function countUpTo(sorted: readonly Day[], d: Day): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= d) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const nationalCalendar: Calendar = buildCalendar(nationalNotices);

export interface Counted {
  day: Day;
  /** A day between start and result lies in a year whose notice we do not have. */
  provisional: boolean;
  skipped: { day: Day; why: string }[];
}

const MOST_DAYS = 10_000;

/** The n-th working day after start, which is not counted itself (民法典#201). Backwards when n is negative; start itself when 0. */
export function addWorkingDays(cal: Calendar, start: Day, n: number): Counted {
  if (!Number.isInteger(n) || Math.abs(n) > MOST_DAYS) throw new RangeError(`not a count of working days: ${n}`);
  const step = Math.sign(n);
  const result: Counted = { day: start, provisional: false, skipped: [] };
  for (let left = Math.abs(n); left > 0; ) {
    result.day = addDays(result.day, step);
    if (!cal.covers(result.day)) result.provisional = true;
    if (cal.isWorkday(result.day)) left--;
    else result.skipped.push({ day: result.day, why: dayKindNames[cal.dayKind(result.day)] });
  }
  return result;
}

/** The first working day after d, never d itself. */
export function nextWorkday(cal: Calendar, d: Day): Counted {
  return addWorkingDays(cal, d, 1);
}

/** Working days after a up to and including b; negative when b is earlier. Ask `unknownYears` whether the number is provisional. */
export function workingDaysBetween(cal: Calendar, a: Day, b: Day): number {
  return cal.tally(b) - cal.tally(a);
}

/** Years from a to b, in either order, whose notice the calendar does not have. */
export function unknownYears(cal: Calendar, a: Day, b: Day): number[] {
  const [first, last] = a <= b ? [a, b] : [b, a];
  const years: number[] = [];
  for (let year = yearOf(first); year <= yearOf(last); year++) {
    if (!cal.covers(dayFrom(`${year}-01-01`))) years.push(year);
  }
  return years;
}

export type NoticeRefusal =
  | 'notice-empty'
  | 'notice-too-long'
  | 'notice-unreadable'
  | 'notice-several-years'
  | 'notice-no-days-off'
  | 'notice-no-such-date'
  | 'notice-other-year'
  | 'notice-worked-weekday'
  | 'notice-repeated-day'
  | 'notice-contradictory-day';

type Facts = Readonly<Record<string, string | number>>;

export const noticeWords: Readonly<Record<NoticeRefusal, (facts: Facts) => string>> = {
  'notice-empty': () => '没有读到任何日期。请粘贴“2027 放假 01-01 … 上班 …”一行，或每行一个“2027-01-01,放假”。',
  'notice-too-long': (f) => `内容过长，最多 ${f.most} 个字符。一次只导入一个年度的放假安排。`,
  'notice-unreadable': (f) => `第 ${f.line} 行：看不懂“${f.text}”。`,
  'notice-several-years': (f) => `第 ${f.line} 行：一次只能导入一个年度，这一行是 ${f.found} 年，前面是 ${f.year} 年。`,
  'notice-no-days-off': (f) => `${f.year} 年没有任何周一至周五放假的日期，安排不完整，没有导入。`,
  'notice-no-such-date': (f) => `第 ${f.line} 行：没有“${f.text}”这一天。`,
  'notice-other-year': (f) => `第 ${f.line} 行：${f.day} 不在 ${f.year} 年，也不是与 ${f.year} 年相接的跨年调休日。`,
  'notice-worked-weekday': (f) => `第 ${f.line} 行：${f.day} 是星期${f.weekday}，本来就上班，不能列为调休上班。`,
  'notice-repeated-day': (f) => `第 ${f.line} 行：${f.day} 与第 ${f.earlier} 行重复。`,
  'notice-contradictory-day': (f) => `第 ${f.line} 行：${f.day} 在第 ${f.earlier} 行写的是“${f.before}”，这里写的是“${f.now}”。`,
};

const MOST_TEXT = 20_000;
const marks: Readonly<Record<string, 'off' | 'work'>> = {
  放假: 'off',
  休: 'off',
  off: 'off',
  上班: 'work',
  班: 'work',
  work: 'work',
};
const markNames = { off: '放假', work: '上班' } as const;

interface Entry {
  line: number;
  text: string;
  /** `YYYY-MM-DD` or, in a table line, `MM-DD`. */
  date: string;
  mark: 'off' | 'work';
}

/**
 * An administrator's copy of a new year's notice: table lines `2027 放假 01-01 2026-12-31 … 上班 02-07 …`, or CSV lines
 * `2027-01-01,放假`, and optionally one line `来源：国办发明电〔2026〕…号`. Blank lines and lines opened by `#` are passed over.
 * Weekend days listed as off are true but say nothing new, and are dropped. Any bad line refuses the whole text.
 */
export function parseNotice(text: string): Outcome<CalendarYear, NoticeRefusal> {
  if (text.length > MOST_TEXT) return unless([{ code: 'notice-too-long', facts: { most: MOST_TEXT } }], neverReached);
  const refusals: Refusal<NoticeRefusal>[] = [];
  const { entries, stated, source } = readLines(text, refusals);
  const year = stated ?? commonestYear(entries);
  if (year === null) {
    if (refusals.length === 0) refusals.push({ code: 'notice-empty' });
    return unless(refusals, neverReached);
  }
  const seen = new Map<Day, Entry>();
  for (const entry of entries) {
    const found = dateOf(entry, year);
    if (found === null) refusals.push({ code: 'notice-no-such-date', facts: { line: entry.line, text: entry.text } });
    else refusals.push(...faultsOf(entry, found, year, seen.get(found)));
    if (found !== null && !seen.has(found)) seen.set(found, entry);
  }
  const days = [...seen.keys()].sort();
  const off = days.filter((d) => seen.get(d)!.mark === 'off' && !isWeekend(d));
  const work = days.filter((d) => seen.get(d)!.mark === 'work');
  if (refusals.length === 0 && !off.some((d) => yearOf(d) === year))
    refusals.push({ code: 'notice-no-days-off', facts: { year } });
  return unless(refusals, () => ({ year, off, work, source: source ?? noticeTitle(year) }));
}

function neverReached(): never {
  throw new Error('a refused notice has no value');
}

function readLines(text: string, refusals: Refusal<NoticeRefusal>[]) {
  const entries: Entry[] = [];
  let stated: number | null = null;
  let source: string | null = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1;
    const plain = raw.normalize('NFKC').trim();
    if (plain === '' || plain.startsWith('#') || /^"?日期"?,/.test(plain)) continue;
    const unreadable = (part: string) => refusals.push({ code: 'notice-unreadable', facts: { line, text: part.slice(0, 40) } });
    const named = /^\s*来源\s*[:：,，]\s*([^\u0000-\u001f\u007f]{1,200})$/.exec(raw);
    if (named && source === null) source = named[1]!.trim();
    else if (/^"?\d{4}[-/]/.test(plain)) {
      const [date = '', word = ''] = plain.split(/[,\t]/).map((cell) => cell.replaceAll('"', '').trim());
      const mark = markOf(word);
      if (mark === null) unreadable(plain);
      else entries.push({ line, text: date.slice(0, 40), date, mark });
    } else if (/^20\d\d年?[\s|:,]/.test(plain)) {
      const found = Number(plain.slice(0, 4));
      if (stated !== null && found !== stated) {
        refusals.push({ code: 'notice-several-years', facts: { line, found, year: stated } });
        continue;
      }
      stated = found;
      let mark: 'off' | 'work' | null = null;
      for (const cell of plain
        .slice(4)
        .replace(/^年/, '')
        .split(/[\s|:,;、]+/)
        .filter(Boolean)) {
        const next = markOf(cell);
        if (next !== null) mark = next;
        else if (mark === null || !/\d[-/]\d/.test(cell)) unreadable(cell);
        else entries.push({ line, text: cell.slice(0, 40), date: cell, mark });
      }
    } else unreadable(plain);
  }
  return { entries, stated, source };
}

function markOf(word: string): 'off' | 'work' | null {
  return Object.hasOwn(marks, word) ? marks[word]! : null;
}

/** CSV lines carry no heading: the year of the notice is the one that most of them name. */
function commonestYear(entries: readonly Entry[]): number | null {
  const counts = new Map<number, number>();
  for (const { date } of entries) counts.set(Number(date.slice(0, 4)), (counts.get(Number(date.slice(0, 4))) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? null;
}

function dateOf(entry: Entry, year: number): Day | null {
  const m = /^(?:(\d{4})[-/])?(\d{1,2})[-/](\d{1,2})$/.exec(entry.date);
  return m && parseDay(`${m[1] ?? year}-${m[2]!.padStart(2, '0')}-${m[3]!.padStart(2, '0')}`);
}

function faultsOf(entry: Entry, d: Day, year: number, earlier: Entry | undefined): Refusal<NoticeRefusal>[] {
  const facts = { line: entry.line, day: d };
  if (earlier && earlier.mark !== entry.mark) {
    const words = { before: markNames[earlier.mark], now: markNames[entry.mark] };
    return [{ code: 'notice-contradictory-day', facts: { ...facts, earlier: earlier.line, ...words } }];
  }
  if (earlier) return [{ code: 'notice-repeated-day', facts: { ...facts, earlier: earlier.line } }];
  const faults: Refusal<NoticeRefusal>[] = [];
  // New Year's rest is the only one that reaches over the turn of the year: 2007-12-29, 2011-12-31, 2018-12-29 so far.
  const crossing = (d >= `${year - 1}-12-25` && d < `${year}-01-01`) || (d > `${year}-12-31` && d <= `${year + 1}-01-07`);
  if (yearOf(d) !== year && !crossing) faults.push({ code: 'notice-other-year', facts: { ...facts, year } });
  if (entry.mark === 'work' && !isWeekend(d)) {
    faults.push({ code: 'notice-worked-weekday', facts: { ...facts, weekday: '日一二三四五六'[weekday(d)]! } });
  }
  return faults;
}
