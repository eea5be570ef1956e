// Adding up towns: sums of tables that hold, hold.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reportWith, validTables } from '../../../test/support/annual-report-tables.ts';
import type { Tables } from './annual-report.ts';
import { rollUp } from './roll-up.ts';
import { checkRules } from './rules/check-rules.ts';
import { columnsOf, tableForms } from './tables.ts';

const years = { '60': 2020, '30': 2024 } as const;

describe.each(['60', '30'] as const)('the form of circular %s', (era) => {
  test('every cell is the sum of that cell, and R1 to R3 and R5 still hold', () => {
    fc.assert(
      fc.property(fc.array(validTables(era), { minLength: 1, maxLength: 8 }), (reports) => {
        const sum = rollUp(era, reports);
        if (!sum.ok) throw new Error('refused');
        for (const form of tableForms(era))
          for (const row of form.rows)
            for (const c of columnsOf(form, row)) {
              let all = 0;
              for (const r of reports) all += r[form.id][row.key]![c.key] as number;
              expect(sum.value[form.id]![row.key]![c.key]).toBeCloseTo(all, 6);
            }
        const findings = checkRules({
          read: reportWith(sum.value, { era, fiscalYear: years[era] }),
          former: null,
          register: null,
        });
        const sums = findings.filter((f) => ['R1', 'R2', 'R3', 'R5', 'R8'].includes(f.rule));
        expect(sums.map((f) => `${f.rule} ${f.status}`)).toEqual(['R1 PASS', 'R2 PASS', 'R3 PASS', 'R5 PASS', 'R8 PASS']);
      }),
      { numRuns: 60 },
    );
  });

  test('a number one town does not know, the county does not know either, and only that', () => {
    fc.assert(
      fc.property(validTables(era), validTables(era), (one, other) => {
        const gap = structuredClone(other);
        gap.table3.granted!.natural = null;
        const sum = rollUp(era, [one, gap]);
        const whole = rollUp(era, [one, other]);
        if (!sum.ok || !whole.ok) throw new Error('refused');
        const expected = structuredClone(whole.value) as { table3: Record<string, Record<string, number | null>> };
        expected.table3.granted!.natural = null;
        expect(sum.value).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

const sample = (era: '60' | '30'): Tables => fc.sample(validTables(era), { numRuns: 1, seed: 7 })[0]!;

test('a table one town lacks is lacking in the sum', () => {
  const sum = rollUp('30', [sample('30'), { ...sample('30'), table4: null }]);
  expect(sum).toMatchObject({ ok: true, value: { table4: null } });
  expect(sum.ok && sum.value.table3).not.toBeNull();
});

test('reports of different forms are not added, and which one is other is said', () => {
  expect(rollUp('30', [sample('30'), sample('60')])).toEqual({
    ok: false,
    refusals: [{ code: 'mixed-forms', facts: { report: 2 } }],
  });
});

test('nothing to add is refused: no report, none with a table, a year without tables', () => {
  const none: Tables = { table2: null, table3: null, table4: null };
  for (const refused of [rollUp('30', []), rollUp('2007', [sample('30')]), rollUp('30', [sample('30'), none])])
    expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'no-tables' }] });
});
