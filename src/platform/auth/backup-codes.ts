// Eight codes on paper for the day the telephone is lost: 80 random bits each, kept as digests, each good once.
import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AccountId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { type Act, perform } from '../act/act.ts';
import type { Visitor } from '../http/visitor.ts';
import type { Town } from '../town.ts';
import { holder, lockAccount } from './account.ts';
import { isFresh } from './sessions.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const BACKUP_CODES = 8;

function newCode(): string {
  const signs = [...randomBytes(16)].map((byte) => ALPHABET[byte % 32]);
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Digest of a code as typed: case, spaces and dashes do not matter, and O, I, L are read as the digits they look like. */
function digest(accountId: AccountId, typed: string): string {
  const code = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return createHash('sha256').update(`${accountId} ${code}`).digest('hex');
}

export type BackupCodesRefusal = 'not-fresh' | 'no-second-factor';

/** New codes for a holder who has just proved who they are; the former ones die. Shown once, stored nowhere. */
export async function makeBackupCodes(
  town: Town,
  visitor: Visitor,
  address: string,
): Promise<Outcome<string[], BackupCodesRefusal>> {
  const { accountId } = visitor.session;
  return perform(town, holder(accountId, visitor.staff, address), 'make-backup-codes', async (act) => {
    if (!isFresh(visitor.session, act.at)) return refuse({ code: 'not-fresh' });
    const account = await lockAccount(act.db, town.slug, accountId);
    if (!account?.totpSecret) return refuse({ code: 'no-second-factor' });
    await sql`delete from gongkai.backup_codes where account_id = ${accountId}`.execute(act.db);
    const codes = Array.from({ length: BACKUP_CODES }, newCode);
    for (const code of codes) {
      await sql`insert into gongkai.backup_codes (account_id, code_hash, created_at)
        values (${accountId}, ${digest(accountId, code)}, ${act.at})`.execute(act.db);
    }
    act.record(`account:${accountId}`, { codes: codes.length });
    return done(codes);
  });
}

/** Uses a code up. False when it is wrong or used. */
export async function useBackupCode(act: Act, accountId: AccountId, typed: string): Promise<boolean> {
  const { rows } = await sql`update gongkai.backup_codes set used_at = ${act.at}
    where account_id = ${accountId} and code_hash = ${digest(accountId, typed)} and used_at is null returning code_hash`.execute(
    act.db,
  );
  return rows.length > 0;
}

export async function backupCodesLeft(town: Town, accountId: AccountId): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from gongkai.backup_codes where account_id = ${accountId} and used_at is null`.execute(town.shared);
  return rows[0]!.n;
}
