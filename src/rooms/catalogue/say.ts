// What the ledger is told of duties: that one is owed and by when, that it ended without a document, that its day moved, that
// the day has passed. From these alone anybody can list what is overdue.
import { sql } from 'kysely';
import { type Act, perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { latestLines } from '../../platform/act/outbox.ts';
import { today } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Town } from '../../platform/town.ts';
import { type LedgerSaying, logEntries } from '../../ledger/log-entry.ts';
import type { Day } from '../../town/day.ts';
import type { DutyId, OrganId } from '../../town/ids.ts';
import { done } from '../../town/outcome.ts';
import type { RefusalGround } from '../../town/refusal-grounds.ts';
import { listOrgans } from '../people/door.ts';

export interface OwedDuty {
  id: DutyId;
  organId: OrganId;
  dueOn: Day;
}

type What = Pick<LedgerSaying, 'type' | 'ground' | 'fresh'>;

async function say(act: Act, duties: readonly OwedDuty[], what: What): Promise<void> {
  if (duties.length === 0) return;
  const codes = new Map((await listOrgans(act.db, { includeClosed: true })).map((o) => [o.id, o.code]));
  await logEntries(
    act,
    duties.map((d) => ({ ...what, org: codes.get(d.organId) ?? 'unknown', id: d.id, due: d.dueOn, claimedAt: act.at })),
  );
}

/** @param fresh when the duties were made in this very act. */
export function sayOwed(act: Act, duties: readonly OwedDuty[], options: { fresh: boolean }): Promise<void> {
  return say(act, duties, { type: 'register', fresh: options.fresh });
}

/** Nothing arose, or not for the public on a ground. */
export function sayDeclined(act: Act, duty: OwedDuty, ground: RefusalGround | 'nil'): Promise<void> {
  return say(act, [duty], { type: 'decline', ground });
}

/** A holiday notice has moved the day. */
export function sayMoved(act: Act, duties: readonly OwedDuty[]): Promise<void> {
  return say(act, duties, { type: 'clock-correction' });
}

/** Open duties past their day of which the ledger does not say so yet. */
async function unsaid(db: Db, on: Day, lock: 'held' | 'free'): Promise<OwedDuty[]> {
  const { rows } = await sql<OwedDuty>`select id, organ_id as "organId", due_on as "dueOn" from catalogue_duties
    where state = 'open' and due_on < ${on} order by id ${lock === 'held' ? sql`for update` : sql``}`.execute(db);
  const latest = await latestLines(
    db,
    rows.map((d) => d.id),
  );
  return rows.filter((d) => ['register', 'clock-correction'].includes(latest.get(d.id)?.type ?? ''));
}

/** Each night: what has become overdue is put on record once, so that lateness cannot be talked away later. */
export async function sayOverdue(town: Town): Promise<void> {
  if ((await unsaid(town.db, today(town.clock), 'free')).length === 0) return;
  await perform(town, systemActor, 'catalogue.say-overdue', async (act) => {
    const overdue = await unsaid(act.db, act.today, 'held');
    await say(act, overdue, { type: 'late' });
    act.record('catalogue', { what: 'overdue', said: overdue.length });
    return done(null);
  });
}

/** For a town that kept duties before it had a ledger: what is open today is put on record. Repeating it says nothing twice. */
export async function sayAllOwed(town: Town): Promise<number> {
  const said = await perform(town, systemActor, 'catalogue.say-owed', async (act) => {
    const { rows } = await sql<OwedDuty>`select id, organ_id as "organId", due_on as "dueOn" from catalogue_duties
      where state = 'open' order by made_at, id for update`.execute(act.db);
    const known = await latestLines(
      act.db,
      rows.map((d) => d.id),
    );
    const unsaid = rows.filter((d) => !known.has(d.id));
    await sayOwed(act, unsaid, { fresh: true });
    act.record('catalogue', { what: 'owed', said: unsaid.length });
    return done(unsaid.length);
  });
  return said.ok ? said.value : 0;
}
