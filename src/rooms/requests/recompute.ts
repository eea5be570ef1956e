// A holiday notice has come or changed: the clocks of open requests are made again from their events. There may be a hundred
// thousand of them, so that it is done in batches, each an act of its own, and how far it is can be read meanwhile.
import { sql } from 'kysely';
import { type Act, perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import type { Recomputed } from '../../platform/calendar/import-year.ts';
import { latestWaiting } from '../../platform/chores/store.ts';
import type { ChoreKind } from '../../platform/room.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Town } from '../../platform/town.ts';
import type { Calendar } from '../../town/calendar.ts';
import type { Day } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import { type RequestClock, requestClock } from './clock.ts';
import type { History } from './history.ts';
import type { RequestId } from './info-request.ts';
import { asHistory, type StoredEvent, waitingUntil } from './store.ts';

const BATCH = 2_000;
/** Held, shared, by who counts the clock of a request that nobody else can see yet. */
const NEW_REQUESTS = 'requests being made';

interface Counted {
  id: RequestId;
  number: string;
  dueOn: Day | null;
  events: readonly StoredEvent[];
}

/** Said with the import of a year: the work itself goes on behind it. */
export async function recomputeRequests(act: Act, _calendar: unknown, why: string): Promise<Recomputed> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from requests_requests where ended_on is null`.execute(
    act.db,
  );
  const open = rows[0]!.n;
  // A name of its own: two notices may be taken in at one moment.
  if (open > 0) await act.enqueue('requests.recompute', newId(), { why, after: '', seen: 0, changed: 0, open });
  return { what: '在办申请', changed: open, details: open > 0 ? [`${open} 件在办的信息公开申请正在后台重算期限`] : [] };
}

/**
 * Said by who makes a request, before asking for the calendar. A recomputation begins when all who have said it are through, so
 * that no request is made with the old calendar behind its back.
 */
export async function countsByCalendar(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${NEW_REQUESTS}, 0))`.execute(db);
}

async function untilMadeOnes(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${NEW_REQUESTS}, 0))`.execute(db);
}

/** Held first and read after: in one statement, events of a deed it has waited for would be missing. */
async function batch(db: Db, after: string, most: number): Promise<Counted[]> {
  const held = await sql<{ id: RequestId }>`select id from requests_requests
    where ended_on is null and number > ${after} order by number limit ${most}::int for update`.execute(db);
  const { rows } = await sql<Counted>`select r.id, r.number, r.due_on as "dueOn",
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'on', e.on_day, 'facts', e.facts) order by e.seq)
        from requests_events e where e.request_id = r.id) as events
    from requests_requests r where r.id = any(${held.rows.map((r) => r.id)}::text[]) order by r.number`.execute(db);
  return rows;
}

export interface RecomputeProgress {
  seen: number;
  changed: number;
  open: number;
}

/** One batch; the number it ended with, or null when there was none left. */
export async function recomputeBatch(
  act: Act,
  { after, why, most }: { after: string; why: string; most: number },
): Promise<{ last: string | null; seen: number; changed: number }> {
  if (after === '') await untilMadeOnes(act.db);
  const calendar = await calendarOf(act.db);
  const rows = await batch(act.db, after, most);
  const clocks = new Clocks(calendar);
  const counted = rows.map((r) => ({ ...r, n: clocks.numberOf(asHistory(r.events)) }));
  const changed = await writeClocks(act.db, clocks.made, counted);
  const moved = counted.flatMap(({ id, number, n, dueOn: was, events }) => {
    const now = clocks.made[n]!.law?.due ?? null;
    return was === now ? [] : [{ id, number, seq: events.length + 1, was, now }];
  });
  await sayMoved(act, why, moved);
  const lines = moved.map((m) => `${m.number} ${m.was ?? '–'} → ${m.now ?? '–'}`);
  act.record('requests', { deed: 'recompute', why, changed, moved: lines });
  return { last: rows.at(-1)?.number ?? null, seen: rows.length, changed };
}

/** Most requests came in on the same few days and have the same clock: each is counted, and sent to the database, once. */
class Clocks {
  readonly made: RequestClock[] = [];
  readonly #known = new Map<string, number>();

  constructor(readonly calendar: Calendar) {}

  numberOf(history: History): number {
    const key = sameClock(history);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.made.length);
    return this.made.push(requestClock(history, this.calendar)) - 1;
  }
}

/** Equal for histories that differ in the names of their letters only. */
function sameClock(history: History): string {
  const letters: string[] = [];
  return JSON.stringify(
    history.map((e) => {
      if (!('letter' in e)) return e;
      if (!letters.includes(e.letter)) letters.push(e.letter);
      return { ...e, letter: letters.indexOf(e.letter) };
    }),
  );
}

/** Those that have changed; how many. */
async function writeClocks(
  db: Db,
  clocks: readonly RequestClock[],
  counted: readonly { id: RequestId; n: number }[],
): Promise<number> {
  const made = clocks.map((clock, n) => ({
    n,
    clock,
    due: clock.law?.due ?? null,
    draft: clock.draft?.due ?? null,
    promise: clock.promise?.due ?? null,
    waiting: waitingUntil(clock),
    provisional: clock.law?.provisional ?? false,
  }));
  const { numAffectedRows } = await sql`update requests_requests r set clock = m.clock, due_on = m.due, draft_on = m.draft,
      promise_on = m.promise, waiting_until = m.waiting, provisional = m.provisional, revision = revision + 1
    from jsonb_to_recordset(${JSON.stringify(counted.map(({ id, n }) => ({ id, n })))}::jsonb) as c(id text, n integer)
    join jsonb_to_recordset(${JSON.stringify(made)}::jsonb)
      as m(n integer, clock jsonb, due date, draft date, promise date, waiting date, provisional boolean) on m.n = c.n
    where r.id = c.id and r.clock <> m.clock`.execute(db);
  return Number(numAffectedRows ?? 0);
}

async function sayMoved(
  act: Act,
  why: string,
  moved: readonly { id: RequestId; seq: number; was: Day | null; now: Day | null }[],
): Promise<void> {
  if (moved.length === 0) return;
  await sql`insert into requests_events (request_id, seq, kind, on_day, facts, at, by_name)
    select id, seq, 'recounted', ${act.today}, jsonb_build_object('was', was, 'now', now, 'why', ${why}::text), ${act.at}, ${act.actor.name}
    from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m(id text, seq integer, was text, now text)`.execute(act.db);
}

/** Every batch asks for the next: an interrupted run goes on where it stood. */
async function runRecompute(
  town: Town,
  payload: Readonly<Record<string, unknown>>,
  { key, most }: { key: string; most: number },
): Promise<void> {
  const before = { seen: Number(payload.seen), changed: Number(payload.changed), open: Number(payload.open) };
  await perform(town, systemActor, 'requests.recompute', async (act) => {
    const { last, seen, changed } = await recomputeBatch(act, {
      after: String(payload.after),
      why: String(payload.why),
      most,
    });
    const now = { seen: before.seen + seen, changed: before.changed + changed, open: before.open };
    if (last !== null)
      await act.enqueue('requests.recompute', `${key.split(' ')[0]} ${last}`, { ...now, why: payload.why, after: last });
    return done(null);
  });
}

export function recomputeIn(most: number): ChoreKind {
  return { kind: 'requests.recompute', run: (town, payload, key) => runRecompute(town, payload, { key, most }) };
}

export const recomputeChore: ChoreKind = recomputeIn(BATCH);

/** How far the newest recomputation is; null when none is under way. */
export async function recomputeProgress(db: Db): Promise<RecomputeProgress | null> {
  return (await latestWaiting(db, 'requests.recompute')) as RecomputeProgress | null;
}
