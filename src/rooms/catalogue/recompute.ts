// A holiday notice has come or changed: open duties are counted again, each telling what moved and why. Ended ones are not:
// they were held to the day that stood when they ended.
import type { Act } from '../../platform/act/act.ts';
import type { Recomputed } from '../../platform/calendar/import-year.ts';
import type { Calendar } from '../../town/calendar.ts';
import { canonicalJson } from '../../town/canonical-json.ts';
import { countTerms } from './due.ts';
import { dutyTitle } from './duty.ts';
import { type OwedDuty, sayMoved } from './say.ts';
import { lockCountedOpen, moveDue, noteDuty } from './store.ts';

export async function recomputeOpenDuties(act: Act, calendar: Calendar, why: string): Promise<Recomputed> {
  const details: string[] = [];
  const movedDuties: OwedDuty[] = [];
  for (const duty of await lockCountedOpen(act.db)) {
    if (duty.limitCode === null) continue;
    const due = countTerms(calendar, { ...duty, limitCode: duty.limitCode });
    const same = due.due === duty.dueOn && due.provisional === duty.provisional;
    if (same && canonicalJson(due.steps) === canonicalJson(duty.steps)) continue;
    await moveDue(act, duty.id, due);
    if (due.due !== duty.dueOn) movedDuties.push({ ...duty, dueOn: due.due });
    await noteDuty(act, duty.id, 'recomputed', { why, was: duty.dueOn, now: due.due, provisional: due.provisional });
    const moved = due.due === duty.dueOn ? `仍为 ${due.due}` : `由 ${duty.dueOn} 改为 ${due.due}`;
    details.push(`${duty.itemCode} ${dutyTitle(duty)}：到期日${moved}${due.provisional ? '（暂算）' : ''}`);
  }
  await sayMoved(act, movedDuties);
  if (details.length > 0) act.publicChanged();
  act.record('catalogue', { what: 'recomputed', why, changed: details.length });
  return { what: '公开任务', changed: details.length, details };
}
