// How much was published in a year, cut so that every figure of an annual report is a sum of these rows.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { addDays, type Day, startOf } from '../../town/day.ts';
import type { OrganId } from '../../town/ids.ts';
import { lineColumns, type PublicLine } from './reads.ts';

export interface PublicCount {
  itemCode: string;
  organId: OrganId;
  genre: string;
  /** 1 to 12, of the day it was first public. */
  month: number;
  count: number;
}

export interface Period {
  from: Day;
  /** The last day counted. */
  to: Day;
}

/** Documents first published in the period and public now. */
export async function publicCounts(db: Db, period: Period): Promise<PublicCount[]> {
  const { rows } = await sql<PublicCount>`
    select d.item_code as "itemCode", d.organ_id as "organId", e.genre,
      extract(month from d.first_published_at at time zone 'Asia/Shanghai')::int as month, count(*) as count
    from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where d.state = 'published' and d.first_published_at >= ${startOf(period.from)}::timestamptz
      and d.first_published_at < ${startOf(addDays(period.to, 1))}::timestamptz
    group by 1, 2, 3, 4`.execute(db);
  return rows;
}

/** 制发、废止、现行有效 of numbered documents under some items: what a normative document is, says the catalogue. */
export type NormativeState = 'made' | 'repealed' | 'inForce';

function normative(itemCodes: readonly string[], state: NormativeState, { from, to }: Period) {
  const when = {
    made: sql`e.created_on between ${from}::date and ${to}::date`,
    repealed: sql`e.repealed_on between ${from}::date and ${to}::date`,
    inForce: sql`e.created_on <= ${to}::date and (e.repealed_on is null or e.repealed_on > ${to}::date)`,
  };
  return sql`from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where d.state = 'published' and d.item_code = any(${[...itemCodes]}::text[]) and e.doc_no <> '' and ${when[state]}`;
}

export async function normativeCounts(
  db: Db,
  itemCodes: readonly string[],
  { from, to }: Period,
): Promise<Readonly<Record<NormativeState, number>>> {
  const { rows } = await sql<Record<NormativeState, number>>`select
      count(*) filter (where e.created_on between ${from}::date and ${to}::date) as made,
      count(*) filter (where e.repealed_on between ${from}::date and ${to}::date) as repealed,
      count(*) filter (where e.created_on <= ${to}::date and (e.repealed_on is null or e.repealed_on > ${to}::date)) as "inForce"
    from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where d.state = 'published' and d.item_code = any(${[...itemCodes]}::text[]) and e.doc_no <> ''`.execute(db);
  return rows[0]!;
}

/** The documents behind such a count, newest first. */
export async function normativeLines(
  db: Db,
  itemCodes: readonly string[],
  state: NormativeState,
  period: Period,
  limit: number,
): Promise<PublicLine[]> {
  const { rows } = await sql<PublicLine>`select ${lineColumns} ${normative(itemCodes, state, period)}
    order by d.first_published_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}
