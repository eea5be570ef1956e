// A new calendar moves the days of what is still owed, and says so on each duty. What has ended keeps the day it was judged by.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Recomputer } from '../../platform/calendar/calendar-store.ts';
import type { Calendar } from '../../town/calendar.ts';
import { computeDue, type DueDate, parseLimit } from '../../town/deadline.ts';
import { formationDue, type Duty } from './duty.ts';
import { dutyColumns, setDue } from './store.ts';

function again(calendar: Calendar, duty: Duty): DueDate | null {
  if (duty.kind === 'formation') return formationDue(calendar, duty.eventOn, duty.limitCode);
  const limit = parseLimit(duty.limitCode);
  // Dates that the rule itself names do not move with holidays.
  if (!limit) return null;
  const rule = duty.steps.find((s) => s.kind === 'rule');
  const start = duty.steps.find((s) => s.kind === 'started');
  return computeDue(calendar, {
    event: duty.eventOn,
    eventName: start?.kind === 'started' ? start.event : '期满',
    limit,
    law: rule?.kind === 'rule' ? rule.law : '条例2019#26',
  });
}

export async function recomputeOpenDuties(act: Act, calendar: Calendar): Promise<{ changed: number }> {
  const { rows } =
    await sql<Duty>`select ${dutyColumns} from catalogue_duties d where d.state = 'open' order by d.id for update`.execute(
      act.db,
    );
  let changed = 0;
  for (const duty of rows) {
    const due = again(calendar, duty);
    if (!due || (due.due === duty.dueOn && due.provisional === duty.provisional)) continue;
    await setDue(act, duty.id, due, `节假日安排更新，到期日由 ${duty.dueOn} 改为 ${due.due}`);
    changed++;
  }
  return { changed };
}

export const dutyRecomputer: Recomputer = { name: '应公开任务', run: recomputeOpenDuties };
