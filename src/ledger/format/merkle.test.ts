import { describe, expect, test } from 'vitest';
import { naiveTree, remembering } from '../../../test/support/naive-tree.ts';
import { sha256 } from '../crypto.ts';
import { equal, fromHex, toHex, utf8 } from './bytes.ts';
import {
  emptyRoot,
  type Hash,
  type Inclusion,
  isHash,
  leafHash,
  nodeHash,
  readSize,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts';

const MOST = 1030;
const sha = remembering(sha256);
const leaves = Array.from({ length: MOST }, (_, i) => leafHash(sha, utf8(`entry ${i}`)));
const tree = naiveTree(sha, leaves);
/** Around the edges of tiles and of powers of two. */
const edges = [127, 128, 129, 255, 256, 257, 258, 383, 384, 511, 512, 513, 767, 768, 1000, 1023, 1024, 1025, 1029, 1030];

function inclusion(index: number, size: number): Inclusion {
  return { index, size, leaf: leaves[index]!, proof: tree.path(index, size), root: tree.mth(0, size) };
}

function consistency(from: number, to: number) {
  return { from, to, fromRoot: tree.mth(0, from), toRoot: tree.mth(0, to), proof: tree.proof(from, to) };
}

function flipped(h: Hash, byte = 0): Hash {
  const other = Uint8Array.from(h);
  other[byte]! ^= 1;
  return other;
}

/** Every way to bend a proof by one hash: changed at either end, left out, doubled, swapped, lengthened, cut. */
function bent(proof: readonly Hash[]): Hash[][] {
  const at = proof.flatMap((h, i) => [
    proof.with(i, flipped(h)),
    proof.with(i, flipped(h, 31)),
    proof.with(i, h.subarray(0, 31)),
    proof.with(i, Uint8Array.of(...h, 0)),
    proof.toSpliced(i, 1),
    proof.toSpliced(i, 0, h),
    ...(i > 0 ? [proof.toSpliced(i - 1, 2, h, proof[i - 1]!)] : []),
  ]);
  return [...at, [...proof, leaves[0]!], [leaves[1]!, ...proof], ...(proof.length > 1 ? [[]] : [])];
}

describe('an inclusion proof is refused', () => {
  test('when any of its hashes is bent, in every tree up to 70 and around the edges', () => {
    let kinds = 0;
    for (const size of [...Array.from({ length: 70 }, (_, i) => i + 1), ...edges]) {
      const step = size <= 70 ? 1 : 61;
      for (let index = 0; index < size; index += step) {
        const good = inclusion(index, size);
        for (const proof of bent(good.proof)) {
          if (verifyInclusion(sha, { ...good, proof })) throw new Error(`${index} of ${size}`);
          kinds += 1;
        }
      }
    }
    expect(kinds).toBeGreaterThan(50_000);
  });

  test('for any other index, in every tree up to 70', () => {
    for (let size = 1; size <= 70; size++) {
      for (let index = 0; index < size; index++) {
        const good = inclusion(index, size);
        for (let other = 0; other <= size; other++) {
          if (other !== index && verifyInclusion(sha, { ...good, index: other }))
            throw new Error(`${index} as ${other} of ${size}`);
        }
      }
    }
  });

  test('for a size at which its path would be another', () => {
    for (let size = 1; size <= 70; size++) {
      for (let index = 0; index < size; index++) {
        const good = inclusion(index, size);
        for (let other = 0; other <= 72; other++) {
          if (other === size || !verifyInclusion(sha, { ...good, size: other })) continue;
          // Left of the right edge the siblings of several sizes lie on the same sides; the size is signed beside the root.
          expect(other > index && tree.path(index, other).length === good.proof.length).toBe(true);
        }
      }
    }
  });

  test('for another leaf or another root', () => {
    for (const size of [1, 2, 3, 255, 256, 257]) {
      const good = inclusion(size - 1, size);
      expect(verifyInclusion(sha, { ...good, leaf: flipped(good.leaf) })).toBe(false);
      expect(verifyInclusion(sha, { ...good, root: flipped(good.root) })).toBe(false);
      expect(verifyInclusion(sha, { ...good, leaf: new Uint8Array() })).toBe(false);
      expect(verifyInclusion(sha, { ...good, root: good.root.subarray(0, 31) })).toBe(false);
    }
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 5, 6])('for the index %d of 5', (index) => {
    expect(verifyInclusion(sha, { ...inclusion(4, 5), index })).toBe(false);
  });

  test.each([-1, 0, 4.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('for the size %d', (size) => {
    expect(verifyInclusion(sha, { ...inclusion(4, 5), size })).toBe(false);
    expect(verifyInclusion(sha, { ...inclusion(0, 1), size })).toBe(false);
  });

  test('for a node given as a leaf: leaves and nodes are hashed apart', () => {
    const node = tree.mth(0, 2);
    expect(verifyInclusion(sha, { index: 0, size: 2, leaf: node, proof: [tree.mth(2, 4)], root: tree.mth(0, 4) })).toBe(true);
    expect(toHex(leafHash(sha, Buffer.concat([leaves[0]!, leaves[1]!])))).not.toBe(toHex(node));
  });
});

describe('a consistency proof is refused', () => {
  test('when any of its hashes is bent, for every pair up to 40 and around the edges', () => {
    const sizes = [...Array.from({ length: 40 }, (_, i) => i + 1), ...edges];
    for (const to of sizes) {
      for (const from of sizes.filter((f) => f <= to)) {
        const good = consistency(from, to);
        for (const proof of bent(good.proof)) if (verifyConsistency(sha, { ...good, proof })) throw new Error(`${from} ${to}`);
        expect(verifyConsistency(sha, { ...good, fromRoot: flipped(good.fromRoot) })).toBe(false);
        expect(verifyConsistency(sha, { ...good, toRoot: flipped(good.toRoot) })).toBe(false);
      }
    }
  });

  test('for the history of a log that was changed anywhere', () => {
    for (const changed of [0, 1, 126, 127, 128, 199]) {
      const other = naiveTree(sha, leaves.with(changed, flipped(leaves[changed]!)));
      for (const from of [changed + 1, 200].filter((f) => f > changed)) {
        const forged = { from, to: 260, fromRoot: tree.mth(0, from), toRoot: other.mth(0, 260), proof: other.proof(from, 260) };
        expect(verifyConsistency(sha, forged)).toBe(false);
      }
    }
  });

  test('from an empty log, backwards, and for numbers that are no sizes', () => {
    const good = consistency(3, 7);
    expect(verifyConsistency(sha, { ...good, from: 0, fromRoot: emptyRoot(sha), proof: [] })).toBe(false);
    expect(verifyConsistency(sha, { from: 0, to: 0, fromRoot: emptyRoot(sha), toRoot: emptyRoot(sha), proof: [] })).toBe(false);
    expect(verifyConsistency(sha, { ...good, from: 7, to: 3 })).toBe(false);
    for (const n of [-3, 3.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(verifyConsistency(sha, { ...good, from: n })).toBe(false);
      expect(verifyConsistency(sha, { ...good, to: n })).toBe(false);
    }
  });

  test('between equal sizes, unless it is empty and the roots are one', () => {
    const root = tree.mth(0, 6);
    expect(verifyConsistency(sha, { from: 6, to: 6, fromRoot: root, toRoot: root, proof: [] })).toBe(true);
    expect(verifyConsistency(sha, { from: 6, to: 6, fromRoot: root, toRoot: flipped(root), proof: [] })).toBe(false);
    expect(verifyConsistency(sha, { from: 6, to: 6, fromRoot: root, toRoot: root, proof: [root] })).toBe(false);
  });
});

describe('every tree from 0 to 1,030 entries', () => {
  test('has the root of RFC 6962', () => {
    expect(toHex(emptyRoot(sha))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    for (let size = 0; size <= MOST; size++) {
      if (!equal(tree.mth(0, size), treeRoot(sha, leaves.slice(0, size)))) throw new Error(`${size}`);
    }
  });

  test('proves each of its entries', () => {
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index++) {
        if (!verifyInclusion(sha, inclusion(index, size))) throw new Error(`${index} of ${size}`);
      }
    }
  });

  test('proves that it grew out of every smaller one: all pairs up to 130, and beyond with each size from each edge', () => {
    for (let to = 1; to <= MOST; to++) {
      const froms = to <= 130 ? Array.from({ length: to }, (_, i) => i + 1) : [1, 2, 3, ...edges, to >> 1, to - 2, to - 1, to];
      for (const from of froms.filter((f) => f <= to)) {
        if (!verifyConsistency(sha, consistency(from, to))) throw new Error(`${from} to ${to}`);
      }
    }
    for (const to of edges)
      for (let from = 1; from <= to; from++) expect(verifyConsistency(sha, consistency(from, to))).toBe(true);
  });
});

describe('numbers', () => {
  test('the roots others publish for eight well-known entries are found', () => {
    const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
    const roots = [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ];
    const hashes = entries.map((e) => leafHash(sha, fromHex(e)!));
    expect(roots.map((_, i) => toHex(treeRoot(sha, hashes.slice(0, i + 1))))).toEqual(roots);
  });

  test('sizes past 32 bits keep their place', () => {
    // 2^40 + 1 entries: the last one hangs beside a complete tree, whose root is its only sibling.
    const [whole, last] = [leaves[0]!, leaves[1]!];
    const p = { index: 2 ** 40, size: 2 ** 40 + 1, leaf: last, proof: [whole], root: nodeHash(sha, whole, last) };
    expect(verifyInclusion(sha, p)).toBe(true);
    expect(verifyInclusion(sha, { ...p, index: 0 })).toBe(false);
    expect(verifyInclusion(sha, { ...p, index: 2 ** 40 - 1 })).toBe(false);
    const grown = { from: 2 ** 40, to: 2 ** 40 + 1, fromRoot: whole, toRoot: p.root, proof: [last] };
    expect(verifyConsistency(sha, grown)).toBe(true);
    expect(verifyConsistency(sha, { ...grown, from: 2 ** 39 })).toBe(false);
  });

  test.each(['', '00', '01', '-1', '+1', '1.0', '1e3', ' 1', '1\n', '１', '0x1', '9007199254740992', '99999999999999999'])(
    '%j is no size',
    (text) => expect(readSize(text)).toBeNull(),
  );

  test('a size is read as it is written', () => {
    for (const n of [0, 1, 9, 10, 70_000, 2 ** 32, Number.MAX_SAFE_INTEGER]) expect(readSize(String(n))).toBe(n);
  });

  test('a hash has 32 bytes', () => {
    expect([31, 32, 33].map((n) => isHash(new Uint8Array(n)))).toEqual([false, true, false]);
  });
});
