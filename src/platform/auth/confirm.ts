// Proving again who one is, before acts that cannot be taken back. The session gets a new token.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import type { Visitor } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { accountById, holder, lockAccount } from './account.ts';
import { passwordMatches } from './hashing.ts';
import { normalPassword } from './passwords.ts';
import { useCode } from './second-factor.ts';
import { countConfirmFailure, rotateSession } from './sessions.ts';

export type ConfirmRefusal = 'wrong-proof' | 'session-ended';

/**
 * Password, and a code where one is set up. Failures count in this session alone: five end it, but a stranger's
 * guessing elsewhere does not keep the holder from working.
 */
export async function confirmIdentity(
  town: Town,
  visitor: Visitor,
  given: { password: string; code: string; address: string },
): Promise<Outcome<{ token: string }, ConfirmRefusal>> {
  const { accountId, tokenHash } = visitor.session;
  const compared = await accountById(town, accountId);
  const oneClick = town.demo && compared?.demo === true && compared.passwordHash === null;
  const matches = oneClick || (await passwordMatches(compared?.passwordHash ?? null, normalPassword(given.password)));
  const outcome = await perform<{ token: string } | { failed: ConfirmRefusal }, ConfirmRefusal>(
    town,
    holder(accountId, visitor.staff, given.address),
    'confirm-identity',
    async (act) => {
      const account = await lockAccount(act.db, town.slug, accountId);
      if (!account || account.disabledAt !== null) return refuse({ code: 'session-ended' });
      const passwordHolds = matches && account.passwordHash === compared?.passwordHash;
      const holds = passwordHolds && (account.totpSecret === null || (await useCode(act, account, given.code)) !== null);
      if (!holds) {
        const ended = await countConfirmFailure(act, tokenHash);
        act.record(`account:${accountId}`, { result: 'failed', ended });
        return done({ failed: ended ? 'session-ended' : 'wrong-proof' });
      }
      const token = await rotateSession(act, tokenHash, {
        stage: 'full',
        roles: visitor.staff.roles,
        secondFactor: account.totpSecret !== null,
        confirmed: true,
      });
      if (token === null) return refuse({ code: 'session-ended' });
      act.record(`account:${accountId}`, { result: 'done' });
      return done({ token });
    },
  );
  if (!outcome.ok) return outcome;
  return 'failed' in outcome.value ? refuse({ code: outcome.value.failed, field: 'password' }) : done(outcome.value);
}
