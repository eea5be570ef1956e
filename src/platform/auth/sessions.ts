// Sessions: an opaque token in the browser, its digest here. The token is made anew whenever what it can do changes;
// the session keeps its id and its eight hours. Ended sessions are rows that are gone.
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Instant, instantOf } from '../../town/day.ts';
import { type AccountId, type Id, newId, parseId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { Role } from '../../town/roles.ts';
import type { Act } from '../act/act.ts';
import type { Session } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { describeDevice } from './device.ts';
import { rolesMark } from './steps.ts';
import { hashToken, newToken } from './tokens.ts';

export type SessionId = Id<'session'>;

export const ABSOLUTE_MS = 8 * 3_600_000;
/** How long a proof of who one is serves for sensitive acts. */
export const FRESH_MS = 15 * 60_000;
/** Wrong answers in a living session before it ends. */
export const CONFIRM_FAILURES = 5;

export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-gongkai' : 'gongkai';
}

/** Whether the holder proved who they are within the last quarter of an hour; sensitive acts send others to /console/confirm. */
export function isFresh(session: Pick<Session, 'confirmedAt'>, at: Instant): boolean {
  return Date.parse(at) - Date.parse(session.confirmedAt) < FRESH_MS;
}

export interface NewSession {
  accountId: AccountId;
  stage: Session['stage'];
  roles: readonly Role[];
  address: string;
  userAgent: string;
  /** Token of the browser's former session, if it sent one; that session ends. */
  oldToken: string | null;
}

/** Starts a session and returns its token, which is nowhere else. The browser's former session ends, whoever's it was. */
export async function startSession(act: Act, s: NewSession): Promise<string> {
  const token = newToken();
  const oldHash = s.oldToken === null ? null : hashToken(s.oldToken);
  // Somebody whose session ran out while writing keeps the form token, so that the page still open can be submitted.
  const old = await sql<{ csrf: string; account_id: string }>`
    delete from gongkai.sessions where token_hash = ${oldHash ?? ''} returning csrf, account_id`.execute(act.db);
  const csrf = old.rows[0]?.account_id === s.accountId ? old.rows[0].csrf : newCsrf();
  await sql`insert into gongkai.sessions (token_hash, id, account_id, csrf, stage, created_at, seen_at, confirmed_at, roles, address, device)
    values (${hashToken(token)}, ${newId()}, ${s.accountId}, ${csrf}, ${s.stage}, ${act.at}, ${act.at}, ${act.at},
      ${rolesMark(s.roles)}, ${s.address.slice(0, 64)}, ${describeDevice(s.userAgent)})`.execute(act.db);
  return token;
}

function newCsrf(): string {
  return randomBytes(24).toString('base64url');
}

export interface Rotation {
  stage: Session['stage'];
  roles: readonly Role[];
  /** True when a second factor was given just now. */
  secondFactor: boolean;
  /** True when everything the holder can be asked for was given just now. */
  confirmed: boolean;
}

/**
 * The same session under a new token; the old one is dead at once. Null when the session had ended meanwhile.
 */
export async function rotateSession(act: Act, tokenHash: string, change: Rotation): Promise<string | null> {
  const token = newToken();
  const secondFactorAt = change.secondFactor ? act.at : null;
  const { rows } = await sql`
    update gongkai.sessions set token_hash = ${hashToken(token)}, stage = ${change.stage}, roles = ${rolesMark(change.roles)},
      seen_at = ${act.at}, confirm_failures = 0,
      confirmed_at = case when ${change.confirmed}::boolean then ${act.at}::timestamptz else confirmed_at end,
      second_factor_at = coalesce(${secondFactorAt}::timestamptz, second_factor_at)
    where token_hash = ${tokenHash} returning id`.execute(act.db);
  return rows.length > 0 ? token : null;
}

/** Ends all sessions of an account but one; returns how many. */
export async function endSessionsOf(act: Act, accountId: AccountId, exceptHash = ''): Promise<number> {
  const { rows } = await sql`
    delete from gongkai.sessions where account_id = ${accountId} and token_hash <> ${exceptHash} returning id`.execute(act.db);
  return rows.length;
}

export type EndSessionRefusal = 'session-unknown';

/** One's own session, or anybody's for the security administrator. What is not one's own does not exist. */
export async function endSession(act: Act, idText: string): Promise<Outcome<{ accountId: AccountId }, EndSessionRefusal>> {
  const id = parseId<SessionId>(idText);
  const anybodys = act.actor.roles.includes('security-admin');
  const { rows } = await sql<{ accountId: AccountId }>`
    delete from gongkai.sessions where id = ${id ?? ''} and (${anybodys}::boolean or account_id = ${act.actor.accountId})
      and account_id in (select id from gongkai.accounts where town = ${act.town.slug})
    returning account_id as "accountId"`.execute(act.db);
  const row = rows[0];
  if (!row) return refuse({ code: 'session-unknown' });
  act.record(`account:${row.accountId}`, { session: id, own: row.accountId === act.actor.accountId });
  return done(row);
}

/** One more wrong answer in a living session. True when that was one too many and the session has ended. */
export async function countConfirmFailure(act: Act, tokenHash: string): Promise<boolean> {
  await sql`update gongkai.sessions set confirm_failures = confirm_failures + 1 where token_hash = ${tokenHash}`.execute(act.db);
  const { rows } = await sql`
    delete from gongkai.sessions where token_hash = ${tokenHash} and confirm_failures >= ${CONFIRM_FAILURES} returning id`.execute(
    act.db,
  );
  return rows.length > 0;
}

export interface SessionLine {
  id: SessionId;
  tokenHash: string;
  accountId: AccountId;
  username: string;
  device: string;
  address: string;
  createdAt: Instant;
  seenAt: Instant;
}

/** Living full sessions, latest seen first: of one account, or of the whole town. */
export async function livingSessions(
  town: Town,
  at: Instant,
  idleMinutes: number,
  accountId: AccountId | null,
): Promise<SessionLine[]> {
  const since = instantOf(Date.parse(at) - ABSOLUTE_MS);
  const seen = instantOf(Date.parse(at) - idleMinutes * 60_000);
  const { rows } = await sql<SessionLine>`
    select s.id, s.token_hash as "tokenHash", s.account_id as "accountId", a.username, s.device, s.address,
      s.created_at as "createdAt", s.seen_at as "seenAt"
    from gongkai.sessions s join gongkai.accounts a on a.id = s.account_id
    where a.town = ${town.slug} and a.disabled_at is null and s.stage = 'full' and s.created_at > ${since} and s.seen_at > ${seen}
      and (${accountId}::text is null or s.account_id = ${accountId})
    order by s.seen_at desc, s.id limit 500`.execute(town.shared);
  return rows;
}
