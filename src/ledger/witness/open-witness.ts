// A witness from its folder: the folder held for this process alone, the key read, what was seen looked through.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import { type DirectoryLock, lockDirectory } from '../../platform/db/lock.ts';
import { done, type Outcome } from '../../town/outcome.ts';
import { diskAt } from '../disk.ts';
import type { VerifierKey } from '../format/note.ts';
import { FolderState, STATE_FOLDER } from './state.ts';
import { Witness } from './witness.ts';
import { readWitnessKey, type WitnessKeyRefusal } from './witness-key.ts';

export interface OpenWitness {
  witness: Witness;
  /** Lets go of the folder. Answers under way must have been given before. */
  close(): Promise<void>;
}

/** Throws DirectoryHeld when another process serves this folder, StateDamaged when what it remembers cannot be right. */
export async function openWitness(
  dir: string,
  logs: readonly VerifierKey[],
  clock: Clock,
): Promise<Outcome<OpenWitness, WitnessKeyRefusal>> {
  const key = await readWitnessKey(dir);
  if (!key.ok) return key;
  const lock = await lockDirectory(dir);
  return done({ witness: await lookedThrough(dir, key.value, logs, clock, lock), close: () => lock.release() });
}

async function lookedThrough(
  dir: string,
  key: ConstructorParameters<typeof Witness>[0],
  logs: readonly VerifierKey[],
  clock: Clock,
  lock: DirectoryLock,
): Promise<Witness> {
  try {
    await sweep(join(dir, STATE_FOLDER));
    const witness = new Witness(key, logs, new FolderState(diskAt(dir), key.key), clock);
    await witness.views();
    return witness;
  } catch (fault) {
    await lock.release();
    throw fault;
  }
}

/** What a death in the middle of writing left; nothing refers to it. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.endsWith('.part')) await rm(join(folder, name), { force: true });
}
