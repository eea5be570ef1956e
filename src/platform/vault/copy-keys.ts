// A copy of a town's keys that is kept apart from its backups, laid out as the folder itself, so that it can take its place. Each copy
// brings the one before up to the present: keys destroyed here are destroyed there as well. A plain copy would keep them.
import { resolve, sep } from 'node:path';
import type { Exclusively } from '../db/engine.ts';
import { wipeKey } from './case-keys.ts';
import { VaultFault } from './fault.ts';
import { type KeyDisk, keyDiskAt } from './key-disk.ts';
import { BLIND_INDEX, bucketNames, caseKeyPath, gonePath, idsIn, masterPath } from './key-names.ts';
import { openKeyring } from './keyring.ts';
import { kidOf } from './record.ts';
import type { RotationProgress } from './rotate-keys.ts';
import { KEYS_WORK } from './vault.ts';

export interface KeysCopied {
  caseKeys: number;
  /** Destroyed there because they were destroyed here. */
  destroyed: number;
  /** In the copy, not here, and not destroyed here either: left where they are. */
  onlyThere: number;
}

export interface CopyOrder {
  from: string;
  to: string;
  /** Mark of the keys the town is known to have. */
  mark: string | null;
  exclusively: Exclusively;
  progress?: RotationProgress;
}

/** True when a copy would lie in what it is a copy of. */
export function liesWithin(folder: string, of: string): boolean {
  return `${resolve(folder)}${sep}`.startsWith(`${resolve(of)}${sep}`);
}

/** Throws `other-keys` when another town's keys lie at the target, `busy` while keys are being rotated. */
export async function copyKeys({ from, to, mark, exclusively, progress = () => {} }: CopyOrder): Promise<KeysCopied> {
  const done = await exclusively(KEYS_WORK, () => mirror(keyDiskAt(from), keyDiskAt(to), mark, progress));
  if (done === null) throw new VaultFault('busy', 'these keys are being rotated or copied already');
  return done.value;
}

async function mirror(here: KeyDisk, there: KeyDisk, expected: string | null, progress: RotationProgress): Promise<KeysCopied> {
  const ring = openKeyring(here, expected);
  const mark = ring.mark();
  if (mark === null) throw new VaultFault('keys-missing', 'there are no keys to copy');
  // What lies at the target must be an older copy of these keys, or nothing.
  openKeyring(there, there.has(BLIND_INDEX) ? mark : null).mark();

  for (const kid of ring.kids()) await bring(here, there, masterPath(kid));
  await bring(here, there, BLIND_INDEX);
  await there.syncFolders(['.']);
  const copied: KeysCopied = { caseKeys: 0, destroyed: 0, onlyThere: 0 };
  const needed = new Set(ring.kids());
  for (const [i, bucket] of bucketNames.entries()) {
    await mirrorBucket(here, there, bucket, copied, needed);
    progress(i + 1, bucketNames.length);
  }
  // A former master key stays in the copy only for keys that are nowhere else.
  for (const kid of openKeyring(there, mark).kids()) if (!needed.has(kid)) await there.wipe(masterPath(kid));
  return copied;
}

/** Nothing is written where it is the same already. */
async function bring(here: KeyDisk, there: KeyDisk, path: string): Promise<boolean> {
  const text = here.read(path);
  if (text === null || there.read(path) === text) return false;
  await there.put(path, text);
  return true;
}

async function mirrorBucket(
  here: KeyDisk,
  there: KeyDisk,
  bucket: string,
  copied: KeysCopied,
  needed: Set<string>,
): Promise<void> {
  let written = 0;
  for (const id of idsIn(here.list(bucket)).held) {
    if (here.has(gonePath(id))) continue;
    if (await bring(here, there, caseKeyPath(id))) written++;
    copied.caseKeys++;
  }
  // After the keys, so that one destroyed meanwhile is destroyed in the copy too.
  const { gone } = idsIn(here.list(bucket));
  for (const id of gone) if (await bring(here, there, gonePath(id))) written++;
  if (written > 0) await there.syncFolders([bucket]);
  for (const id of idsIn(there.list(bucket)).held) {
    if (gone.has(id)) {
      await wipeKey({ disk: there }, id);
      copied.destroyed++;
    } else if (!here.has(caseKeyPath(id))) {
      copied.onlyThere++;
      needed.add(kidOf(there.read(caseKeyPath(id))?.trimEnd() ?? '') ?? '');
    }
  }
}
