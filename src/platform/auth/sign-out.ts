// Leaving: the session is gone before the answer is sent, so its cookie opens nothing any more.
import { sql } from 'kysely';
import { done } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import type { Visitor } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { holder } from './account.ts';

export async function signOut(town: Town, visitor: Visitor, address: string): Promise<void> {
  const { accountId, tokenHash } = visitor.session;
  await perform(town, holder(accountId, visitor.staff, address), 'sign-out', async (act) => {
    await sql`delete from gongkai.sessions where token_hash = ${tokenHash}`.execute(act.db);
    act.record(`account:${accountId}`, {});
    return done(null);
  });
}
