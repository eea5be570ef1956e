// The two reports the demonstration town makes of its own records, each figure counted a second time by a query of its own.
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { demoTown } from '../../../test/support/demo-town.ts';
import type { TestTown } from '../../../test/support/town.ts';
import { periodOf } from './era.ts';
import { collectFigures } from './figures/collect.ts';
import { figureSources } from './own-sources.ts';
import { frozenHash } from './frozen.ts';
import { publicReport } from './reads.ts';
import { judgeReport } from './judge.ts';
import { latestText } from './store.ts';
import { day } from '../../town/day.ts';

let town: TestTown;
beforeAll(async () => {
  town = await demoTown();
}, 240_000);

const year = (y: number) =>
  sql`extract(year from d.first_published_at at time zone 'Asia/Shanghai') = ${y}::int and d.state = 'published'`;

async function one(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return Number((await query.execute(town.db)).rows[0]!.n);
}

describe('2013, in the customary layout', () => {
  test('its bound figures are those of a report of its kind', async () => {
    const report = await publicReport(town.db, 2013);
    expect(report?.asSigned).toBe(true);
    const frozen = report!.text.frozen!;
    const value = (key: string) => frozen.figures.find((f) => f.key === key)?.value;
    expect(
      ['catalogueItems', 'servicePoints', 'trainings', 'trainingsByCity', 'trainingsTown', 'trainingsVillage'].map(value),
    ).toEqual([33, 9, 4, 1, 2, 1]);
    expect(['centres', 'platforms', 'windows'].map(value)).toEqual([2, 1, 6]);
    const claimed = frozen.sections.flatMap((s) => s.paragraphs.flatMap((p) => p.claims.map((c) => c.key)));
    for (const key of ['catalogueItems', 'servicePoints', 'trainings', 'centres', 'platforms', 'windows'])
      expect(claimed).toContain(key);
    expect(frozenHash(frozen)).toBe(report!.text.frozenHash);
  });

  test('is 57 days late', async () => {
    const { rows } = await sql<{ on: string }>`select (first_published_at at time zone 'Asia/Shanghai')::date::text as on
      from disclosure_documents where id = ${(await latestText(town.db, 2013))!.documentId}`.execute(town.db);
    const judged = await judgeReport(town.db, figureSources, { fiscalYear: 2013, today: day(rows[0]!.on), unit: '' });
    const late = judged!.findings.filter((f) => f.rule === 'R12');
    expect(late.map((f) => f.status)).toEqual(['FAIL']);
    expect(late[0]!.message).toContain('57');
  });
});

describe('2025, in the form of 30', () => {
  test('stands as signed, its tables hold, nothing in it is unbound or unknown', async () => {
    const report = await publicReport(town.db, 2025);
    expect(report?.asSigned).toBe(true);
    const judged = (await judgeReport(town.db, figureSources, { fiscalYear: 2025, today: day('2026-01-22'), unit: '' }))!;
    expect(judged.findings.filter((f) => f.blocks)).toEqual([]);
    // The one remark the town answers: last year's table was counted from another list.
    const open = judged.findings.filter((f) => f.status === 'FAIL' && f.rule !== 'R6');
    expect(open).toEqual([]);
    const inForce = judged.findings.filter((f) => f.rule === 'R6');
    expect(inForce.map((f) => [f.status, f.dismissal?.reason.slice(0, 7)])).toEqual([['FAIL', '上年的 9 件']]);
    expect(inForce[0]?.message).toContain('2024 年度现行有效 9');
    expect(judged.unknownClaims).toEqual([]);
    expect(judged.emptyClaims).toEqual([]);
    const { table3, table4 } = report!.text.frozen!.tables;
    expect(table3?.received?.total).toBe(14);
    expect(table3?.handled?.total).toBe(13);
    expect(table3?.carriedOut?.total).toBe(1);
    expect(table4?.review?.total).toBe(0);
  });

  test('every publication figure is what a second query counts', async () => {
    const { all } = await collectFigures(town.db, figureSources, { fiscalYear: 2025, era: '30' });
    const value = (key: string) => all.get(key)?.value;
    expect(value('published')).toBe(await one(sql`select count(*) as n from disclosure_documents d where ${year(2025)}`));
    expect(value('published')).toBeGreaterThan(0);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.item.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(
          sql`select count(*) as n from disclosure_documents d where ${year(2025)} and d.item_code = ${key.split('.')[2]}`,
        ),
      ]);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.organ.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(sql`select count(*) as n from disclosure_documents d join people_organs o on o.id = d.organ_id
          where ${year(2025)} and o.code = ${key.split('.')[2]}`),
      ]);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.genre.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(sql`select count(*) as n from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
          where ${year(2025)} and e.genre = ${key.split('.')[2]}`),
      ]);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.channel.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(sql`select count(*) as n from disclosure_documents d join catalogue_items i on i.code = d.item_code
          where ${year(2025)} and i.channels ? ${key.split('.')[2]}`),
      ]);
  });

  test('duties and normative documents too', async () => {
    const { all } = await collectFigures(town.db, figureSources, { fiscalYear: 2025, era: '30' });
    const late = await one(sql`select count(*) as n from catalogue_duties where state in ('published', 'nil', 'withheld')
      and date_part('year', ended_on) = 2025 and ended_on > due_on`);
    expect(all.get('duties.late')?.value).toBe(late);
    const inForce = await one(sql`select count(*) as n from disclosure_documents d
      join disclosure_editions e on e.id = d.current_edition_id join catalogue_items i on i.code = d.item_code
      where d.state = 'published' and i.basis ? '条例2019#20(一)' and length(e.doc_no) > 0 and e.created_on < '2026-01-01'
        and coalesce(e.repealed_on, '9999-12-31') >= '2026-01-01'`);
    expect(all.get('table2.normative.inForce')?.value).toBe(inForce);
  });

  test('every figure counted by records opens as many records', async () => {
    const { all } = await collectFigures(town.db, figureSources, { fiscalYear: 2025, era: '30' });
    for (const { key, value, origin } of all.values()) {
      if (origin.kind !== 'records') continue;
      const { total, lines } = await origin.source.records(town.db, key, periodOf(2025), 500);
      expect([key, total, lines.length]).toEqual([key, value, Math.min(500, value ?? 0)]);
    }
  });
});
