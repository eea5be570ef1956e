// The second proof: a code from the telephone or a backup code, and setting up the telephone in the first place.
import { sql } from 'kysely';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { type Act, perform } from '../act/act.ts';
import type { Visitor } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { type Account, type AuthDeps, holder, lockAccount } from './account.ts';
import { useBackupCode } from './backup-codes.ts';
import { countFailure } from './failures.ts';
import { isLocked, minutesUntil } from './lockout.ts';
import { networkWaitsUntil } from './networks.ts';
import { advance, type Progress } from './progress.ts';
import { endSessionsOf, isFresh } from './sessions.ts';
import { readAuthSettings } from './settings.ts';
import { offeredSecret, stepOf } from './totp.ts';

export type CodeRefusal = 'wrong-code' | 'network-waits' | 'session-ended';

/** What kind of code it was, now used up; null when it is wrong or was used before. */
export async function useCode(act: Act, account: Account, code: string): Promise<'totp' | 'backup' | null> {
  if (account.totpSecret === null) return null;
  if (!/^[\d\s]{6,8}$/.test(code)) return (await useBackupCode(act, account.id, code)) ? 'backup' : null;
  const step = stepOf(account.totpSecret, code, act.at);
  if (step === null) return null;
  const { rows } = await sql`update gongkai.accounts set totp_last_step = ${step}
    where id = ${account.id} and (totp_last_step is null or totp_last_step < ${step}) returning id`.execute(act.db);
  return rows.length > 0 ? 'totp' : null;
}

/** A wrong code counts like a wrong password; the fifth locks the account and ends this half-open session. */
export async function giveSecondFactor(
  town: Town,
  visitor: Visitor,
  given: { code: string; address: string },
): Promise<Outcome<Progress, CodeRefusal>> {
  const at = town.clock.now();
  const until = await networkWaitsUntil(town, given.address, at);
  if (until !== null) return refuse({ code: 'network-waits', facts: { minutes: minutesUntil(until, at) } });
  const settings = await readAuthSettings(town.db);
  const { accountId, tokenHash } = visitor.session;
  const outcome = await perform<Progress | { failed: CodeRefusal }, CodeRefusal>(
    town,
    holder(accountId, visitor.staff, given.address),
    'second-factor',
    async (act) => {
      const account = await lockAccount(act.db, town.slug, accountId);
      if (!account || account.disabledAt !== null) return refuse({ code: 'session-ended' });
      const kind = isLocked(account, act.at) ? null : await useCode(act, account, given.code);
      if (kind === null) {
        const locked = await countFailure(act, account, given.address, { reason: 'code' });
        if (locked) await sql`delete from gongkai.sessions where token_hash = ${tokenHash}`.execute(act.db);
        return done({ failed: locked ? 'session-ended' : 'wrong-code' });
      }
      const progress = await advance(act, visitor, account, true, settings);
      if (!progress) return refuse({ code: 'session-ended' });
      act.record(`account:${accountId}`, { result: 'done', kind });
      return done(progress);
    },
  );
  if (!outcome.ok) return outcome;
  return 'failed' in outcome.value ? refuse({ code: outcome.value.failed, field: 'code' }) : done(outcome.value);
}

export type EnrolRefusal = 'wrong-code' | 'not-fresh' | 'session-ended';

/**
 * Sets up the telephone that holds the secret offered to this session. Half-way through signing in only where none is
 * set up yet; later also in place of a former one, by a holder who has just proved who they are. Other sessions end.
 */
export async function enrol(
  deps: AuthDeps,
  town: Town,
  visitor: Visitor,
  given: { code: string; address: string },
): Promise<Outcome<Progress, EnrolRefusal>> {
  const { accountId, tokenHash, stage } = visitor.session;
  const settings = await readAuthSettings(town.db);
  const secret = offeredSecret(deps.secret, tokenHash);
  return perform<Progress, EnrolRefusal>(
    town,
    holder(accountId, visitor.staff, given.address),
    'set-up-second-factor',
    async (act) => {
      const account = await lockAccount(act.db, town.slug, accountId);
      if (!account || account.disabledAt !== null || (stage === 'password' && account.totpSecret !== null)) {
        return refuse({ code: 'session-ended' });
      }
      if (stage === 'full' && !isFresh(visitor.session, act.at)) return refuse({ code: 'not-fresh' });
      const step = stepOf(secret, given.code, act.at);
      if (step === null) return refuse({ code: 'wrong-code', field: 'code' });
      await storeSecondFactor(act, account, secret, step, tokenHash);
      const progress = await advance(act, visitor, { ...account, totpSecret: secret }, true, settings);
      if (!progress) return refuse({ code: 'session-ended' });
      return done(progress);
    },
  );
}

/** Stores a secret whose first code was right, with that code used up; ends all sessions of the account but the one that stays. */
export async function storeSecondFactor(act: Act, account: Account, secret: string, step: number, stays = ''): Promise<void> {
  await sql`update gongkai.accounts set totp_secret = ${secret}, totp_last_step = ${step} where id = ${account.id}`.execute(
    act.db,
  );
  await sql`delete from gongkai.backup_codes where account_id = ${account.id}`.execute(act.db);
  const sessions = await endSessionsOf(act, account.id, stays);
  act.record(`account:${account.id}`, { secondFactor: account.totpSecret === null ? 'set-up' : 'replaced', sessions });
}
