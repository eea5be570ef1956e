// The log on disk, laid out as its addresses are: bundles and tiles written once and never replaced, the checkpoint renamed
// into place. Whoever copies the folder has the log; any web server can serve it.
import { dirname } from 'node:path/posix';
import type { Disk } from './disk.ts';
import { type Bytes, equal, fromUtf8, utf8 } from './format/bytes.ts';
import { parseCheckpoint, type Checkpoint } from './format/checkpoint.ts';
import type { Hash } from './format/merkle.ts';
import { leafHash } from './format/merkle.ts';
import { parseNote } from './format/note.ts';
import { decodeBundle, encodeBundle, TILE_WIDTH, type TileName, tilePath, tilesFor } from './format/tiles.ts';
import { sha256 } from './crypto.ts';
import { type ReadHash, rootOf, tileHashes } from './tree.ts';

/** What is on disk is not what was, or would be, written there: the database and the log tell different histories. */
export class LogDiffers extends Error {
  constructor(readonly path: string) {
    super(`the log on disk differs at ${path}`);
    this.name = 'LogDiffers';
  }
}

export interface PublishedCheckpoint extends Checkpoint {
  note: string;
}

export interface LogFiles {
  readonly disk: Disk;
  /** The checkpoint readers are given, or null when there is none. Throws on one that cannot be read. */
  checkpoint(): Promise<PublishedCheckpoint | null>;
  tile(name: TileName): Promise<Bytes | null>;
  /** Hashes of complete subtrees of a log of this size, from tiles. Throws LogDiffers when a tile is missing. */
  hashes(size: number): ReadHash;
}

export function readPublished(note: string): PublishedCheckpoint | null {
  const parsed = parseNote(note);
  const checkpoint = parsed && parseCheckpoint(parsed.text);
  return checkpoint ? { ...checkpoint, note } : null;
}

export function logFiles(disk: Disk): LogFiles {
  const tile = (name: TileName): Promise<Bytes | null> => disk.read(tilePath(name));
  return {
    disk,
    tile,
    async checkpoint() {
      const bytes = await disk.read('checkpoint');
      if (bytes === null) return null;
      const published = readPublished(fromUtf8(bytes) ?? '');
      if (!published) throw new LogDiffers('checkpoint');
      return published;
    },
    hashes: (size) =>
      tileHashes(
        sha256,
        async (name) => {
          const bytes = await tile(name);
          if (bytes === null || bytes.length !== 32 * name.width) throw new LogDiffers(tilePath(name));
          return bytes;
        },
        size,
      ),
  };
}

/**
 * Writes every bundle and tile that a log of `to` entries has and one of `from` had not. `entries` begin at the first entry
 * of the bundle that `from` stands in. Repeatable: what exists must be equal to the byte, else LogDiffers.
 */
export async function writeTiles(files: LogFiles, from: number, to: number, entries: readonly Bytes[]): Promise<void> {
  const first = Math.floor(from / TILE_WIDTH) * TILE_WIDTH;
  const leaves = entries.map((e) => leafHash(sha256, e));
  const fresh = new Map<string, Bytes>();
  const lower = async (level: number, index: number): Promise<Hash> => {
    const name = { level, index, width: TILE_WIDTH };
    const bytes = fresh.get(tilePath(name)) ?? (await files.tile(name));
    if (!bytes) throw new LogDiffers(tilePath(name));
    return rootOf(sha256, (l, i) => subtree(bytes, l, i), TILE_WIDTH);
  };
  const names = tilesFor(from, to);
  const order = (t: TileName): number => (t.level === 'entries' ? -1 : t.level);
  // Lower levels first: a tile above is made of the full ones below it.
  for (const name of [...names].sort((a, b) => order(a) - order(b))) {
    const start = name.index * TILE_WIDTH - first;
    let bytes: Bytes;
    if (name.level === 'entries') bytes = encodeBundle(entries.slice(start, start + name.width));
    else if (name.level === 0) bytes = flat(leaves.slice(start, start + name.width));
    else {
      const hashes = await before(files, { ...name, level: name.level }, from);
      for (let i = hashes.length; i < name.width; i++) hashes.push(await lower(name.level - 1, name.index * TILE_WIDTH + i));
      bytes = flat(hashes);
    }
    fresh.set(tilePath(name), bytes);
  }
  const made = await Promise.all(
    [...fresh].map(async ([path, bytes]) => {
      if (await files.disk.putNew(path, bytes)) return dirname(path);
      const there = await files.disk.read(path);
      if (!there || !equal(there, bytes)) throw new LogDiffers(path);
      return dirname(path);
    }),
  );
  // A crash before this may lose names; the next run lays the same files down again.
  await files.disk.syncFolders([...new Set(made)]);
}

/** How many hashes of a tile a log of `from` entries had. */
function widthAt(from: number, { level, index }: { level: number; index: number }): number {
  return Math.max(0, Math.min(TILE_WIDTH, Math.floor(from / TILE_WIDTH ** level) - index * TILE_WIDTH));
}

/** What the tile held before it grew: those hashes are under the published root, which the new root is computed from. */
async function before(files: LogFiles, name: { level: number; index: number }, from: number): Promise<Hash[]> {
  const width = widthAt(from, name);
  if (width === 0) return [];
  const bytes = await files.tile({ ...name, width });
  if (bytes?.length !== width * 32) throw new LogDiffers(tilePath({ ...name, width }));
  return Array.from({ length: width }, (_, i) => bytes.subarray(i * 32, i * 32 + 32));
}

function flat(hashes: readonly Hash[]): Bytes {
  const out = new Uint8Array(hashes.length * 32);
  for (const [i, h] of hashes.entries()) out.set(h, i * 32);
  return out;
}

/** Hash of a complete subtree inside one full tile. */
function subtree(tile: Bytes, level: number, index: number): Hash {
  if (level === 0) return tile.subarray(index * 32, index * 32 + 32);
  return sha256(new Uint8Array([1]), subtree(tile, level - 1, 2 * index), subtree(tile, level - 1, 2 * index + 1));
}

/**
 * Reads everything written between two sizes back from disk and computes it a second way. Throws LogDiffers at the first file
 * that does not hold what it should. Answers the root over what the disk holds.
 */
export async function rereadRoot(files: LogFiles, from: number, to: number): Promise<Hash> {
  for (const name of tilesFor(from, to)) {
    if (name.level !== 'entries') continue;
    const path = tilePath(name);
    const bundle = await files.tile(name);
    const entries = bundle && decodeBundle(bundle);
    if (entries?.length !== name.width) throw new LogDiffers(path);
    const tile = await files.tile({ level: 0, index: name.index, width: name.width });
    if (tile?.length !== name.width * 32) throw new LogDiffers(tilePath({ ...name, level: 0 }));
    for (const [i, entry] of entries.entries())
      if (!equal(leafHash(sha256, entry), tile.subarray(i * 32, i * 32 + 32)))
        throw new LogDiffers(tilePath({ ...name, level: 0 }));
  }
  // What is new in tiles above the first level is folded from below; what they held before is under the root.
  const read = files.hashes(to);
  for (const name of tilesFor(from, to)) {
    if (name.level === 'entries' || name.level === 0) continue;
    const tile = await files.tile(name);
    if (tile?.length !== name.width * 32) throw new LogDiffers(tilePath(name));
    for (let i = widthAt(from, { ...name, level: name.level }); i < name.width; i++) {
      const below = await files.tile({ level: name.level - 1, index: name.index * TILE_WIDTH + i, width: TILE_WIDTH });
      if (!below) throw new LogDiffers(tilePath(name));
      const root = await rootOf(sha256, (l, j) => subtree(below, l, j), TILE_WIDTH);
      if (!equal(root, tile.subarray(i * 32, i * 32 + 32))) throw new LogDiffers(tilePath(name));
    }
  }
  return rootOf(sha256, read, to);
}

export function publishCheckpoint(files: LogFiles, note: string): Promise<void> {
  return files.disk.replace('checkpoint', utf8(note));
}
