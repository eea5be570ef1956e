// The vault of a town that is being opened. The mark of its keys is kept in its database (`platform_settings`), and with it in every
// copy and backup: a town put back without its keys, or beside somebody else's, is told from one that never had any.
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Db, Exclusively } from '../db/engine.ts';
import { settingOf } from '../setting.ts';
import { keyDiskAt } from './key-disk.ts';
import { type Keyring, openKeyring } from './keyring.ts';
import { KEYS_WORK, type Vault, vaultOver } from './vault.ts';

const MARK = 'vault:mark';

/** Mark of the keys the town's personal data is sealed with; null when it has never had keys. */
export async function markOfTown(db: Db): Promise<string | null> {
  const value = (await settingOf(db, MARK)) as { mark?: unknown } | null;
  return typeof value?.mark === 'string' ? value.mark : null;
}

/** The keys are lost for good, and others may be made: at the next opening. What they sealed stays out of reach. */
export async function forgetMark(db: Db): Promise<void> {
  await sql`delete from platform_settings where name = ${MARK}`.execute(db);
}

export interface VaultTown {
  db: Db;
  clock: Clock;
  exclusively: Exclusively;
  /** Told why the keys cannot be used. */
  closed(fault: unknown): void;
}

/**
 * Makes the town's keys when it has none. Keys that are missing or wrong do not keep a town from being opened: what is public needs
 * none of them, and the vault stays shut, saying so at every use, until they are put back.
 */
export async function townVault(folder: string, town: VaultTown): Promise<Vault> {
  const expected = await markOfTown(town.db);
  const ring = openKeyring(keyDiskAt(folder), expected);
  const mark = await prepared(ring, town);
  if (expected === null && mark !== null) {
    await sql`insert into platform_settings (name, value, changed_at, changed_by)
      values (${MARK}, ${JSON.stringify({ mark })}::jsonb, ${town.clock.now()}, '系统') on conflict (name) do nothing`.execute(
      town.db,
    );
  }
  return vaultOver(ring, town.exclusively);
}

async function prepared(ring: Keyring, town: VaultTown): Promise<string | null> {
  try {
    // One process at a time, so that a town begins with one master key. Whoever comes second finds it made, now or at its first use.
    if (ring.mark() === null) await town.exclusively(KEYS_WORK, async () => ring.blindRoot());
    return ring.mark();
  } catch (fault) {
    town.closed(fault);
    return null;
  }
}
