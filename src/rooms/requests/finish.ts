// How a request ends without an answer, and how any ended one is put away.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { dayProblem, take, type Taken } from './take.ts';
import { keepText } from './texts.ts';

/** 视为放弃: not corrected (E1) or not paid (E2) when the last day has passed. */
export async function abandon(act: Act, id: RequestId): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'abandon', ({ request }) => {
    if (request.waitingUntil === null || act.today <= request.waitingUntil)
      return refuse({ code: 'still-time', facts: { last: request.waitingUntil ?? '' } });
    return done([{ kind: 'abandoned', on: act.today, code: request.state === 'fee' ? 'E2' : 'E1' }]);
  });
}

/** By the applicant; staff record a letter that says so, on the day it came. */
export async function withdrawRequest(
  act: Act,
  id: RequestId,
  given: { on: Day | null; text: string },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'withdraw', async ({ request }) => {
    const on = act.actor.kind === 'resident' ? act.today : given.on;
    const problem = dayProblem(on, request.receivedOn ?? request.submittedOn, act.today);
    if (problem || on === null) return refuse(problem ?? { code: 'day-missing' });
    if (act.actor.kind !== 'resident' && given.text.trim() === '') return refuse({ code: 'text-missing', field: 'text' });
    await keepText(act, request, 'withdrawal', given.text);
    return done([{ kind: 'withdrawn', on }]);
  });
}

export async function archiveRequest(act: Act, id: RequestId): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'archive', ({ request }) =>
    request.title === '' ? refuse({ code: 'title-missing', field: 'title' }) : done([{ kind: 'archived', on: act.today }]),
  );
}

/** Not in the public log, for a ground that is said there in its place. */
export async function unlist(act: Act, id: RequestId, ground: string): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'unlist', async () => {
    if ([...ground].length > 100) return refuse({ code: 'text-long', field: 'ground', facts: { most: 100 } });
    await sql`update requests_requests set unlisted = ${ground.trim()} where id = ${id}`.execute(act.db);
    act.publicChanged();
    return done([]);
  });
}
