// By when: the rules that turn an item and an event or period into a due day with its trace. Pure; callers pass the calendar.
import type { Calendar } from '../../town/calendar.ts';
import { type Day, day, longDay, yearOf } from '../../town/day.ts';
import { computeDue, type DueDate, fixedDue, type Limit, parseLimit } from '../../town/deadline.ts';
import { annualReportDue, proactiveLimit } from '../../town/law.ts';
import type { Period } from '../../town/periods.ts';
import type { DutyKind } from './duty.ts';
import type { CatalogueItem, ItemCadence } from './item.ts';
import { basisWords } from './item-words.ts';

/** What a due day was counted from, kept with the duty so that it can be counted again. */
export interface Terms {
  eventOn: Day;
  eventName: string;
  /** Null when the law names the day itself. */
  limitCode: string | null;
  law: string;
}

export interface Owed extends Terms {
  due: DueDate;
}

/** There was no duty before the Regulation: what is older counts from its first day (条例2007#38). */
const REGULATION_BEGAN = day('2008-05-01');

function itemLaw(item: CatalogueItem): string {
  return item.basis[0] ? `公开目录第${item.code}项，依据${basisWords(item.basis[0])}` : `公开目录第${item.code}项`;
}

/** Working terms again into a due day; the same terms always give the same day on the same calendar. */
export function countTerms(calendar: Calendar, terms: Terms & { limitCode: string }): DueDate {
  const limit = parseLimit(terms.limitCode);
  if (limit === null) throw new RangeError(`not a limit: ${terms.limitCode}`);
  return computeDue(calendar, { event: terms.eventOn, eventName: terms.eventName, limit, law: terms.law });
}

/** @param limitCode one of the item's own; its usual one, or the Regulation's twenty working days, when null. */
export function formationOwed(calendar: Calendar, item: CatalogueItem, formedOn: Day, limitCode: string | null = null): Owed {
  const early = formedOn < REGULATION_BEGAN;
  const eventOn = early ? REGULATION_BEGAN : formedOn;
  const eventName = early ? `《政府信息公开条例》施行（信息于${longDay(formedOn)}形成）` : '信息形成或者变更';
  const general = proactiveLimit(eventOn)!;
  const own = limitCode ?? item.limitCode;
  const regular = codeOf(general.limit);
  const terms =
    own === null || own === regular
      ? { eventOn, eventName, limitCode: regular, law: general.law }
      : { eventOn, eventName, limitCode: own, law: itemLaw(item) };
  return { ...terms, due: countTerms(calendar, terms) };
}

function codeOf(limit: Limit): string {
  return `${limit.unit === 'working' ? 'WD' : 'CD'}${limit.days}`;
}

export function kindOf(cadence: ItemCadence): DutyKind {
  return cadence.due.kind === 'fixed' || cadence.due.kind === 'annual-report' ? 'fixed' : cadence.rhythm;
}

export function periodOwed(calendar: Calendar, item: CatalogueItem, cadence: ItemCadence, period: Period): Owed {
  const { due } = cadence;
  if (due.kind === 'after-period') {
    const terms = { eventOn: period.to, eventName: `${period.name}结束`, limitCode: due.limit, law: itemLaw(item) };
    return { ...terms, due: countTerms(calendar, terms) };
  }
  const eventName = `${cadence.name}（${period.name}）`;
  const named = (law: string, dueDate: DueDate): Owed => ({ eventOn: period.to, eventName, limitCode: null, law, due: dueDate });
  if (due.kind === 'annual-report') {
    const dueDate = annualReportDue(yearOf(period.from));
    return named(yearOf(period.from) <= 2018 ? '条例2007#31' : '条例2019#49', dueDate);
  }
  const law = itemLaw(item);
  const at = (year: number, monthDay: string): DueDate =>
    fixedDue({ year, month: Number(monthDay.slice(0, 2)), day: Number(monthDay.slice(3)), eventName, law });
  if (due.kind === 'fixed') return named(law, at(yearOf(period.from) + due.years, due.monthDay));
  if (due.kind === 'term') return named(law, at(yearOf(period.from), period.key.endsWith('春季') ? due.spring : due.autumn));
  const last = Number(period.to.slice(8));
  return named(law, at(yearOf(period.from), `${period.from.slice(5, 7)}-${String(Math.min(due.day, last)).padStart(2, '0')}`));
}

/** The year an annual report on openness is about, read from its title; null when it is no such report. */
export function reportYearOf(title: string): number | null {
  const m = /(?<!\d)(20\d\d)\s*(?:年度?|-)[^。]{0,24}(?:年度报告|年报)/.exec(title.normalize('NFKC'));
  return m && /公开/.test(title) ? Number(m[1]) : null;
}
