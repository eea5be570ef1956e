// A new calendar moves the day of every step that is still waiting; the record says so.
import { sql } from 'kysely';
import type { Recomputer } from '../../platform/calendar/import-year.ts';
import { addWorkingDays } from '../../town/calendar.ts';
import { dayOf } from '../../town/day.ts';
import { currentStep, REFERRED_WORKING_DAYS, SECOND_LOOK_WORKING_DAYS } from './chain.ts';
import { type ReviewRow, reviewOf, setStepDue } from './store.ts';

function daysOf(row: ReviewRow): number | null {
  if (row.state === 'referred') return REFERRED_WORKING_DAYS;
  if (row.state !== 'open') return SECOND_LOOK_WORKING_DAYS;
  return currentStep(reviewOf(row))?.workingDays ?? null;
}

export const reviewRecomputer: Recomputer = async (act, calendar) => {
  const { rows } = await sql<ReviewRow>`select * from review_reviews where state in ('open', 'referred')
      or (forced and second_look_at is null) order by id for update`.execute(act.db);
  const details: string[] = [];
  for (const row of rows) {
    const days = daysOf(row);
    if (days === null) continue;
    const { day } = addWorkingDays(calendar, dayOf(row.step_since), days);
    if (day === row.step_due_on) continue;
    await setStepDue(act, row.id, day);
    details.push(`${row.step_due_on} → ${day}`);
  }
  return { what: '审查环节时限', changed: details.length, details };
};
