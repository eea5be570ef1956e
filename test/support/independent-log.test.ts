// The second reading is itself held against numbers printed elsewhere: the tree everybody tests with, and the note in Go's manual.
import { describe, expect, test } from 'vitest';
import {
  auditPath,
  foreignTilePath,
  growthProof,
  headByPath,
  leafOf,
  openForeignNote,
  readForeignBundle,
  readVkey,
  treeHead,
} from './independent-log.ts';

const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((hex) =>
  leafOf(Buffer.from(hex, 'hex')),
);
const heads = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the second reading', () => {
  test('gives the heads everybody gives', () => {
    expect(heads.map((_, n) => treeHead(leaves.slice(0, n)).toString('hex'))).toEqual(heads);
  });

  test('every path of every tree leads to its head, and to no other', () => {
    for (let n = 1; n <= 40; n++) {
      const tree = Array.from({ length: n }, (_, i) => leafOf(Buffer.from(String(i))));
      for (let i = 0; i < n; i++) {
        const path = auditPath(i, tree);
        expect(headByPath(i, n, tree[i]!, path).equals(treeHead(tree))).toBe(true);
        for (const wrong of [n > 1 ? path.slice(1) : [leafOf(Buffer.from('y'))], [...path, leafOf(Buffer.from('x'))]]) {
          let head: Buffer | null = null;
          try {
            head = headByPath(i, n, tree[i]!, wrong);
          } catch {}
          expect(head?.equals(treeHead(tree)) ?? false).toBe(false);
        }
      }
    }
  });

  test('a growth proof of the RFC’s own example has the hashes it names', () => {
    const tree = leaves.slice(0, 7);
    const [a, b, c, d, , , j] = tree;
    const g = treeHead([a!, b!]);
    const h = treeHead([c!, d!]);
    const i = treeHead(tree.slice(4, 6));
    const k = treeHead(tree.slice(0, 4));
    const l = treeHead(tree.slice(4, 7));
    expect(growthProof(3, tree)).toEqual([c, d, g, l]);
    expect(growthProof(4, tree)).toEqual([l]);
    expect(growthProof(6, tree)).toEqual([i, j, k]);
    expect(h.length).toBe(32);
  });

  test('opens the note of Go’s manual, and not when a letter is another', () => {
    const vkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const note = [
      'If you think cryptography is the answer to your problem,',
      "then you don't know what your problem is.",
      '',
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=',
      '',
    ].join('\n');
    expect(openForeignNote(note, [vkey]).signedBy).toEqual([{ name: 'PeterNeumann', type: 1, time: null }]);
    expect(() => openForeignNote(note.replace('answer', 'question'), [vkey])).toThrow('is wrong');
    expect(() => readVkey(vkey.replace('c74f20a3', 'c74f20a4'))).toThrow('should be');
  });

  test('writes the tile names of the specification', () => {
    expect(foreignTilePath(0, 1234067, 256)).toBe('tile/0/x001/x234/067');
    expect(foreignTilePath('entries', 0, 112)).toBe('tile/entries/000.p/112');
    expect(foreignTilePath(1, 1000, 256)).toBe('tile/1/x001/000');
  });

  test('cuts a bundle by its lengths', () => {
    const cut = readForeignBundle(Buffer.from([0, 2, 104, 105, 0, 0, 0, 1, 33]));
    expect(cut.map((e) => e.toString())).toEqual(['hi', '', '!']);
    expect(() => readForeignBundle(Buffer.from([0, 2, 104]))).toThrow();
  });
});
