// The keys of cases, each wrapped in a file of its own: laid down before anything is sealed with it, taken away when the case is
// erased, in no backup of the data. A file that says "destroyed" outlives the key and counts for more than the key itself, so that a
// crash in the midst, or an older copy of the folder laid over this one, brings nobody back.
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { PARTS } from './key-disk.ts';
import { bucketOf, type CaseKeyId, caseKeyPath, caseKeyUse, gonePath, isCaseKeyId, newCaseKeyId } from './key-names.ts';
import type { Keyring } from './keyring.ts';
import { VaultFault } from './fault.ts';

/** Opened keys kept in memory; the one used longest ago goes first. */
const REMEMBERED = 256;

export interface CaseKeys {
  make(): Promise<CaseKeyId>;
  /** Null when it was destroyed. Throws when it is merely not here. */
  key(id: CaseKeyId): KeyObject | null;
  isDestroyed(id: CaseKeyId): boolean;
  destroy(id: CaseKeyId): Promise<void>;
}

export function caseKeysOn(ring: Keyring): CaseKeys {
  const { disk } = ring;
  const remembered = new Map<CaseKeyId, KeyObject>();

  const remember = (id: CaseKeyId, key: KeyObject): KeyObject => {
    remembered.delete(id);
    remembered.set(id, key);
    const [oldest] = remembered.keys();
    if (remembered.size > REMEMBERED && oldest !== undefined) remembered.delete(oldest);
    return key;
  };

  const known = (id: CaseKeyId): CaseKeyId => {
    if (!isCaseKeyId(id)) throw new RangeError('not the id of a case key');
    return id;
  };

  /** One key is missing, or all of them are. */
  const lost = (id: CaseKeyId): VaultFault => {
    ring.newest();
    return new VaultFault('key-missing', `the key of a case is not here, and it was not destroyed: ${id}`, [id]);
  };

  return {
    async make() {
      ring.blindRoot();
      const id = newCaseKeyId();
      const key = randomBytes(32);
      for (;;) {
        const kid = ring.newest();
        await disk.put(caseKeyPath(id), `${ring.wrap(kid, caseKeyUse(id), key)}\n`);
        await disk.syncFolders([bucketOf(id)]);
        // A rotation that began meanwhile may have looked into this folder too early; one that begins now will see the file.
        if (ring.newest() === kid) break;
      }
      remember(id, createSecretKey(key));
      return id;
    },
    key(given) {
      const id = known(given);
      // Asked of the disk every time, so that what one process destroys is refused by all at their next call.
      if (disk.has(gonePath(id))) {
        remembered.delete(id);
        return null;
      }
      const held = remembered.get(id);
      if (held !== undefined && disk.has(caseKeyPath(id))) return remember(id, held);
      remembered.delete(id);
      const wrapped = disk.read(caseKeyPath(id));
      if (wrapped === null) {
        // Between the two looks it may have been destroyed.
        if (disk.has(gonePath(id))) return null;
        throw lost(id);
      }
      return remember(id, createSecretKey(ring.unwrap(caseKeyUse(id), wrapped)));
    },
    isDestroyed(given) {
      const id = known(given);
      if (disk.has(gonePath(id))) return true;
      if (disk.has(caseKeyPath(id))) return false;
      if (disk.has(gonePath(id))) return true;
      throw lost(id);
    },
    async destroy(given) {
      const id = known(given);
      remembered.delete(id);
      // Where the keys are not, a note that one of them is destroyed would be a lie.
      ring.mark();
      ring.newest();
      await disk.put(gonePath(id), '');
      await disk.syncFolders([bucketOf(id)]);
      await wipeKey(ring, id);
    },
  };
}

/** Takes away whatever is left of a destroyed key: its file, and what a crash left on the way in or out. */
export async function wipeKey({ disk }: Pick<Keyring, 'disk'>, id: CaseKeyId): Promise<void> {
  await disk.wipe(caseKeyPath(id));
  for (const name of disk.list(PARTS)) if (belongsTo(name) === id) await disk.wipe(`${PARTS}/${name}`);
}

/** `in.<name>.<chance>` → name: whose part it is. */
export function belongsTo(part: string): string {
  return basename(part)
    .replace(/^(in|out)\./, '')
    .replace(/\.[0-9a-f]{12}$/, '');
}
