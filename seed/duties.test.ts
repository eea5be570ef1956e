// What is met, late, due soon and overdue on the day the demo town was written for.
import chineseDays from 'chinese-days';
import { describe, expect, test } from 'vitest';
import { addDays, day, dayOf, instant } from '../src/town/day.ts';
import { documents } from './documents/all.ts';
import { formations, returns } from './duties.ts';
import { dutiesSince, items } from './items.ts';
import { staff } from './staff.ts';
import { present } from './present.ts';
import type { SeedCadence, SeedDue } from './types.ts';

const TODAY = dayOf(instant(present));

function addWorkdays(from: string, n: number): string {
  let d = day(from);
  for (let left = n; left > 0; ) {
    d = addDays(d, 1);
    if (chineseDays.isWorkday(d)) left--;
  }
  return d;
}

function addLimit(from: string, limit: string): string {
  const n = Number(limit.slice(2));
  return limit.startsWith('WD') ? addWorkdays(from, n) : addDays(day(from), n);
}

const last = (year: number, month: number): string => new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

function due(period: string, rule: SeedDue): string {
  const year = Number(period.slice(0, 4));
  const part = period.slice(5);
  if (rule.kind === 'fixed') return `${year + rule.years}-${rule.monthDay}`;
  if (rule.kind === 'term') return `${year}-${part === 'T1' ? rule.T1 : rule.T2}`;
  if (rule.kind === 'day-of-month') return `${period}-${rule.day}`;
  const month = part.startsWith('Q')
    ? Number(part[1]) * 3
    : part.startsWith('H')
      ? Number(part[1]) * 6
      : part === ''
        ? 12
        : Number(part);
  return addLimit(last(year, month), rule.limit);
}

const PERIODS: Readonly<Record<SeedCadence['rhythm'], readonly string[]>> = {
  monthly: ['2025-10', '2025-11', '2025-12', ...Array.from({ length: 11 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`)],
  quarterly: ['2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4'],
  'half-yearly': ['2025-H2', '2026-H1', '2026-H2'],
  yearly: ['2025', '2026'],
  'per-term': ['2025-T2', '2026-T1', '2026-T2'],
};

interface Duty {
  key: string;
  due: string;
  met: string | null;
}

const duties: readonly Duty[] = items.flatMap((item) =>
  [...item.cadences, ...item.villageCadences].flatMap((c) =>
    c.organs.flatMap((organ) =>
      PERIODS[c.rhythm].map((period): Duty => {
        const same = (f: { period: string; cadence?: string }) => f.period === period && f.cadence === c.key;
        const found = documents.find((d) => d.item === item.code && same(d.fulfils) && d.fulfils.organ === organ);
        const nil = returns.find((r) => r.item === item.code && r.organ === organ && same(r));
        return {
          key: `${item.code} ${organ} ${c.key} ${period}`,
          due: due(period, c.due),
          met: found ? dayOf(instant(found.publishedAt)) : (nil?.on ?? null),
        };
      }),
    ),
  ),
);

describe('duties on 2026-11-23', () => {
  test('every period since October 2025 is met, except the one left open on purpose', () => {
    expect(dutiesSince).toBe('2025-10-01');
    expect(duties.filter((d) => d.due < TODAY && d.met === null).map((d) => d.key)).toEqual(['30 environment scores 2026-11']);
  });

  test('two are overdue: the November scores and the departmental accounts', () => {
    const late = formations.filter((f) => addLimit(f.formedOn, f.limit) < TODAY);
    expect(late.map((f) => [f.item, addLimit(f.formedOn, f.limit)])).toEqual([['11', '2026-11-18']]);
    expect(due('2026-11', items[29]!.cadences[0]!.due)).toBe('2026-11-20');
  });

  test('four fall due within seven days', () => {
    const within = (d: string) => d >= TODAY && d <= '2026-11-30';
    const soon = [
      ...duties.filter((d) => d.met === null && within(d.due)).map((d) => d.key.slice(0, 2)),
      ...formations.filter((f) => within(addLimit(f.formedOn, f.limit))).map((f) => f.item),
    ];
    expect(soon.sort()).toEqual(['17', '22', '25', '26']);
  });

  test('several were met late and say so', () => {
    const late = duties.filter((d) => d.met !== null && d.met > d.due).map((d) => d.key);
    expect([...late].sort()).toEqual([
      '10 finance progress 2026-Q3',
      '12 gangdong village-payments 2026-Q3',
      '12 yunling village-payments 2026-Q1',
      '13 shitan village-debts 2026-H1',
      '25 agriculture approvals 2026-08',
      '30 environment scores 2026-04',
      '32 emergency inspections 2026-Q2',
    ]);
  });

  test('documents published more than twenty working days after they were made are among them', () => {
    const late = documents.filter(
      (d) =>
        d.fulfils.period === 'formation' &&
        dayOf(instant(d.publishedAt)) > addWorkdays(d.createdOn, 20) &&
        d.createdOn > '2025-10',
    );
    expect(late.map((d) => d.key).sort()).toEqual([
      'asset-vehicle-2025',
      'cadre-appointed-2025-12',
      'decision-review-canteen',
      'pension-2026',
      'project-hospital-design',
      'year-plan-2026',
    ]);
  });

  test('two nil returns and one notice of non-publication name who, when and why', () => {
    expect(returns.map((r) => r.kind).sort()).toEqual(['nil', 'nil', 'withheld']);
    for (const r of returns) {
      expect(
        staff.some((s) => s.key === r.by),
        r.by,
      ).toBe(true);
      expect(r.explanation.length).toBeGreaterThan(20);
    }
  });
});
