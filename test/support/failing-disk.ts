// A disk, and what stands beside it, of which any one step can be made to fail: before anything was kept, or after all of it was.
import type { Disk } from '../../src/ledger/disk.ts';

/** `before`: nothing was persisted. `after`: all of it was, though the caller is told that it failed. */
export type When = 'before' | 'after';

export class StepFailed extends Error {}

/** Counts the steps that change something, by name, and fails the one that was planned. */
export class Steps {
  readonly taken: string[] = [];
  #fail: { at: number; when: When } | null = null;

  plan(at: number, when: When): void {
    this.taken.length = 0;
    this.#fail = { at, when };
  }

  rest(): void {
    this.taken.length = 0;
    this.#fail = null;
  }

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const mine = this.taken.push(name) - 1;
    const failing = this.#fail?.at === mine ? this.#fail.when : null;
    if (failing === 'before') throw new StepFailed(name);
    const value = await work();
    if (failing === 'after') throw new StepFailed(name);
    return value;
  }

  disk(name: string, real: Disk): Disk {
    return {
      read: (path) => real.read(path),
      putNew: (path, bytes) => this.step(`${name} put ${path.replace(/\d+$/, 'n')}`, () => real.putNew(path, bytes)),
      syncFolders: (paths) => this.step(`${name} sync folders`, () => real.syncFolders(paths)),
      replace: (path, bytes, mode) => this.step(`${name} replace ${path}`, () => real.replace(path, bytes, mode)),
    };
  }
}
