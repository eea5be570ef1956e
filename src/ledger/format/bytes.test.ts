import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat, equal, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts';

describe('spellings that are refused', () => {
  test.each(['A', '0', '0g', 'AB', 'aB', ' 00', '00\n', '０0'])('hex %j', (text) => expect(fromHex(text)).toBeNull());

  test.each([
    ['padding is missing', 'YQ'],
    ['padding is half', 'YQ='],
    ['padding is too much', 'YWJj===='],
    ['padding stands inside', 'YQ==YWJj'],
    ['padding alone', '===='],
    ['the last character has stray bits', 'YR=='],
    ['the last character has stray bits, two bytes', 'YWK='],
    ['the alphabet is for addresses', '-_-_'],
    ['a line is broken', 'YWJj\nYWJj'],
    ['it ends in a newline', 'YWJj\n'],
    ['a space', 'YW Jj'],
  ])('base64: %s', (_why, text) => expect(fromBase64(text)).toBeNull());

  test.each([[[0xff]], [[0xc0, 0x80]], [[0xed, 0xa0, 0x80]], [[0xf4, 0x90, 0x80, 0x80]], [[0xe4, 0xb8]]])(
    'bytes %j are not UTF-8',
    (bytes) => expect(fromUtf8(Uint8Array.from(bytes))).toBeNull(),
  );

  test('of all texts of four characters, base64 takes only what it would have written', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'ABQRYZgwkx/+=09_ '), minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(odd, (text) => {
        const read = fromBase64(text);
        expect(read === null || toBase64(read) === text).toBe(true);
        expect(read !== null).toBe(Buffer.from(text, 'base64').toString('base64') === text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('bytes come back', () => {
  test('from hex and base64, written as Node writes them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), (b) => {
        expect(toHex(b)).toBe(Buffer.from(b).toString('hex'));
        expect(toBase64(b)).toBe(Buffer.from(b).toString('base64'));
        expect(fromHex(toHex(b))).toEqual(b);
        expect(fromBase64(toBase64(b))).toEqual(b);
      }),
    );
  });

  test('from UTF-8, a byte order mark included', () => {
    expect(fromUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fromUtf8(utf8(text)) === text));
  });

  test('joined in order', () => {
    expect(concat()).toEqual(new Uint8Array());
    expect(concat(Uint8Array.of(1), new Uint8Array(), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3));
  });

  test('equal means every byte and the length', () => {
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
    expect(equal(Uint8Array.of(1, 2), Uint8Array.of(1))).toBe(false);
    expect(equal(new Uint8Array(), new Uint8Array())).toBe(true);
  });
});
