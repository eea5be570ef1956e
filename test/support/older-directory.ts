// A database directory as somebody may put it back: some files of an earlier moment, some of the present one.
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../../src/platform/db/physical-copy.ts';

/** The same numbers for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    const mixedState = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((mixedState ^ (mixedState >>> 15)) >>> 0) / 0x1_0000_0000;
  };
}

/** Puts about half of the files that differ back to what they were in `older`. */
export function mixed(older: string, present: string, seed: number): { older: number; newer: number } {
  const next = numbers(seed);
  const count = { older: 0, newer: 0 };
  const paths = new Set([older, present].flatMap((root) => [...filesBelow(root)].filter((f) => !f.isFolder).map((f) => f.path)));
  for (const path of [...paths].sort()) {
    const [from, to] = [join(older, path), join(present, path)];
    const differs = !existsSync(from) || !existsSync(to) || !readFileSync(from).equals(readFileSync(to));
    if (!differs) continue;
    if (next() < 0.5) count.newer++;
    else {
      count.older++;
      rmSync(to, { force: true });
      if (existsSync(from)) cpSync(from, to, { preserveTimestamps: true });
    }
  }
  return count;
}
