// 补正 (条例2019#30): an application that is not clear is put right once. The office says what is missing within seven working days;
// the period to answer begins anew with the correction; who does not correct it in time without reason is not handled further.
import type { Act } from '../../platform/act/act.ts';
import { addWorkingDays } from '../../town/calendar.ts';
import type { Day } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { CORRECTION_WITHIN } from './clock.ts';
import { lastOf } from './history.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { dayProblem, take, type Taken } from './take.ts';
import { keepText, textProblem } from './texts.ts';

/** Working days usually given; the law names none. */
export const USUAL_PERIOD = 15;
const PERIOD_MOST = 60;

export async function askCorrection(
  act: Act,
  id: RequestId,
  asked: { what: string; period: number },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'ask-correction', async ({ request, history, calendar }) => {
    const found: Refusal<RequestRefusal>[] = [];
    const text = textProblem(asked.what, 'what');
    if (text && !text.ok) found.push(...text.refusals);
    if (lastOf(history, 'correction-asked')) found.push({ code: 'correction-once', law: '条例2019#30' });
    const last = addWorkingDays(calendar, request.receivedOn!, CORRECTION_WITHIN).day;
    if (request.regulation === '条例2019' && act.today > last)
      found.push({ code: 'correction-late', law: '条例2019#30', facts: { last } });
    if (!Number.isInteger(asked.period) || asked.period < 1 || asked.period > PERIOD_MOST)
      found.push({ code: 'period-wrong', field: 'period', facts: { most: PERIOD_MOST } });
    if (found.length > 0) return { ok: false, refusals: found };
    await keepText(act, request, 'correction-asked', asked.what);
    return done([{ kind: 'correction-asked', on: act.today, period: asked.period }]);
  });
}

/** The notice went by post and was signed for: the applicant's days begin the day after. */
export async function noticeReceived(act: Act, id: RequestId, on: Day | null): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'notice-received', ({ history }) => {
    const problem = dayProblem(on, lastOf(history, 'correction-asked')!.on, act.today);
    return problem || on === null ? refuse(problem ?? { code: 'day-missing' }) : done([{ kind: 'notice-received', on }]);
  });
}

/** By the applicant, or taken in by staff on the day it came. */
export async function receiveCorrection(
  act: Act,
  id: RequestId,
  given: { on: Day | null; text: string },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'receive-correction', async ({ request, history }) => {
    const text = textProblem(given.text);
    if (text) return text;
    const on = act.actor.kind === 'resident' ? act.today : given.on;
    const problem = dayProblem(on, lastOf(history, 'correction-asked')!.on, act.today);
    if (problem || on === null) return refuse(problem ?? { code: 'day-missing' });
    await keepText(act, request, 'correction', given.text);
    return done([{ kind: 'corrected', on }]);
  });
}
