// The SQL of background work. A claimed chore stays in state 'waiting' with its time moved to the end of the lease:
// when nobody renews or finishes it, it is simply due again. `attempts` is the fence: only the latest claim may finish.
import { sql } from 'kysely';
import { type Instant, instantOf } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import type { Db } from '../db/engine.ts';
import { TRIES, waitAfter } from './patience.ts';

export interface Chore {
  id: string;
  kind: string;
  key: string;
  payload: Readonly<Record<string, unknown>>;
  /** Which try this is, from 1. */
  attempts: number;
  /** When it should have run. */
  due: Instant;
}

/** Longer than a pause of a busy process, shorter than the 30 seconds a timed release may be late after a crash. */
export const LEASE_MS = 20_000;

function later(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) + ms);
}

/** Takes up to `limit` due chores for this worker. Others working at the same time get others. */
export async function claim(db: Db, at: Instant, kinds: readonly string[], limit: number): Promise<Chore[]> {
  if (kinds.length === 0 || limit <= 0) return [];
  const { rows } = await sql<Chore>`
    with due as (
      select id, run_at as due from platform_chores
      where state = 'waiting' and run_at <= ${at}::timestamptz and kind in (${sql.join(kinds)})
      order by run_at, id limit ${limit}::int for update skip locked
    )
    update platform_chores c set attempts = c.attempts + 1, run_at = ${later(at, LEASE_MS)}::timestamptz
    from due where c.id = due.id
    returning c.id, c.kind, c.key, c.payload, c.attempts, due.due`.execute(db);
  return rows;
}

/** Keeps running chores from being taken by somebody else. */
export async function renew(db: Db, at: Instant, running: readonly Chore[]): Promise<void> {
  for (const chore of running) {
    await sql`update platform_chores set run_at = ${later(at, LEASE_MS)}
      where id = ${chore.id} and attempts = ${chore.attempts} and state = 'waiting'`.execute(db);
  }
}

export async function finish(db: Db, at: Instant, chore: Chore): Promise<void> {
  await sql`update platform_chores set state = 'done', finished_at = ${at}, last_error = null
    where id = ${chore.id} and attempts = ${chore.attempts} and state = 'waiting'`.execute(db);
}

/** Puts a failed chore back with more patience, or parks it. Returns whether it is parked now. */
export async function putBack(db: Db, at: Instant, chore: Chore, error: string): Promise<boolean> {
  const wait = waitAfter(chore.attempts);
  if (wait === null) {
    await sql`update platform_chores set state = 'parked', finished_at = ${at}, last_error = ${error.slice(0, 1000)}
      where id = ${chore.id} and attempts = ${chore.attempts} and state = 'waiting'`.execute(db);
    return true;
  }
  await sql`update platform_chores set run_at = ${later(at, wait)}, last_error = ${error.slice(0, 1000)}
    where id = ${chore.id} and attempts = ${chore.attempts} and state = 'waiting'`.execute(db);
  return false;
}

/** Parked ones of a kind get their tries anew. How many there were. */
export async function unpark(db: Db, at: Instant, kind: string, keys: readonly string[]): Promise<number> {
  const { rows } = await sql`update platform_chores set state = 'waiting', attempts = 0, run_at = ${at}, finished_at = null
    where kind = ${kind} and key = any(${[...keys]}::text[]) and state = 'parked' returning 1`.execute(db);
  return rows.length;
}

/** A chore whose process died each time never reports an error of its own. */
export function isBeyondTries(chore: Chore): boolean {
  return chore.attempts > TRIES;
}

/** For the only process of an embedded town: leases of the process before it mean nothing any more. */
export async function releaseLeases(db: Db, at: Instant): Promise<void> {
  await sql`update platform_chores set run_at = ${at} where state = 'waiting' and attempts > 0 and run_at > ${at}`.execute(db);
}

export async function removeFinished(db: Db, before: Instant): Promise<void> {
  await sql`delete from platform_chores where state = 'done' and finished_at < ${before}`.execute(db);
}

/** The last time of day a timetable was turned into a chore, or null when it never was. */
export async function lastSlot(db: Db, name: string): Promise<Instant | null> {
  const { rows } = await sql<{
    slot: string;
  }>`select value->>'slot' as slot from platform_settings where name = ${`timetable:${name}`}`.execute(db);
  return (rows[0]?.slot as Instant | undefined) ?? null;
}

/** Turns a time of day into one chore, however many processes see it come. */
export async function enqueueSlot(db: Db, at: Instant, kind: string, name: string, slot: Instant): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`insert into platform_chores (id, kind, key, payload, run_at, created_at)
      values (${newId()}, ${kind}, ${`${name} ${slot}`}, ${JSON.stringify({ name, slot })}::jsonb, ${at}, ${at})
      on conflict (kind, key) do nothing`.execute(tx);
    await sql`insert into platform_settings (name, value, changed_at, changed_by)
      values (${`timetable:${name}`}, ${JSON.stringify({ slot })}::jsonb, ${at}, '系统')
      on conflict (name) do update set value = excluded.value, changed_at = excluded.changed_at`.execute(tx);
  });
}

export interface ParkedChore {
  kind: string;
  key: string;
  lastError: string | null;
  parkedAt: Instant;
}

export async function parkedChores(db: Db, limit = 50): Promise<ParkedChore[]> {
  const { rows } = await sql<ParkedChore>`select kind, key, last_error as "lastError", finished_at as "parkedAt"
    from platform_chores where state = 'parked' order by finished_at desc limit ${limit}::int`.execute(db);
  return rows;
}

/** How many seconds the oldest due chore has been waiting; 0 when none is. */
export async function oldestWait(db: Db, at: Instant): Promise<number> {
  const { rows } = await sql<{ run_at: string | null }>`select min(run_at) as run_at from platform_chores
    where state = 'waiting' and run_at <= ${at}`.execute(db);
  const oldest = rows[0]?.run_at;
  return oldest ? Math.max(0, (Date.parse(at) - Date.parse(oldest)) / 1000) : 0;
}

/** The payload of the newest chore of a kind that still waits or runs, for pages that tell how far it is; null when there is none. */
export async function latestWaiting(db: Db, kind: string): Promise<Chore['payload'] | null> {
  const { rows } = await sql<Pick<Chore, 'payload'>>`select payload from platform_chores
    where kind = ${kind} and state = 'waiting' order by created_at desc limit 1`.execute(db);
  return rows[0]?.payload ?? null;
}
