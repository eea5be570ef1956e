// The tree as it grows, leaf by leaf: of each level only the tile that is not full yet is kept, from which the root follows.
// Written for a million leaves: hashes lie in buffers and are not made into objects.
import { hash } from 'node:crypto';
import { HASH_BYTES } from '../format/merkle.ts';
import { TILE_WIDTH } from '../format/tiles.ts';

const TILE_BYTES = TILE_WIDTH * HASH_BYTES;

export interface FullTile {
  level: number;
  index: number;
  hashes: Buffer;
}

const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/** Hashes so many bytes and lays the digest down at a place of the target. A string is made quicker than a buffer. */
export function hashInto(bytes: Uint8Array, target: Buffer, at: number): void {
  target.write(hash('sha256', bytes, 'binary'), at, HASH_BYTES, 'latin1');
}

/** Root over hashes that lie one after another, at most a tile and one; one left over rises as it is. */
export function rootOver(hashes: Buffer, count: number): Buffer {
  const row = Buffer.alloc(Math.max(count, 1) * HASH_BYTES);
  hashes.copy(row, 0, 0, count * HASH_BYTES);
  for (let n = count; n > 1; n = Math.ceil(n / 2)) {
    for (let i = 0; i + 1 < n; i += 2) {
      row.copy(node, 1, i * HASH_BYTES, (i + 2) * HASH_BYTES);
      hashInto(node, row, (i / 2) * HASH_BYTES);
    }
    if (n % 2 === 1) row.copy(row, ((n - 1) / 2) * HASH_BYTES, (n - 1) * HASH_BYTES, n * HASH_BYTES);
  }
  return row.subarray(0, HASH_BYTES);
}

interface Level {
  hashes: Buffer;
  count: number;
  /** Index of the tile these hashes are the beginning of. */
  index: number;
}

export class TreeFold {
  size = 0;
  readonly levels: Level[] = [];

  /** Adds leaf hashes that all belong to the tile begun. Answers the tiles that are full now, the lowest first. */
  add(leaves: Buffer): FullTile[] {
    const count = leaves.length / HASH_BYTES;
    if ((this.size % TILE_WIDTH) + count > TILE_WIDTH) throw new RangeError(`${count} leaves do not fit behind ${this.size}`);
    this.size += count;
    const full: FullTile[] = [];
    for (let level = 0, more = leaves; more.length > 0; level++) {
      const at = this.level(level);
      more.copy(at.hashes, at.count * HASH_BYTES);
      at.count += more.length / HASH_BYTES;
      if (at.count < TILE_WIDTH) break;
      full.push({ level, index: at.index, hashes: at.hashes });
      more = rootOver(at.hashes, TILE_WIDTH);
      this.levels[level] = { hashes: Buffer.alloc(TILE_BYTES), count: 0, index: at.index + 1 };
    }
    return full;
  }

  private level(level: number): Level {
    const found = this.levels[level] ?? { hashes: Buffer.alloc(TILE_BYTES), count: 0, index: 0 };
    this.levels[level] = found;
    return found;
  }

  /** Tiles that are begun and not full: what a log of this size has as partial tiles. */
  begun(): FullTile[] {
    return this.levels.flatMap(({ hashes, count, index }, level) =>
      count === 0 ? [] : [{ level, index, hashes: hashes.subarray(0, count * HASH_BYTES) }],
    );
  }

  root(): Buffer {
    let edge: Buffer | null = null;
    for (const { hashes, count } of this.levels) {
      if (count === 0) continue;
      const row: Buffer = Buffer.concat([hashes.subarray(0, count * HASH_BYTES), edge ?? Buffer.alloc(0)]);
      edge = rootOver(row, row.length / HASH_BYTES);
    }
    return edge ?? hash('sha256', '', 'buffer');
  }

  /** What JSON can hold: for each level the hashes of its begun tile. */
  saved(): string[] {
    return this.levels.map(({ hashes, count }) => hashes.toString('base64', 0, count * HASH_BYTES));
  }

  /** Null when the hashes are not those of a tree of that size. */
  static from(size: number, saved: readonly string[]): TreeFold | null {
    const tree = new TreeFold();
    tree.size = size;
    let above = size;
    for (const text of saved) {
      const bytes = Buffer.from(text, 'base64');
      if (bytes.length !== (above % TILE_WIDTH) * HASH_BYTES) return null;
      const hashes = Buffer.alloc(TILE_BYTES);
      bytes.copy(hashes);
      above = Math.floor(above / TILE_WIDTH);
      tree.levels.push({ hashes, count: bytes.length / HASH_BYTES, index: above });
    }
    return above === 0 ? tree : null;
  }

  copy(): TreeFold {
    return TreeFold.from(this.size, this.saved())!;
  }
}
