// From the right password to a full session: each step proves one thing more and gets a new token.
import { sql } from 'kysely';
import { dayOf, type Instant } from '../../town/day.ts';
import type { AccountId } from '../../town/ids.ts';
import type { Role } from '../../town/roles.ts';
import type { Act } from '../act/act.ts';
import type { StaffIdentity, Visitor } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { type Account, accountById } from './account.ts';
import { isExpired } from './passwords.ts';
import { endSessionsOf, rotateSession, startSession } from './sessions.ts';
import { type AuthSettings, readAuthSettings } from './settings.ts';
import { hasAdminRole, nextStep, type Step } from './steps.ts';
import { hashToken } from './tokens.ts';

export interface Progress {
  /** The session's token from now on; goes into the cookie. */
  token: string;
  /** What is still to be done before the session is full. */
  step: Step | null;
}

/** Where somebody signs in from. */
export interface Browser {
  address: string;
  userAgent: string;
  /** Token the browser sent along, valid or not: that session ends, so a token planted beforehand is worth nothing. */
  oldToken: string | null;
}

function stepFor(
  account: Account,
  roles: readonly Role[],
  demoTown: boolean,
  given: boolean,
  settings: AuthSettings,
  at: Instant,
): Step | null {
  return nextStep({
    hasTotp: account.totpSecret !== null,
    secondFactorGiven: given,
    roles,
    demoTown,
    passwordExpired: isExpired(settings.passwordProfile, account.passwordChangedAt, dayOf(at)),
  });
}

/** A session for somebody whose password was right (or who needs none). */
export async function beginSession(
  act: Act,
  account: Account,
  staff: StaffIdentity,
  from: Browser,
  settings: AuthSettings,
): Promise<Progress> {
  const step = stepFor(account, staff.roles, act.town.demo, false, settings, act.at);
  const stage = step === null ? 'full' : 'password';
  const token = await startSession(act, { accountId: account.id, stage, roles: staff.roles, ...from });
  if (step === null) await becomeFull(act, account.id, staff.roles, token);
  return { token, step };
}

/** The visitor's session after one more proof. `account` is as it stands after that proof. Null when the session had ended. */
export async function advance(
  act: Act,
  visitor: Visitor,
  account: Account,
  secondFactor: boolean,
  settings: AuthSettings,
): Promise<Progress | null> {
  const { roles } = visitor.staff;
  const given = secondFactor || (await secondFactorGiven(act, visitor));
  const step = stepFor(account, roles, act.town.demo, given, settings, act.at);
  const token = await rotateSession(act, visitor.session.tokenHash, {
    stage: step === null ? 'full' : 'password',
    roles,
    secondFactor,
    confirmed: secondFactor || account.totpSecret === null,
  });
  if (token === null) return null;
  if (step === null) await becomeFull(act, account.id, roles, token);
  return { token, step };
}

async function secondFactorGiven(act: Act, visitor: Visitor): Promise<boolean> {
  const { rows } = await sql`select 1 from gongkai.sessions
    where token_hash = ${visitor.session.tokenHash} and second_factor_at is not null`.execute(act.db);
  return rows.length > 0;
}

/** Only a finished sign-in clears the count of failures: knowing the password alone does not buy more guesses at the code. */
async function becomeFull(act: Act, accountId: AccountId, roles: readonly Role[], token: string): Promise<void> {
  await sql`update gongkai.accounts set failed_attempts = 0, locked_until = null, last_signed_in_at = ${act.at}
    where id = ${accountId}`.execute(act.db);
  if (hasAdminRole(roles)) await endSessionsOf(act, accountId, hashToken(token) ?? '');
}

/** What a visitor who is half-way through has to do next; null when nothing, or when the account is gone. */
export async function pendingStep(town: Town, visitor: Visitor, at: Instant): Promise<Step | null> {
  const account = await accountById(town, visitor.session.accountId);
  if (!account) return null;
  const { rows } = await sql`select 1 from gongkai.sessions
    where token_hash = ${visitor.session.tokenHash} and second_factor_at is not null`.execute(town.shared);
  return stepFor(account, visitor.staff.roles, town.demo, rows.length > 0, await readAuthSettings(town.db), at);
}
