// 行政复议, 行政诉讼 and complaints about an answer: when each began, where, and what came of it. Table 4 counts them.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import { type Id, newId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { dayProblem, take, type Taken } from './take.ts';

export type RemedyId = Id<'request-remedy'>;

export const remedyKindNames = {
  review: '行政复议',
  direct: '未经复议直接起诉',
  afterReview: '复议后起诉',
  complaint: '投诉',
} as const;
export type RemedyKind = keyof typeof remedyKindNames;

export const remedyResultNames = { upheld: '结果维持', corrected: '结果纠正', other: '其他结果' } as const;
export type RemedyResult = keyof typeof remedyResultNames;

export interface Remedy {
  id: RemedyId;
  requestId: RequestId;
  kind: RemedyKind;
  openedOn: Day;
  organ: string;
  reference: string;
  result: RemedyResult | null;
  endedOn: Day | null;
  whatWasDone: string;
  byName: string;
}

const LINE_MOST = 200;

export async function openRemedy(
  act: Act,
  id: RequestId,
  given: { kind: RemedyKind | null; openedOn: Day | null; organ: string; reference: string },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'remedy', async ({ request }) => {
    const found: Refusal<RequestRefusal>[] = [];
    if (!given.kind) found.push({ code: 'remedy-unknown', field: 'kind' });
    if (given.organ.trim() === '') found.push({ code: 'organ-unknown', field: 'organ' });
    for (const field of ['organ', 'reference'] as const)
      if ([...given[field]].length > LINE_MOST) found.push({ code: 'text-long', field, facts: { most: LINE_MOST } });
    const problem = dayProblem(given.openedOn, request.submittedOn, act.today, 'openedOn');
    if (problem) found.push(problem);
    if (found.length > 0) return { ok: false, refusals: found };
    await sql`insert into requests_remedies (id, request_id, kind, opened_on, organ, reference, by_name)
      values (${newId<RemedyId>()}, ${id}, ${given.kind}, ${given.openedOn}, ${given.organ.trim()}, ${given.reference.trim()}, ${act.actor.name})`.execute(
      act.db,
    );
    return done([]);
  });
}

export async function endRemedy(
  act: Act,
  id: RequestId,
  given: { remedy: RemedyId; result: RemedyResult | null; endedOn: Day | null; whatWasDone: string },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'remedy', async () => {
    const remedy = (await remediesOf(act.db, id)).find((r) => r.id === given.remedy);
    if (!remedy || remedy.result !== null) return refuse({ code: 'remedy-unknown' });
    if (!given.result) return refuse({ code: 'remedy-result', field: 'result' });
    if ([...given.whatWasDone].length > LINE_MOST * 5)
      return refuse({ code: 'text-long', field: 'whatWasDone', facts: { most: LINE_MOST * 5 } });
    const problem = dayProblem(given.endedOn, remedy.openedOn, act.today, 'endedOn');
    if (problem) return refuse(problem);
    await sql`update requests_remedies set result = ${given.result}, ended_on = ${given.endedOn}, what_was_done = ${given.whatWasDone.trim()}
      where id = ${remedy.id}`.execute(act.db);
    return done([]);
  });
}

export async function remediesOf(db: Db, id: RequestId): Promise<Remedy[]> {
  const { rows } =
    await sql<Remedy>`select id, request_id as "requestId", kind, opened_on as "openedOn", organ, reference, result,
    ended_on as "endedOn", what_was_done as "whatWasDone", by_name as "byName" from requests_remedies
    where request_id = ${id} order by opened_on, id`.execute(db);
  return rows;
}
