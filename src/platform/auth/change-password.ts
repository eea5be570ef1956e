// A new password, by the holder who knows the old one. All other sessions of the account end, this one gets a new token.
import { sql } from 'kysely';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { type Act, perform } from '../act/act.ts';
import type { Visitor } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { type Account, accountById, holder, knownWords, lockAccount } from './account.ts';
import { hashPassword, passwordMatches } from './hashing.ts';
import { DJBH_REMEMBERED, normalPassword, passwordRefusals, type PasswordRefusal } from './passwords.ts';
import { advance, type Progress } from './progress.ts';
import { countConfirmFailure, endSessionsOf } from './sessions.ts';
import { type PasswordProfile, readAuthSettings } from './settings.ts';

export type ChangePasswordRefusal = PasswordRefusal | 'password-reused' | 'wrong-current' | 'session-ended';

export interface PasswordChange {
  current: string;
  password: string;
  repeat: string;
  address: string;
}

export async function changePassword(
  town: Town,
  visitor: Visitor,
  change: PasswordChange,
): Promise<Outcome<Progress, ChangePasswordRefusal>> {
  const { accountId, tokenHash, username } = visitor.session;
  const settings = await readAuthSettings(town.db);
  const account = await accountById(town, accountId);
  if (!account) return refuse({ code: 'session-ended' });
  const password = normalPassword(change.password);
  const rules = { profile: settings.passwordProfile, ownWords: knownWords(town, username, visitor.staff) };
  const refusals: Refusal<ChangePasswordRefusal>[] = passwordRefusals(password, normalPassword(change.repeat), rules);
  const actor = holder(accountId, visitor.staff, change.address);
  if (!(await passwordMatches(account.passwordHash, normalPassword(change.current)))) {
    const ended = await perform(town, actor, 'change-password', async (act) => {
      const over = await countConfirmFailure(act, tokenHash);
      act.record(`account:${accountId}`, { result: 'failed', ended: over });
      return done(over);
    });
    const code = ended.ok && ended.value ? 'session-ended' : 'wrong-current';
    return { ok: false, refusals: [{ code, field: 'current' }, ...refusals] };
  }
  if (refusals.length === 0 && (await isReused(town, account, password, settings.passwordProfile))) {
    refusals.push({ code: 'password-reused', field: 'password' });
  }
  if (refusals.length > 0) return { ok: false, refusals };
  const digest = await hashPassword(password);
  return perform<Progress, ChangePasswordRefusal>(town, actor, 'change-password', async (act) => {
    const now = await lockAccount(act.db, town.slug, accountId);
    // Changed or disabled in the meantime: what was compared above no longer holds.
    if (!now || now.disabledAt !== null || now.passwordHash !== account.passwordHash) return refuse({ code: 'session-ended' });
    await writePassword(act, now, digest);
    const sessions = await endSessionsOf(act, accountId, tokenHash);
    const progress = await advance(act, visitor, { ...now, passwordHash: digest, passwordChangedAt: act.at }, false, settings);
    if (!progress) return refuse({ code: 'session-ended' });
    act.record(`account:${accountId}`, { result: 'done', sessions });
    return done(progress);
  });
}

/** The present password may never be chosen again; under the 等保 profile neither may the five before it. */
export async function isReused(
  town: Town,
  account: Pick<Account, 'id' | 'passwordHash'>,
  password: string,
  profile: PasswordProfile,
): Promise<boolean> {
  const { rows } = await sql<{ hash: string }>`
    select password_hash as hash from gongkai.password_history where account_id = ${account.id}
    order by replaced_at desc limit ${DJBH_REMEMBERED}`.execute(town.shared);
  const former = profile === 'djbh' ? rows.map((r) => r.hash) : [];
  for (const digest of [account.passwordHash, ...former]) {
    if (digest !== null && (await passwordMatches(digest, password))) return true;
  }
  return false;
}

/** Puts a new digest in place and the old one into the history, of which five are kept. */
export async function writePassword(act: Act, account: Account, digest: string): Promise<void> {
  if (account.passwordHash !== null) {
    await sql`insert into gongkai.password_history (account_id, password_hash, replaced_at)
      values (${account.id}, ${account.passwordHash}, ${act.at})`.execute(act.db);
    await sql`delete from gongkai.password_history where account_id = ${account.id} and replaced_at not in (
      select replaced_at from gongkai.password_history where account_id = ${account.id} order by replaced_at desc limit ${DJBH_REMEMBERED})`.execute(
      act.db,
    );
  }
  await sql`update gongkai.accounts set password_hash = ${digest}, password_changed_at = ${act.at} where id = ${account.id}`.execute(
    act.db,
  );
}
