// Name and password. Whatever is wrong (name, password, lock, disabled account), the answer, its cost and its statements
// are the same; the audit row alone knows which it was.
import { dayOf, type Instant } from '../../town/day.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { type Act, perform } from '../act/act.ts';
import type { StaffIdentity } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { type Account, accountByName, type AuthDeps, holder, lockAccount, strangerFrom } from './account.ts';
import { normalUsername } from './accounts.ts';
import { countFailure } from './failures.ts';
import { passwordMatches } from './hashing.ts';
import { isLocked, minutesUntil } from './lockout.ts';
import { networkWaitsUntil } from './networks.ts';
import { MAX_LENGTH, normalPassword, passwordLength } from './passwords.ts';
import { beginSession, type Browser, type Progress } from './progress.ts';
import { readAuthSettings } from './settings.ts';

export interface SignInAttempt extends Browser {
  username: string;
  password: string;
}

export type SignInRefusal = 'wrong-credentials' | 'network-waits';

export async function signIn(deps: AuthDeps, town: Town, attempt: SignInAttempt): Promise<Outcome<Progress, SignInRefusal>> {
  const at = town.clock.now();
  const until = await networkWaitsUntil(town, attempt.address, at);
  if (until !== null) return refuse({ code: 'network-waits', facts: { minutes: minutesUntil(until, at) } });
  const username = normalUsername(attempt.username).slice(0, 64);
  const account = await accountByName(town, username);
  const matches = await checkPassword(account, attempt.password);
  const settings = await readAuthSettings(town.db);
  // The holder is looked up only when all else is right: the lookup's time would tell what a lock must hide.
  const staff = account && obstacle(account, matches, at) === null ? await deps.identify(town, account.id, dayOf(at)) : null;
  const actor = account && staff ? holder(account.id, staff, attempt.address) : strangerFrom(attempt.address);
  const outcome = await perform<Progress | null, SignInRefusal>(town, actor, 'sign-in', async (act) => {
    const now = await lockAccount(act.db, town.slug, account?.id ?? '');
    const reason = refusalReason(act, now, account, matches, staff);
    if (reason !== null || !now || !staff) {
      await countFailure(act, now, attempt.address, { username, reason });
      return done(null);
    }
    const progress = await beginSession(act, now, staff, attempt, settings);
    act.record(`account:${now.id}`, { result: 'done', step: progress.step });
    return done(progress);
  });
  if (!outcome.ok) return outcome;
  return outcome.value ? done(outcome.value) : refuse({ code: 'wrong-credentials' });
}

/** Longer passwords than can exist are not cut off and compared; they are wrong, at the usual cost. */
async function checkPassword(account: Account | null, typed: string): Promise<boolean> {
  const password = normalPassword(typed);
  return passwordLength(password) > MAX_LENGTH
    ? passwordMatches(null, '')
    : passwordMatches(account?.passwordHash ?? null, password);
}

type Reason = 'unknown' | 'password' | 'locked' | 'disabled' | 'no-staff';

function obstacle(account: Account, matches: boolean, at: Instant): Reason | null {
  if (account.disabledAt !== null) return 'disabled';
  if (isLocked(account, at)) return 'locked';
  return matches ? null : 'password';
}

/** `now` is the locked row; it may have changed since the password was compared. */
function refusalReason(
  act: Act,
  now: Account | null,
  compared: Account | null,
  matches: boolean,
  staff: StaffIdentity | null,
): Reason | null {
  if (!now) return 'unknown';
  const reason = obstacle(now, matches && now.passwordHash === compared?.passwordHash, act.at);
  return reason ?? (staff ? null : 'no-staff');
}
