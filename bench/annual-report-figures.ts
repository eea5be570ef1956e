// All figures and tables of a year out of a town's records, counted anew each time; nothing is kept from one to the next.
import { sql } from 'kysely';
import { eraOf } from '../src/rooms/annual-report/era.ts';
import { collectFigures } from '../src/rooms/annual-report/figures/collect.ts';
import { figureSources } from '../src/rooms/annual-report/own-sources.ts';
import { atMost, quantile, type Row } from './row.ts';
import type { World } from './world.ts';

const TIMES = 20;

export async function annualReportFigures({ town }: World): Promise<Row[]> {
  const { rows } = await sql<{ year: number; n: number }>`select
      extract(year from first_published_at at time zone 'Asia/Shanghai')::int as year, count(*) as n
    from disclosure_documents where state = 'published' group by 1 order by 2 desc limit 1`.execute(town.db);
  const { year, n } = rows[0]!;
  const era = eraOf(year);
  if (era === null) throw new Error(`no report is owed for ${year}`);
  const ms: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const began = performance.now();
    await collectFigures(town.db, figureSources, { fiscalYear: year, era });
    ms.push(performance.now() - began);
  }
  return [atMost(`${year}年度全部数字和表格（公开 ${n} 件），p95`, quantile(ms, 0.95), 1_000, 'ms')];
}
