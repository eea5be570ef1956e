// A new calendar moves the day of every step that is still waiting; the record says so.
import { sql } from 'kysely';
import type { Recomputer } from '../../platform/calendar/import-year.ts';
import { addWorkingDays } from '../../town/calendar.ts';
import { dayOf } from '../../town/day.ts';
import { currentStep, REFERRED_WORKING_DAYS } from './chain.ts';
import { type ReviewRow, reviewOf, setStepDue } from './store.ts';

export const reviewRecomputer: Recomputer = async (act, calendar) => {
  const { rows } =
    await sql<ReviewRow>`select * from review_reviews where state in ('open', 'referred') order by id for update`.execute(act.db);
  const details: string[] = [];
  for (const row of rows) {
    const step = currentStep(reviewOf(row));
    if (!step) continue;
    const days = row.state === 'referred' ? REFERRED_WORKING_DAYS : step.workingDays;
    const { day } = addWorkingDays(calendar, dayOf(row.step_since), days);
    if (day === row.step_due_on) continue;
    await setStepDue(act, row.id, day);
    details.push(`${row.step_due_on} → ${day}`);
  }
  return { what: '审查环节时限', changed: details.length, details };
};
