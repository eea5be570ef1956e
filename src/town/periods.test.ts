import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, day } from './day.ts';
import { type Cadence, cadenceNames, periodOf, periodsBetween } from './periods.ts';

const cadences = Object.keys(cadenceNames) as Cadence[];
const brief = (cadence: Cadence, from: string, to: string) => periodsBetween(cadence, day(from), day(to)).map((p) => p.key);

describe('periods of a recurring duty', () => {
  it('there is none when the end is before the beginning', () => {
    for (const cadence of cadences) expect(brief(cadence, '2026-03-02', '2026-03-01')).toEqual([]);
  });

  it('terms that are out of order or begin on a day not in every year are faults', () => {
    for (const terms of [
      { spring: '09-01', autumn: '03-01' },
      { spring: '03-01', autumn: '03-01' },
      { spring: '02-29', autumn: '09-01' },
      { spring: '3-1', autumn: '9-1' },
    ]) {
      expect(() => periodOf('per-term', day('2026-05-01'), terms)).toThrow(RangeError);
    }
  });

  it.each([
    ['monthly', '2026-11-30', { key: '2026-11', name: '2026年11月', from: '2026-11-01', to: '2026-11-30' }],
    ['monthly', '2024-02-29', { key: '2024-02', name: '2024年2月', from: '2024-02-01', to: '2024-02-29' }],
    ['quarterly', '2026-08-01', { key: '2026-Q3', name: '2026年第三季度', from: '2026-07-01', to: '2026-09-30' }],
    ['half-yearly', '2026-06-30', { key: '2026-H1', name: '2026年上半年', from: '2026-01-01', to: '2026-06-30' }],
    ['half-yearly', '2026-12-31', { key: '2026-H2', name: '2026年下半年', from: '2026-07-01', to: '2026-12-31' }],
    ['yearly', '2026-12-31', { key: '2026', name: '2026年', from: '2026-01-01', to: '2026-12-31' }],
    ['per-term', '2026-03-01', { key: '2026-春季', name: '2026年春季学期', from: '2026-03-01', to: '2026-08-31' }],
    ['per-term', '2026-02-28', { key: '2025-秋季', name: '2025年秋季学期', from: '2025-09-01', to: '2026-02-28' }],
    ['per-term', '2024-02-29', { key: '2023-秋季', name: '2023年秋季学期', from: '2023-09-01', to: '2024-02-29' }],
  ] as const)('%s, %s', (cadence, on, period) => {
    expect(periodOf(cadence, day(on))).toEqual(period);
  });

  it('both ends are touched by a single shared day', () => {
    expect(brief('quarterly', '2026-03-31', '2026-10-01')).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4']);
    expect(brief('per-term', '2026-01-15', '2026-09-01')).toEqual(['2025-秋季', '2026-春季', '2026-秋季']);
  });

  it('follow the town’s own term dates', () => {
    const terms = { spring: '02-16', autumn: '08-25' };
    expect(periodOf('per-term', day('2026-08-24'), terms)).toMatchObject({
      key: '2026-春季',
      from: '2026-02-16',
      to: '2026-08-24',
    });
  });

  it('lie end to end, each day in exactly one', () => {
    const anyDay = fc.integer({ min: 0, max: 12_000 }).map((n) => addDays(day('2000-01-01'), n));
    fc.assert(
      fc.property(fc.constantFrom(...cadences), anyDay, fc.integer({ min: 0, max: 1500 }), (cadence, from, length) => {
        const to = addDays(from, length);
        const periods = periodsBetween(cadence, from, to);
        expect(periods[0]!.from <= from && periods.at(-1)!.to >= to).toBe(true);
        for (const [i, p] of periods.entries()) {
          expect(p.from <= p.to && p.from <= to && p.to >= from).toBe(true);
          if (i > 0) expect(p.from).toBe(addDays(periods[i - 1]!.to, 1));
          expect([periodOf(cadence, p.from), periodOf(cadence, p.to)]).toEqual([p, p]);
        }
        expect(new Set(periods.map((p) => p.key)).size).toBe(periods.length);
      }),
      { numRuns: 1000 },
    );
  });
});
