// A disk of keys of which any one step can be made to fail: before anything was kept, or after all of it was.
import type { KeyDisk } from '../../src/platform/vault/key-disk.ts';
import { StepFailed, type When } from './failing-disk.ts';

export interface FailingKeyDisk extends KeyDisk {
  /** Steps that changed something, since the plan was made. */
  readonly taken: string[];
  plan(at: number, when: When): void;
  rest(): void;
}

export function failingKeyDisk(real: KeyDisk): FailingKeyDisk {
  const taken: string[] = [];
  let failing: { at: number; when: When } | null = null;
  // Once the process is dead it does nothing more.
  let dead = false;
  const fails = (name: string): 'before' | 'after' | null => {
    if (dead) throw new StepFailed(name);
    const mine = taken.push(name) - 1;
    const when = failing?.at === mine ? failing.when : null;
    if (when !== null) dead = true;
    if (when === 'before') throw new StepFailed(name);
    return when;
  };
  const step = async (name: string, work: () => Promise<void>): Promise<void> => {
    const when = fails(name);
    await work();
    if (when === 'after') throw new StepFailed(name);
  };
  const begin = (next: typeof failing): void => {
    taken.length = 0;
    failing = next;
    dead = false;
  };
  return {
    taken,
    plan: (at, when) => begin({ at, when }),
    rest: () => begin(null),
    read: real.read,
    has: real.has,
    list: real.list,
    putNewNow(path, text) {
      const when = fails(`new ${path}`);
      const made = real.putNewNow(path, text);
      if (when === 'after') throw new StepFailed(path);
      return made;
    },
    put: (path, text) => step(`put ${path}`, () => real.put(path, text)),
    syncFolders: (paths) => step(`sync ${paths.join(' ')}`, () => real.syncFolders(paths)),
    wipe: (path) => step(`wipe ${path}`, () => real.wipe(path)),
  };
}
