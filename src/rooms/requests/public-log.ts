// The public log of answered requests: what was asked, by title and without anybody in it, what came of it and how long it took.
// The office leaves one out only for a ground, and the number of those left out is said.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Day } from '../../town/day.ts';
import type { AnswerCode, AnswerGroup } from './answers.ts';
import { answers } from './answers.ts';

export interface LoggedRequest {
  number: string;
  title: string;
  receivedOn: Day;
  endedOn: Day;
  dueOn: Day | null;
  answerCode: AnswerCode;
  organId: string | null;
  lateReason: string;
}

export interface LogFilter {
  year: number | null;
  group: AnswerGroup | null;
  words: string;
  page: number;
}

export const LOG_PAGE = 30;

/** Listed: ended, with a title, received at all, and not left out. */
const listed = sql`ended_on is not null and received_on is not null and title <> '' and unlisted = ''`;

export async function publicLog(
  db: Db,
  filter: LogFilter,
  limit = LOG_PAGE,
): Promise<{ total: number; leftOut: number; rows: LoggedRequest[] }> {
  const codes = Object.values(answers)
    .filter((a) => filter.group === null || a.group === filter.group)
    .map((a) => a.code);
  const year =
    filter.year === null
      ? sql`true`
      : sql`ended_on between make_date(${filter.year}::int, 1, 1) and make_date(${filter.year}::int, 12, 31)`;
  const words = filter.words.replace(/[\\%_]/g, (c) => `\\${c}`);
  const where = sql`${year} and answer_code = any(${codes}::text[]) and (${words} = '' or title like ${`%${words}%`})`;
  const { rows } =
    await sql<LoggedRequest>`select number, title, received_on as "receivedOn", ended_on as "endedOn", due_on as "dueOn",
      answer_code as "answerCode", organ_id as "organId", late_reason as "lateReason"
    from requests_requests where ${listed} and ${where} order by ended_on desc, number desc
    limit ${limit}::int offset ${(filter.page - 1) * limit}::int`.execute(db);
  const counted = await sql<{ total: number; out: number }>`select count(*) filter (where ${listed} and ${where})::int as total,
      count(*) filter (where ended_on is not null and received_on is not null and (unlisted <> '' or title = '') and ${year})::int as out
    from requests_requests where ended_on is not null`.execute(db);
  return { total: counted.rows[0]!.total, leftOut: counted.rows[0]!.out, rows };
}

/** Years with an ended request, the latest first. */
export async function logYears(db: Db): Promise<number[]> {
  const { rows } = await sql<{ y: number }>`select distinct extract(year from ended_on)::int as y from requests_requests
    where ended_on is not null and received_on is not null order by y desc`.execute(db);
  return rows.map((r) => r.y);
}
