// How much was published in a year, cut so that every figure of an annual report is a sum of these rows; and the documents behind.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { OrganId } from '../../town/ids.ts';
import { lineColumns, type PublicLine } from './reads.ts';
import { shown } from './public-tallies.ts';

export interface PublicCount {
  itemCode: string;
  organId: OrganId;
  genre: string;
  /** 1 to 12, of the day it was first public. */
  month: number;
  count: number;
}

/** Documents first published in the year and public now. */
export async function publicCounts(db: Db, year: number): Promise<PublicCount[]> {
  const { rows } = await sql<PublicCount>`
    select item_code as "itemCode", organ_id as "organId", genre, extract(month from month)::int as month, sum(count)::int as count
    from disclosure_tallies where extract(year from month) = ${year}::int group by 1, 2, 3, month having sum(count) <> 0`.execute(
    db,
  );
  return rows;
}

/** 制发、废止、现行有效 of numbered documents under some items: what a normative document is, says the catalogue. */
export type NormativeState = 'made' | 'repealed' | 'inForce';

/** @param itemCodes whose numbered documents are normative. */
export async function normativeCounts(
  db: Db,
  itemCodes: readonly string[],
  year: number,
): Promise<Readonly<Record<NormativeState, number>>> {
  const { rows } = await sql<Record<NormativeState, number>>`select
      coalesce(sum(count) filter (where made_year = ${year}::int), 0)::int as made,
      coalesce(sum(count) filter (where repealed_year = ${year}::int), 0)::int as repealed,
      coalesce(sum(count) filter (where made_year <= ${year}::int and (repealed_year is null or repealed_year > ${year}::int)), 0)::int as "inForce"
    from disclosure_tallies where item_code = any(${[...itemCodes]}::text[])`.execute(db);
  return rows[0]!;
}

/** The documents behind such a count, newest first. */
export async function normativeLines(
  db: Db,
  itemCodes: readonly string[],
  state: NormativeState,
  year: number,
  limit: number,
): Promise<{ total: number; lines: PublicLine[] }> {
  const when = {
    made: sql`extract(year from e.created_on) = ${year}::int`,
    repealed: sql`extract(year from e.repealed_on) = ${year}::int`,
    inForce: sql`extract(year from e.created_on) <= ${year}::int and (e.repealed_on is null or extract(year from e.repealed_on) > ${year}::int)`,
  };
  const { rows } = await sql<PublicLine & { total: number }>`select ${lineColumns}, count(*) over ()::int as total
    ${shown} and d.item_code = any(${[...itemCodes]}::text[]) and e.doc_no <> '' and ${when[state]}
    order by d.first_published_at desc, d.id desc limit ${limit}`.execute(db);
  return { total: rows[0]?.total ?? 0, lines: rows.map(({ total: _, ...line }) => line) };
}
