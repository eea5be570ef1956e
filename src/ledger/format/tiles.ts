// Where the hashes and entries of the log lie (c2sp.org/tlog-tiles): names of tiles, which exist for a size, bundles of entries.
import { type Bytes, concat } from './bytes.ts';
import { isSize } from './merkle.ts';

export const TILE_WIDTH = 256;
export const LEVEL_MOST = 63;
/** Lengths in a bundle have two bytes. */
export const BUNDLED_MOST = 65_535;

export interface TileName {
  level: number | 'entries';
  index: number;
  /** 1 to 256; 256 is a full tile. */
  width: number;
}

/** Below the log's address: `tile/0/x001/x234/067`, `tile/entries/000.p/5`. */
export function tilePath(t: TileName): string {
  if (!isTile(t)) throw new RangeError(`not a tile: ${t.level} ${t.index} ${t.width}`);
  const digits = String(t.index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) as string[];
  const number = groups.map((g, i) => (i < groups.length - 1 ? `x${g}` : g)).join('/');
  return `tile/${t.level}/${number}${t.width === TILE_WIDTH ? '' : `.p/${t.width}`}`;
}

/** Null for every path that tilePath would not have written, so that a tile has one address. */
export function parseTilePath(path: string): TileName | null {
  const m = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path);
  if (!m) return null;
  const tile: TileName = {
    level: m[1] === 'entries' ? 'entries' : Number(m[1]),
    index: Number(m[2]!.replace(/[x/]/g, '')),
    width: m[3] === undefined ? TILE_WIDTH : Number(m[3]),
  };
  return isTile(tile) && tilePath(tile) === path ? tile : null;
}

function isTile(t: TileName): boolean {
  const level = t.level === 'entries' ? 0 : t.level;
  return isSize(level) && level <= LEVEL_MOST && isSize(t.index) && isSize(t.width) && t.width >= 1 && t.width <= TILE_WIDTH;
}

/**
 * Every tile that exists for size `to` and did not for size `from`: the new full ones and the partials of `to`. Entries come
 * first, then hashes from level 0 up, so that what is written in this order never lacks what it is made of.
 */
export function tilesFor(from: number, to: number): TileName[] {
  if (!isSize(from) || !isSize(to) || from > to) throw new RangeError(`a log does not go from ${from} to ${to}`);
  const tiles = tilesOfLevel('entries', from, to);
  for (let level = 0, a = from, b = to; b > 0; level++, a = Math.floor(a / TILE_WIDTH), b = Math.floor(b / TILE_WIDTH)) {
    tiles.push(...tilesOfLevel(level, a, b));
  }
  return tiles;
}

function tilesOfLevel(level: TileName['level'], from: number, to: number): TileName[] {
  const tiles: TileName[] = [];
  const full = Math.floor(to / TILE_WIDTH);
  for (let index = Math.floor(from / TILE_WIDTH); index < full; index++) tiles.push({ level, index, width: TILE_WIDTH });
  const rest = to % TILE_WIDTH;
  if (rest > 0 && from !== to) tiles.push({ level, index: full, width: rest });
  return tiles;
}

export function encodeBundle(entries: readonly Bytes[]): Bytes {
  if (entries.length < 1 || entries.length > TILE_WIDTH) throw new RangeError(`a bundle does not hold ${entries.length} entries`);
  return concat(
    ...entries.flatMap((entry) => {
      if (entry.length > BUNDLED_MOST) throw new RangeError(`an entry of ${entry.length} bytes does not fit into a bundle`);
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry];
    }),
  );
}

/** Null unless it is 1 to 256 whole entries and nothing else. What comes back lies in the given bytes. */
export function decodeBundle(b: Bytes): Bytes[] | null {
  const entries: Bytes[] = [];
  let at = 0;
  while (at < b.length) {
    if (at + 2 > b.length || entries.length === TILE_WIDTH) return null;
    const end = at + 2 + b[at]! * 256 + b[at + 1]!;
    if (end > b.length) return null;
    entries.push(b.subarray(at + 2, end));
    at = end;
  }
  return entries.length > 0 ? entries : null;
}
