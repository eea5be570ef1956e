// Whether a document was on time: from 生成日期, the item's limit and the law of that date, against the day it was public.
// Computed each time it is shown; nobody can type it.
import type { Calendar } from '../../town/calendar.ts';
import { dayOf, type Day, type Instant } from '../../town/day.ts';
import { computeDue, daysLate, type DueDate, explainDue, parseLimit } from '../../town/deadline.ts';
import { proactiveLimit } from '../../town/law.ts';

export interface Timeliness {
  due: Day;
  provisional: boolean;
  /** Calendar days late; 0 when on time. */
  daysLate: number;
  workingDaysLate: number;
  explanation: readonly string[];
}

/** @param limitCode of the catalogue item, `WD20`; the regulation's own limit where the item has none or a longer one. */
export function timeliness(
  calendar: Calendar,
  createdOn: Day | null,
  publishedAt: Instant,
  limitCode: string | null,
): Timeliness | null {
  if (createdOn === null) return null;
  const regulation = proactiveLimit(createdOn);
  const limit = (limitCode && parseLimit(limitCode)) || regulation?.limit;
  if (!limit || limit.atLeast)
    return regulation ? against(calendar, createdOn, publishedAt, regulation.limit, regulation.law) : null;
  return against(calendar, createdOn, publishedAt, limit, regulation?.law ?? '条例2019#26');
}

function against(
  calendar: Calendar,
  createdOn: Day,
  publishedAt: Instant,
  limit: NonNullable<ReturnType<typeof parseLimit>>,
  law: string,
): Timeliness {
  return compare(calendar, computeDue(calendar, { event: createdOn, eventName: '生成', limit, law }), publishedAt);
}

/** Against a due date that something else has set: a period's end, a yearly date. */
export function compare(calendar: Calendar, dueDate: DueDate, publishedAt: Instant): Timeliness {
  const on = dayOf(publishedAt);
  const late = on > dueDate.due ? daysLate(calendar, dueDate.due, on) : { calendarDays: 0, workingDays: 0 };
  return {
    due: dueDate.due,
    provisional: dueDate.provisional,
    daysLate: late.calendarDays,
    workingDaysLate: late.workingDays,
    explanation: explainDue(dueDate.steps),
  };
}
