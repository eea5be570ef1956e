// An account as this folder reads it, and who speaks when somebody signs in.
import { sql } from 'kysely';
import type { Day, Instant } from '../../town/day.ts';
import type { AccountId } from '../../town/ids.ts';
import type { Actor } from '../act/actor.ts';
import type { Db } from '../db/engine.ts';
import type { StaffIdentity } from '../http/visitor.ts';
import type { Town } from '../town.ts';

/** What this folder needs from outside: it knows accounts, not people. */
export interface AuthDeps {
  /** Who an account belongs to on a day, deputised roles included; null when to nobody in service. */
  identify(town: Town, accountId: AccountId, today: Day): Promise<StaffIdentity | null>;
  /** The installation's secret; secrets offered for setting up a telephone come from it. */
  secret: Buffer;
}

export interface Account {
  id: AccountId;
  username: string;
  passwordHash: string | null;
  totpSecret: string | null;
  failedAttempts: number;
  lockedUntil: Instant | null;
  disabledAt: Instant | null;
  demo: boolean;
  passwordChangedAt: Instant | null;
  lastSignedInAt: Instant | null;
}

const columns = sql`id, username, password_hash as "passwordHash", totp_secret as "totpSecret", failed_attempts as "failedAttempts",
  locked_until as "lockedUntil", disabled_at as "disabledAt", demo, password_changed_at as "passwordChangedAt",
  last_signed_in_at as "lastSignedInAt"`;

export async function accountByName(town: Town, username: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${columns} from gongkai.accounts where username = ${username} and town = ${town.slug}`.execute(town.shared);
  return rows[0] ?? null;
}

export async function accountById(town: Town, id: AccountId): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${columns} from gongkai.accounts where id = ${id} and town = ${town.slug}`.execute(town.shared);
  return rows[0] ?? null;
}

/** Inside an act: nobody else changes the account until the act ends. Accounts of other towns are not found. */
export async function lockAccount(db: Db, townSlug: string, id: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${columns} from gongkai.accounts where id = ${id} and town = ${townSlug} for update`.execute(db);
  return rows[0] ?? null;
}

/** The author of acts done before anybody is known. */
export function strangerFrom(address: string): Actor {
  return { kind: 'system', accountId: null, staffId: null, organId: null, name: '未登录者', roles: [], address };
}

export function holder(accountId: AccountId, staff: StaffIdentity, address: string): Actor {
  return { kind: 'staff', accountId, staffId: staff.id, organId: staff.organId, name: staff.name, roles: staff.roles, address };
}

/** What a password may not consist of, because anybody knows it. */
export function knownWords(town: Town, username: string, staff: StaffIdentity | null): string[] {
  return [username, town.name, town.slug, ...(staff ? [staff.name, staff.organName] : [])];
}
