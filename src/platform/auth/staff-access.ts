// Accounts as the administration of staff uses them: given to the people room when the program is put together.
import { sql } from 'kysely';
import type { AccountId } from '../../town/ids.ts';
import type { Outcome, Refusal } from '../../town/outcome.ts';
import type { Act } from '../act/act.ts';
import type { Town } from '../town.ts';
import { accountById } from './account.ts';
import { type AccountRefusal, createAccount, disableAccount, enableAccount, resetSecondFactor } from './accounts.ts';
import { type IssuedInvitation, issueInvitation } from './invitations.ts';
import { endSessionsOf } from './sessions.ts';
import { authWords } from './words.ts';

export interface AccountState {
  username: string;
  disabled: boolean;
  secondFactor: boolean;
}

export interface StaffAccess {
  invite(act: Act, username: string): Promise<Outcome<IssuedInvitation, AccountRefusal>>;
  inviteAgain(act: Act, accountId: AccountId): Promise<Outcome<IssuedInvitation, AccountRefusal>>;
  endSessions(act: Act, accountId: AccountId): Promise<void>;
  endAccess(act: Act, accountId: AccountId, reason: string): Promise<void>;
  accountState(town: Town, accountId: AccountId): Promise<AccountState | null>;
  disable(act: Act, accountId: AccountId, reason: string): Promise<Outcome<null, AccountRefusal>>;
  enable(act: Act, accountId: AccountId, reason: string): Promise<Outcome<null, AccountRefusal>>;
  resetSecondFactor(act: Act, accountId: AccountId, reason: string): Promise<Outcome<null, AccountRefusal>>;
  accountWords(refusal: Refusal): string;
}

export const staffAccess: StaffAccess = {
  async invite(act, username) {
    const made = await createAccount(act, username);
    return made.ok ? issueInvitation(act, made.value, 'invitation') : made;
  },
  /** For whoever lost the first link or forgot the password; which of the two is seen from the account. */
  async inviteAgain(act, accountId) {
    const { rows } = await sql`select 1 from gongkai.accounts where id = ${accountId} and password_hash is not null`.execute(
      act.db,
    );
    return issueInvitation(act, accountId, rows.length > 0 ? 'reset' : 'invitation');
  },
  async endSessions(act, accountId) {
    act.record(`account:${accountId}`, { sessions: await endSessionsOf(act, accountId) });
  },
  /** A refusal (disabled already, one's own) changes nothing: an account without somebody in service opens nothing either. */
  async endAccess(act, accountId, reason) {
    await disableAccount(act, accountId, reason);
  },
  /** Null when there is no such account in this town. */
  async accountState(town, accountId) {
    const account = await accountById(town, accountId);
    if (!account) return null;
    return { username: account.username, disabled: account.disabledAt !== null, secondFactor: account.totpSecret !== null };
  },
  disable: disableAccount,
  enable: enableAccount,
  resetSecondFactor,
  accountWords: (refusal) =>
    (authWords as Readonly<Record<string, (facts: NonNullable<Refusal['facts']>) => string>>)[refusal.code]?.(
      refusal.facts ?? {},
    ) ?? '没有完成，请再试一次。',
};
