import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { letterNumber, letterSeries, parseLetterNumber, seriesOf, seriesWord } from './number-series.ts';

describe('the number of a letter', () => {
  test('is not made of a word, a year or a count that is none', () => {
    for (const short of ['', '港1', '港 口', '港〔', '港口镇人民政府', '<b>'])
      expect(() => seriesWord('answer', short)).toThrow(RangeError);
    for (const [word, year, n] of [
      ['港公开复', 2026, 0],
      ['港公开复', 2026, 1.5],
      ['港公开复', 26, 1],
      ['港公开复〔', 2026, 1],
      ['', 2026, 1],
    ] as const)
      expect(() => letterNumber(word, year, n)).toThrow(RangeError);
  });

  test('is not read from what only looks like one', () => {
    for (const text of [
      '',
      '港公开复〔2026〕01号',
      '港公开复〔2026〕第1号',
      '港公开复(2026)1号',
      '港公开复〔26〕1号',
      ' 港公开复〔2026〕1号',
      '港公开复〔1999〕1号',
      '〔2026〕1号',
      '港公开复〔2026〕1号\n',
    ])
      expect(parseLetterNumber(text)).toBeNull();
  });

  test('is written as official papers write it', () => {
    expect(letterNumber(seriesWord('answer', '港'), 2026, 1)).toBe('港公开复〔2026〕1号');
    expect(letterNumber(seriesWord('correction', '港口'), 2026, 12)).toBe('港口公开补〔2026〕12号');
  });

  test('is read back as what it was made of, and no two series share a word', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...letterSeries),
        fc.constantFrom('港', '港口', '宁港口'),
        fc.integer({ min: 2008, max: 2999 }),
        fc.integer({ min: 1, max: 999_999 }),
        (series, short, year, n) => {
          const read = parseLetterNumber(letterNumber(seriesWord(series, short), year, n));
          expect(read).toEqual({ word: seriesWord(series, short), year, n });
          expect(seriesOf(read!.word, short)).toBe(series);
          expect(seriesOf(read!.word, '别')).toBeNull();
        },
      ),
    );
  });
});
