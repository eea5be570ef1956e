// Signing in by one click, in a demonstration town only: invented staff of every role, without passwords.
import { sql } from 'kysely';
import { dayOf, type Day } from '../../town/day.ts';
import { type AccountId, parseId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import type { StaffIdentity } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { type AuthDeps, holder, lockAccount } from './account.ts';
import { beginSession, type Browser, type Progress } from './progress.ts';
import { readAuthSettings } from './settings.ts';

export interface DemoPerson {
  accountId: AccountId;
  username: string;
  staff: StaffIdentity;
}

export async function demoPeople(deps: AuthDeps, town: Town, today: Day): Promise<DemoPerson[]> {
  if (!town.demo) return [];
  const { rows } = await sql<{ id: AccountId; username: string }>`
    select id, username from gongkai.accounts where town = ${town.slug} and demo and disabled_at is null order by username`.execute(
    town.shared,
  );
  const people: DemoPerson[] = [];
  for (const { id, username } of rows) {
    const staff = await deps.identify(town, id, today);
    if (staff) people.push({ accountId: id, username, staff });
  }
  return people;
}

/** Refused outside demonstration towns, and for accounts that were not made for one. */
export async function demoSignIn(
  deps: AuthDeps,
  town: Town,
  accountText: string,
  from: Browser,
): Promise<Outcome<Progress, 'no-such-person'>> {
  const accountId = parseId<AccountId>(accountText);
  if (!town.demo || accountId === null) return refuse({ code: 'no-such-person' });
  const staff = await deps.identify(town, accountId, dayOf(town.clock.now()));
  if (!staff) return refuse({ code: 'no-such-person' });
  const settings = await readAuthSettings(town.db);
  return perform(town, holder(accountId, staff, from.address), 'demo-sign-in', async (act) => {
    const account = await lockAccount(act.db, town.slug, accountId);
    if (!account?.demo || account.disabledAt !== null) return refuse({ code: 'no-such-person' });
    act.record(`account:${accountId}`, { username: account.username });
    return done(await beginSession(act, account, staff, from, settings));
  });
}
