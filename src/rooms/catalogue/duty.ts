// Duties and how their days are found. Pure: the calendar and the period are given.
import type { Calendar } from '../../town/calendar.ts';
import { addDays, day, type Day, type Instant, yearOf } from '../../town/day.ts';
import { computeDue, type DueDate, type DueStep, fixedDue, parseLimit } from '../../town/deadline.ts';
import type { DocumentId, DutyId, OrganId } from '../../town/ids.ts';
import { proactiveLimit } from '../../town/law.ts';
import type { Period } from '../../town/periods.ts';
import type { ItemCadence } from './item.ts';

export type DutyState = 'open' | 'published' | 'nil' | 'withheld';

export interface Duty {
  id: DutyId;
  itemCode: string;
  organId: OrganId;
  kind: 'formation' | 'period';
  cadenceKey: string;
  periodKey: string;
  periodName: string | null;
  subject: string;
  eventOn: Day;
  limitCode: string;
  dueOn: Day;
  provisional: boolean;
  steps: readonly DueStep[];
  state: DutyState;
  endedOn: Day | null;
  endedAt: Instant | null;
  endedBy: string | null;
  documentId: DocumentId | null;
  indexNo: string | null;
  ground: string | null;
  note: string | null;
}

export const dutyStateNames: Readonly<Record<DutyState, string>> = {
  open: '应公开',
  published: '已公开',
  nil: '本期无',
  withheld: '不予公开',
};

/** Within so many calendar days a duty is due soon. */
export const SOON_DAYS = 7;

/** Late is what is open past its day, or ended after it. */
export function isLate(duty: Pick<Duty, 'state' | 'dueOn' | 'endedOn'>, today: Day): boolean {
  return (duty.endedOn ?? today) > duty.dueOn;
}

/** The day by which something formed on a day must be public (条例2019#26, or the item's shorter limit). */
export function formationDue(calendar: Calendar, eventOn: Day, limitCode: string): DueDate {
  const regulation = proactiveLimit(eventOn);
  const limit = parseLimit(limitCode);
  const usable = limit && !limit.atLeast ? limit : (regulation?.limit ?? { unit: 'working' as const, days: 20 });
  return computeDue(calendar, { event: eventOn, eventName: '信息形成', limit: usable, law: regulation?.law ?? '条例2019#26' });
}

/** The day by which a period's document must be public, with its event day and limit as stored. */
export function periodDue(
  calendar: Calendar,
  cadence: ItemCadence,
  period: Period,
  law: string,
): { eventOn: Day; limitCode: string; due: DueDate } {
  const { due } = cadence;
  if (due.kind === 'after-period') {
    const limit = parseLimit(due.limit);
    if (!limit) throw new RangeError(`cadence ${cadence.key} has no limit: ${due.limit}`);
    return {
      eventOn: period.to,
      limitCode: due.limit,
      due: computeDue(calendar, { event: period.to, eventName: `${period.name}结束`, limit, law }),
    };
  }
  if (due.kind === 'term') return fixedOn(addDays(period.from, -1), `${period.name}开学前`, law, period.from);
  const on =
    due.kind === 'day-of-month'
      ? day(`${period.from.slice(0, 7)}-${String(due.day).padStart(2, '0')}`)
      : day(`${yearOf(period.to) + due.years}-${due.monthDay}`);
  return fixedOn(on, `${period.name}${cadence.name}`, law, due.kind === 'day-of-month' ? period.from : period.to);
}

function fixedOn(on: Day, eventName: string, law: string, eventOn: Day): { eventOn: Day; limitCode: string; due: DueDate } {
  const due = fixedDue({ year: yearOf(on), month: Number(on.slice(5, 7)), day: Number(on.slice(8, 10)), eventName, law });
  return { eventOn, limitCode: `ON${on}`, due };
}
