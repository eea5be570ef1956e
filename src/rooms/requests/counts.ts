// What the register counts: Tables 3 and 4 of the annual report, and how long answers took. Table 3 is a sum of the tallies; what is
// behind a cell, and all else, is asked of the records themselves.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { type Calendar, workingDaysBetween } from '../../town/calendar.ts';
import type { Day } from '../../town/day.ts';
import { type AnswerCode, type AnswerGroup, answers } from './answers.ts';
import type { ApplicantKind, RequestId } from './info-request.ts';

export interface Years {
  from: Day;
  to: Day;
}

/**
 * Cells of Table 3 by `row.column`, under the form's own keys. Applications belong to the year they were received in, results to the
 * year of the answer; what was withdrawn before anybody had confirmed it was never received. 一 + 二 = 三 + 四 holds because each
 * request adds to one cell of either side.
 */
export async function requestCounts(db: Db, year: number): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kind: ApplicantKind; isCarriedIn: boolean; code: AnswerCode | null; n: number }>`
    select applicant_kind as kind, received_year < ${year}::int as "isCarriedIn",
      case when ended_year = ${year}::int then answer_code end as code, sum(count)::int as n
    from requests_tallies where received_year <= ${year}::int and (ended_year is null or ended_year >= ${year}::int)
    group by 1, 2, 3 having sum(count) <> 0`.execute(db);
  const cells = new Map<string, number>();
  for (const { kind, isCarriedIn, code, n } of rows) {
    for (const row of [isCarriedIn ? 'carriedIn' : 'received', code === null ? 'carriedOut' : answers[code].row])
      cells.set(`${row}.${kind}`, (cells.get(`${row}.${kind}`) ?? 0) + n);
  }
  return cells;
}

export interface CountedRequest {
  id: RequestId;
  number: string;
  /** Empty for what is not in the public log: it is counted, and not named. */
  title: string;
  receivedOn: Day;
  endedOn: Day | null;
  answerCode: AnswerCode | null;
}

/** The requests behind one cell, the first ones by number. Several rows: results that an older form counts as one. */
export async function requestsBehind(
  db: Db,
  cell: { rows: readonly string[]; kind: ApplicantKind },
  { from, to }: Years,
  limit: number,
): Promise<{ total: number; rows: CountedRequest[] }> {
  const [row] = cell.rows;
  const codes = Object.values(answers)
    .filter((a) => cell.rows.includes(a.row))
    .map((a) => a.code);
  const where =
    row === 'received'
      ? sql`received_on between ${from} and ${to}`
      : row === 'carriedIn'
        ? sql`received_on < ${from} and (ended_on is null or ended_on >= ${from})`
        : row === 'carriedOut'
          ? sql`received_on <= ${to} and (ended_on is null or ended_on > ${to})`
          : sql`ended_on between ${from} and ${to} and received_on is not null and answer_code = any(${codes}::text[])`;
  const { rows } = await sql<
    CountedRequest & { total: number }
  >`select id, number, case when unlisted = '' and ended_on is not null then title else '' end as title, received_on as "receivedOn",
      ended_on as "endedOn", answer_code as "answerCode", count(*) over ()::int as total from requests_requests
    where applicant_kind = ${cell.kind} and ${where} order by number limit ${limit}::int`.execute(db);
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...r }) => r) };
}

/** Cells of Table 4 by `row.column`: begun or under way in the year, by what stood at its end. Complaints are not in it. */
export async function remedyCounts(db: Db, { from, to }: Years): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ kind: string; result: string; n: number }>`select kind,
      case when ended_on is null or ended_on > ${to} then 'pending' else result end as result, count(*)::int as n
    from requests_remedies where kind <> 'complaint' and opened_on <= ${to} and (ended_on is null or ended_on >= ${from})
    group by 1, 2`.execute(db);
  return new Map(rows.map((r) => [`${r.kind}.${r.result}`, r.n]));
}

export interface CountedRemedy {
  openedOn: Day;
  endedOn: Day | null;
  organ: string;
}

/** The remedies behind one cell of Table 4, the first ones by day. */
export async function remediesBehind(
  db: Db,
  cell: { kind: string; result: string },
  { from, to }: Years,
  limit: number,
): Promise<{ total: number; rows: CountedRemedy[] }> {
  const { rows } = await sql<CountedRemedy & { total: number }>`select opened_on as "openedOn", ended_on as "endedOn", organ,
      count(*) over ()::int as total from requests_remedies
    where kind = ${cell.kind} and opened_on <= ${to} and (ended_on is null or ended_on >= ${from})
      and case when ended_on is null or ended_on > ${to} then 'pending' else result end = ${cell.result}
    order by opened_on, id limit ${limit}::int`.execute(db);
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...r }) => r) };
}

export interface RequestsOfYears {
  received: number;
  ended: number;
  onTime: number;
  byGroup: Readonly<Record<AnswerGroup, number>>;
  /** Working days from receipt to answer of what was answered: least, lower quarter, median, upper quarter, most; null without any. */
  days: readonly [number, number, number, number, number] | null;
}

/** For the public: how many, what came of them, how long it took as median and spread, never a bare average. */
export async function requestsOfYears(db: Db, calendar: Calendar, { from, to }: Years): Promise<RequestsOfYears> {
  const { rows } = await sql<{ received: Day; ended: Day; code: AnswerCode; late: boolean; n: number }>`
    select received_on as received, ended_on as ended, answer_code as code, coalesce(ended_on > due_on, false) as late, count(*)::int as n
    from requests_requests where ended_on between ${from} and ${to} and received_on is not null group by 1, 2, 3, 4`.execute(db);
  const first = await sql<{
    n: number;
  }>`select count(*)::int as n from requests_requests where received_on between ${from} and ${to}`.execute(db);
  const byGroup: Record<AnswerGroup, number> = { granted: 0, partly: 0, refused: 0, unavailable: 0, declined: 0, other: 0 };
  const took: { days: number; n: number }[] = [];
  for (const r of rows) {
    byGroup[answers[r.code].group] += r.n;
    if (answers[r.code].group !== 'other') took.push({ days: workingDaysBetween(calendar, r.received, r.ended), n: r.n });
  }
  const sum = (of: readonly { n: number }[]): number => of.reduce((all, r) => all + r.n, 0);
  return {
    received: first.rows[0]!.n,
    ended: sum(rows),
    onTime: sum(rows.filter((r) => !r.late)),
    byGroup,
    days: quartiles(took),
  };
}

/** By nearest rank: the day count of an actual request, never one between two. */
export function quartiles(took: readonly { days: number; n: number }[]): RequestsOfYears['days'] {
  const sorted = [...took].sort((a, b) => a.days - b.days);
  const total = sorted.reduce((all, r) => all + r.n, 0);
  if (total === 0) return null;
  const at = (share: number): number => {
    let left = Math.max(1, Math.ceil(share * total));
    for (const r of sorted) {
      left -= r.n;
      if (left <= 0) return r.days;
    }
    return sorted.at(-1)!.days;
  };
  return [at(0), at(0.25), at(0.5), at(0.75), at(1)];
}
