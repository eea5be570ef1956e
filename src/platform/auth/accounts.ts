// Accounts: made for one person each, disabled when the person leaves, never made anew under another's name.
// Who may do this is asked by the caller's policy; every verb here runs inside the caller's act.
import { sql } from 'kysely';
import { type AccountId, newId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { Act } from '../act/act.ts';
import { lockAccount } from './account.ts';
import { endSessionsOf } from './sessions.ts';

export type AccountRefusal = 'username-shape' | 'username-taken' | 'account-unknown' | 'own-account' | 'already-so';

/** 3 to 32 small letters, digits and single `.`, `-`, `_` between them, a letter first. */
const USERNAME = /^(?=.{3,32}$)[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/;

/** Names are compared in small letters; anything else typed is left for the rule to refuse. */
export function normalUsername(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** Whether an account may have this name, before anything is made. */
export function isUsername(typed: string): boolean {
  return USERNAME.test(normalUsername(typed));
}

/** Makes an account that cannot sign in yet: an invitation sets its password. Names are unique in the whole installation. */
export function createAccount(act: Act, username: string): Promise<Outcome<AccountId, AccountRefusal>> {
  return insertAccount(act, username, false);
}

/** An account that signs in by one click, in a demonstration town only. */
export function createDemoAccount(act: Act, username: string): Promise<Outcome<AccountId, AccountRefusal>> {
  if (!act.town.demo) throw new Error('demonstration accounts exist in demonstration towns only');
  return insertAccount(act, username, true);
}

async function insertAccount(act: Act, typed: string, demo: boolean): Promise<Outcome<AccountId, AccountRefusal>> {
  const username = normalUsername(typed);
  if (!isUsername(username)) return refuse({ code: 'username-shape', field: 'username' });
  const id = newId<AccountId>();
  const { rows } = await sql`insert into gongkai.accounts (id, town, username, demo, created_at)
    values (${id}, ${act.town.slug}, ${username}, ${demo}, ${act.at})
    on conflict (username) do nothing returning id`.execute(act.db);
  if (rows.length === 0) return refuse({ code: 'username-taken', field: 'username', facts: { username } });
  act.record(`account:${id}`, { created: username, demo });
  return done(id);
}

/** The account stops working at its next request; its open invitations die with it. */
export async function disableAccount(act: Act, id: AccountId, reason: string): Promise<Outcome<null, AccountRefusal>> {
  if (act.actor.accountId === id) return refuse({ code: 'own-account' });
  const account = await lockAccount(act.db, act.town.slug, id);
  if (!account) return refuse({ code: 'account-unknown' });
  if (account.disabledAt !== null) return refuse({ code: 'already-so' });
  await sql`update gongkai.accounts set disabled_at = ${act.at} where id = ${id}`.execute(act.db);
  await sql`delete from gongkai.invitations where account_id = ${id} and used_at is null`.execute(act.db);
  const sessions = await endSessionsOf(act, id);
  act.record(`account:${id}`, { disabled: account.username, reason, sessions });
  return done(null);
}

/** Back in use, with the password it had; failed attempts are forgotten. */
export async function enableAccount(act: Act, id: AccountId, reason: string): Promise<Outcome<null, AccountRefusal>> {
  if (act.actor.accountId === id) return refuse({ code: 'own-account' });
  const account = await lockAccount(act.db, act.town.slug, id);
  if (!account) return refuse({ code: 'account-unknown' });
  if (account.disabledAt === null) return refuse({ code: 'already-so' });
  // Counts as seen today, or the dormancy rule would disable it again the same night.
  await sql`update gongkai.accounts set disabled_at = null, failed_attempts = 0, locked_until = null, last_signed_in_at = ${act.at}
    where id = ${id}`.execute(act.db);
  act.record(`account:${id}`, { enabled: account.username, reason });
  return done(null);
}

/**
 * For a lost telephone: the second factor and its backup codes are removed, sessions end, and the next sign-in
 * sets up a new one where the role needs it. Never part of a password reset, so that one link cannot replace both.
 */
export async function resetSecondFactor(act: Act, id: AccountId, reason: string): Promise<Outcome<null, AccountRefusal>> {
  if (act.actor.accountId === id) return refuse({ code: 'own-account' });
  const account = await lockAccount(act.db, act.town.slug, id);
  if (!account) return refuse({ code: 'account-unknown' });
  if (account.totpSecret === null) return refuse({ code: 'already-so' });
  await sql`update gongkai.accounts set totp_secret = null, totp_last_step = null where id = ${id}`.execute(act.db);
  await sql`delete from gongkai.backup_codes where account_id = ${id}`.execute(act.db);
  const sessions = await endSessionsOf(act, id);
  act.record(`account:${id}`, { secondFactorReset: account.username, reason, sessions });
  return done(null);
}
