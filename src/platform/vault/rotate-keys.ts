// Another master key. Everything wrapped is wrapped anew, read back, and only then the former key is destroyed: after that nothing
// that is still wrapped under it opens any more, in whatever copy it lies. Work goes on meanwhile. Can be cut off at any moment: until
// the end both keys open, and the next run goes on where this one ended.
import { PARTS } from './key-disk.ts';
import { belongsTo, wipeKey } from './case-keys.ts';
import { VaultFault } from './fault.ts';
import { BLIND_INDEX, bucketNames, type CaseKeyId, caseKeyPath, caseKeyUse, gonePath, idsIn, masterPath } from './key-names.ts';
import type { Keyring } from './keyring.ts';
import { kidOf } from './record.ts';

export type RotationProgress = (done: number, total: number) => void;

/** Files written at once: as many as the thread pool syncs, and some waiting. */
const TOGETHER = 16;

/** @returns how many case keys were wrapped anew by this run. Nobody else may rotate meanwhile. */
export async function rotateKeys(ring: Keyring, progress: RotationProgress = () => {}): Promise<{ rewrapped: number }> {
  ring.blindRoot();
  // Throws where the folder was there and is gone: nothing is begun in its place.
  ring.newest();
  await sweepParts(ring);
  const unfinished = ring.kids().length > 1;
  const kid = unfinished ? ring.newest() : ring.addMaster();
  await rewrapBlindIndex(ring, kid);
  let rewrapped = 0;
  for (;;) {
    const pass = await rewrapAll(ring, kid, progress);
    rewrapped += pass.rewrapped;
    // Only a pass that finds everything done, and opens all of it, is the last.
    if (pass.rewrapped > 0) continue;
    if (pass.closed.length > 0)
      throw new VaultFault(
        'rotation-unfinished',
        `${pass.closed.length} case keys do not open; the former master key is kept`,
        pass.closed,
      );
    break;
  }
  for (const former of ring.kids().filter((k) => k !== kid)) await ring.disk.wipe(masterPath(former));
  return { rewrapped };
}

/** What crashes left behind, of things that have come to be or are to be gone. Keys about to be made elsewhere stay. */
async function sweepParts({ disk }: Keyring): Promise<void> {
  for (const part of disk.list(PARTS)) {
    const name = belongsTo(part);
    const there = [name, caseKeyPath(name as CaseKeyId), gonePath(name as CaseKeyId)].some((path) => disk.has(path));
    if (part.startsWith('out.') || there) await disk.wipe(`${PARTS}/${part}`);
  }
}

async function rewrapBlindIndex({ disk, wrap, unwrap }: Keyring, kid: string): Promise<void> {
  const wrapped = disk.read(BLIND_INDEX) ?? '';
  if (kidOf(wrapped.trimEnd()) !== kid) {
    await disk.put(BLIND_INDEX, `${wrap(kid, BLIND_INDEX, unwrap(BLIND_INDEX, wrapped))}\n`);
    await disk.syncFolders(['.']);
  }
  unwrap(BLIND_INDEX, disk.read(BLIND_INDEX) ?? '');
}

interface Pass {
  rewrapped: number;
  /** Those that open under no key we have. */
  closed: CaseKeyId[];
}

async function rewrapAll(ring: Keyring, kid: string, progress: RotationProgress): Promise<Pass> {
  const { disk } = ring;
  const total = bucketNames.reduce((n, bucket) => n + idsIn(disk.list(bucket)).held.length, 0);
  const pass: Pass = { rewrapped: 0, closed: [] };
  let done = 0;
  for (const bucket of bucketNames) {
    const { held, gone } = idsIn(disk.list(bucket));
    const before = pass.rewrapped;
    for (let i = 0; i < held.length; i += TOGETHER) {
      const some = held.slice(i, i + TOGETHER);
      const results = await Promise.all(some.map((id) => (gone.has(id) ? wipeKey(ring, id) : rewrapOne(ring, kid, id))));
      for (const [at, result] of results.entries()) {
        if (result === 'rewrapped') pass.rewrapped++;
        if (result === 'closed') pass.closed.push(some[at]!);
      }
      done += some.length;
    }
    if (pass.rewrapped > before) await disk.syncFolders([bucket]);
    progress(done, total);
    // Reading waits for nothing, and others want their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return pass;
}

async function rewrapOne(ring: Keyring, kid: string, id: CaseKeyId): Promise<'rewrapped' | 'already' | 'closed' | 'gone'> {
  const { disk } = ring;
  const wrapped = disk.read(caseKeyPath(id));
  if (wrapped === null) return 'gone';
  let key: Buffer;
  try {
    key = ring.unwrap(caseKeyUse(id), wrapped);
  } catch (fault) {
    if (!(fault instanceof VaultFault)) throw fault;
    return 'closed';
  }
  if (kidOf(wrapped.trimEnd()) === kid) return 'already';
  await disk.put(caseKeyPath(id), `${ring.wrap(kid, caseKeyUse(id), key)}\n`);
  // It may have been destroyed while it was being written: then it is destroyed.
  if (!disk.has(gonePath(id))) return 'rewrapped';
  await wipeKey(ring, id);
  return 'gone';
}
