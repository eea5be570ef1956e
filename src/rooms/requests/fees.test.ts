import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeeBasis, FEES_SINCE, feeOf, feeOfMonth, MOST_COUNTED } from './fees.ts';

/** Oracle: asks the price of each piece by itself and puts the coins on the table. */
function priceOfApplication(n: number): number {
  if (n <= 10) return 0;
  if (n <= 30) return 100;
  return 100 * (Math.ceil((n - 30) / 10) + 1);
}

function priceOfPage(n: number): number {
  return n <= 30 ? 0 : n <= 100 ? 10 : n <= 200 ? 20 : 40;
}

function laidDown(n: number, price: (n: number) => number): number {
  let sum = 0;
  for (let i = 1; i <= n; i++) sum += price(i);
  return sum;
}

describe('what no fee can be reckoned for', () => {
  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, MOST_COUNTED + 1])('%d is no quantity', (n) => {
    expect(() => feeOfMonth(n)).toThrow(RangeError);
    expect(() => feeOf({ by: 'count', nth: n })).toThrow(RangeError);
    expect(() => feeOf({ by: 'pages', pages: n })).toThrow(RangeError);
  });

  it('by number and by pages at once does not compile', () => {
    const both = { by: 'count' as const, nth: 35, pages: 250 };
    // @ts-expect-error never both for one application
    const basis: FeeBasis = both;
    expect(feeOf(basis).yuan).toBe(200);
  });

  it('begins with 2021', () => {
    expect(FEES_SINCE).toBe('2021-01-01');
  });
});

describe('by the number of applications in a calendar month', () => {
  it.each([
    [1, 0],
    [10, 0],
    [11, 100],
    [30, 2000],
    [31, 2200],
    [35, 3000],
    [40, 4000],
    [41, 4300],
    [45, 5500],
    [51, 7400],
  ])('%i of them cost %i yuan', (n, yuan) => {
    expect(feeOfMonth(n).yuan).toBe(yuan);
  });

  it.each([
    [10, 0],
    [11, 100],
    [30, 100],
    [31, 200],
    [40, 200],
    [41, 300],
    [51, 400],
    [60, 400],
    [61, 500],
  ])('the one that is number %i costs %i yuan', (nth, yuan) => {
    expect(feeOf({ by: 'count', nth }).yuan).toBe(yuan);
  });

  it('tells tier by tier how it was reached', () => {
    expect(feeOfMonth(35).steps).toEqual([
      '第1—10件：不收费',
      '第11—30件：100元/件 × 20 = 2000元',
      '第31—40件：200元/件 × 5 = 1000元',
    ]);
    expect(feeOf({ by: 'count', nth: 35 }).steps).toEqual(['本自然月第35件，第31—40件：200元/件']);
    expect(feeOf({ by: 'count', nth: 3 }).steps).toEqual(['本自然月第3件，第1—10件：不收费']);
  });
});

describe('by the number of pages', () => {
  it.each([
    [1, 0],
    [30, 0],
    [31, 10],
    [44, 140],
    [57, 270],
    [72, 420],
    [100, 700],
    [101, 720],
    [109, 880],
    [119, 1080],
    [200, 2700],
    [201, 2740],
    [250, 4700],
  ])('%i cost %i yuan', (pages, yuan) => {
    expect(feeOf({ by: 'pages', pages }).yuan).toBe(yuan);
  });

  it('tells tier by tier how it was reached', () => {
    expect(feeOf({ by: 'pages', pages: 250 }).steps).toEqual([
      '第1—30页：不收费',
      '第31—100页：10元/页 × 70 = 700元',
      '第101—200页：20元/页 × 100 = 2000元',
      '第201页起：40元/页 × 50 = 2000元',
    ]);
  });
});

describe('over whatever is asked for', () => {
  it('no sum differs from laying down the price of each piece, and one more is its own price more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), (n) => {
        expect(feeOfMonth(n).yuan).toBe(laidDown(n, priceOfApplication));
        expect(feeOf({ by: 'count', nth: n }).yuan).toBe(priceOfApplication(n));
        expect(feeOf({ by: 'pages', pages: n }).yuan).toBe(laidDown(n, priceOfPage));
        expect(feeOfMonth(n + 1).yuan - feeOfMonth(n).yuan).toBe(feeOf({ by: 'count', nth: n + 1 }).yuan);
      }),
      { numRuns: 2000 },
    );
  });

  it('the lines add up to the sum and to the quantity, in whole yuan', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.boolean(), (n, byPages) => {
        const { yuan, steps } = byPages ? feeOf({ by: 'pages', pages: n }) : feeOfMonth(n);
        let [owed, counted] = [0, Math.min(n, byPages ? 30 : 10)];
        for (const line of steps.slice(1)) {
          const [each, many, sum] = /：(\d+)元\/[件页] × (\d+) = (\d+)元$/.exec(line)!.slice(1).map(Number);
          owed += each! * many! === sum ? sum : Number.NaN;
          counted += many!;
        }
        expect({ owed, counted }).toEqual({ owed: yuan, counted: n });
      }),
      { numRuns: 500 },
    );
    expect(Number.isSafeInteger(feeOfMonth(MOST_COUNTED).yuan)).toBe(true);
  });
});
