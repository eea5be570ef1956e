// Links that set a password: for the first administrator, for new staff, after a forgotten password. Good once and
// for 24 hours. A link replaces the password only; a second factor that is set up is asked for as ever.
import { sql } from 'kysely';
import { dayOf, type Instant } from '../../town/day.ts';
import type { AccountId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { type Act, perform } from '../act/act.ts';
import type { StaffIdentity } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { type Account, accountById, type AuthDeps, holder, knownWords, lockAccount, strangerFrom } from './account.ts';
import { type AccountRefusal, createAccount, normalUsername } from './accounts.ts';
import { isReused, writePassword } from './change-password.ts';
import { hashPassword } from './hashing.ts';
import { later } from './lockout.ts';
import { normalPassword, passwordRefusals, type PasswordRefusal } from './passwords.ts';
import { storeSecondFactor } from './second-factor.ts';
import { endSessionsOf } from './sessions.ts';
import { readAuthSettings } from './settings.ts';
import { mustHaveSecondFactor } from './steps.ts';
import { hashToken, newToken } from './tokens.ts';
import { offeredSecret, stepOf } from './totp.ts';

const LIVES_MS = 24 * 3_600_000;

export type InvitationPurpose = 'first-administrator' | 'invitation' | 'reset';

export interface IssuedInvitation {
  accountId: AccountId;
  /** Path of the link, with the token in it: shown once to whoever hands it over, stored nowhere. */
  path: string;
  expiresAt: Instant;
}

/** Makes a link for an account of this town; links issued before for the same account die. */
export async function issueInvitation(
  act: Act,
  accountId: AccountId,
  purpose: InvitationPurpose,
): Promise<Outcome<IssuedInvitation, AccountRefusal>> {
  const account = await lockAccount(act.db, act.town.slug, accountId);
  if (!account || account.disabledAt !== null || account.demo) return refuse({ code: 'account-unknown' });
  await sql`delete from gongkai.invitations where account_id = ${accountId} and used_at is null`.execute(act.db);
  const token = newToken();
  const expiresAt = later(act.at, LIVES_MS);
  await sql`insert into gongkai.invitations (token_hash, town, account_id, purpose, created_at, expires_at)
    values (${hashToken(token)}, ${act.town.slug}, ${accountId}, ${purpose}, ${act.at}, ${expiresAt})`.execute(act.db);
  act.record(`account:${accountId}`, { invitation: purpose, username: account.username, expiresAt });
  return done({ accountId, path: `/console/invitations/${token}`, expiresAt });
}

/**
 * The only way into a new town: an account and a link for its first administrator. May be called again with the same name
 * while nobody has used a link (the former one dies); refused once anybody in the town has a password.
 */
export async function inviteFirstAdministrator(
  act: Act,
  username: string,
): Promise<Outcome<IssuedInvitation, AccountRefusal | 'already-administered'>> {
  const { rows } = await sql<{ id: AccountId; username: string; used: boolean }>`
    select id, username, password_hash is not null as used from gongkai.accounts where town = ${act.town.slug} and not demo`.execute(
    act.db,
  );
  if (rows.some((r) => r.used)) return refuse({ code: 'already-administered' });
  const waiting = rows.find((r) => r.username === normalUsername(username));
  if (waiting) return issueInvitation(act, waiting.id, 'first-administrator');
  const made = await createAccount(act, username);
  return made.ok ? issueInvitation(act, made.value, 'first-administrator') : made;
}

export interface OpenInvitation {
  tokenHash: string;
  purpose: InvitationPurpose;
  expiresAt: Instant;
  account: Account;
  staff: StaffIdentity | null;
  /** Secret to set up together with the password, where the role needs a second factor and there is none yet. */
  secret: string | null;
}

/** An invitation that can be used now, or null: unknown, used, expired, of another town, account disabled. Looking does not use it up. */
export async function openInvitation(deps: AuthDeps, town: Town, token: string): Promise<OpenInvitation | null> {
  const at = town.clock.now();
  const tokenHash = hashToken(token);
  if (tokenHash === null) return null;
  const { rows } = await sql<{ accountId: AccountId; purpose: InvitationPurpose; expiresAt: Instant }>`
    select account_id as "accountId", purpose, expires_at as "expiresAt" from gongkai.invitations
    where token_hash = ${tokenHash} and town = ${town.slug} and used_at is null and expires_at > ${at}`.execute(town.shared);
  const row = rows[0];
  const account = row ? await accountById(town, row.accountId) : null;
  if (!row || !account || account.disabledAt !== null) return null;
  const staff = await deps.identify(town, account.id, dayOf(at));
  const needed = account.totpSecret === null && staff !== null && mustHaveSecondFactor(staff.roles, town.demo);
  return {
    tokenHash,
    purpose: row.purpose,
    expiresAt: row.expiresAt,
    account,
    staff,
    secret: needed ? offeredSecret(deps.secret, tokenHash) : null,
  };
}

export type AcceptRefusal = PasswordRefusal | 'password-reused' | 'wrong-code' | 'invitation-over';

export interface Acceptance {
  token: string;
  password: string;
  repeat: string;
  /** First code of the telephone, where the page asked to set one up. */
  code: string;
  address: string;
}

/** Sets the password (and the telephone). Does not sign in: that is done with both, on the usual page. */
export async function acceptInvitation(deps: AuthDeps, town: Town, given: Acceptance): Promise<Outcome<null, AcceptRefusal>> {
  const open = await openInvitation(deps, town, given.token);
  if (!open) return refuse({ code: 'invitation-over' });
  const { account, staff, secret } = open;
  const settings = await readAuthSettings(town.db);
  const password = normalPassword(given.password);
  const rules = { profile: settings.passwordProfile, ownWords: knownWords(town, account.username, staff) };
  const refusals: Refusal<AcceptRefusal>[] = passwordRefusals(password, normalPassword(given.repeat), rules);
  const step = secret === null ? null : stepOf(secret, given.code, town.clock.now());
  if (secret !== null && step === null) refusals.push({ code: 'wrong-code', field: 'code' });
  if (refusals.length === 0 && (await isReused(town, account, password, settings.passwordProfile))) {
    refusals.push({ code: 'password-reused', field: 'password' });
  }
  if (refusals.length > 0) return { ok: false, refusals };
  const digest = await hashPassword(password);
  const actor = staff ? holder(account.id, staff, given.address) : strangerFrom(given.address);
  return perform<null, AcceptRefusal>(town, actor, 'use-invitation', async (act) => {
    const now = await lockAccount(act.db, town.slug, account.id);
    const used = await sql`update gongkai.invitations set used_at = ${act.at}
      where token_hash = ${open.tokenHash} and used_at is null and expires_at > ${act.at} returning token_hash`.execute(act.db);
    if (!now || now.disabledAt !== null || used.rows.length === 0) return refuse({ code: 'invitation-over' });
    await writePassword(act, now, digest);
    await sql`update gongkai.accounts set failed_attempts = 0, locked_until = null where id = ${now.id}`.execute(act.db);
    const sessions = await endSessionsOf(act, now.id);
    act.record(`account:${now.id}`, { invitation: open.purpose, sessions });
    // The secret belongs to an account without a second factor; one set up in the meantime stays.
    if (secret !== null && step !== null && now.totpSecret === null) await storeSecondFactor(act, now, secret, step);
    return done(null);
  });
}
