// RFC 6962 §2.1 word for word, recursive and slow: the oracle for trees and proofs.
import type { Hash, Sha256 } from '../../src/ledger/format/merkle.ts';

/** Remembers what it has hashed by the very arrays it was given, so that exhaustive tests hash each node once. Never change one. */
export function remembering(sha: Sha256): Sha256 {
  const known = new WeakMap<Hash, WeakMap<Hash, Hash>>();
  return (...parts) => {
    const [head, left, right] = parts;
    if (parts.length !== 3 || head?.length !== 1 || head[0] !== 1) return sha(...parts);
    const ofLeft = known.get(left!) ?? new WeakMap<Hash, Hash>();
    known.set(left!, ofLeft);
    const hash = ofLeft.get(right!) ?? sha(...parts);
    ofLeft.set(right!, hash);
    return hash;
  };
}

export interface NaiveTree {
  /** MTH(D[from:to]) */
  mth(from: number, to: number): Hash;
  /** PATH(m, D[0:n]) */
  path(m: number, n: number): Hash[];
  /** PROOF(m, D[0:n]) */
  proof(m: number, n: number): Hash[];
}

/** `leaves` are leaf hashes. */
export function naiveTree(sha: Sha256, leaves: readonly Hash[]): NaiveTree {
  const known = new Map<string, Hash>();
  const split = (n: number): number => {
    let k = 1;
    while (k * 2 < n) k *= 2;
    return k;
  };

  function mth(from: number, to: number): Hash {
    if (to === from) return sha();
    if (to - from === 1) return leaves[from]!;
    const hit = known.get(`${from} ${to}`);
    if (hit) return hit;
    const k = split(to - from);
    const made = sha(Uint8Array.of(1), mth(from, from + k), mth(from + k, to));
    known.set(`${from} ${to}`, made);
    return made;
  }

  function path(m: number, from: number, to: number): Hash[] {
    if (to - from === 1) return [];
    const k = split(to - from);
    if (m < k) return [...path(m, from, from + k), mth(from + k, to)];
    return [...path(m - k, from + k, to), mth(from, from + k)];
  }

  function subproof(m: number, from: number, to: number, isWhole: boolean): Hash[] {
    if (m === to - from) return isWhole ? [] : [mth(from, to)];
    const k = split(to - from);
    if (m <= k) return [...subproof(m, from, from + k, isWhole), mth(from + k, to)];
    return [...subproof(m - k, from + k, to, false), mth(from, from + k)];
  }

  return { mth, path: (m, n) => path(m, 0, n), proof: (m, n) => subproof(m, 0, n, true) };
}
