// One person takes one step: passes, sends back, refuses publicity, or asks above.
import { type RefusalGround, refusalGrounds } from '../../town/refusal-grounds.ts';
import type { Act } from '../../platform/act/act.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { addWorkingDays } from '../../town/calendar.ts';
import type { StaffId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import {
  currentStep,
  type Filing,
  REFERRED_WORKING_DAYS,
  type ReviewRefusal,
  type ReviewState,
  type SecrecyResult,
  type StepName,
  whyNot,
} from './chain.ts';
import { earlierReviewers, insertEvent, lockLatest, moveTo, reviewOf } from './store.ts';

export interface Decision {
  editionId: string;
  /** Hash of the text the reviewer read. */
  contentHash: string;
  decision: 'pass' | 'send-back';
  opinion: string;
  /** Compulsory at the secrecy step. */
  secrecy?: SecrecyResult;
  /** Compulsory when the result is 依申请公开 or 不予公开. */
  ground?: RefusalGround;
  /** Compulsory at the filing step. */
  filing?: Filing;
}

export interface Decided {
  reviewId: string;
  step: StepName;
  state: ReviewState;
  /** Set when the result is that this is not for proactive publication. */
  notPublic: { attribute: '依申请公开' | '不予公开'; ground: RefusalGround } | null;
  /** Set at the filing step: what was decided before release. */
  filing: Filing | null;
  authorId: StaffId;
}

function formProblems(step: StepName, d: Decision): Refusal<ReviewRefusal>[] {
  const refusals: Refusal<ReviewRefusal>[] = [];
  const mustExplain = d.decision === 'send-back' || (step === 'secrecy' && d.secrecy !== undefined && d.secrecy !== '可以公开');
  if (mustExplain && d.opinion.trim() === '') refusals.push({ code: 'opinion-needed', field: 'opinion' });
  if (d.decision === 'send-back') return refusals;
  if (step === 'secrecy') {
    if (!d.secrecy) refusals.push({ code: 'result-needed', field: 'secrecy', law: '保守国家秘密法实施条例2024#42' });
    const needsGround = d.secrecy === '依申请公开' || d.secrecy === '不予公开';
    if (needsGround && !(d.ground && refusalGrounds.includes(d.ground)))
      refusals.push({ code: 'ground-needed', field: 'ground', law: '条例2019#36' });
  }
  if (step === 'filing') {
    if (!d.filing?.attribute) refusals.push({ code: 'filing-attribute-needed', field: 'attribute' });
    if (d.filing?.attribute === '依申请公开' && !(d.ground && refusalGrounds.includes(d.ground)))
      refusals.push({ code: 'ground-needed', field: 'ground', law: '条例2019#36' });
    if (!d.filing || d.filing.scope.trim() === '') refusals.push({ code: 'filing-scope-needed', field: 'scope' });
    if (!d.filing || d.filing.channels.length === 0) refusals.push({ code: 'filing-channels-needed', field: 'channels' });
  }
  return refusals;
}

/** Where a decision leads. Pure. */
function next(step: StepName, d: Decision): 'forward' | 'sent-back' | 'referred' | 'refused' {
  if (d.decision === 'send-back') return 'sent-back';
  if (step === 'filing' && d.filing?.attribute === '依申请公开') return 'refused';
  if (step !== 'secrecy') return 'forward';
  if (d.secrecy === '处理后公开') return 'sent-back';
  if (d.secrecy === '不能确定') return 'referred';
  return d.secrecy === '可以公开' ? 'forward' : 'refused';
}

export async function decide(act: Act, d: Decision): Promise<Outcome<Decided, ReviewRefusal>> {
  const row = await lockLatest(act.db, d.editionId);
  const staffId = act.actor.staffId;
  if (!row || !staffId || !act.actor.organId) return refuse({ code: 'not-open' });
  const review = reviewOf(row);
  const step = currentStep(review);
  if (!step) return refuse({ code: 'not-open' });
  const earlier = await earlierReviewers(act.db, row.id);
  const refusals = [
    ...whyNot(review, { id: staffId, organId: act.actor.organId, roles: act.actor.roles }, earlier, d.contentHash),
    ...formProblems(step.step, d),
  ];
  if (refusals.length > 0) return { ok: false, refusals };

  const outcome = next(step.step, d);
  const last = review.stepIndex + 1 >= review.steps.length;
  const state: ReviewState = outcome === 'forward' ? (last ? 'passed' : 'open') : outcome;
  const days = outcome === 'referred' ? REFERRED_WORKING_DAYS : (review.steps[review.stepIndex + 1]?.workingDays ?? 1);
  const { day } = addWorkingDays(await calendarOf(act.db), act.today, days);
  const filing = step.step === 'filing' && d.decision === 'pass' ? (d.filing ?? null) : review.filing;
  await moveTo(act, row.id, {
    state,
    stepIndex: outcome === 'forward' ? review.stepIndex + 1 : review.stepIndex,
    dueOn: day,
    filing,
    secrecyResult: step.step === 'secrecy' ? (d.secrecy ?? review.secrecyResult) : review.secrecyResult,
    forced: review.forced,
    closed: state !== 'open' && state !== 'referred',
  });
  const result =
    step.step === 'secrecy'
      ? [d.secrecy, d.ground].filter(Boolean).join('：')
      : step.step === 'filing'
        ? (d.filing?.attribute ?? null)
        : null;
  await insertEvent(act, {
    reviewId: row.id,
    step: step.step,
    decision: outcome === 'forward' ? 'pass' : outcome,
    result: d.decision === 'send-back' ? null : result,
    opinion: d.opinion.trim(),
    contentHash: row.content_hash,
  });
  act.record(`edition:${d.editionId}`, { step: step.step, decision: outcome, result, opinion: d.opinion.trim() });
  return done({
    reviewId: row.id,
    step: step.step,
    state,
    notPublic: outcome === 'refused' ? notPublicOf(step.step, d) : null,
    filing,
    authorId: review.authorId,
  });
}

function notPublicOf(step: StepName, d: Decision): Decided['notPublic'] {
  return {
    attribute: step === 'secrecy' && d.secrecy === '不予公开' ? '不予公开' : '依申请公开',
    ground: d.ground as RefusalGround,
  };
}
