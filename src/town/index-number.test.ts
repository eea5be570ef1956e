import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIndexNumber, indexNumberAt, indexNumberPath, parseIndexNumber } from './index-number.ts';

const creditCode = '11341899999900011F';

describe('索引号', () => {
  it.each([
    '',
    '11341899999900011F/202611-0021',
    '11341899999900011F/202611-000021',
    '11341899999900011F/202611-00000',
    '11341899999900011F/202613-00021',
    '11341899999900011F/202600-00021',
    '11341899999900011F/002611-00021',
    '11341899999900011G/202611-00021',
    '11341899999900011f/202611-00021',
    '11341899999900011F-202611-00021',
    '/documents/11341899999900011F/202611-00021',
    '11341899999900011F/202611-00021 ',
    '11341899999900011F/202611-9999999999999999',
  ])('%j is not one', (text) => {
    expect(parseIndexNumber(text)).toBeNull();
  });

  it('a number that cannot be is never printed', () => {
    for (const wrong of [
      { serial: 0 },
      { serial: 1.5 },
      { serial: -1 },
      { serial: 2 ** 53 },
      { month: '202613' },
      { creditCode: 'X' },
    ]) {
      expect(() => formatIndexNumber({ creditCode, month: '202611', serial: 1, ...wrong })).toThrow(RangeError);
    }
  });

  it('is printed with five digits and grows past them', () => {
    expect(formatIndexNumber({ creditCode, month: '202611', serial: 21 })).toBe('11341899999900011F/202611-00021');
    expect(formatIndexNumber({ creditCode, month: '202611', serial: 100_000 })).toBe('11341899999900011F/202611-100000');
    expect(parseIndexNumber('11341703003249717J/202409-00021')).toEqual({
      creditCode: '11341703003249717J',
      month: '202409',
      serial: 21,
    });
  });

  it('comes back from its text and from its address, whatever the month and serial', () => {
    const month = fc.tuple(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 1, max: 12 }));
    const serial = fc.oneof(fc.integer({ min: 1, max: 120_000 }), fc.integer({ min: 1, max: 999_999_999_999_999 }));
    fc.assert(
      fc.property(month, serial, ([y, m], n) => {
        const number = { creditCode, month: `${y}${String(m).padStart(2, '0')}`, serial: n };
        expect(parseIndexNumber(formatIndexNumber(number))).toEqual(number);
        const [, documents, code, tail] = indexNumberPath(number).split('/');
        expect(documents).toBe('documents');
        expect(indexNumberAt(code!, tail!)).toEqual(number);
      }),
    );
  });
});
