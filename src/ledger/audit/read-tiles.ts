// Files of somebody's log: several asked for ahead, handed on in order. A partial file that is gone may be cut out of the full
// one, as the specification of tiles allows.
import type { Bytes } from '../format/bytes.ts';
import { HASH_BYTES } from '../format/merkle.ts';
import { TILE_WIDTH, type TileName, tilePath } from '../format/tiles.ts';

/** The bytes at a path below the log's address; null when there is no such file. Throws when nobody answers. */
export type ReadLogFile = (path: string) => Promise<Bytes | null>;

/** Null when it is missing or has another length than hashes of that width. */
export async function readHashes(read: ReadLogFile, name: TileName): Promise<Buffer | null> {
  const bytes = await read(tilePath(name));
  if (bytes !== null) return bytes.length === name.width * HASH_BYTES ? asBuffer(bytes) : null;
  if (name.width === TILE_WIDTH) return null;
  const full = await read(tilePath({ ...name, width: TILE_WIDTH }));
  return full?.length === TILE_WIDTH * HASH_BYTES ? asBuffer(full.subarray(0, name.width * HASH_BYTES)) : null;
}

/** Entries of a bundle, each with the place of its bytes in a buffer of our own. */
export interface Bundle {
  bytes: Buffer;
  /** Where each entry begins and the last one ends: entry i is [starts[i], starts[i + 1] − 2). */
  starts: readonly number[];
}

export type BundleRead = { ok: true; bundle: Bundle } | { ok: false; why: 'bundle-missing' | 'bundle-malformed' };

export async function readBundle(read: ReadLogFile, name: TileName): Promise<BundleRead> {
  const bytes = await read(tilePath(name));
  if (bytes !== null) return cut(bytes, name.width, true);
  const full = name.width === TILE_WIDTH ? null : await read(tilePath({ ...name, width: TILE_WIDTH }));
  return full === null ? { ok: false, why: 'bundle-missing' } : cut(full, name.width, false);
}

function cut(bytes: Bytes, width: number, isWhole: boolean): BundleRead {
  const own = Buffer.from(bytes);
  const starts: number[] = [2];
  let at = 0;
  for (let i = 0; i < width; i++) {
    if (at + 2 > own.length) return { ok: false, why: 'bundle-malformed' };
    at += 2 + own.readUInt16BE(at);
    starts.push(at + 2);
  }
  if (at > own.length || (isWhole && at !== own.length)) return { ok: false, why: 'bundle-malformed' };
  return { ok: true, bundle: { bytes: own, starts } };
}

function asBuffer(bytes: Bytes): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** Works through a list with so many under way at once, and gives results in its order. */
export async function* inOrder<T, R>(items: Iterable<T>, ahead: number, work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  for (const item of items) {
    const begun = work(item);
    // Whoever waits for it hears of a fault; one that nobody waits for any more is no second fault.
    begun.catch(() => {});
    underWay.push(begun);
    if (underWay.length >= ahead) yield await (underWay.shift() as Promise<R>);
  }
  for (const left of underWay) yield await left;
}
