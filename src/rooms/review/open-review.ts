// A clerk submits: the edition enters its chain at the first step.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { addWorkingDays } from '../../town/calendar.ts';
import type { OrganId, StaffId } from '../../town/ids.ts';
import { isWaiting } from './chain.ts';
import { chainFor, insertEvent, insertReview, lockLatest, moveTo } from './store.ts';

export interface Submission {
  editionId: string;
  itemCode: string;
  organId: OrganId;
  authorId: StaffId;
  contentHash: string;
}

/** Opens a review at its first step. The caller has checked that the edition may be submitted. */
export async function openReview(act: Act, submission: Submission): Promise<string> {
  const steps = await chainFor(act.db, submission.itemCode);
  const calendar = await calendarOf(act.db);
  const { day } = addWorkingDays(calendar, act.today, steps[0]!.workingDays);
  const id = await insertReview(act, { ...submission, steps, dueOn: day });
  await insertEvent(act, {
    reviewId: id,
    step: 'drafting',
    decision: 'submit',
    result: null,
    opinion: '',
    contentHash: submission.contentHash,
  });
  return id;
}

/** The text was edited after submission: whatever was approved is void and the chain starts anew. True when there was a chain to end. */
export async function resetReview(act: Act, editionId: string, why: string): Promise<boolean> {
  const row = await lockLatest(act.db, editionId);
  if (!row || !(isWaiting(row) || row.state === 'passed')) return false;
  await moveTo(act, row.id, {
    state: 'reset',
    stepIndex: row.step_index,
    dueOn: row.step_due_on,
    filing: row.filing,
    secrecyResult: row.secrecy_result,
    forced: row.forced,
    closed: true,
  });
  await insertEvent(act, {
    reviewId: row.id,
    step: 'drafting',
    decision: 'reset',
    result: null,
    opinion: why,
    contentHash: row.content_hash,
  });
  return true;
}
