// What this room takes from others when the program is put together: accounts from signing in, documents from disclosure.
import type { VNode } from 'preact';
import type { Act } from '../../../platform/act/act.ts';
import type { Db } from '../../../platform/db/engine.ts';
import type { Town } from '../../../platform/town.ts';
import type { Day, Instant } from '../../../town/day.ts';
import type { AccountId } from '../../../town/ids.ts';
import type { Outcome, Refusal } from '../../../town/outcome.ts';
import type { Organ } from '../organ.ts';

export interface Invitation {
  accountId: AccountId;
  /** Path of the single-use link; shown once, to whoever hands it over. */
  path: string;
  expiresAt: Instant;
}

export interface AccountState {
  username: string;
  disabled: boolean;
  secondFactor: boolean;
}

export interface PeopleDeps {
  /** Makes an account under a sign-in name and a link for its holder, inside the act. */
  invite(act: Act, username: string): Promise<Outcome<Invitation, string>>;
  /** A new link for an account that exists; former links die. */
  inviteAgain(act: Act, accountId: AccountId): Promise<Outcome<Invitation, string>>;
  /** Signs somebody out everywhere. */
  endSessions(act: Act, accountId: AccountId): Promise<void>;
  /** The account of somebody who has left stops working. */
  endAccess(act: Act, accountId: AccountId, reason: string): Promise<void>;
  /** How the account stands; null when there is none under this id. */
  accountState(town: Town, accountId: AccountId): Promise<AccountState | null>;
  /** The account stops working at once; what is refused changes nothing. */
  disable(act: Act, accountId: AccountId, reason: string): Promise<Outcome<null, string>>;
  enable(act: Act, accountId: AccountId, reason: string): Promise<Outcome<null, string>>;
  /** For a lost telephone: the next sign-in sets up a new one. */
  resetSecondFactor(act: Act, accountId: AccountId, reason: string): Promise<Outcome<null, string>>;
  /** The sentence for a refusal of the acts on accounts. */
  accountWords(refusal: Refusal): string;
  /** What an organ has published last, a section of its public page. */
  organDocuments?(db: Db, organ: Organ, today: Day): Promise<VNode | null>;
}
