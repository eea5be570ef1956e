// What a wrong answer leaves behind: the account's count, the network's count, the audit row.
import { sql } from 'kysely';
import type { Act } from '../act/act.ts';
import type { Account } from './account.ts';
import { afterFailure, isLocked } from './lockout.ts';
import { countNetworkFailure } from './networks.ts';

/**
 * Counts a wrong answer. The same statements run whether the account exists or not. Returns whether the account is locked now.
 * The act must end in a value, not a refusal, or nothing of this would last.
 */
export async function countFailure(
  act: Act,
  account: Account | null,
  address: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const before = account ?? { failedAttempts: 0, lockedUntil: null };
  const after = afterFailure(before, act.at);
  await sql`update gongkai.accounts set failed_attempts = ${after.failedAttempts}, locked_until = ${after.lockedUntil}
    where id = ${account?.id ?? ''}`.execute(act.db);
  const networkWaits = await countNetworkFailure(act, address);
  const locked = account !== null && isLocked(after, act.at);
  const lockedNow = locked && !isLocked(before, act.at);
  act.record(account ? `account:${account.id}` : 'account:unknown', {
    result: 'failed',
    ...detail,
    ...(lockedNow ? { lockedUntil: after.lockedUntil } : {}),
    ...(networkWaits ? { networkWaits } : {}),
  });
  return locked;
}
