// How a town's keys stand, for those who look after them. Reads and changes nothing.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { VaultFault, type VaultTrouble } from './fault.ts';
import { keyDiskAt } from './key-disk.ts';
import { BLIND_INDEX, bucketNames, type CaseKeyId, caseKeyPath, caseKeyUse, CASES, idsIn, masterPath } from './key-names.ts';
import { openKeyring } from './keyring.ts';

/** Opened to see whether they do; all of them would take minutes. */
const SAMPLE = 200;

export interface KeysStand {
  /** Why none of it can be used; null when it can, or when no keys have been made yet. */
  trouble: VaultTrouble | null;
  /** The oldest first. More than one: a rotation was not finished. */
  kids: readonly string[];
  caseKeys: number;
  destroyed: number;
  /** Said to be destroyed, and still lying there: a crash in the midst. */
  halfDestroyed: number;
  sampled: number;
  /** Ids of those of the sample that do not open. */
  closed: readonly CaseKeyId[];
  /** Files and folders others than the owner may read or enter. */
  exposed: readonly string[];
}

export async function lookAtKeys(folder: string, mark: string | null): Promise<KeysStand> {
  const disk = keyDiskAt(folder);
  const ring = openKeyring(disk, mark);
  const kids = ring.kids();
  const isOpenToOthers = (path: string): boolean => isExposed(join(folder, path));
  const exposed = ['.', ...kids.map(masterPath), BLIND_INDEX, CASES].filter(isOpenToOthers);
  const held: CaseKeyId[] = [];
  let destroyed = 0;
  let halfDestroyed = 0;
  for (const bucket of bucketNames) {
    const found = idsIn(disk.list(bucket));
    destroyed += found.gone.size;
    halfDestroyed += found.held.filter((id) => found.gone.has(id)).length;
    held.push(...found.held.filter((id) => !found.gone.has(id)));
    exposed.push(...[bucket, ...found.held.map(caseKeyPath)].filter(isOpenToOthers));
    // A serving program looks, too, and readers want their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const step = Math.max(1, Math.floor(held.length / SAMPLE));
  const sample = held.filter((_, i) => i % step === 0);
  const trouble = troubleOf(() => ring.mark());
  const opens = (id: CaseKeyId): boolean =>
    troubleOf(() => ring.unwrap(caseKeyUse(id), disk.read(caseKeyPath(id)) ?? '')) === null;
  return {
    trouble,
    kids,
    caseKeys: held.length,
    destroyed,
    halfDestroyed,
    sampled: sample.length,
    closed: trouble === null ? sample.filter((id) => !opens(id)) : [],
    exposed,
  };
}

function troubleOf(work: () => unknown): VaultTrouble | null {
  try {
    work();
    return null;
  } catch (fault) {
    if (fault instanceof VaultFault) return fault.why;
    throw fault;
  }
}

function isExposed(path: string): boolean {
  if (process.platform === 'win32') return false;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o077) !== 0;
}
