// A release that cannot wait for the chain (a flood warning): the office head alone may order it, in the open,
// and another leader must look a second time afterwards.
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { addWorkingDays } from '../../town/calendar.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { isOfficeHead, isWaiting, type ReviewRefusal, SECOND_LOOK_WORKING_DAYS } from './chain.ts';
import { insertEvent, lockLatest, moveTo, setSecondLook } from './store.ts';

/** Passes the whole chain at once, flagged. The reason is compulsory and stays on record. */
export async function force(
  act: Act,
  editionId: string,
  contentHash: string,
  reason: string,
): Promise<Outcome<{ reviewId: string }, ReviewRefusal>> {
  const row = await lockLatest(act.db, editionId);
  if (!row || !isWaiting(row)) return refuse({ code: 'not-open' });
  const refusals: Refusal<ReviewRefusal>[] = [];
  if (!isOfficeHead(act.actor)) refusals.push({ code: 'not-office-head' });
  if (act.actor.staffId === row.author_id) refusals.push({ code: 'own-work' });
  if (row.content_hash !== contentHash) refusals.push({ code: 'content-changed' });
  if (reason.trim() === '') refusals.push({ code: 'opinion-needed', field: 'opinion' });
  if (refusals.length > 0) return { ok: false, refusals };
  const { day } = addWorkingDays(await calendarOf(act.db), act.today, SECOND_LOOK_WORKING_DAYS);
  await moveTo(act, row.id, {
    state: 'passed',
    stepIndex: row.step_index,
    dueOn: day,
    filing: row.filing,
    secrecyResult: row.secrecy_result,
    forced: true,
    closed: true,
  });
  await insertEvent(act, {
    reviewId: row.id,
    step: row.steps[row.step_index]?.step ?? 'signing',
    decision: 'force',
    result: null,
    opinion: reason.trim(),
    contentHash,
  });
  act.record(`edition:${editionId}`, { decision: 'force', reason: reason.trim() });
  return done({ reviewId: row.id });
}

/** 复核: a leader who neither wrote nor forced it confirms, or says what must be mended. Either way it is on record. */
export async function secondLook(act: Act, editionId: string, opinion: string): Promise<Outcome<null, ReviewRefusal>> {
  const row = await lockLatest(act.db, editionId);
  if (!row?.forced) return refuse({ code: 'second-look-not-forced' });
  const refusals: Refusal<ReviewRefusal>[] = [];
  if (row.second_look_by) refusals.push({ code: 'second-look-done' });
  if (!act.actor.roles.includes('deputy-leader') && !act.actor.roles.includes('principal'))
    refusals.push({ code: 'wrong-role', facts: { step: '先行发布复核' } });
  if (act.actor.staffId === row.author_id || isOfficeHead(act.actor)) refusals.push({ code: 'second-look-own' });
  if (opinion.trim() === '') refusals.push({ code: 'opinion-needed', field: 'opinion' });
  if (refusals.length > 0 || !act.actor.staffId) return { ok: false, refusals };
  await setSecondLook(act, row.id, act.actor.staffId);
  await insertEvent(act, {
    reviewId: row.id,
    step: 'signing',
    decision: 'second-look',
    result: null,
    opinion: opinion.trim(),
    contentHash: row.content_hash,
  });
  act.record(`edition:${editionId}`, { decision: 'second-look', opinion: opinion.trim() });
  return done(null);
}
