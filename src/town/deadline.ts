// Limits, and due dates that can explain themselves: every due date carries the trace of how it was reached.
import { type Calendar, type DayKind, dayKindNames, unknownYears, workingDaysBetween } from './calendar.ts';
import { citation } from './citation.ts';
import { addDays, day as dayFrom, type Day, daysBetween, longDay, weekday, yearOf } from './day.ts';

export interface Limit {
  unit: 'working' | 'calendar';
  days: number;
  /** A publicity or notice period: the days are the least it must run, not the most an organ may take. */
  atLeast?: boolean;
}

/** `WD20`, `CD20`, `≥CD7` (also `>=CD7`), or null. */
export function parseLimit(text: string): Limit | null {
  const m = /^(≥|>=)?(WD|CD)([1-9]\d{0,2})$/.exec(text);
  if (!m) return null;
  const limit: Limit = { unit: m[2] === 'WD' ? 'working' : 'calendar', days: Number(m[3]) };
  return m[1] ? { ...limit, atLeast: true } : limit;
}

export function limitCode(limit: Limit): string {
  return `${limit.atLeast ? '≥' : ''}${limit.unit === 'working' ? 'WD' : 'CD'}${limit.days}`;
}

/** `20个工作日内`, `20日内`, `不少于7日`. */
export function limitText(limit: Limit): string {
  return limit.atLeast ? `不少于${amount(limit.days, limit.unit)}` : `${amount(limit.days, limit.unit)}内`;
}

function amount(days: number, unit: Limit['unit']): string {
  return unit === 'working' ? `${days}个工作日` : `${days}日`;
}

export type DueStep =
  | { kind: 'started'; on: Day; event: string }
  | { kind: 'fixed'; on: Day; event: string; law: string }
  | { kind: 'rule'; limit: Limit; law: string }
  /** Rest days passed over, and weekend days that count because they were worked. */
  | { kind: 'skipped'; on: Day; why: 'weekend' | 'holiday' }
  | { kind: 'worked'; on: Day }
  /** `days` is what this pause took out of the count; none when it lay outside it or under another pause. */
  | { kind: 'paused'; from: Day; to: Day; reason: string; days: number; unit: Limit['unit'] }
  | { kind: 'extended'; days: number; unit: Limit['unit']; approvedBy: string; on: Day; was: Day }
  | { kind: 'moved'; from: Day; to: Day; why: DayKind; law: string }
  | { kind: 'result'; due: Day; atLeast: boolean; unknownYears: readonly number[] };

export interface DueDate {
  due: Day;
  /** It rests on a day of a year whose holiday notice we do not have; compute it again when the notice is imported. */
  provisional: boolean;
  steps: DueStep[];
}

export interface Pause {
  /** Day the ground arose (the letter was sent); the clock still ran on it. */
  from: Day;
  /** Last day that does not count. While it is still open, pass today. */
  to: Day;
  reason: string;
}

export interface DueTerms {
  event: Day;
  eventName: string;
  limit: Limit;
  law: string;
  pauses?: readonly Pause[];
  /** In the limit's own unit. Whether it was lawful to extend is the room's rule, not ours. */
  extension?: { days: number; approvedBy: string; on: Day };
}

/** No case runs this long; a walk that does was handed a pause without end. */
const LONGEST_WALK = 40 * 366;

/**
 * Counts day by day from the day after the event (民法典#201). Days under several pauses are left out once. A count in calendar days
 * that ends on a rest day ends on the next day worked (民法典#203; 法定休假日 read, as courts do, to include the weekly rest).
 * Throws on terms that no room may store: a pause that ends before it begins or has no reason, a count that is not whole.
 */
export function computeDue(cal: Calendar, terms: DueTerms): DueDate {
  const { event, limit, extension } = terms;
  const pauses = [...(terms.pauses ?? [])].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  check(limit.days, extension?.days, pauses);
  const pauseOn = (d: Day) => pauses.findIndex((pause) => pause.from < d && d <= pause.to);
  const taken = pauses.map(() => 0);
  const passed: DueStep[] = [];
  let last = event;
  for (let left = limit.days + (extension?.days ?? 0), walked = 0; left > 0; walked++) {
    if (walked > LONGEST_WALK) throw new RangeError(`no due date within ${LONGEST_WALK} days of ${event}`);
    last = addDays(last, 1);
    const kind = cal.dayKind(last);
    const pause = pauseOn(last);
    const counts = limit.unit === 'calendar' || kind === 'workday' || kind === 'makeup-workday';
    if (counts && pause >= 0) taken[pause]! += 1;
    else if (counts) left--;
    if (limit.unit === 'working' && pause < 0) {
      if (kind === 'weekend' || kind === 'holiday') passed.push({ kind: 'skipped', on: last, why: kind });
      if (kind === 'makeup-workday') passed.push({ kind: 'worked', on: last });
    }
  }
  let due = last;
  if (limit.unit === 'calendar') while (!cal.isWorkday(due) || pauseOn(due) >= 0) due = addDays(due, 1);
  const unknown = unknownYears(cal, limit.unit === 'working' ? addDays(event, 1) : last, due);

  const steps: DueStep[] = [
    { kind: 'started', on: event, event: terms.eventName },
    { kind: 'rule', limit, law: terms.law },
    ...passed,
  ];
  for (const [i, pause] of pauses.entries()) steps.push({ kind: 'paused', ...pause, days: taken[i]!, unit: limit.unit });
  if (extension) {
    steps.push({
      kind: 'extended',
      ...extension,
      unit: limit.unit,
      was: computeDue(cal, { ...terms, extension: undefined }).due,
    });
  }
  if (due !== last) steps.push({ kind: 'moved', from: last, to: due, why: cal.dayKind(last), law: restDayLaw(due) });
  steps.push({ kind: 'result', due, atLeast: limit.atLeast === true, unknownYears: unknown });
  return { due, provisional: unknown.length > 0, steps };
}

/** The civil law of the day on which the period ended. */
function restDayLaw(ended: Day): string {
  if (ended < '2017-10-01') return '民法通则#154';
  return ended < '2021-01-01' ? '民法总则#203' : '民法典#203';
}

function check(days: number, extended: number | undefined, pauses: readonly Pause[]): void {
  for (const n of extended === undefined ? [days] : [days, extended]) {
    if (!Number.isInteger(n) || n < 1 || n > 999) throw new RangeError(`not a number of days: ${n}`);
  }
  for (const pause of pauses) {
    if (pause.to < pause.from) throw new RangeError(`pause ends before it begins: ${pause.from} to ${pause.to}`);
    if (pause.reason.trim() === '') throw new RangeError(`pause without a reason: ${pause.from}`);
  }
}

/** A date the law itself names (每年1月31日前). It is no count, so it does not move when it falls on a rest day. */
export function fixedDue(named: { month: number; day: number; year: number; eventName: string; law: string }): DueDate {
  const two = (n: number) => String(n).padStart(2, '0');
  const due = dayFrom(`${named.year}-${two(named.month)}-${two(named.day)}`);
  const steps: DueStep[] = [
    { kind: 'fixed', on: due, event: named.eventName, law: named.law },
    { kind: 'result', due, atLeast: false, unknownYears: [] },
  ];
  return { due, provisional: false, steps };
}

/** The trace as sentences, one thing each, for the page and for the printed reply. */
export function explainDue(steps: readonly DueStep[]): string[] {
  const restOf = (why: 'weekend' | 'holiday') => steps.filter((step) => step.kind === 'skipped' && step.why === why).map(onOf);
  const rests = (['weekend', 'holiday'] as const).filter((why) => restOf(why).length > 0);
  const restLines = rests.map((why) => `${dayKindNames[why]}不计（${restOf(why).length}天）：${runs(restOf(why))}。`);
  const worked = steps.filter((step) => step.kind === 'worked').map(onOf);
  if (worked.length > 0) restLines.push(`${dayKindNames['makeup-workday']}照计（${worked.length}天）：${runs(worked)}。`);
  const lines = steps.filter((step) => step.kind !== 'skipped' && step.kind !== 'worked').flatMap(sentences);
  const after = steps.filter((step) => step.kind === 'started' || step.kind === 'rule' || step.kind === 'fixed').length;
  return [...lines.slice(0, after), ...restLines, ...lines.slice(after)];
}

function onOf(step: DueStep): Day {
  if (step.kind !== 'skipped' && step.kind !== 'worked') throw new TypeError(`no single day in ${step.kind}`);
  return step.on;
}

function sentences(step: Exclude<DueStep, { kind: 'skipped' | 'worked' }>): string[] {
  switch (step.kind) {
    case 'started':
      return [`${dated(step.on)}${step.event}，当日不计，从次日起算。`];
    case 'fixed':
      return [`${step.event}须在${longDay(step.on)}前完成（${citation(step.law)}）。`];
    case 'rule':
      return [`期限为${limitText(step.limit)}（${citation(step.law)}）。`];
    case 'paused': {
      const effect = step.days > 0 ? `不计${amount(step.days, step.unit)}` : '不影响期限';
      return [`${longDay(step.from)}起因${step.reason}停止计算，至${longDay(step.to)}止，${effect}。`];
    }
    case 'extended': {
      const lapsed = step.on > step.was ? '，批准时原期限已过' : '';
      return [
        `${longDay(step.on)}经${step.approvedBy}批准延长${amount(step.days, step.unit)}，原截止日为${longDay(step.was)}${lapsed}。`,
      ];
    }
    case 'moved':
      return [
        `${dated(step.from)}为${dayKindNames[step.why]}，顺延至其后第一个上班日${dated(step.to)}（${citation(step.law)}）。`,
      ];
    case 'result': {
      const line = step.atLeast ? `最早在${dated(step.due)}结束时届满，此前不得结束。` : `截止日为${dated(step.due)}。`;
      const doubt = `${step.unknownYears.join('年、')}年的放假安排尚未录入，暂按周一至周五上班推算，录入后重新计算。`;
      return step.unknownYears.length > 0 ? [line, doubt] : [line];
    }
  }
}

/** `2026年2月28日（星期六）` */
function dated(d: Day): string {
  return `${longDay(d)}（星期${'日一二三四五六'[weekday(d)]}）`;
}

/** `2026年10月1日至10月7日、10月10日`: neighbouring days as one run, the year only where it changes. */
function runs(days: readonly Day[]): string {
  const parts: string[] = [];
  let shown = 0;
  const short = (d: Day) => {
    const text = yearOf(d) === shown ? longDay(d).slice(5) : longDay(d);
    shown = yearOf(d);
    return text;
  };
  for (let i = 0; i < days.length; ) {
    let end = i;
    while (end + 1 < days.length && addDays(days[end]!, 1) === days[end + 1]) end++;
    parts.push(end > i ? `${short(days[i]!)}至${short(days[end]!)}` : short(days[i]!));
    i = end + 1;
  }
  return parts.join('、');
}

/** How late something done (or still open) on a day is. Nothing on the due day itself. */
export function daysLate(cal: Calendar, due: Day, on: Day): { workingDays: number; calendarDays: number; provisional: boolean } {
  if (on <= due) return { workingDays: 0, calendarDays: 0, provisional: false };
  const provisional = unknownYears(cal, due, on).length > 0;
  return { workingDays: workingDaysBetween(cal, due, on), calendarDays: daysBetween(due, on), provisional };
}

export interface TimeLeft {
  state: 'ok' | 'soon' | 'late';
  /** Both negative once late. */
  workingDays: number;
  calendarDays: number;
  provisional: boolean;
  /** `剩 3 个工作日`, `今天到期`, `逾期 2 个工作日`; in plain days when only rest days lie between. */
  text: string;
}

/** `soon` means due within this many days, counting rest days: what people can still act on this week. */
export const SOON_DAYS = 7;

export function timeLeft(cal: Calendar, due: Day, today: Day): TimeLeft {
  const workingDays = workingDaysBetween(cal, today, due);
  const calendarDays = daysBetween(today, due);
  const provisional = unknownYears(cal, today, due).length > 0;
  const count = workingDays === 0 ? `${Math.abs(calendarDays)} 天` : `${Math.abs(workingDays)} 个工作日`;
  const text = calendarDays === 0 ? '今天到期' : `${calendarDays < 0 ? '逾期' : '剩'} ${count}${provisional ? '（暂算）' : ''}`;
  return {
    state: calendarDays < 0 ? 'late' : calendarDays <= SOON_DAYS ? 'soon' : 'ok',
    workingDays,
    calendarDays,
    provisional,
    text,
  };
}
