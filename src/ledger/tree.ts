// Roots and proofs from hashes that lie in tiles, and a tree that grows by its right edge alone.
import type { Bytes } from './format/bytes.ts';
import { emptyRoot, HASH_BYTES, type Hash, isHash, isSize, nodeHash, type Sha256 } from './format/merkle.ts';
import { TILE_WIDTH, type TileName, tilePath } from './format/tiles.ts';

/** The hash of the complete subtree over leaves [index·2^level, (index+1)·2^level). */
export type ReadHash = (level: number, index: number) => Promise<Hash> | Hash;
/** A tile's bytes: the width asked for, or the full tile in its place. */
export type ReadTile = (tile: TileName) => Promise<Bytes>;

/** Leaves [from, to) below one node of a tree: `from` is a multiple of the power of two at which it splits. */
type Range = readonly [from: number, to: number];

/** RFC 6962 §2.1: the largest power of two smaller than n, for n > 1. */
function splitOf(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Of a subtree of n leaves, n a power of two. */
function levelOf(n: number): number {
  let level = 0;
  for (let k = 1; k < n; k *= 2) level += 1;
  return level;
}

function hashOf(sha: Sha256, read: ReadHash, [from, to]: Range): Promise<Hash> | Hash {
  const size = to - from;
  const isComplete = size === 1 || splitOf(size) * 2 === size;
  return isComplete ? read(levelOf(size), from / size) : edgeHash(sha, read, from, to);
}

/** Complete subtrees from the left, each smaller than the one before, hashed together from the right. */
async function edgeHash(sha: Sha256, read: ReadHash, from: number, to: number): Promise<Hash> {
  const parts: (Promise<Hash> | Hash)[] = [];
  let at = from;
  while (at < to) {
    const size = splitOf(to - at + 1);
    parts.push(read(levelOf(size), at / size));
    at += size;
  }
  return (await Promise.all(parts)).reduceRight((right, left) => nodeHash(sha, left, right));
}

function hashesOf(sha: Sha256, read: ReadHash, ranges: readonly Range[]): Promise<Hash[]> {
  return Promise.all(ranges.map((r) => hashOf(sha, read, r)));
}

export async function rootOf(sha: Sha256, read: ReadHash, size: number): Promise<Hash> {
  if (!isSize(size)) throw new RangeError(`not a size: ${size}`);
  return size === 0 ? emptyRoot(sha) : hashOf(sha, read, [0, size]);
}

/** Siblings from the leaf's to the root's child. Throws where there is no such entry: the caller knows the size. */
export async function inclusionProof(sha: Sha256, read: ReadHash, index: number, size: number): Promise<Hash[]> {
  if (!isSize(index) || !isSize(size) || index >= size) throw new RangeError(`no entry ${index} among ${size}`);
  const siblings: Range[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    siblings.push(index < middle ? [middle, to] : [from, middle]);
    if (index < middle) to = middle;
    else from = middle;
  }
  return hashesOf(sha, read, siblings.reverse());
}

/** RFC 6962 §2.1.2. Nothing can be proved of an empty tree, so `from` 0 throws, as does a log that shrinks. */
export async function consistencyProof(sha: Sha256, read: ReadHash, from: number, to: number): Promise<Hash[]> {
  if (!isSize(from) || !isSize(to) || from === 0 || from > to) throw new RangeError(`no proof from ${from} to ${to}`);
  const nodes: Range[] = [];
  let [left, right] = [0, to];
  while (from !== right) {
    const middle = left + splitOf(right - left);
    nodes.push(from <= middle ? [middle, right] : [left, middle]);
    if (from <= middle) right = middle;
    else left = middle;
  }
  if (left > 0) nodes.push([left, right]);
  return hashesOf(sha, read, nodes.reverse());
}

/** Told of every subtree that has just become complete, leaves first. */
export type Completed = (level: number, index: number, hash: Hash) => void;

/** A tree that keeps nothing but the complete subtrees at its right edge: one hash for each 1 in its size. */
export class TreeGrower {
  private readonly edge: Hash[] = [];
  private count = 0;

  constructor(private readonly sha: Sha256) {}

  /** At a size the log has already; `read` is asked for the right edge only. */
  static async at(sha: Sha256, size: number, read: ReadHash): Promise<TreeGrower> {
    if (!isSize(size)) throw new RangeError(`not a size: ${size}`);
    const tree = new TreeGrower(sha);
    for (let level = 0, rest = size; rest > 0; level++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) tree.edge[level] = await read(level, rest - 1);
    }
    tree.count = size;
    return tree;
  }

  get size(): number {
    return this.count;
  }

  append(leaves: Hash | readonly Hash[], completed?: Completed): void {
    for (const leaf of leaves instanceof Uint8Array ? [leaves] : leaves) this.appendOne(leaf, completed);
  }

  private appendOne(leaf: Hash, completed?: Completed): void {
    if (!isHash(leaf)) throw new RangeError('not a leaf hash');
    let hash = leaf;
    let level = 0;
    let index = this.count;
    completed?.(level, index, hash);
    while (index % 2 === 1) {
      hash = nodeHash(this.sha, this.edge[level]!, hash);
      level += 1;
      index = (index - 1) / 2;
      completed?.(level, index, hash);
    }
    this.edge[level] = hash;
    this.count += 1;
  }

  root(): Hash {
    let root: Hash | null = null;
    for (let level = 0, rest = this.count; rest > 0; level++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 0) continue;
      const left = this.edge[level]!;
      root = root === null ? left : nodeHash(this.sha, left, root);
    }
    return root ?? emptyRoot(this.sha);
  }
}

const TILE_HEIGHT = 8;

/**
 * A tile with the nodes above its hashes, a row made when it is first asked for. Rows are single arrays: thousands of kept
 * hashes would be thousands of things to collect.
 */
class TileNodes {
  private readonly rows: Bytes[];

  constructor(
    private readonly sha: Sha256,
    bytes: Bytes,
  ) {
    this.rows = [bytes];
  }

  at(height: number, index: number): Hash {
    return hashAt(this.row(height), index);
  }

  private row(height: number): Bytes {
    const known = this.rows[height];
    if (known !== undefined) return known;
    const below = this.row(height - 1);
    const made = new Uint8Array(Math.floor(below.length / HASH_BYTES / 2) * HASH_BYTES);
    for (let i = 0; i * HASH_BYTES < made.length; i++)
      made.set(nodeHash(this.sha, hashAt(below, 2 * i), hashAt(below, 2 * i + 1)), i * HASH_BYTES);
    this.rows[height] = made;
    return made;
  }
}

function hashAt(row: Bytes, index: number): Hash {
  return row.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
}

/** The tiles of one log used last. It may serve readers of several sizes, since a tile never changes. */
export class TileCache {
  private readonly tiles = new Map<string, Promise<TileNodes>>();

  constructor(private readonly most = 64) {}

  of(tile: TileName, load: () => Promise<TileNodes>): Promise<TileNodes> {
    const path = tilePath(tile);
    const found = this.tiles.get(path) ?? load();
    this.tiles.delete(path);
    this.tiles.set(path, found);
    if (this.tiles.size > this.most) this.tiles.delete(this.tiles.keys().next().value as string);
    // What could not be read once may be there the next time.
    found.catch(() => this.tiles.get(path) === found && this.tiles.delete(path));
    return found;
  }
}

/**
 * Hashes out of the tiles of a log of `size` entries, the partial ones of that size where the tile is not full. A tile of
 * another length is a fault, and so is asking past the size; whether the bytes are right is seen from the root alone.
 */
export function tileHashes(sha: Sha256, readTile: ReadTile, size: number, cache: TileCache = new TileCache()): ReadHash {
  if (!isSize(size)) throw new RangeError(`not a size: ${size}`);
  return async (level, index) => {
    const tileLevel = Math.floor(level / TILE_HEIGHT);
    const height = level % TILE_HEIGHT;
    const first = index * 2 ** height;
    const there = Math.floor(size / TILE_WIDTH ** tileLevel);
    if (!isSize(level) || !isSize(index) || first + 2 ** height > there)
      throw new RangeError(`no hash ${level}/${index} in ${size}`);
    const tileIndex = Math.floor(first / TILE_WIDTH);
    const width = Math.min(TILE_WIDTH, there - tileIndex * TILE_WIDTH);
    const nodes = await cache.of({ level: tileLevel, index: tileIndex, width }, () =>
      load({ level: tileLevel, index: tileIndex, width }),
    );
    return nodes.at(height, (first % TILE_WIDTH) / 2 ** height);
  };

  async function load(tile: TileName): Promise<TileNodes> {
    const bytes = await readTile(tile);
    const isWhole = bytes.length === tile.width * HASH_BYTES || bytes.length === TILE_WIDTH * HASH_BYTES;
    if (!isWhole) throw new Error(`${tilePath(tile)} has ${bytes.length} bytes`);
    return new TileNodes(sha, bytes);
  }
}
