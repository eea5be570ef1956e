import { describe, expect, test } from 'vitest';
import { naiveTree, remembering } from '../../test/support/naive-tree.ts';
import { sha256 } from './crypto.ts';
import { concat, equal, toHex, utf8 } from './format/bytes.ts';
import { type Hash, leafHash, nodeHash, verifyConsistency, verifyInclusion } from './format/merkle.ts';
import { parseTilePath, type TileName, tilePath, tilesFor } from './format/tiles.ts';
import { consistencyProof, inclusionProof, type ReadHash, rootOf, TileCache, TreeGrower, tileHashes } from './tree.ts';

const MOST = 1030;
const BIG = 70_000;
const sha = remembering(sha256);
const leaves = Array.from({ length: BIG }, (_, i) => leafHash(sha256, utf8(`entry ${i}`)));
const oracle = naiveTree(sha, leaves);
const edges = [127, 128, 129, 255, 256, 257, 258, 511, 512, 513, 767, 768, 1023, 1024, 1025, 1030];

/** Complete subtrees, each straight from the definition. */
const complete: ReadHash = (level, index) => oracle.mth(index * 2 ** level, (index + 1) * 2 ** level);

/** The tiles of a log of this size, as tlog-tiles defines their hashes; no other can be read. */
function tilesOf(size: number): Map<string, Uint8Array> {
  const hashTiles = tilesFor(0, size).filter((t) => t.level !== 'entries');
  return new Map(hashTiles.map((t) => [tilePath(t), bytesOf(t)]));
}

function bytesOf({ level, index, width }: TileName): Uint8Array {
  const span = 256 ** (level as number);
  const hash = (i: number): Hash => oracle.mth((index * 256 + i) * span, (index * 256 + i + 1) * span);
  return concat(...Array.from({ length: width }, (_, i) => hash(i)));
}

function reader(tiles: ReadonlyMap<string, Uint8Array>, asked: string[] = []) {
  return async (tile: TileName): Promise<Uint8Array> => {
    asked.push(tilePath(tile));
    const bytes = tiles.get(tilePath(tile));
    if (bytes === undefined) throw new Error(`${tilePath(tile)} is not there`);
    return bytes;
  };
}

const same = (a: readonly Hash[], b: readonly Hash[]): boolean => a.length === b.length && a.every((h, i) => equal(h, b[i]!));

describe('no proof is made', () => {
  test.each([
    [5, 5],
    [6, 5],
    [-1, 5],
    [0, 0],
    [0.5, 5],
    [1, 5.5],
    [0, 2 ** 53],
  ])('of entry %d among %d', async (index, size) => {
    await expect(inclusionProof(sha, complete, index, size)).rejects.toThrow(RangeError);
  });

  test.each([
    [0, 5],
    [6, 5],
    [-1, 5],
    [1.5, 5],
    [1, 2 ** 53],
    [Number.NaN, 5],
  ])('from %d to %d', async (from, to) => {
    await expect(consistencyProof(sha, complete, from, to)).rejects.toThrow(RangeError);
  });

  test('nor a root or a tree of what is no size, nor of what is no hash', async () => {
    for (const size of [-1, 0.5, Number.NaN, 2 ** 53]) {
      await expect(rootOf(sha, complete, size)).rejects.toThrow(RangeError);
      await expect(TreeGrower.at(sha, size, complete)).rejects.toThrow(RangeError);
      expect(() => tileHashes(sha, reader(new Map()), size)).toThrow(RangeError);
    }
    expect(() => new TreeGrower(sha).append(new Uint8Array(31))).toThrow(RangeError);
  });
});

describe('every tree from 0 to 1,030 entries', () => {
  test('has the root of RFC 6962, grown leaf by leaf, read from subtrees, and gone on with from any size', async () => {
    const grown = new TreeGrower(sha);
    for (let size = 0; size <= MOST; size++) {
      const root = oracle.mth(0, size);
      const later = await TreeGrower.at(sha, size, complete);
      if (!same([grown.root(), later.root(), await rootOf(sha, complete, size)], [root, root, root])) throw new Error(`${size}`);
      expect([grown.size, later.size]).toEqual([size, size]);
      later.append(leaves.slice(size, size + 3));
      if (!equal(later.root(), oracle.mth(0, size + 3))) throw new Error(`${size} and three`);
      grown.append(leaves[size]!);
    }
  });

  test('gives the inclusion proof of RFC 6962 for each of its entries', async () => {
    for (let size = 1; size <= MOST; size++) {
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(sha, complete, index, size);
        if (!same(proof, oracle.path(index, size))) throw new Error(`${index} of ${size}`);
      }
    }
  });

  test('gives the consistency proof of RFC 6962: all pairs up to 130, and each size from each edge', async () => {
    for (let to = 1; to <= MOST; to++) {
      const froms =
        to <= 130 || edges.includes(to) ? Array.from({ length: to }, (_, i) => i + 1) : [1, 2, 3, ...edges, to - 1, to];
      for (const from of froms.filter((f) => f <= to)) {
        if (!same(await consistencyProof(sha, complete, from, to), oracle.proof(from, to))) throw new Error(`${from} to ${to}`);
      }
    }
  });

  test('tells of each subtree once, when it is complete', () => {
    const told = new Map<string, Hash>();
    const tree = new TreeGrower(sha);
    tree.append(leaves.slice(0, MOST), (level, index, hash) => {
      expect(told.has(`${level} ${index}`)).toBe(false);
      expect(tree.size).toBeGreaterThanOrEqual((index + 1) * 2 ** level - 1);
      told.set(`${level} ${index}`, hash);
    });
    let count = 0;
    for (let level = 0; 2 ** level <= MOST; level++) count += Math.floor(MOST / 2 ** level);
    expect(told.size).toBe(count);
    for (const [at, hash] of told) {
      const [level, index] = at.split(' ').map(Number) as [number, number];
      if (!equal(hash, complete(level, index) as Hash)) throw new Error(at);
    }
  });
});

describe('hashes out of tiles are refused', () => {
  test('past the size of the log, even where a tile has room', async () => {
    const read = tileHashes(sha, reader(tilesOf(300)), 300);
    for (const [level, index] of [
      [0, 300],
      [1, 150],
      [8, 1],
      [9, 0],
      [16, 0],
      [0, -1],
      [-1, 0],
      [0.5, 0],
      [0, 0.5],
    ] as const) {
      await expect(Promise.resolve(read(level, index))).rejects.toThrow(RangeError);
    }
  });

  test('when a tile is short, long or missing, and asked for again when it is there', async () => {
    const tiles = tilesOf(300);
    for (const n of [0, 43 * 32, 44 * 32 - 1, 44 * 32 + 1, 45 * 32, 8191, 8193]) {
      const odd = new Map(tiles).set('tile/0/001.p/44', new Uint8Array(n));
      await expect(inclusionProof(sha, tileHashes(sha, reader(odd), 300), 299, 300)).rejects.toThrow('tile/0/001.p/44');
    }
    const some = new Map(tiles);
    some.delete('tile/0/000');
    const read = tileHashes(sha, reader(some), 300);
    await expect(inclusionProof(sha, read, 1, 300)).rejects.toThrow('tile/0/000 is not there');
    some.set('tile/0/000', tiles.get('tile/0/000')!);
    expect(same(await inclusionProof(sha, read, 1, 300), oracle.path(1, 300))).toBe(true);
  });

  test('by whoever checks: a byte turned anywhere in the tiles of 300 entries is seen', async () => {
    const tiles = tilesOf(300);
    const root = oracle.mth(0, 300);
    for (const [path, bytes] of tiles) {
      const { level, index } = parseTilePath(path)!;
      for (let at = 0; at < bytes.length; at += 7) {
        const odd = new Map(tiles).set(path, bytes.with(at, bytes[at]! ^ (1 << (at % 8))));
        const read = tileHashes(sha256, reader(odd), 300);
        // The full tile does not enter the root, whose part of it stands a level above; its entries' proofs fail.
        const neighbour = (index * 256 + Math.floor(at / 32)) ^ 1;
        const isSeen =
          level === 0 && index === 0 ? !(await proves(read, neighbour, root)) : !equal(await rootOf(sha256, read, 300), root);
        if (!isSeen) throw new Error(`${path} ${at}`);
      }
    }
  });
});

async function proves(read: ReadHash, index: number, root: Hash): Promise<boolean> {
  const proof = await inclusionProof(sha256, read, index, 300);
  return verifyInclusion(sha256, { index, size: 300, leaf: leaves[index]!, proof, root });
}

describe('a log of 70,000 entries', () => {
  const tiles = tilesOf(BIG);
  const root = oracle.mth(0, BIG);

  test('proves its entries and growth out of the tiles it serves, and asks for no other', async () => {
    const asked: string[] = [];
    const read = tileHashes(sha, reader(tiles, asked), BIG);
    expect(toHex(await rootOf(sha, read, BIG))).toBe(toHex(root));
    for (const index of [
      0,
      1,
      255,
      256,
      65_535,
      65_536,
      69_887,
      69_888,
      69_999,
      ...Array.from({ length: 50 }, (_, i) => i * 1399),
    ]) {
      const proof = await inclusionProof(sha, read, index, BIG);
      expect(verifyInclusion(sha, { index, size: BIG, leaf: leaves[index]!, proof, root })).toBe(true);
    }
    for (const from of [1, 255, 256, 257, 4096, 65_535, 65_536, 65_537, 69_888, 69_999]) {
      const proof = await consistencyProof(sha, read, from, BIG);
      expect(verifyConsistency(sha, { from, to: BIG, fromRoot: oracle.mth(0, from), toRoot: root, proof })).toBe(true);
    }
    expect(asked.filter((p) => !tiles.has(p))).toEqual([]);
  });

  test('answers for each smaller size it was signed at out of the tiles of that size', async () => {
    for (const size of [1, 255, 256, 257, 513, 65_536, 65_537]) {
      const read = tileHashes(sha, reader(tilesOf(size)), size);
      expect(toHex(await rootOf(sha, read, size))).toBe(toHex(oracle.mth(0, size)));
      expect(same(await inclusionProof(sha, read, size - 1, size), oracle.path(size - 1, size))).toBe(true);
      expect(toHex((await TreeGrower.at(sha, size, read)).root())).toBe(toHex(oracle.mth(0, size)));
    }
  });

  test('may give a full tile where the partial one of an older size is gone', async () => {
    const older = 300;
    const read = async (t: TileName): Promise<Uint8Array> => tiles.get(tilePath({ ...t, width: 256 })) ?? bytesOf(t);
    const hashes = tileHashes(sha, read, older);
    expect(same(await inclusionProof(sha, hashes, 299, older), oracle.path(299, older))).toBe(true);
  });

  test('reads a tile once while it is kept, and keeps so many', async () => {
    const asked: string[] = [];
    const cache = new TileCache(4);
    const read = tileHashes(sha, reader(tiles, asked), BIG, cache);
    await Promise.all([inclusionProof(sha, read, 7, BIG), inclusionProof(sha, read, 8, BIG)]);
    expect(asked.length).toBe(new Set(asked).size);
    const before = asked.length;
    await inclusionProof(sha, tileHashes(sha, reader(tiles, asked), BIG, cache), 9, BIG);
    expect(asked.length).toBe(before);
    for (let index = 0; index < 256 * 8; index += 256) await read(0, index);
    const after = asked.length;
    await read(0, 0);
    expect(asked.length).toBe(after + 1);
  });
});

describe('a log too large to build', () => {
  /** All leaves alike: every complete subtree of a level has one hash, so any tile can be given without a tree. */
  const uniform: Hash[] = [leafHash(sha256, utf8('same'))];
  for (let level = 0; level < 52; level++) uniform.push(nodeHash(sha256, uniform[level]!, uniform[level]!));
  const read = async (t: TileName): Promise<Uint8Array> =>
    concat(...Array<Hash>(t.width).fill(uniform[8 * (t.level as number)]!));

  test.each([999_999, 1_000_000, 2 ** 32 - 1, 2 ** 32 + 1, 2 ** 40 + 12_345, 2 ** 52 - 1])(
    'of %d entries proves them',
    async (size) => {
      const hashes = tileHashes(sha256, read, size);
      const root = await rootOf(sha256, hashes, size);
      for (const index of [0, 1, 255, 256, Math.floor(size / 3), size - 2, size - 1]) {
        const proof = await inclusionProof(sha256, hashes, index, size);
        expect(verifyInclusion(sha256, { index, size, leaf: uniform[0]!, proof, root })).toBe(true);
      }
      for (const from of [1, 2 ** 16, Math.floor(size / 3), size - 1]) {
        const proof = await consistencyProof(sha256, hashes, from, size);
        const fromRoot = await rootOf(sha256, tileHashes(sha256, read, from), from);
        expect(verifyConsistency(sha256, { from, to: size, fromRoot, toRoot: root, proof })).toBe(true);
      }
    },
  );
});
