// Who a cookie belongs to, asked at every request: nothing is remembered between two of them, so an ended session,
// a disabled account or a changed role counts from the next click on.
import { sql } from 'kysely';
import { dayOf, type Instant, instant, instantOf } from '../../town/day.ts';
import { done, refuse } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import type { Session, Visitor } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import type { AuthDeps } from './account.ts';
import { ABSOLUTE_MS } from './sessions.ts';
import { readAuthSettings } from './settings.ts';
import { rolesMark } from './steps.ts';
import { hashToken } from './tokens.ts';

/** Writing `seen_at` at each request would make every page a write. */
const TOUCH_MS = 30_000;

interface Row extends Session {
  createdAt: Instant;
  seenAt: Instant;
  roles: string;
}

/** The visitor a token stands for, or null: unknown, ended, idle too long, too old, account disabled, of another town, roles changed. */
export async function visitorOf(deps: AuthDeps, town: Town, token: string, now: string): Promise<Visitor | null> {
  const at = instant(now);
  const tokenHash = hashToken(token);
  if (tokenHash === null) return null;
  const { rows } = await sql<Row>`
    select s.token_hash as "tokenHash", s.account_id as "accountId", a.username, s.csrf, s.stage, s.confirmed_at as "confirmedAt",
      s.created_at as "createdAt", s.seen_at as "seenAt", s.roles
    from gongkai.sessions s join gongkai.accounts a on a.id = s.account_id
    where s.token_hash = ${tokenHash} and a.town = ${town.slug} and a.disabled_at is null`.execute(town.shared);
  const row = rows[0];
  if (!row) return null;
  const { idleMinutes } = await readAuthSettings(town.db);
  const age = Date.parse(at) - Date.parse(row.createdAt);
  const idle = Date.parse(at) - Date.parse(row.seenAt);
  if (age >= ABSOLUTE_MS || idle >= idleMinutes * 60_000) return null;
  const staff = await deps.identify(town, row.accountId, dayOf(at));
  if (!staff) return null;
  if (rolesMark(staff.roles) !== row.roles) {
    await endForOtherRoles(town, row, rolesMark(staff.roles));
    return null;
  }
  if (idle >= TOUCH_MS) await touch(town, tokenHash, at);
  const { accountId, username, csrf, stage, confirmedAt } = row;
  return { session: { tokenHash, accountId, username, csrf, stage, confirmedAt }, staff };
}

async function touch(town: Town, tokenHash: string, at: Instant): Promise<void> {
  const before = instantOf(Date.parse(at) - TOUCH_MS);
  await sql`update gongkai.sessions set seen_at = ${at} where token_hash = ${tokenHash} and seen_at <= ${before}`.execute(
    town.shared,
  );
}

async function endForOtherRoles(town: Town, row: Row, now: string): Promise<void> {
  await perform(town, systemActor, 'end-session', async (act) => {
    const ended = await sql`delete from gongkai.sessions where token_hash = ${row.tokenHash} returning id`.execute(act.db);
    // Two requests at once: the other one has ended it and said so.
    if (ended.rows.length === 0) return refuse({ code: 'already-ended' });
    act.record(`account:${row.accountId}`, { reason: 'roles-changed', from: row.roles, to: now });
    return done(null);
  });
}
