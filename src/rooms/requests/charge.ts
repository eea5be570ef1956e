// 收费: asked by notice, paid within thirty days or the request is not handled further; not charging is the norm (国办函〔2020〕109号).
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { type Fee, feeOf, FEES_SINCE } from './fees.ts';
import { lastOf } from './history.ts';
import type { RequestRefusal } from './refusals.ts';
import type { RequestId } from './info-request.ts';
import { dayProblem, take, type Taken } from './take.ts';
import { keepText } from './texts.ts';

const RECEIPT_MOST = 100;
const BECAUSE_MOST = 500;

export interface Charge {
  basis: 'count' | 'pages';
  quantity: number;
  yuan: number;
  askedOn: Day;
  paidOn: Day | null;
  receipt: string;
  waivedOn: Day | null;
}

export async function chargeOf(db: Db, id: RequestId): Promise<Charge | null> {
  const { rows } =
    await sql<Charge>`select basis, quantity, yuan, asked_on as "askedOn", paid_on as "paidOn", receipt, waived_on as "waivedOn"
    from requests_fees where request_id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** Which one of this applicant's it is in the calendar month it was received in. */
export async function nthOfMonth(db: Db, id: RequestId): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from requests_requests o join requests_requests r on r.id = ${id}
    where o.person_index = r.person_index and date_trunc('month', o.received_on) = date_trunc('month', r.received_on)
      and (o.received_on, o.number) <= (r.received_on, r.number)`.execute(db);
  return Math.max(1, rows[0]!.n);
}

/** Numbers of what this applicant has handed in this calendar year, this one included, as they came. */
export async function numbersOfYear(db: Db, id: RequestId): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`select o.number from requests_requests o join requests_requests r on r.id = ${id}
    where o.id = r.id or (o.person_index = r.person_index and date_trunc('year', o.submitted_on) = date_trunc('year', r.submitted_on))
    order by o.number`.execute(db);
  return rows.map((r) => r.number);
}

export async function feeFor(
  db: Db,
  id: RequestId,
  asked: { basis: 'count' | 'pages' | null; pages: number },
): Promise<{ fee: Fee; quantity: number } | null> {
  if (asked.basis === 'count') {
    const nth = await nthOfMonth(db, id);
    return { fee: feeOf({ by: 'count', nth }), quantity: nth };
  }
  if (asked.basis !== 'pages' || !Number.isInteger(asked.pages) || asked.pages < 1 || asked.pages > 100_000) return null;
  return { fee: feeOf({ by: 'pages', pages: asked.pages }), quantity: asked.pages };
}

/** `receivedOn`: the day the applicant got the notice; their thirty days begin the day after. */
export async function askFee(
  act: Act,
  id: RequestId,
  asked: { basis: 'count' | 'pages' | null; pages: number; receivedOn: Day | null },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'ask-fee', async ({ request }) => {
    const found: Refusal<RequestRefusal>[] = [];
    if (await chargeOf(act.db, id)) found.push({ code: 'fee-once' });
    if (request.receivedOn! < FEES_SINCE) found.push({ code: 'fee-before-law' });
    const problem = dayProblem(asked.receivedOn, request.receivedOn!, act.today, 'receivedOn');
    if (problem) found.push(problem);
    const due = await feeFor(act.db, id, asked);
    if (!due || due.fee.yuan === 0) found.push({ code: 'fee-nothing', field: 'basis' });
    if (found.length > 0 || !due || asked.receivedOn === null) return { ok: false, refusals: found };
    await sql`insert into requests_fees (request_id, basis, quantity, yuan, asked_on)
      values (${id}, ${asked.basis}, ${due.quantity}, ${due.fee.yuan}, ${act.today})`.execute(act.db);
    return done([{ kind: 'fee-asked', on: act.today, receivedOn: asked.receivedOn }]);
  });
}

export async function recordPayment(
  act: Act,
  id: RequestId,
  paid: { on: Day | null; receipt: string },
): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'record-payment', async ({ history }) => {
    const problem = dayProblem(paid.on, lastOf(history, 'fee-asked')!.receivedOn, act.today);
    if (problem || paid.on === null) return refuse(problem ?? { code: 'day-missing' });
    if (paid.receipt.trim() === '') return refuse({ code: 'text-missing', field: 'receipt' });
    if ([...paid.receipt].length > RECEIPT_MOST)
      return refuse({ code: 'text-long', field: 'receipt', facts: { most: RECEIPT_MOST } });
    await sql`update requests_fees set paid_on = ${paid.on}, receipt = ${paid.receipt.trim()} where request_id = ${id}`.execute(
      act.db,
    );
    return done([{ kind: 'fee-paid', on: paid.on }]);
  });
}

/** As if it had never been asked for: the period runs on from where it was. Why is about the applicant, and sealed with the rest. */
export async function waiveFee(act: Act, id: RequestId, because: string): Promise<Outcome<Taken, RequestRefusal>> {
  return take(act, id, 'waive-fee', async ({ request }) => {
    if (because.trim() === '') return refuse({ code: 'waiving-unsaid', field: 'because' });
    if ([...because].length > BECAUSE_MOST) return refuse({ code: 'text-long', field: 'because', facts: { most: BECAUSE_MOST } });
    await sql`update requests_fees set waived_on = ${act.today} where request_id = ${id}`.execute(act.db);
    await keepText(act, request, 'waiver', because);
    return done([{ kind: 'fee-waived', on: act.today }]);
  });
}

/** Yuan paid between two days, for the annual report. */
export async function feesPaid(db: Db, from: Day, to: Day): Promise<number> {
  const { rows } = await sql<{
    yuan: number;
  }>`select coalesce(sum(yuan), 0)::int as yuan from requests_fees where paid_on between ${from} and ${to}`.execute(db);
  return rows[0]!.yuan;
}

export interface Payment {
  number: string;
  /** Empty for what is not in the public log. */
  title: string;
  yuan: number;
  paidOn: Day;
}

/** What `feesPaid` adds up, by day. */
export async function paymentsBehind(
  db: Db,
  { from, to }: { from: Day; to: Day },
  limit: number,
): Promise<{ total: number; rows: Payment[] }> {
  const { rows } = await sql<Payment & { total: number }>`select r.number, f.yuan, f.paid_on as "paidOn",
      case when r.unlisted = '' and r.ended_on is not null then r.title else '' end as title, count(*) over ()::int as total
    from requests_fees f join requests_requests r on r.id = f.request_id where f.paid_on between ${from} and ${to}
    order by f.paid_on, r.number limit ${limit}::int`.execute(db);
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...r }) => r) };
}
