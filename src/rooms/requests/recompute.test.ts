// A holiday notice comes in (I9): every open clock is counted again, in batches that may be cut off anywhere, while people go on
// working; each due day that moves says why, once, and what is stored is what the events say under the calendar of that day.
import fc from 'fast-check';
import { type KyselyPlugin, sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { granted } from '../../../test/support/people.ts';
import { histories } from '../../../test/support/request-histories.ts';
import {
  answer,
  applicantActor,
  doing,
  handled,
  type RequestTown,
  requestTown,
  sampleApplication,
  send,
} from '../../../test/support/requests.ts';
import { storeRequests } from '../../../test/support/stored-requests.ts';
import type { Act } from '../../platform/act/act.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { startChores } from '../../platform/chores/chore-worker.ts';
import { claim, finish } from '../../platform/chores/store.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import { type Imported, importYear } from '../../platform/calendar/import-year.ts';
import { canonicalJson } from '../../town/canonical-json.ts';
import { addDays, day, dayOf } from '../../town/day.ts';
import type { Outcome } from '../../town/outcome.ts';
import { confirmReceipt } from './begin-handling.ts';
import { askFee } from './charge.ts';
import { consult } from './consult.ts';
import { askCorrection } from './correct.ts';
import type { RequestId } from './info-request.ts';
import { askExtension, decideExtension } from './prolong.ts';
import { recomputeIn, recomputeProgress, recomputeRequests } from './recompute.ts';
import { asHistory, eventsOf, fold, waitingUntil } from './store.ts';
import { newFormKey, submitRequest } from './submit.ts';

const NOTICE = '2027 放假 01-01 02-05 02-08 02-09 02-10 02-11 02-12 上班 01-30 02-20';
/** The same year once more, with the days after New Year off as well. */
const AMENDED = '2027 放假 01-01 01-04 01-05 02-05 02-08 02-09 02-10 02-11 02-12 上班 01-30 02-20';
const KIND = 'requests.recompute';
const BATCH = 7;

let w: RequestTown;
const office = () => w.people.actors['openness-office'];
const today = () => dayOf(w.town.clock.now());

interface Row {
  id: RequestId;
  number: string;
  dueOn: string | null;
  endedOn: string | null;
  revision: number;
  whole: string;
}

async function rowsNow(): Promise<Map<RequestId, Row>> {
  const { rows } = await sql<Row>`select id, number, due_on as "dueOn", ended_on as "endedOn", revision, md5(r::text) as whole
    from requests_requests r order by number`.execute(w.town.db);
  return new Map(rows.map((r) => [r.id, r]));
}

function takeIn(text: string, replace = false): Promise<Outcome<Imported>> {
  return doing(w, office(), (act) => importYear(act, text, { replace, recomputers: [recomputeRequests] }));
}

async function choresLeft(): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from platform_chores where kind = ${KIND} and state = 'waiting'`.execute(w.town.db);
  return rows[0]!.n;
}

async function workThrough(): Promise<void> {
  const chores = await startChores(w.town, { chores: [recomputeIn(BATCH)], timetable: [] }, { pollMs: 10 });
  for (let i = 0; i < 3_000 && (await choresLeft()) > 0; i++) await new Promise((r) => setTimeout(r, 10));
  await chores.stop();
  expect(await choresLeft()).toBe(0);
}

/** Stored state and clock against a fold of the events under today's calendar, column by column. */
async function mismatches(): Promise<string[]> {
  const calendar = await calendarOf(w.town.db);
  const wrong: string[] = [];
  const { rows } = await sql<Record<string, unknown> & { id: RequestId; number: string; clock: unknown; endedOn: string | null }>`
    select id, number, clock, ended_on as "endedOn", due_on as due, draft_on as draft, promise_on as promise, waiting_until as waiting,
      provisional, state from requests_requests`.execute(w.town.db);
  for (const { id, number, clock, endedOn, ...columns } of rows) {
    if (endedOn !== null) continue;
    const folded = fold(asHistory(await eventsOf(w.town.db, id)), calendar);
    const expected = {
      due: folded.clock.law?.due ?? null,
      draft: folded.clock.draft?.due ?? null,
      promise: folded.clock.promise?.due ?? null,
      waiting: waitingUntil(folded.clock),
      provisional: folded.clock.law?.provisional ?? false,
      state: folded.standing.state,
    };
    if (canonicalJson(clock) !== canonicalJson(folded.clock)) wrong.push(`${number}: clock`);
    if (canonicalJson(columns) !== canonicalJson(expected)) wrong.push(`${number}: ${canonicalJson(columns)}`);
  }
  return wrong;
}

/** What was said of each due day that has moved, against what was there before the notice. */
async function told(before: ReadonlyMap<RequestId, Row>): Promise<{ moved: number; wrong: string[]; whys: Set<unknown> }> {
  const wrong: string[] = [];
  const whys = new Set<unknown>();
  let moved = 0;
  for (const [id, now] of await rowsNow()) {
    const was = before.get(id);
    if (!was) continue;
    const said = (await eventsOf(w.town.db, id)).filter((e) => e.kind === 'recounted' && e.byName === '系统');
    const has = was.dueOn !== now.dueOn;
    if (was.endedOn !== null && was.whole !== now.whole) wrong.push(`${was.number} has ended and was touched`);
    if (said.length !== (has ? 1 : 0)) wrong.push(`${was.number}: ${was.dueOn} → ${now.dueOn}, said ${said.length} times`);
    if (has) moved++;
    for (const e of said) {
      if (e.facts.was !== was.dueOn || e.facts.now !== now.dueOn || e.on !== today())
        wrong.push(`${was.number}: ${JSON.stringify(e)}`);
      whys.add(e.facts.why);
    }
  }
  return { moved, wrong, whys };
}

/** Cases of every kind by their own deeds, and histories of late 2026 as they may come to be. */
async function manyRequests(): Promise<void> {
  const received = granted(await send(w, { channel: 'counter' }));
  await handled(w);
  granted(await send(w));
  const correcting = await handled(w);
  granted(await doing(w, office(), (act) => askCorrection(act, correcting.id, { what: '请写明年份。', period: 20 })));
  const paying = await handled(w);
  granted(await doing(w, office(), (act) => askFee(act, paying.id, { basis: 'pages', pages: 109, receivedOn: today() })));
  const asking = await handled(w);
  granted(await doing(w, office(), (act) => consult(act, asking.id, { whom: 'third-party', on: today(), name: '张样例' })));
  const extended = await handled(w);
  granted(await doing(w, office(), (act) => askExtension(act, extended.id, { days: 20, reason: '需要到县档案馆查阅。' })));
  granted(await doing(w, w.people.actors.principal, (act) => decideExtension(act, extended.id, true)));
  const ended = await handled(w);
  await answer(w, ended.id, 'A2', { where: '到镇政务公开办领取' });
  expect(received.receivedOn).toBe(today());
  const shifted = fc.sample(histories, { numRuns: 60, seed: 20_261_130 }).map((history) => {
    const late = Date.parse('2026-12-01') / 86_400_000 + (history.length % 25) - Date.parse(history[0]!.on) / 86_400_000;
    return { history: history.map((e) => moved(e, late)) };
  });
  await storeRequests(w.town, shifted, 5_001);
}

/** A history a number of days later, to the day. */
function moved<E extends { on: string }>(event: E, days: number): E {
  const isDay = (v: unknown): v is string => typeof v === 'string' && /^\d{4}-\d\d-\d\d$/.test(v);
  return Object.fromEntries(Object.entries(event).map(([k, v]) => [k, isDay(v) ? addDays(day(v), days) : v])) as unknown as E;
}

beforeEach(async () => {
  w = await requestTown();
  w.town.clock.set('2026-12-11T02:00:00.000Z');
}, 120_000);

describe('a notice comes in', () => {
  test('what is open is counted again and says why, what has ended stays, and how far it is can be read', async () => {
    await manyRequests();
    const before = await rowsNow();
    const open = [...before.values()].filter((r) => r.endedOn === null).length;
    expect(open).toBeGreaterThan(BATCH * 4);
    expect(await recomputeProgress(w.town.db)).toBeNull();
    const imported = granted(await takeIn(NOTICE));
    expect(imported.recomputed).toMatchObject([{ what: '在办申请', changed: open }]);
    expect(await recomputeProgress(w.town.db)).toMatchObject({ seen: 0, changed: 0, open });
    const seen: number[] = [];
    for (let i = 0; i < 200; i++) {
      const [chore] = await claim(w.town.db, w.town.clock.now(), [KIND], 1);
      if (!chore) break;
      await recomputeIn(BATCH).run(w.town, chore.payload, chore.key);
      await finish(w.town.db, w.town.clock.now(), chore);
      const progress = await recomputeProgress(w.town.db);
      if (progress) seen.push(progress.seen);
    }
    expect(seen).toEqual(Array.from({ length: Math.ceil(open / BATCH) }, (_, i) => Math.min(open, (i + 1) * BATCH)));
    expect(await recomputeProgress(w.town.db)).toBeNull();
    expect(await mismatches()).toEqual([]);
    const found = await told(before);
    expect(found.wrong).toEqual([]);
    expect(found.moved).toBeGreaterThan(10);
    expect([...found.whys]).toEqual([expect.stringContaining('录入2027年放假安排')]);
    // Once more, over what is right already: nothing moves and nothing is said.
    const after = await rowsNow();
    granted(await takeIn(NOTICE, true));
    await workThrough();
    expect(await rowsNow()).toEqual(after);
  }, 120_000);

  test('cut off at any statement of any batch, or after it, it goes on where it stood: nothing is lost or doubled', async () => {
    await manyRequests();
    const before = await rowsNow();
    granted(await takeIn(NOTICE));
    let cuts = 0;
    for (let batches = 0; ; batches++) {
      const [chore] = await claim(w.town.db, w.town.clock.now(), [KIND], 1);
      if (!chore) break;
      for (let at = 0; ; at++) {
        const cut = cutting(at);
        const attempt = recomputeIn(BATCH).run({ ...w.town, db: w.town.db.withPlugin(cut) }, chore.payload, chore.key);
        const failed = await attempt.then(
          () => false,
          (fault: unknown) => (fault instanceof Cut ? true : Promise.reject(fault)),
        );
        if (!failed) break;
        cuts++;
      }
      // Dead after the commit, before its chore was marked: the same chore is run again.
      if (batches % 2 === 0) await recomputeIn(BATCH).run(w.town, chore.payload, chore.key);
      await finish(w.town.db, w.town.clock.now(), chore);
    }
    expect(cuts).toBeGreaterThan(40);
    expect(await mismatches()).toEqual([]);
    const found = await told(before);
    expect(found.wrong).toEqual([]);
    expect(found.moved).toBeGreaterThan(10);
  }, 120_000);

  test('amended at once, and again within the same moment: the latest is what all are counted by', async () => {
    await manyRequests();
    granted(await takeIn(NOTICE));
    await workThrough();
    granted(await takeIn(AMENDED, true));
    await workThrough();
    expect(await mismatches()).toEqual([]);
    granted(await takeIn(NOTICE, true));
    granted(await takeIn(AMENDED, true));
    await workThrough();
    expect(await mismatches()).toEqual([]);
  }, 120_000);
});

class Cut extends Error {}

/** Fails the statement of that number. */
function cutting(at: number): KyselyPlugin {
  let n = 0;
  return {
    transformQuery({ node }) {
      if (n++ === at) throw new Cut(`statement ${at}`);
      return node;
    },
    async transformResult({ result }) {
      return result;
    },
  };
}

describe('while people go on working', () => {
  /** An act that has done its work and not yet committed, until it is let go. */
  function underWay<T>(by: Actor, work: (act: Act) => Promise<Outcome<T>>) {
    let letGo = (): void => {};
    const gate = new Promise<void>((r) => (letGo = r));
    let begun = (): void => {};
    const isDone = new Promise<void>((r) => (begun = r));
    const outcome = doing(w, by, async (act) => {
      const result = await work(act);
      begun();
      await gate;
      return result;
    });
    return { isDone, outcome, letGo };
  }
  const soon = (): Promise<void> => new Promise((r) => setTimeout(r, 300));

  test('a deed that has not committed when its batch comes is part of what is counted', async () => {
    const { id } = await handled(w);
    granted(await doing(w, office(), (act) => askExtension(act, id, { days: 20, reason: '需要到县档案馆查阅。' })));
    const other = granted(await send(w));
    granted(await takeIn(NOTICE));
    const deciding = underWay(w.people.actors.principal, (act) => decideExtension(act, id, true));
    await deciding.isDone;
    const working = workThrough();
    await soon();
    deciding.letGo();
    granted(await deciding.outcome);
    await working;
    granted(await doing(w, office(), (act) => confirmReceipt(act, other.id, today())));
    expect(await mismatches()).toEqual([]);
    expect((await eventsOf(w.town.db, id)).map((e) => e.kind)).toContain('extended');
  }, 60_000);

  test('an application that began before the notice and committed after it is counted by the notice', async () => {
    await handled(w);
    const sending = underWay(applicantActor, (act) =>
      submitRequest(act, {
        draft: sampleApplication(),
        channel: 'counter',
        submittedOn: act.today,
        formKey: newFormKey(),
        files: [],
        title: '',
      }),
    );
    await sending.isDone;
    // The embedded database does one thing after the other: there the notice waits for the application.
    const importing = takeIn(NOTICE);
    await soon();
    if (w.town.engine.kind === 'postgres') granted(await importing);
    else sending.letGo();
    const working = importing.then(() => workThrough());
    await soon();
    sending.letGo();
    const { id } = granted(await sending.outcome);
    await working;
    expect(await mismatches()).toEqual([]);
    expect((await rowsNow()).get(id)?.dueOn).toBe('2027-01-11');
  }, 60_000);
});
