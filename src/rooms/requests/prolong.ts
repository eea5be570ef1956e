// What makes the period longer: an extension approved by somebody else (条例2019#33), and reasons asked of who asks too much (#35).
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { requestLimits } from './clock.ts';
import { lastOf } from './history.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { eventsOf } from './store.ts';
import { dayProblem, take, type Taken } from './take.ts';
import { keepText, textProblem } from './texts.ts';

export async function askExtension(
  act: Act,
  id: RequestId,
  asked: { days: number; reason: string },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'ask-extension', async ({ request, history }) => {
    const most = requestLimits[request.regulation].extension;
    const found: Refusal<RequestRefusal>[] = [];
    const text = textProblem(asked.reason, 'reason');
    if (text && !text.ok) found.push(...text.refusals);
    if (request.extended || request.extensionPending)
      found.push({ code: 'extension-once', law: requestLimits[request.regulation].law });
    if (!Number.isInteger(asked.days) || asked.days < 1 || asked.days > most)
      found.push({ code: 'extension-days', field: 'days', facts: { most } });
    if (request.dueOn !== null && act.today > request.dueOn && !lastOf(history, 'postponed'))
      found.push({ code: 'extension-late', facts: { due: request.dueOn } });
    if (found.length > 0) return { ok: false, refusals: found };
    await keepText(act, request, 'extension', asked.reason);
    return done([{ kind: 'extension-asked', on: act.today, days: asked.days }]);
  });
}

/** By the head of the openness office or a leader, never by whoever asked; the applicant is told the same day. */
export async function decideExtension(act: Act, id: RequestId, granted: boolean): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'decide-extension', async ({ request, history }) => {
    const asked = lastOf(history, 'extension-asked');
    if (!asked || !request.extensionPending) return refuse({ code: 'extension-none' });
    const by = (await eventsOf(act.db, id)).findLast((e) => e.kind === 'extension-asked')?.byStaff;
    if (by === act.actor.staffId) return refuse({ code: 'own-proposal' });
    if (!granted) return done([{ kind: 'extension-refused', on: act.today }]);
    if (request.dueOn !== null && act.today > request.dueOn)
      return refuse({ code: 'extension-late', facts: { due: request.dueOn } });
    return done([{ kind: 'extended', on: act.today, days: asked.days, approvedBy: act.actor.name }]);
  });
}

export async function askReasons(act: Act, id: RequestId): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'ask-reasons', ({ history }) =>
    lastOf(history, 'reasons-asked') ? refuse({ code: 'reasons-once' }) : done([{ kind: 'reasons-asked', on: act.today }]),
  );
}

export async function recordReasons(
  act: Act,
  id: RequestId,
  given: { on: Day | null; text: string; reasonable: boolean },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'record-reasons', async ({ request, history }) => {
    const text = textProblem(given.text);
    if (text) return text;
    const problem = dayProblem(given.on, lastOf(history, 'reasons-asked')!.on, act.today);
    if (problem || given.on === null) return refuse(problem ?? { code: 'day-missing' });
    await keepText(act, request, 'reasons', given.text);
    return done([{ kind: 'reasons-given', on: given.on, reasonable: given.reasonable }]);
  });
}

/** 延迟答复的合理期限, for reasons found good. */
export async function postpone(act: Act, id: RequestId, until: Day | null): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'postpone', ({ request, history }) => {
    if (!lastOf(history, 'reasons-given')?.reasonable) return refuse({ code: 'reasons-first', law: '条例2019#35' });
    if (until === null || until <= (request.dueOn ?? act.today)) return refuse({ code: 'postpone-day', field: 'until' });
    return done([{ kind: 'postponed', on: act.today, until }]);
  });
}
