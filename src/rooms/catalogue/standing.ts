// How a duty stands on a day, with the tag that says it and the sentences that explain it.
import type { Calendar } from '../../town/calendar.ts';
import { addDays, type Day } from '../../town/day.ts';
import { daysLate, explainDue, SOON_DAYS, timeLeft } from '../../town/deadline.ts';
import type { Duty, Standing } from './duty.ts';

export function standingOf(duty: Pick<Duty, 'state' | 'dueOn' | 'endedOn'>, today: Day): Standing {
  if (duty.state === 'nil' || duty.state === 'withheld') return duty.state;
  if (duty.state === 'published') return duty.endedOn! > duty.dueOn ? 'late' : 'published';
  if (duty.dueOn < today) return 'overdue';
  return duty.dueOn <= addDays(today, SOON_DAYS) ? 'soon' : 'due';
}

export type StandingTone = 'ok' | 'warn' | 'late' | 'plain';

export interface Shown {
  standing: Standing;
  tone: StandingTone;
  /** `逾期 2 个工作日`, `迟 57 天公开`, `本期无`. */
  text: string;
  explanation: readonly string[];
}

export function shown(duty: Duty, calendar: Calendar, today: Day): Shown {
  const standing = standingOf(duty, today);
  return { standing, ...tagOf(duty, standing, calendar, today), explanation: explainDue(duty.steps) };
}

function tagOf(duty: Duty, standing: Standing, calendar: Calendar, today: Day): { tone: StandingTone; text: string } {
  switch (standing) {
    case 'published':
      return { tone: 'ok', text: '按期公开' };
    case 'late':
      return { tone: 'late', text: `迟 ${daysLate(calendar, duty.dueOn, duty.endedOn!).calendarDays} 天公开` };
    case 'nil':
      return { tone: 'plain', text: '本期无' };
    case 'withheld':
      return { tone: 'plain', text: '不予公开' };
    case 'overdue':
      return { tone: 'late', text: timeLeft(calendar, duty.dueOn, today).text };
    case 'soon':
      return { tone: 'warn', text: timeLeft(calendar, duty.dueOn, today).text };
    case 'due':
      return { tone: 'ok', text: timeLeft(calendar, duty.dueOn, today).text };
  }
}
