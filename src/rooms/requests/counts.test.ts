// What the register counts, against somebody who goes through every request's own events with a pencil: Tables 3 and 4 cell by cell,
// what must add up within a year and from one year to the next, and how long answers took.
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { reportWith } from '../../../test/support/annual-report-tables.ts';
import { granted } from '../../../test/support/people.ts';
import { histories } from '../../../test/support/request-histories.ts';
import { storeRequests } from '../../../test/support/stored-requests.ts';
import { type TestTown, testTown } from '../../../test/support/town.ts';
import { type Act, perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { newCaseKeyId } from '../../platform/vault/key-names.ts';
import { addDays, type Day, day } from '../../town/day.ts';
import { nationalCalendar } from '../../town/calendar.ts';
import { newId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import type { Finding } from '../annual-report/annual-report.ts';
import { eraOf } from '../annual-report/era.ts';
import { collectFigures, type YearFigures } from '../annual-report/figures/collect.ts';
import { fromRequests } from '../annual-report/figures/from-requests.ts';
import { checkRules } from '../annual-report/rules/check-rules.ts';
import { tableForms } from '../annual-report/tables.ts';
import { answerCodes, type AnswerCode, type AnswerGroup } from './answers.ts';
import { quartiles, remediesBehind, remedyCounts, requestCounts, requestsBehind, requestsOfYears } from './counts.ts';
import type { History } from './history.ts';
import { applicantKinds, type ApplicantKind, type RequestId } from './info-request.ts';
import { requestTallies } from './request-tallies.ts';
import { append, fold, type HeldRequest, insertRequest, lockRequest } from './store.ts';

const SEED = 20_261_129;
const REQUESTS = 900;

/** Written down once more, from the annual report's form: where an answer is counted. */
const rowOf: Readonly<Record<AnswerCode, string>> = {
  A1: 'granted',
  A2: 'granted',
  A3: 'partial',
  B1: 'stateSecret',
  B2: 'forbidden',
  B3: 'threeSafeties',
  B4: 'thirdParty',
  B5: 'internal',
  B6: 'process',
  B7: 'enforcement',
  B8: 'adminQuery',
  C1: 'notHeld',
  C2: 'notReady',
  C3: 'unclear',
  D1: 'petition',
  D2: 'repeated',
  D3: 'publication',
  D4: 'excessive',
  D5: 'confirm',
  E1: 'notCorrected',
  E2: 'feeUnpaid',
  E3: 'otherwise',
};
const groupOf: Readonly<Record<string, AnswerGroup>> = {
  A1: 'granted',
  A2: 'granted',
  A3: 'partly',
  B: 'refused',
  C: 'unavailable',
  D: 'declined',
  E: 'other',
};

interface Remedied {
  kind: 'review' | 'direct' | 'afterReview' | 'complaint';
  openedOn: Day;
  endedOn: Day | null;
  result: 'upheld' | 'corrected' | 'other' | null;
}

interface Kept {
  kind: ApplicantKind;
  history: History;
  remedies: readonly Remedied[];
}

const remedies = fc.array(
  fc.record({
    kind: fc.constantFrom('review', 'direct', 'afterReview', 'complaint'),
    after: fc.nat(200),
    took: fc.option(fc.nat(700), { nil: null }),
    result: fc.constantFrom('upheld', 'corrected', 'other'),
  }),
  { maxLength: 2 },
);

/** Histories whose answers are of every kind, and what was done against some of them. */
const kept: fc.Arbitrary<Kept> = fc
  .record({
    kind: fc.constantFrom(...applicantKinds),
    history: histories,
    code: fc.constantFrom(...answerCodes.slice(0, 19)),
    remedies,
  })
  .map(({ kind, history, code, remedies: drawn }) => {
    const told = history.map((e) => (e.kind === 'answered' ? { ...e, code } : e));
    const last = told.at(-1)!.on;
    return {
      kind,
      history: told,
      remedies: drawn.map(({ kind: remedy, after, took, result }): Remedied => {
        const openedOn = addDays(last, after);
        const endedOn = took === null ? null : addDays(openedOn, took);
        return { kind: remedy, openedOn, endedOn, result: endedOn && result };
      }),
    };
  });

const all = fc.sample(kept, { numRuns: REQUESTS, seed: SEED });
let town: TestTown;

async function store(requests: readonly Kept[]): Promise<void> {
  const ids = await storeRequests(town, requests);
  const rows = requests.flatMap((r, i) => r.remedies.map((x) => ({ ...x, id: newId(), request: ids[i] })));
  await sql`insert into requests_remedies (id, request_id, kind, opened_on, organ, result, ended_on, by_name)
    select id, request, kind, "openedOn", '样例机关', result, "endedOn", '样例' from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id text, request text, kind text, "openedOn" date, result text, "endedOn" date)`.execute(town.db);
}

/** Received and ended, read off the events by hand. */
function lifeOf({ history }: Kept): {
  came: string | null;
  ended: string | null;
  code: AnswerCode | null;
  on: readonly string[];
} {
  let came: string | null = null;
  let ended: string | null = null;
  let code: AnswerCode | null = null;
  for (const e of history) {
    if (e.kind === 'submitted' && ['counter', 'signed-mail', 'oral'].includes(e.channel)) came = e.on;
    if (e.kind === 'confirmed') came = e.on;
    if (e.kind === 'answered' || e.kind === 'abandoned') [ended, code] = [e.on, e.code];
    if (e.kind === 'withdrawn') [ended, code] = [e.on, 'E3'];
  }
  return { came, ended, code, on: history.map((e) => e.on) };
}

const inYear = (on: string | null, year: number): boolean => on?.slice(0, 4) === String(year);
const before = (on: string, year: number): boolean => Number(on.slice(0, 4)) < year;
const period = (year: number) => ({ from: day(`${year}-01-01`), to: day(`${year}-12-31`) });

/** Table 3 of a year, request after request. */
function tally3(requests: readonly Kept[], year: number): Record<string, number> {
  const cells: Record<string, number> = {};
  const count = (row: string, kind: string): void => {
    cells[`${row}.${kind}`] = (cells[`${row}.${kind}`] ?? 0) + 1;
  };
  for (const r of requests) {
    const { came, ended, code } = lifeOf(r);
    if (came === null) continue;
    if (inYear(came, year)) count('received', r.kind);
    else if (before(came, year) && (ended === null || !before(ended, year))) count('carriedIn', r.kind);
    if (inYear(ended, year)) count(rowOf[code!], r.kind);
    else if (before(came, year + 1) && (ended === null || !before(ended, year + 1))) count('carriedOut', r.kind);
  }
  return cells;
}

/** Table 4: each remedy under way in the year, by where it stood on its last day. */
function tally4(requests: readonly Kept[], year: number): Record<string, number> {
  const cells: Record<string, number> = {};
  for (const r of requests.flatMap((x) => x.remedies)) {
    if (r.kind === 'complaint' || !before(r.openedOn, year + 1)) continue;
    if (r.endedOn !== null && before(r.endedOn, year)) continue;
    const stood = r.endedOn !== null && before(r.endedOn, year + 1) ? r.result : 'pending';
    cells[`${r.kind}.${stood}`] = (cells[`${r.kind}.${stood}`] ?? 0) + 1;
  }
  return cells;
}

const years = Array.from({ length: 2030 - 2007 }, (_, i) => 2007 + i);

beforeAll(async () => {
  town = await testTown({ ledger: false });
  await store(all);
}, 120_000);

describe('the tables of the annual report', () => {
  test('the sample has every answer, channel and end, in many years', () => {
    const lives = all.map(lifeOf);
    expect(new Set(lives.map((l) => l.code)).size).toBe(answerCodes.length + 1);
    expect(lives.filter((l) => l.came === null && l.ended !== null).length).toBeGreaterThan(5);
    expect(lives.filter((l) => l.came && l.ended && l.came.slice(0, 4) !== l.ended.slice(0, 4)).length).toBeGreaterThan(15);
  });

  test.each(years)('%i: every cell of Tables 3 and 4 is what a pencil counts, and so are the records behind it', async (year) => {
    const counted = Object.fromEntries(await requestCounts(town.db, year));
    expect(counted).toEqual(tally3(all, year));
    expect(Object.fromEntries(await remedyCounts(town.db, period(year)))).toEqual(tally4(all, year));
    for (const [key, n] of Object.entries(counted)) {
      const [row, kind] = key.split('.') as [string, ApplicantKind];
      const behind = await requestsBehind(town.db, { rows: [row], kind }, period(year), 3);
      expect([key, behind.total, behind.rows.length]).toEqual([key, n, Math.min(n, 3)]);
    }
    for (const [key, n] of Object.entries(tally4(all, year))) {
      const [kind, result] = key.split('.') as [string, string];
      expect((await remediesBehind(town.db, { kind, result }, period(year), 3)).total).toBe(n);
    }
  });

  const figuresOf = (fiscalYear: number): Promise<YearFigures> =>
    collectFigures(town.db, [fromRequests], { fiscalYear, era: eraOf(fiscalYear)! });

  const read = (f: YearFigures) => reportWith(f.tables, { era: f.era, fiscalYear: f.fiscalYear });

  test.each(years.filter((y) => y >= 2019))('%i: R1 to R5 hold, R4 against the year before, of the form it has', async (year) => {
    const now = await figuresOf(year);
    // The first year with tables has none before it; across the change of forms what is carried over is one row in both.
    const former = year > 2019 ? read(await figuresOf(year - 1)) : null;
    const findings = checkRules({ read: read(now), former, register: null });
    const said = (rule: string): Finding[] => findings.filter((f) => f.rule === rule);
    for (const rule of ['R1', 'R2', 'R3', 'R5']) expect([rule, said(rule).map((f) => f.status)]).toEqual([rule, ['PASS']]);
    expect(said('R4').map((f) => f.status)).toEqual([year > 2019 ? 'PASS' : 'NOT_ASSESSABLE']);
    // Nothing that ended in the year is outside of its form.
    const form = tableForms(now.era).find((t) => t.id === 'table3')!;
    const handled = now.tables.table3!.handled!.total;
    expect(form.rows.map((r) => r.key)).toContain('handled');
    expect(handled).toBe(all.filter((r) => inYear(lifeOf(r).ended, year) && lifeOf(r).came !== null).length);
    for (const kind of applicantKinds) {
      const collected = await fromRequests.records(town.db, `table3.otherwise.${kind}`, period(year), 3);
      expect(collected.total).toBe(now.tables.table3!.otherwise![kind]);
    }
  });

  test('before there were tables: the few numbers that were wanted', async () => {
    for (const year of [2010, 2018]) {
      const { all: figures } = await figuresOf(year);
      const lives = all.map(lifeOf);
      expect(figures.get('requestsReceived')?.value).toBe(lives.filter((l) => inYear(l.came, year)).length);
      expect(figures.get('requestsAnswered')?.value).toBe(lives.filter((l) => l.came && inYear(l.ended, year)).length);
      expect(figures.get('requestsRefused')?.value).toBe(
        lives.filter((l) => l.came && inYear(l.ended, year) && l.code?.startsWith('B')).length,
      );
    }
  });
});

describe('the tallies Table 3 is a sum of', () => {
  let other: TestTown;
  beforeAll(async () => {
    other = await testTown({ ledger: false });
  });

  async function begin({ kind, history }: Kept): Promise<HeldRequest> {
    const id = newId<RequestId>();
    const [first] = history;
    if (first?.kind !== 'submitted') throw new Error('a history begins with its submission');
    const row = { id, year: 2026, channel: first.channel, applicantKind: kind, title: '', submittedAt: other.clock.now() };
    const blank = { applicantSealed: '', wishSealed: '', saltSealed: '', personIndex: null, contactIndex: null, codeHash: '' };
    return act(async (a) => {
      await insertRequest(
        a,
        { ...row, ...blank, keyId: newCaseKeyId(), formHash: id, sketch: [] },
        [first],
        fold([first], nationalCalendar),
      );
      return (await lockRequest(a.db, id))!;
    });
  }

  const act = async <T>(work: (a: Act) => Promise<T>): Promise<T> =>
    granted(await perform(other, systemActor, 'test', async (a) => done(await work(a))));

  test('move with every event, whatever it is, and are what a recount finds each time', async () => {
    const told = all.slice(0, 60);
    for (const [i, r] of told.entries()) {
      let held = await begin(r);
      for (const event of r.history.slice(1)) {
        held = await act(async (a) => {
          await append(a, held, [event], nationalCalendar);
          return (await lockRequest(a.db, held.request.id))!;
        });
        expect([i, event.kind, await requestTallies.recount(other.db)]).toEqual([i, event.kind, 0]);
      }
      if (i % 20 === 0) await requestTallies.settle(other);
    }
    for (const year of years) expect(Object.fromEntries(await requestCounts(other.db, year))).toEqual(tally3(told, year));
  }, 60_000);
});

/** One entry a request, sorted, and then counted off. */
function byHand(days: readonly number[]): number[] | null {
  if (days.length === 0) return null;
  const sorted = [...days].sort((a, b) => a - b);
  const nth = (quarters: number): number => sorted[Math.max(0, Math.ceil((quarters * sorted.length) / 4) - 1)]!;
  return [sorted[0]!, nth(1), nth(2), nth(3), sorted.at(-1)!];
}

function worked(from: string, to: string): number {
  let n = 0;
  for (let d = from as Day; d < to; ) {
    d = addDays(d, 1);
    if (nationalCalendar.isWorkday(d)) n++;
  }
  return n;
}

describe('how long it took', () => {
  test.each([2009, 2015, 2019, 2022, 2025, 2026])('%i: as many, as late, as long as counted one by one', async (year) => {
    const now = all.map((r) => ({ ...lifeOf(r), due: fold(r.history, nationalCalendar).clock.law?.due ?? null }));
    const over = now.filter((l) => l.came !== null && inYear(l.ended, year));
    const found = await requestsOfYears(town.db, nationalCalendar, period(year));
    expect(found.received).toBe(now.filter((l) => inYear(l.came, year)).length);
    expect(found.ended).toBe(over.length);
    expect(found.onTime).toBe(over.filter((l) => l.due === null || l.ended! <= l.due).length);
    const groups: Record<string, number> = { granted: 0, partly: 0, refused: 0, unavailable: 0, declined: 0, other: 0 };
    for (const l of over) groups[(groupOf[l.code!] ?? groupOf[l.code![0]!])!]! += 1;
    expect(found.byGroup).toEqual(groups);
    expect(found.days).toEqual(byHand(over.filter((l) => !l.code!.startsWith('E')).map((l) => worked(l.came!, l.ended!))));
    expect(over.length).toBeGreaterThan(5);
  });

  test('quartiles are days somebody waited, whatever the numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ days: fc.nat(60), n: fc.integer({ min: 1, max: 5 }) }), { maxLength: 30 }), (took) => {
        expect(quartiles(took)).toEqual(byHand(took.flatMap(({ days, n }) => Array<number>(n).fill(days))));
      }),
      { numRuns: 300, seed: SEED },
    );
  });
});
