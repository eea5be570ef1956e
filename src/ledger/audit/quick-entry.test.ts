// The quick reader against the one that decides: the same answer for entries, for near misses and for nonsense.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { townEntries } from '../../../test/support/town-entries.ts';
import { type Entry, encodeEntry, entryTypes, parseEntry } from '../format/entry.ts';
import { quickEntry } from './quick-entry.ts';

const code = fc.stringMatching(/^[!-~]{1,30}$/);
const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
/** Mostly right, so that what is an entry in all its fields comes up too. */
const mostly = <T>(right: fc.Arbitrary<T>, odd: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 30, arbitrary: right }, { weight: 1, arbitrary: odd });
const days = mostly(
  fc.constantFrom('2026-11-23', '2028-02-29', '1900-01-01'),
  fc.constantFrom('2027-02-29', '2026-13-01', '0001-01-01', '2026-11-31'),
);
const clock = mostly(
  fc.constantFrom('T00:00:00.000Z', 'T23:59:59.999Z'),
  fc.constantFrom('T24:00:00.000Z', 'T12:60:00.000Z', 'T12:00:60.000Z'),
);
const count = mostly(
  fc.oneof(fc.nat(), fc.constantFrom(0, 999_999_999_999_999, 1e15, Number.MAX_SAFE_INTEGER)),
  fc.constantFrom(2 ** 53, -1, 0.5, 1e21),
);
const text = mostly(code, fc.constantFrom('', 'a"b', 'a\\b', '中文', 'a b', '\u007f', 'x'.repeat(200), 'x'.repeat(201)));
const maybe = <T>(a: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(a);

const likeEntries = fc.record({
  actorRole: text,
  claimedAt: fc.tuple(days, clock).map(([d, t]) => d + t),
  digest: maybe(mostly(hex, fc.constantFrom('AB'.repeat(32), 'ab'))),
  digestSm3: maybe(hex),
  due: maybe(days),
  ground: maybe(mostly(fc.constantFrom('nil', '条例2019#14', 'x'.repeat(40)), fc.constantFrom('a b', 'x'.repeat(41), ''))),
  id: text,
  media: maybe(
    mostly(
      fc.constantFrom('application/json', `a/${'b'.repeat(100)}`),
      fc.constantFrom('text', '/', 'A/b', `a/${'b'.repeat(101)}`),
    ),
  ),
  org: text,
  prev: maybe(count),
  seq: count,
  size: maybe(count),
  type: mostly(fc.constantFrom<string>(...entryTypes), fc.constant('other')),
  v: mostly(fc.constant<unknown>(1), fc.constantFrom<unknown>(2, '1')),
});

describe('the quick reader', () => {
  test('answers as parseEntry does for whatever looks like an entry', () => {
    let entries = 0;
    fc.assert(
      fc.property(likeEntries, (value) => {
        const written = JSON.stringify(value);
        const should = parseEntry(written);
        if (should) entries++;
        expect(quickEntry(written)).toEqual(should);
      }),
      { numRuns: 5_000 },
    );
    expect(entries).toBeGreaterThan(1_000);
  });

  test('answers as parseEntry does when a letter is another, is missing or is there twice', () => {
    const written = townEntries(40).map(encodeEntry);
    fc.assert(
      fc.property(
        fc.constantFrom(...written),
        fc.nat(600),
        fc.constantFrom('', ' ', '0', '1', 'a', '"', '}', ',', '\n'),
        fc.boolean(),
        (w, at, letter, keep) => {
          const changed = w.slice(0, at) + letter + w.slice(keep ? at : at + 1);
          expect(quickEntry(changed)).toEqual(parseEntry(changed));
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test('reads everything a town writes', () => {
    for (const e of townEntries(2_000)) {
      const read = quickEntry(encodeEntry(e)) as Entry;
      expect(read).toEqual(e);
      expect(Object.keys(read).sort()).toEqual(Object.keys(e).sort());
    }
  });
});
