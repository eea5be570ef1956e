// A year with a million requests and 200,000 publications: Tables 3 and 4, and all figures of its annual report, counted anew each
// time.
import { sql } from 'kysely';
import { eraOf } from '../src/rooms/annual-report/era.ts';
import { collectFigures } from '../src/rooms/annual-report/figures/collect.ts';
import { fromRequests } from '../src/rooms/annual-report/figures/from-requests.ts';
import { figureSources } from '../src/rooms/annual-report/own-sources.ts';
import { normativeCounts, publicTallies } from '../src/rooms/disclosure/door.ts';
import { remedyCounts, requestCounts, requestsOfYears } from '../src/rooms/requests/counts.ts';
import { items } from '../seed/items.ts';
import { nationalCalendar } from '../src/town/calendar.ts';
import { type Day, day } from '../src/town/day.ts';
import { loadRequests } from './requests-load.ts';
import { atMost, none, quantile, type Row } from './row.ts';
import type { World } from './world.ts';

const REQUESTS = 1_000_000;
const REMEDIES = 20_000;
const PUBLICATIONS = 200_000;
const YEAR = 2025;
const TIMES = 10;
const LIMIT = 1_000;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const ms: number[] = [];
  for (let i = 0; i < TIMES; i++) {
    const began = performance.now();
    await work();
    ms.push(performance.now() - began);
  }
  return quantile(ms, 0.95);
}

/** As wide as documents are, with texts nobody reads here. */
async function publish({ installation, town, people }: World, from: Day): Promise<void> {
  const owner = installation.engine.owner(town.schema);
  const at = sql`${from}::timestamptz + mod(g, 365) * interval '1 day' + interval '2 hours'`;
  await sql`insert into disclosure_documents (id, organ_id, item_code, state, index_no, current_edition_id, first_published_at, created_by,
      created_at)
    select 'd' || g, (${[people.finance.id, people.office.id, people.village.id]}::text[])[1 + mod(g, 3)],
      (${items.map((i) => i.code)}::text[])[1 + mod(g * 7, ${items.length})], 'published', 'bench/' || g, 'e' || g, ${at}, 'bench', ${at}
    from generate_series(1, ${PUBLICATIONS}::int) g`.execute(owner);
  await sql`insert into disclosure_editions (id, document_id, number, state, title, doc_no, genre, topic, source_unit, created_on, validity, audience,
      keywords, summary, attribute, attribute_reason, body, body_text, content_hash, change_note, revision, author_id, updated_at)
    select 'e' || g, 'd' || g, 1, 'published', '关于做好第' || g || '项工作的通知', '港政〔' || ${YEAR}::int || '〕' || g || '号',
      (array['通知', '公示', '公告', '方案', '统计'])[1 + mod(g, 5)], '综合政务', '财政所', ${from}::date + mod(g, 365), '有效', '全社会', '[]', '概述',
      '主动公开', '', '{}', repeat('正文', 400), md5(g::text), '', 1, 'bench', ${at}
    from generate_series(1, ${PUBLICATIONS}::int) g`.execute(owner);
  await publicTallies.recount(owner);
  await installation.engine.script(town.schema, 'vacuum analyze');
}

export async function requestsFigures(world: World): Promise<Row[]> {
  const { db } = world.town;
  const year = { from: day(`${YEAR}-01-01`), to: day(`${YEAR}-12-31`) };
  await loadRequests(world, { count: REQUESTS, ...year, open: 0.02, shapes: 5_000, whole: false, year: YEAR });
  await sql`insert into requests_remedies (id, request_id, kind, opened_on, organ, result, ended_on, by_name)
    select 'bench' || g, 'bench' || lpad(g::text, 21, '0'), (array['review', 'direct', 'afterReview', 'complaint'])[1 + mod(g, 4)],
      ${year.from}::date + mod(g, 365), '样例机关', case when mod(g, 5) > 0 then 'upheld' end,
      case when mod(g, 5) > 0 then ${year.from}::date + mod(g, 365) + 60 end, '样例' from generate_series(1, ${REMEDIES}::int) g`.execute(
    db,
  );
  await publish(world, year.from);
  const rules = items.filter((i) => i.basis.includes('条例2019#20(一)')).map((i) => i.code);
  const tables = await timed(() =>
    Promise.all([normativeCounts(db, rules, YEAR), requestCounts(db, YEAR), remedyCounts(db, year)]),
  );
  const sources = figureSources.includes(fromRequests) ? figureSources : [...figureSources, fromRequests];
  const all = await timed(() => collectFigures(db, sources, { fiscalYear: YEAR, era: eraOf(YEAR)! }));
  const recount = await timed(() => publicTallies.recount(db));
  const log = await timed(() => requestsOfYears(db, nationalCalendar, year));
  const cells = [...(await requestCounts(db, YEAR))];
  const sum = (rows: readonly string[], others = false): number =>
    cells.reduce((n, [key, value]) => n + (rows.includes(key.split('.')[0]!) !== others ? value : 0), 0);
  const came = sum(['received', 'carriedIn']);
  const went = sum(['received', 'carriedIn'], true);
  return [
    atMost(`一年 ${REQUESTS} 件申请、${PUBLICATIONS} 件公开文件的表二、表三、表四，p95`, tables, LIMIT, 'ms'),
    atMost('连同年度报告的全部数字，p95', all, LIMIT, 'ms'),
    atMost('每夜把全部公开文件重数一遍并与汇总核对，p95', recount, 60_000, 'ms'),
    none('重数与汇总不等的项', await publicTallies.recount(db), '项'),
    atMost('公开页的件数、按期率和用时四分位，p95', log, LIMIT, 'ms'),
    none(`表三收支的差（收 ${came} 件）`, Math.abs(came - went), '件'),
  ];
}
