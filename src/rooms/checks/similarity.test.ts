import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shingleSimilarity, similarityMatches } from './similarity.ts';

const a = '各村要在十一月底前完成渠道清淤，镇里组织验收，验收结果在公开栏张贴七天。';
const b = '通知如下：各村要在十一月底前完成渠道清淤，镇里组织验收。资金由镇财政所统一拨付到村。';

describe('likeness of two texts', () => {
  it('finds none in strangers and in empty texts', () => {
    expect(shingleSimilarity('', '')).toEqual({ jaccard: 0, containment: 0 });
    expect(shingleSimilarity(a, '本镇今日天气晴朗，气温较低。')).toEqual({ jaccard: 0, containment: 0 });
    expect(similarityMatches(a, '')).toEqual([]);
  });

  it('counts a full copy as full, whatever its punctuation and width', () => {
    expect(shingleSimilarity(a, a.replaceAll('，', ', '))).toEqual({ jaccard: 1, containment: 1 });
    expect(shingleSimilarity('共１２户', '共12户')).toEqual({ jaccard: 1, containment: 1 });
  });

  it('shows the same passage in both', () => {
    const [m, ...more] = similarityMatches(a, b);
    expect(more).toEqual([]);
    expect(a.slice(m!.aStart, m!.aEnd)).toBe('各村要在十一月底前完成渠道清淤，镇里组织验收');
    expect(b.slice(m!.bStart, m!.bEnd)).toBe('各村要在十一月底前完成渠道清淤，镇里组织验收');
  });

  it('agrees with counting by hand, and every passage it shows is really in both', () => {
    const text = fc.string({ unit: fc.constantFrom('镇', '村', '水', '，'), maxLength: 60 });
    fc.assert(
      fc.property(text, text, (x, y) => {
        const plain = (s: string) => s.replaceAll('，', '');
        const set = (s: string) => {
          const out = new Set<string>();
          for (let i = 0; i + 5 <= s.length; i++) out.add(s.slice(i, i + 5));
          return s !== '' && s.length < 5 ? new Set([s]) : out;
        };
        const [of, other] = [set(plain(x)), set(plain(y))];
        const shared = [...of].filter((s) => other.has(s)).length;
        const all = new Set([...of, ...other]).size;
        expect(shingleSimilarity(x, y)).toEqual({ jaccard: all ? shared / all : 0, containment: of.size ? shared / of.size : 0 });
        for (const m of similarityMatches(x, y)) expect(plain(x.slice(m.aStart, m.aEnd))).toBe(plain(y.slice(m.bStart, m.bEnd)));
      }),
    );
  });
});
