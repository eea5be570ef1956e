// The folding tree against the second reading of RFC 6962, at every size around the borders of tiles.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leafOf, treeHead } from '../../../test/support/independent-log.ts';
import { rootOver, TreeFold } from './tree-fold.ts';

const leaves = Array.from({ length: 1_100 }, (_, i) => leafOf(Buffer.from(`entry ${i}`)));

/** In pieces that do not cross a tile. */
function grown(size: number, piece = 256): TreeFold {
  const tree = new TreeFold();
  while (tree.size < size) {
    const room = 256 - (tree.size % 256);
    const n = Math.min(piece, room, size - tree.size);
    tree.add(Buffer.concat(leaves.slice(tree.size, tree.size + n)));
  }
  return tree;
}

describe('the folding tree', () => {
  test('has the root of the RFC at every size to 600, and around later borders', () => {
    const tree = new TreeFold();
    expect(tree.root()).toEqual(treeHead([]));
    for (let n = 1; n <= 1_030; n++) {
      tree.add(leaves[n - 1]!);
      if (n <= 600 || n % 256 > 250 || n % 256 < 6) expect(tree.root().equals(treeHead(leaves.slice(0, n)))).toBe(true);
    }
  });

  test('gives every full tile once, and what has begun at the end', () => {
    const tree = new TreeFold();
    const full: string[] = [];
    for (let n = 0; n < 1_100; n++)
      for (const { level, index, hashes } of tree.add(leaves[n]!)) {
        full.push(`${level}/${index}`);
        expect(hashes.equals(Buffer.concat(leaves.slice(index * 256, (index + 1) * 256)))).toBe(true);
      }
    expect(full).toEqual(['0/0', '0/1', '0/2', '0/3']);
    expect(tree.begun().map((t) => [t.level, t.index, t.hashes.length / 32])).toEqual([
      [0, 4, 76],
      [1, 0, 4],
    ]);
    expect(
      tree
        .begun()[1]!
        .hashes.subarray(32, 64)
        .equals(treeHead(leaves.slice(256, 512))),
    ).toBe(true);
  });

  test('goes on from what was saved at any size as if nothing had been between', () => {
    fc.assert(
      fc.property(fc.nat(1_100), fc.nat(1_100), fc.integer({ min: 1, max: 300 }), (a, b, piece) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const again = TreeFold.from(from, JSON.parse(JSON.stringify(grown(from, piece).saved())))!;
        for (; again.size < to; ) again.add(leaves[again.size]!);
        expect(again.root().equals(grown(to).root())).toBe(true);
        expect(again.begun()).toEqual(grown(to).begun());
      }),
      { numRuns: 60 },
    );
  });

  test('is not taken up from hashes of another size', () => {
    const saved = grown(700).saved();
    expect(TreeFold.from(700, saved)).not.toBeNull();
    for (const size of [0, 699, 701, 256, 70_000]) expect(TreeFold.from(size, saved)).toBeNull();
    expect(TreeFold.from(700, saved.slice(0, 1))).toBeNull();
    expect(TreeFold.from(700, [...saved, saved[1]!])).toBeNull();
  });

  test('takes no leaves beyond the tile begun', () => {
    expect(() => grown(200).add(Buffer.concat(leaves.slice(0, 57)))).toThrow(RangeError);
  });

  test('a root over one tile is that of its hashes', () => {
    for (const n of [1, 2, 3, 5, 255, 256, 257])
      expect(rootOver(Buffer.concat(leaves.slice(0, n)), n).equals(treeHead(leaves.slice(0, n)))).toBe(true);
  });
});
