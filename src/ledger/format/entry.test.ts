import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { ENTRY_MOST, type Entry, encodeEntry, entryTypes, parseEntry } from './entry.ts';

const entry: Entry = {
  v: 1,
  type: 'publish',
  org: '11341899999900011F',
  id: '11341899999900011F/202611-00012',
  seq: 7,
  prev: 3,
  claimedAt: '2026-11-23T01:30:00.000Z',
  due: '2026-12-21',
  ground: '条例2019#26',
  digest: '0f'.repeat(32),
  digestSm3: 'a0'.repeat(32),
  size: 1234,
  media: 'application/json',
  actorRole: 'openness-office',
};
const text = encodeEntry(entry);
const bent = (fields: Record<string, unknown>): Entry => ({ ...entry, ...fields }) as Entry;

describe('an entry is refused, written or read', () => {
  test.each<[string, Record<string, unknown>]>([
    ['of another version', { v: 2 }],
    ['of an unknown type', { type: 'delete' }],
    ['of a type every object has', { type: 'toString' }],
    ['with a field more', { note: '' }],
    ['with a field more, of a name every object has', { toString: 1 }],
    ['with a sentence for an organ', { org: '杨柳镇人民政府' }],
    ['with nothing for an organ', { org: '' }],
    ['with a space in its id', { id: 'a b' }],
    ['with a name for an id', { id: '王样例' }],
    ['with an endless id', { id: 'a'.repeat(201) }],
    ['with an id that is a number', { id: 7 }],
    ['with a fraction', { seq: 1.5 }],
    ['with a negative count', { seq: -1 }],
    ['with a count past counting', { size: 2 ** 53 }],
    ['with a count that is a list', { size: [1] }],
    ['with an index that is a yes', { prev: true }],
    ['with a number as text', { prev: '3' }],
    ['with a fraction of an index', { prev: 0.1 }],
    ['with a moment without milliseconds', { claimedAt: '2026-11-23T01:30:00Z' }],
    ['with a moment of another zone', { claimedAt: '2026-11-23T09:30:00.000+08:00' }],
    ['with a moment that never was', { claimedAt: '2026-02-30T01:30:00.000Z' }],
    ['with an hour that never was', { claimedAt: '2026-11-23T24:00:00.000Z' }],
    ['without a moment', { claimedAt: null }],
    ['with a day that never was', { due: '2026-02-29' }],
    ['with a day of another form', { due: '2026-1-1' }],
    ['with a ground that is a sentence', { ground: '经研究，决定不予公开。' }],
    ['with a ground longer than a citation', { ground: '条'.repeat(41) }],
    ['with an empty ground', { ground: '' }],
    ['with a digest in capitals', { digest: 'AB'.repeat(32) }],
    ['with a short digest', { digest: 'ab'.repeat(31) }],
    ['with a short SM3', { digestSm3: 'ab'.repeat(20) }],
    ['with a kind of text that is none', { media: 'json' }],
    ['with parameters behind the kind of text', { media: 'text/plain; charset=utf-8' }],
    ['with a name for a role', { actorRole: '主任' }],
    ['with half a character', { ground: '\ud800' }],
  ])('%s', (_why, fields) => {
    expect(() => encodeEntry(bent(fields))).toThrow(RangeError);
    const sorted = Object.fromEntries(Object.entries(bent(fields)).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(parseEntry(JSON.stringify(sorted))).toBeNull();
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('with %d, which JSON would write as null', (n) => {
    for (const field of ['seq', 'prev', 'size']) expect(() => encodeEntry(bent({ [field]: n }))).toThrow(RangeError);
  });

  test.each(Object.keys(entry))('without %s', (field) => {
    const { [field as keyof Entry]: _gone, ...rest } = entry;
    expect(() => encodeEntry(rest as Entry)).toThrow(RangeError);
    expect(() => encodeEntry(bent({ [field]: undefined }))).toThrow(RangeError);
    const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(parseEntry(JSON.stringify(sorted))).toBeNull();
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'publish'],
    ['null', 'null'],
    ['a list', '[1]'],
    ['a space', text.replace('":', '": ')],
    ['a newline behind', `${text}\n`],
    ['a mark before it', `\ufeff${text}`],
    ['another order', `{"v":1,${text.slice(1, -7)}}`],
    ['a field twice', text.replace('"v":1', '"v":1,"v":1')],
    ['a number with a fraction of nothing', text.replace('"seq":7', '"seq":7.0')],
    ['a number in powers', text.replace('"seq":7', '"seq":7e0')],
    ['a negative nothing', text.replace('"seq":7', '"seq":-0')],
    ['an escaped letter', text.replace('publish', 'p\\u0075blish')],
    ['an escaped slash', text.replace('application/json', 'application\\/json')],
    ['an escaped ground', text.replace('条', '\\u6761')],
    ['a prototype', text.replace('"actorRole"', '"__proto__":{},"actorRole"')],
    ['endless brackets', '['.repeat(ENTRY_MOST)],
    ['nested brackets', `${'['.repeat(4000)}${']'.repeat(4000)}`],
    ['more than 8 KiB', text.replace('条例2019#26', 'a'.repeat(ENTRY_MOST))],
    ['more than 8 KiB in fewer letters', text.replace('条例2019#26', '条'.repeat(3000))],
  ])('when its text has %s', (_why, odd) => {
    expect(odd).not.toBe(text);
    expect(parseEntry(odd)).toBeNull();
  });
});

describe('an entry', () => {
  test('has one text, whatever order it was made in', () => {
    expect(text).toBe(
      '{"actorRole":"openness-office","claimedAt":"2026-11-23T01:30:00.000Z",' +
        `"digest":"${entry.digest}","digestSm3":"${entry.digestSm3}","due":"2026-12-21","ground":"条例2019#26",` +
        '"id":"11341899999900011F/202611-00012","media":"application/json","org":"11341899999900011F","prev":3,' +
        '"seq":7,"size":1234,"type":"publish","v":1}',
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(entry), { minLength: 14 }), (fields) => {
        return encodeEntry(Object.fromEntries(fields) as unknown as Entry) === text;
      }),
    );
  });

  test('is read as it was written, of every type, with and without what may be missing', () => {
    const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
    const code = fc.string({ unit: fc.constantFrom(...'AZaz09-_./:+#"\\'), minLength: 1, maxLength: 200 });
    const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of);
    const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    const entries: fc.Arbitrary<Entry> = fc.record({
      v: fc.constant(1 as const),
      type: fc.constantFrom(...entryTypes),
      org: code,
      id: code,
      seq: fc.maxSafeNat(),
      prev: maybe(fc.maxSafeNat()),
      claimedAt: moments.map((d) => d.toISOString()),
      due: maybe(moments.map((d) => d.toISOString().slice(0, 10))),
      ground: maybe(fc.constantFrom('nil', '条例2019#14', '国办发〔2019〕54号', '三安全一稳定', '个人信息保护法#47')),
      digest: maybe(hex),
      digestSm3: maybe(hex),
      size: maybe(fc.maxSafeNat()),
      media: maybe(fc.constantFrom('application/json', 'text/plain', 'image/svg+xml')),
      actorRole: code,
    });
    fc.assert(fc.property(entries, (e) => void expect(parseEntry(encodeEntry(e))).toEqual(e)));
  });

  test('always fits, since each of its fields is bounded', () => {
    const widest = bent({ org: '"'.repeat(200), id: '\\'.repeat(200), actorRole: '"'.repeat(200), ground: '条'.repeat(40) });
    expect(utf8(encodeEntry({ ...widest, media: `a${'b'.repeat(99)}/${'c'.repeat(100)}` })).length).toBeLessThan(ENTRY_MOST / 2);
  });
});
