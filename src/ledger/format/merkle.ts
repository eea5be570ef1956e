// The Merkle tree of RFC 6962 §2.1 and the checking of its proofs as in RFC 9162 §2.1.3.2 and §2.1.4.2. Sizes go past
// 32 bits, so they are halved by division, never by a bit operator.
import { type Bytes, equal } from './bytes.ts';

/** 32 bytes. */
export type Hash = Bytes;
/** The hash of its arguments' concatenation. */
export type Sha256 = (...parts: readonly Bytes[]) => Hash;

export const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export function leafHash(sha: Sha256, entry: Bytes): Hash {
  return sha(LEAF, entry);
}

export function nodeHash(sha: Sha256, left: Hash, right: Hash): Hash {
  return sha(NODE, left, right);
}

export function emptyRoot(sha: Sha256): Hash {
  return sha();
}

export function isSize(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

/** A size or index as it is written in checkpoints and proofs: decimal, no leading zero except "0". */
export function readSize(text: string): number | null {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const n = Number(text);
  return isSize(n) ? n : null;
}

/** Pairs level by level; one left over rises as it is, which is the split at the largest power of two. */
export function treeRoot(sha: Sha256, leaves: readonly Hash[]): Hash {
  if (leaves.length === 0) return emptyRoot(sha);
  let level = leaves;
  while (level.length > 1) {
    const above: Hash[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1];
      above.push(right === undefined ? level[i]! : nodeHash(sha, level[i]!, right));
    }
    level = above;
  }
  return level[0]!;
}

export interface Inclusion {
  index: number;
  size: number;
  leaf: Hash;
  proof: readonly Hash[];
  root: Hash;
}

export function verifyInclusion(sha: Sha256, p: Inclusion): boolean {
  if (!isSize(p.index) || !isSize(p.size) || p.index >= p.size) return false;
  if (![p.leaf, p.root, ...p.proof].every(isHash)) return false;
  let at = p.index;
  let last = p.size - 1;
  let hash = p.leaf;
  for (const sibling of p.proof) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(sha, sibling, hash);
      [at, last] = risen(at, last);
    } else {
      hash = nodeHash(sha, hash, sibling);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equal(hash, p.root);
}

export interface Consistency {
  from: number;
  to: number;
  fromRoot: Hash;
  toRoot: Hash;
  proof: readonly Hash[];
}

/** A tree of size 0 has no proof: that nothing grew into something says nothing, so `from` 0 is the caller's case. */
export function verifyConsistency(sha: Sha256, p: Consistency): boolean {
  if (!isSize(p.from) || !isSize(p.to) || p.from === 0 || p.from > p.to) return false;
  if (![p.fromRoot, p.toRoot, ...p.proof].every(isHash)) return false;
  if (p.from === p.to) return p.proof.length === 0 && equal(p.fromRoot, p.toRoot);
  const path = isPowerOfTwo(p.from) ? [p.fromRoot, ...p.proof] : p.proof;
  const first = path[0];
  return first !== undefined && growsAlong(sha, p, first, path.slice(1));
}

function growsAlong(sha: Sha256, p: Consistency, first: Hash, path: readonly Hash[]): boolean {
  let at = p.from - 1;
  let last = p.to - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  let before = first;
  let after = first;
  for (const c of path) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      before = nodeHash(sha, c, before);
      after = nodeHash(sha, c, after);
      [at, last] = risen(at, last);
    } else {
      after = nodeHash(sha, after, c);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && equal(before, p.fromRoot) && equal(after, p.toRoot);
}

/** Past the levels at which a right edge has no sibling. */
function risen(at: number, last: number): [number, number] {
  while (!isOdd(at) && at !== 0) {
    at = half(at);
    last = half(last);
  }
  return [at, last];
}

export function isHash(b: Bytes): boolean {
  return b instanceof Uint8Array && b.length === HASH_BYTES;
}

function half(n: number): number {
  return Math.floor(n / 2);
}

function isOdd(n: number): boolean {
  return n % 2 === 1;
}

function isPowerOfTwo(n: number): boolean {
  let rest = n;
  while (rest > 1 && !isOdd(rest)) rest /= 2;
  return rest === 1;
}
