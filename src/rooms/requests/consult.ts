// 征求意见: of somebody whose rights disclosure would touch (条例2019#32), of an organ that made the information too (条例2019#34).
// Fifteen working days from the day the letter arrived; a third party's silence leaves the decision to us, an organ's is consent.
import type { Act } from '../../platform/act/act.ts';
import { addWorkingDays } from '../../town/calendar.ts';
import type { Day } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { requestLimits } from './clock.ts';
import type { Consulted, History, Opinion, RequestEvent } from './history.ts';
import type { RequestRefusal } from './refusals.ts';
import type { LetterId, RequestId } from './info-request.ts';
import { dayProblem, take, type Taken } from './take.ts';
import { keepText } from './texts.ts';

export async function consult(
  act: Act,
  id: RequestId,
  asked: { whom: Consulted | null; on: Day | null; name: string; letter?: LetterId },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'consult', async ({ request }) => {
    if (!asked.whom) return refuse({ code: 'letter-unknown', field: 'whom' });
    if (asked.name.trim() === '') return refuse({ code: 'name-missing', field: 'name' });
    const problem = dayProblem(asked.on, request.receivedOn!, act.today);
    if (problem || asked.on === null) return refuse(problem ?? { code: 'day-missing' });
    await keepText(act, request, 'consulted', asked.name);
    return done([{ kind: 'consulted', on: asked.on, letter: asked.letter ?? newId<LetterId>(), whom: asked.whom }]);
  });
}

function sent(history: History, letter: string): Extract<RequestEvent, { kind: 'consulted' }> | null {
  const e = history.find((x) => x.kind === 'consulted' && x.letter === letter);
  return e?.kind === 'consulted' ? e : null;
}

function arrived(history: History, letter: string): Day | null {
  return history.find((e) => e.kind === 'letter-received' && e.letter === letter)?.on ?? null;
}

function isSettled(history: History, letter: string): boolean {
  return history.some((e) => e.kind === 'opinion' && e.letter === letter);
}

/** The day they signed for it: their fifteen days begin the day after. */
export async function letterReceived(
  act: Act,
  id: RequestId,
  { letter, on }: { letter: string; on: Day | null },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'letter-received', ({ history }) => {
    const asked = sent(history, letter);
    if (!asked || arrived(history, letter) || isSettled(history, letter))
      return refuse({ code: 'letter-unknown', field: 'letter' });
    const problem = dayProblem(on, asked.on, act.today);
    return problem || on === null ? refuse(problem ?? { code: 'day-missing' }) : done([{ kind: 'letter-received', on, letter }]);
  });
}

export async function recordOpinion(
  act: Act,
  id: RequestId,
  given: { letter: string; on: Day | null; opinion: Opinion | null; text: string },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'record-opinion', async ({ request, history, calendar }) => {
    const asked = sent(history, given.letter);
    if (!asked || isSettled(history, given.letter)) return refuse({ code: 'letter-unknown', field: 'letter' });
    if (!given.opinion) return refuse({ code: 'opinion-missing', field: 'opinion' });
    const got = arrived(history, given.letter) ?? asked.on;
    const within = requestLimits[request.regulation].opinion;
    if (given.opinion === 'silent') {
      const last = within === null ? null : addWorkingDays(calendar, got, within).day;
      if (last === null || act.today <= last)
        return refuse({ code: 'not-silent-yet', law: '条例2019#32', facts: { last: last ?? '' } });
      return done([{ kind: 'opinion', on: act.today, letter: given.letter, opinion: 'silent' }]);
    }
    const problem = dayProblem(given.on, got, act.today);
    if (problem || given.on === null) return refuse(problem ?? { code: 'day-missing' });
    await keepText(act, request, 'opinion', given.text);
    return done([{ kind: 'opinion', on: given.on, letter: given.letter, opinion: given.opinion }]);
  });
}

/** What whoever was asked has said, the latest word of each. */
export function opinionsOf(history: History): readonly { whom: Consulted; opinion: Opinion | null }[] {
  return history.flatMap((e) => {
    if (e.kind !== 'consulted') return [];
    const said = history.find((o) => o.kind === 'opinion' && o.letter === e.letter);
    return [{ whom: e.whom, opinion: said?.kind === 'opinion' ? said.opinion : null }];
  });
}
