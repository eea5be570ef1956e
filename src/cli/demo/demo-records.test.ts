// The demonstration by its records: the register of requests counts what the town's own reports say and has a case of every kind; the two
// reports made of records stand, each figure counted a second time by a query of its own. One file, because loading it takes a minute
// and its user names are unique in an installation.
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { years } from '../../../seed/documents/04-annual-reports.ts';
import { demoTown } from '../../../test/support/demo-town.ts';
import type { TestTown } from '../../../test/support/town.ts';
import { periodOf } from '../../rooms/annual-report/era.ts';
import { collectFigures } from '../../rooms/annual-report/figures/collect.ts';
import { frozenHash } from '../../rooms/annual-report/frozen.ts';
import { judgeReport } from '../../rooms/annual-report/judge.ts';
import { figureSources } from '../../rooms/annual-report/own-sources.ts';
import { publicReport } from '../../rooms/annual-report/reads.ts';
import { latestText } from '../../rooms/annual-report/store.ts';
import { answers, type AnswerCode, remedyCounts, requestCounts } from '../../rooms/requests/door.ts';
import { nationalCalendar, workingDaysBetween } from '../../town/calendar.ts';
import { type Day, day } from '../../town/day.ts';

let town: TestTown;
beforeAll(async () => {
  town = await demoTown();
}, 600_000);

const TODAY = day('2026-11-23');
const kinds = ['natural', 'business', 'research', 'charity', 'legal', 'other'] as const;

/** Keys of the seed's results as the form's rows are keyed. */
const rows: Readonly<Record<string, string>> = {
  open: 'granted',
  partial: 'partial',
  third: 'thirdParty',
  process: 'process',
  case: 'enforcement',
  nothold: 'notHeld',
  petition: 'petition',
  uncorrected: 'notCorrected',
};

const reported = (year: number) => years.find((y) => y.year === year)!;

/** Cells that are not zero. */
function cells(row: string, counts: readonly number[]): [string, number][] {
  return kinds.flatMap((kind, i): [string, number][] => (counts[i] ? [[`${row}.${kind}`, counts[i]!]] : []));
}

function table3(year: number): Record<string, number> {
  const f = reported(year);
  const results = Object.entries(f.results).flatMap(([key, counts]) => {
    if (!rows[key]) throw new Error(`no row for ${key}`);
    return cells(rows[key], counts);
  });
  return Object.fromEntries([
    ...cells('received', f.received),
    ...cells('carriedIn', f.carried),
    ...results,
    ...cells('carriedOut', f.left),
  ]);
}

interface Told {
  kind: string;
  received: string | null;
  ended: string | null;
  code: AnswerCode | null;
}

/** Read a second way: from what happened, not from what is stored of it. */
async function told(): Promise<Told[]> {
  const { rows: found } = await sql<Told>`select r.applicant_kind as kind,
      (select min(e.on_day)::text from requests_events e where e.request_id = r.id
        and (e.kind = 'confirmed' or (e.kind = 'submitted' and e.facts ->> 'channel' in ('counter', 'signed-mail', 'oral')))) as received,
      (select e.on_day::text from requests_events e where e.request_id = r.id
        and e.kind in ('answered', 'abandoned', 'withdrawn')) as ended,
      (select coalesce(e.facts ->> 'code', 'E3') from requests_events e where e.request_id = r.id
        and e.kind in ('answered', 'abandoned', 'withdrawn')) as code
    from requests_requests r`.execute(town.db);
  return found;
}

function countedAgain(all: readonly Told[], year: number): Record<string, number> {
  const found: Record<string, number> = {};
  const add = (key: string): void => {
    found[key] = (found[key] ?? 0) + 1;
  };
  for (const { kind, received, ended, code } of all) {
    if (received === null) continue;
    const [came, went] = [Number(received.slice(0, 4)), ended === null ? 9999 : Number(ended.slice(0, 4))];
    if (came === year) add(`received.${kind}`);
    if (came < year && went >= year) add(`carriedIn.${kind}`);
    if (went === year) add(`${answers[code!].row}.${kind}`);
    if (came <= year && went > year) add(`carriedOut.${kind}`);
  }
  return found;
}

const span = (year: number): { from: Day; to: Day } => ({ from: day(`${year}-01-01`), to: day(`${year}-12-31`) });

describe('the tables of a report', () => {
  test('2022 to 2025: Table 3 is what the register counts, cell by cell, and what its events say', async () => {
    const all = await told();
    for (const year of [2022, 2023, 2024, 2025]) {
      expect([year, Object.fromEntries(await requestCounts(town.db, year))]).toEqual([year, table3(year)]);
      expect([year, countedAgain(all, year)]).toEqual([year, table3(year)]);
    }
  });

  test('2022 to 2025: Table 4 too', async () => {
    for (const year of [2022, 2023, 2024, 2025]) {
      const [upheld, corrected, other, pending] = reported(year).review;
      const expected = {
        'review.upheld': upheld,
        'review.corrected': corrected,
        'review.other': other,
        'review.pending': pending,
      };
      const counted = Object.fromEntries(await remedyCounts(town.db, span(year)));
      expect([year, counted]).toEqual([year, Object.fromEntries(Object.entries(expected).filter(([, n]) => n > 0))]);
      const { rows: again } = await sql<{ n: number }>`select count(*)::int as n from requests_remedies where kind <> 'complaint'
        and opened_on < make_date(${year + 1}::int, 1, 1) and coalesce(ended_on, '9999-12-31') >= make_date(${year}::int, 1, 1)`.execute(
        town.db,
      );
      expect([year, again[0]!.n]).toEqual([year, upheld + corrected + other + pending]);
    }
  });

  test('2013 knows no request and no remedy', async () => {
    expect([...(await requestCounts(town.db, 2013)), ...(await remedyCounts(town.db, span(2013)))]).toEqual([]);
    expect(countedAgain(await told(), 2013)).toEqual({});
  });
});

interface Row {
  state: string;
  title: string;
  due: Day | null;
  ended: Day | null;
  extended: boolean;
  pending: boolean;
  late: string;
  erased: Day | null;
  unlisted: string;
}

const all = async (): Promise<Row[]> =>
  (
    await sql<Row>`select state, title, due_on as due, ended_on as ended, extended, extension_pending as pending, late_reason as late,
      erased_on as erased, unlisted from requests_requests`.execute(town.db)
  ).rows;

describe('on the day the demonstration opens', () => {
  test('there is an open request in every state, one extended, one late, one due tomorrow', async () => {
    const open = (await all()).filter((r) => r.ended === null);
    const states = ['unconfirmed', 'received', 'handling', 'correcting', 'consulting', 'reasons', 'fee', 'signing', 'signed'];
    expect([...new Set(open.map((r) => r.state))].sort()).toEqual([...states].sort());
    expect(open.filter((r) => r.extended)).toHaveLength(1);
    expect(open.filter((r) => r.pending)).toHaveLength(1);
    const late = open.filter((r) => r.due !== null && r.due < TODAY);
    expect(late.map((r) => workingDaysBetween(nationalCalendar, r.due!, TODAY))).toEqual([2]);
    expect(open.filter((r) => r.due === '2026-11-24')).toHaveLength(1);
  });

  test('about 97 in a hundred ended in time, and who was late says why', async () => {
    const ended = (await all()).filter((r) => r.ended !== null);
    const late = ended.filter((r) => r.due !== null && r.ended! > r.due);
    expect(late.map((r) => r.ended!.slice(0, 4)).sort()).toEqual(['2023', '2025']);
    for (const r of late) expect(r.late.length).toBeGreaterThan(10);
    expect(Math.round(100 * (1 - late.length / ended.length))).toBe(97);
    expect(ended.filter((r) => r.title === '')).toEqual([]);
    expect(ended.filter((r) => r.unlisted !== '')).toHaveLength(2);
  });

  test('what ended more than two years ago is erased by the night run, and one other because its applicant asked', async () => {
    const ended = (await all()).filter((r) => r.ended !== null);
    const old = ended.filter((r) => r.ended! < '2024-11-23');
    expect(old.length).toBeGreaterThan(20);
    expect(old.filter((r) => r.erased === null)).toEqual([]);
    expect(ended.filter((r) => r.erased !== null && !old.includes(r))).toHaveLength(1);
  });

  test('every answer of the year has its letter, signed and numbered without a gap', async () => {
    const { rows: ended } = await sql<{
      state: string | null;
      number: string | null;
    }>`select l.state, l.number from requests_requests r
      left join requests_letters l on l.request_id = r.id and l.kind = 'answer'
      where r.ended_on >= '2026-01-01' and r.answer_code <> 'E3'`.execute(town.db);
    expect(ended.length).toBeGreaterThan(20);
    expect(ended.filter((l) => l.state !== 'signed')).toEqual([]);
    const { rows: signed } = await sql<{
      number: string;
    }>`select number from requests_letters where kind = 'answer' and state = 'signed'`.execute(town.db);
    const numbers = signed.map((l) => Number(/^港口公开复〔2026〕(\d+)号$/.exec(l.number)?.[1])).sort((a, b) => a - b);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  test('every answer in part has released a file whose masking was proved', async () => {
    const { rows: partly } = await sql<{ proved: number }>`select (select count(*)::int from requests_files f
        where f.request_id = r.id and f.purpose = 'released' and f.proof is not null) as proved
      from requests_requests r where r.answer_code = 'A3'`.execute(town.db);
    expect(partly.map((p) => p.proved)).toEqual(partly.map(() => 1));
    expect(partly).toHaveLength(7);
  });

  test('suggestions: one became a draft, one was refused, one of an applicant waits', async () => {
    const { rows: found } = await sql<{ decision: string | null; mine: boolean; document: string | null }>`select decision,
      by_applicant as mine, document_id as document from requests_suggestions order by decision nulls last`.execute(town.db);
    expect(found.map((s) => [s.decision, s.mine, s.document !== null])).toEqual([
      ['publish', false, true],
      ['refuse', false, false],
      [null, true, false],
    ]);
  });
});

/** Documents first public in a year, counted a second way. */
const publicIn = (y: number) =>
  sql`extract(year from d.first_published_at at time zone 'Asia/Shanghai') = ${y}::int and d.state = 'published'`;

async function one(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  return Number((await query.execute(town.db)).rows[0]!.n);
}

describe('the report on 2013, in the customary layout', () => {
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

describe('the report on 2025, in the form of 30', () => {
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
    expect(value('published')).toBe(await one(sql`select count(*) as n from disclosure_documents d where ${publicIn(2025)}`));
    expect(value('published')).toBeGreaterThan(0);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.item.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(
          sql`select count(*) as n from disclosure_documents d where ${publicIn(2025)} and d.item_code = ${key.split('.')[2]}`,
        ),
      ]);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.organ.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(sql`select count(*) as n from disclosure_documents d join people_organs o on o.id = d.organ_id
          where ${publicIn(2025)} and o.code = ${key.split('.')[2]}`),
      ]);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.genre.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(sql`select count(*) as n from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
          where ${publicIn(2025)} and e.genre = ${key.split('.')[2]}`),
      ]);
    for (const key of [...all.keys()].filter((k) => k.startsWith('published.channel.')))
      expect([key, value(key)]).toEqual([
        key,
        await one(sql`select count(*) as n from disclosure_documents d join catalogue_items i on i.code = d.item_code
          where ${publicIn(2025)} and i.channels ? ${key.split('.')[2]}`),
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
