// 送达: the answer goes out, and the day that counts is the day of its way (国办公开办函〔2016〕235号): by post the day it was posted,
// by hand the day it was signed for. Who is late says why before the request is closed.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { done, type Outcome, type Refusal } from '../../town/outcome.ts';
import { maskPersonalData } from '../checks/door.ts';
import { type GivenFile, keepFiles } from './files.ts';
import { type Delivery, lastOf } from './history.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { dayProblem, take, type Taken } from './take.ts';

const REASON_MOST = 200;

export const deliveryNames: Readonly<Record<Delivery, string>> = {
  'in-person': '直接送达',
  entrusted: '委托其他行政机关代为送达',
  post: '邮寄送达（邮政企业）',
  'e-mail': '电子邮件',
  'on-the-spot': '当场',
};

/** Which day counts, in the words of the form. */
export const deliveryDays: Readonly<Record<Delivery, string>> = {
  'in-person': '申请人签收之日',
  entrusted: '申请人签收之日',
  post: '交邮之日',
  'e-mail': '发出之日',
  'on-the-spot': '当场交给申请人之日',
};

export async function deliver(
  act: Act,
  id: RequestId,
  given: { delivery: Delivery | null; on: Day | null; lateReason: string; proof: GivenFile | null },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'deliver', async ({ request, history }) => {
    const signed = lastOf(history, 'answer-signed')!;
    const found: Refusal<RequestRefusal>[] = [];
    if (!given.delivery) found.push({ code: 'delivery-missing', field: 'delivery' });
    const problem = dayProblem(given.on, signed.on, act.today);
    if (problem) found.push(problem);
    const late = given.on !== null && request.dueOn !== null && given.on > request.dueOn;
    if (late && given.lateReason.trim() === '')
      found.push({ code: 'late-reason-missing', field: 'lateReason', facts: { due: request.dueOn! } });
    if (late) found.push(...lateReasonProblems(given.lateReason));
    if (found.length > 0 || !given.delivery || given.on === null) return { ok: false, refusals: found };
    if (given.proof) await keepFiles(act, request, [given.proof]);
    await sql`update requests_requests set late_reason = ${late ? given.lateReason.trim() : ''} where id = ${id}`.execute(act.db);
    return done([{ kind: 'answered', on: given.on, code: signed.code, delivery: given.delivery }]);
  });
}

/** The public log shows it. */
function lateReasonProblems(reason: string): Refusal<RequestRefusal>[] {
  const found: Refusal<RequestRefusal>[] = [];
  if ([...reason].length > REASON_MOST) found.push({ code: 'text-long', field: 'lateReason', facts: { most: REASON_MOST } });
  if (maskPersonalData(reason).text !== reason) found.push({ code: 'late-reason-personal', field: 'lateReason' });
  return found;
}

export function deliveryOf(text: string): Delivery | null {
  return Object.hasOwn(deliveryNames, text) ? (text as Delivery) : null;
}
