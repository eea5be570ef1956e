import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { decodeBundle, encodeBundle, parseTilePath, TILE_WIDTH, type TileName, tilePath, tilesFor } from './tiles.ts';

describe('a path names no tile', () => {
  test.each([
    '',
    'tile',
    'tile/0',
    'tile/0/',
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/00/000',
    'tile/01/000',
    'tile/64/000',
    'tile/100/000',
    'tile/-1/000',
    'tile/+1/000',
    'tile/a/000',
    'tile/entry/000',
    'tile/data/000',
    'tile/0/x000/000',
    'tile/0/x000/001',
    'tile/0/x000/x001/000',
    'tile/0/001/000',
    'tile/0/x001',
    'tile/0/x01/000',
    'tile/0/x1/234',
    'tile/0/X001/000',
    'tile/0/x001//000',
    'tile/0/000.p',
    'tile/0/000.p/',
    'tile/0/000.p/0',
    'tile/0/000.p/00',
    'tile/0/000.p/01',
    'tile/0/000.p/256',
    'tile/0/000.p/257',
    'tile/0/000.p/999',
    'tile/0/000.p/1000',
    'tile/0/000.p/-1',
    'tile/0/000.p/1.p/1',
    'tile/0/000p/1',
    'tile/0/000.P/1',
    'tile/0/000/',
    'tile/0/000\n',
    ' tile/0/000',
    '/tile/0/000',
    './tile/0/000',
    'tile/../tile/0/000',
    'tile/0/000?x',
    'tile/0/０００',
    'tile/0/000.p/١',
    'tile/0/x009/x007/x199/x254/x740/992',
    'tile/0/x001/x000/x000/x000/x000/x000/000',
    'tile/entries/x000/000',
    'tile/entries/000.p/256',
    'checkpoint',
  ])('%j', (path) => expect(parseTilePath(path)).toBeNull());

  test('unless writing it again gives the same path', () => {
    const pieces = fc.constantFrom('tile', 'entries', '0', '1', '63', 'x001', 'x000', '000', '234', '000.p', '.p', '255', 'x');
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), (parts) => {
        const path = `tile/${parts.join('/')}`;
        const tile = parseTilePath(path);
        return tile === null || tilePath(tile) === path;
      }),
      { numRuns: 2000 },
    );
  });

  test.each<TileName>([
    { level: 0, index: -1, width: 256 },
    { level: 0, index: 0.5, width: 256 },
    { level: 0, index: 2 ** 53, width: 256 },
    { level: 64, index: 0, width: 256 },
    { level: -1, index: 0, width: 256 },
    { level: 0, index: 0, width: 0 },
    { level: 0, index: 0, width: 257 },
    { level: 'entries', index: 0, width: 1.5 },
  ])('%j has no path', (tile) => expect(() => tilePath(tile)).toThrow(RangeError));
});

describe('a tile', () => {
  test.each<[string, TileName]>([
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/0/999.p/255', { level: 0, index: 999, width: 255 }],
    ['tile/1/x001/000', { level: 1, index: 1000, width: 256 }],
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/63/x001/x234/067.p/1', { level: 63, index: 1_234_067, width: 1 }],
    ['tile/entries/000.p/5', { level: 'entries', index: 0, width: 5 }],
    ['tile/entries/x123/456', { level: 'entries', index: 123_456, width: 256 }],
    ['tile/0/x009/x007/x199/x254/x740/991', { level: 0, index: Number.MAX_SAFE_INTEGER, width: 256 }],
  ])('at %s is found and lies there', (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile);
    expect(tilePath(tile)).toBe(path);
  });

  test('of any level, index and width has one path', () => {
    const tiles = fc.record({
      level: fc.oneof(fc.constant('entries' as const), fc.nat(63)),
      index: fc.oneof(fc.nat(2_000_000), fc.maxSafeNat()),
      width: fc.integer({ min: 1, max: 256 }),
    });
    fc.assert(fc.property(tiles, (tile) => void expect(parseTilePath(tilePath(tile))).toEqual(tile)));
  });
});

/** What a tree of this size consists of, found entry by entry. */
function slowTiles(size: number): string[] {
  const paths: string[] = [];
  for (let level = 0, n = size; n > 0; level++, n = Math.floor(n / 256)) {
    const widths: number[] = [];
    for (let i = 0; i < n; i++) widths[Math.floor(i / 256)] = (widths[Math.floor(i / 256)] ?? 0) + 1;
    for (const [index, width] of widths.entries()) {
      paths.push(tilePath({ level, index, width }));
      if (level === 0) paths.push(tilePath({ level: 'entries', index, width }));
    }
  }
  return paths.sort();
}

const paths = (tiles: readonly TileName[]): string[] => tiles.map(tilePath).sort();

describe('the tiles of a size', () => {
  test.each([
    [-1, 5],
    [0.5, 5],
    [6, 5],
    [0, 2 ** 53],
  ])('from %d to %d there are none', (from, to) => {
    expect(() => tilesFor(from, to)).toThrow(RangeError);
  });

  test('for 70,000 entries are 273 full ones and .p/112, one and .p/17, .p/1', () => {
    const tiles = tilesFor(0, 70_000);
    const widths = (level: TileName['level']): number[] => tiles.filter((t) => t.level === level).map((t) => t.width);
    expect(widths(0)).toEqual([...Array<number>(273).fill(256), 112]);
    expect(widths('entries')).toEqual(widths(0));
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect(tiles.length).toBe(2 * 274 + 2 + 1);
    expect(tilePath(tiles.at(-1)!)).toBe('tile/2/000.p/1');
  });

  test('for 256 entries are one full tile and one hash above it', () => {
    expect(tilesFor(0, 256).map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
    expect(tilesFor(255, 256).map(tilePath)).toEqual(['tile/entries/000', 'tile/0/000', 'tile/1/000.p/1']);
    expect(tilesFor(256, 257).map(tilePath)).toEqual(['tile/entries/001.p/1', 'tile/0/001.p/1']);
    expect(tilesFor(0, 0)).toEqual([]);
    expect(tilesFor(300, 300)).toEqual([]);
  });

  test('are those a slow count finds, and growing writes each of them once', () => {
    const steps = [0, 1, 2, 255, 256, 257, 511, 512, 513, 1030, 65_535, 65_536, 65_537, 65_792, 70_000];
    for (const [i, to] of steps.entries()) {
      expect(paths(tilesFor(0, to))).toEqual(slowTiles(to));
      const before = new Set(steps.slice(0, i).flatMap(slowTiles));
      const grown = paths(tilesFor(steps[i - 1] ?? 0, to));
      expect(grown.filter((p) => before.has(p))).toEqual([]);
      expect(slowTiles(to).filter((p) => !before.has(p))).toEqual(grown);
    }
  });

  test('come after what they are made of', () => {
    for (const to of [257, 70_000]) {
      const levels = tilesFor(0, to).map((t) => (t.level === 'entries' ? -1 : t.level));
      expect(levels).toEqual([...levels].sort((a, b) => a - b));
    }
  });
});

describe('a bundle of entries', () => {
  const whole = encodeBundle([utf8('a'), utf8(''), utf8('中文')]);

  test('is refused when it is cut anywhere but between entries', () => {
    const ends = [3, 5, whole.length];
    for (let n = 0; n <= whole.length; n++) expect(decodeBundle(whole.subarray(0, n)) !== null).toBe(ends.includes(n));
  });

  test('is refused with a length that reaches past its end, and with a byte too many', () => {
    for (const bytes of [[0], [0, 1], [0, 2, 65], [1, 0, 65], [255, 255], [0, 1, 65, 0], [0, 1, 65, 0, 1]]) {
      expect(decodeBundle(Uint8Array.from(bytes))).toBeNull();
    }
  });

  test('holds 1 to 256 entries of at most 65,535 bytes', () => {
    expect(() => encodeBundle([])).toThrow(RangeError);
    expect(() => encodeBundle(Array<Uint8Array>(257).fill(utf8('a')))).toThrow(RangeError);
    expect(() => encodeBundle([new Uint8Array(65_536)])).toThrow(RangeError);
    expect(decodeBundle(new Uint8Array(2 * 257))).toBeNull();
    expect(decodeBundle(new Uint8Array(2 * TILE_WIDTH))?.length).toBe(TILE_WIDTH);
    expect(decodeBundle(encodeBundle([new Uint8Array(65_535).fill(7)]))).toEqual([new Uint8Array(65_535).fill(7)]);
  });

  test('is read as it was written', () => {
    expect(whole).toEqual(Uint8Array.of(0, 1, 97, 0, 0, 0, 6, 0xe4, 0xb8, 0xad, 0xe6, 0x96, 0x87));
    const bundles = fc.array(fc.uint8Array({ maxLength: 600 }), { minLength: 1, maxLength: 256 });
    fc.assert(fc.property(bundles, (entries) => void expect(decodeBundle(encodeBundle(entries))).toEqual(entries)));
  });
});
