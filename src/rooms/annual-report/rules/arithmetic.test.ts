// The arithmetic rules against a slow reading of the printed form: rows and columns by their labels, a loop for every sum.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type OpenTables, reportWith, validTables, validYears } from '../../../../test/support/annual-report-tables.ts';
import type { Finding, RuleId, Status } from '../annual-report.ts';
import { columnsOf, tableForms } from '../tables.ts';
import { blocksRelease, checkRules } from './check-rules.ts';

type FormEra = '60' | '30';
const YEAR = { '60': 2020, '30': 2024 } as const;
const SUMS: readonly RuleId[] = ['R1', 'R2', 'R3', 'R5'];
const eras = ['60', '30'] as const;

function findingsFor(era: FormEra, tables: OpenTables, former: OpenTables | null = null): Finding[] {
  const read = reportWith(tables, { era, fiscalYear: YEAR[era] });
  return checkRules({ read, former: former && reportWith(former, { era, fiscalYear: YEAR[era] - 1 }), register: null });
}

const statuses = (findings: readonly Finding[], rule: RuleId): Status[] =>
  findings.filter((f) => f.rule === rule).map((f) => f.status);

/** A printed table: its numbers under row and column labels. */
type Printed = Map<string, Map<string, number>>;

function print(era: FormEra, tables: OpenTables, id: 'table2' | 'table3' | 'table4'): Printed {
  const form = tableForms(era).find((f) => f.id === id)!;
  const printed: Printed = new Map();
  for (const row of form.rows) {
    const label = row.label === '3.其他' ? '其他处理3' : row.label;
    printed.set(label, new Map(columnsOf(form, row).map((c) => [c.label, tables[id][row.key]![c.key] as number])));
  }
  return printed;
}

const CLASSES = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'];
const FRAME = /^(?:一、|二、|四、|（七）)/;

/** `R1 自然人`: every broken relation by rule and label. */
function oracle(era: FormEra, tables: OpenTables, former: OpenTables | null): string[] {
  const broken: string[] = [];
  const asked = print(era, tables, 'table3');
  const row = (start: string, from: Printed = asked): Map<string, number> =>
    [...from].find(([label]) => label.startsWith(start))![1];
  for (const who of [...CLASSES, '总计']) {
    if (row('一、').get(who)! - row('四、').get(who)! !== row('（七）').get(who)! - row('二、').get(who)!)
      broken.push(`R1 ${who}`);
    let left = row('（七）').get(who)!;
    for (const [label, values] of asked) if (!FRAME.test(label)) left -= values.get(who)!;
    if (left !== 0) broken.push(`R2 ${who}`);
    if (former && row('四、', print(era, former, 'table3')).get(who) !== row('二、').get(who)) broken.push(`R4 ${who}`);
  }
  for (const [label, values] of asked) {
    let left = values.get('总计')!;
    for (const who of CLASSES) left -= values.get(who)!;
    if (left !== 0) broken.push(`R3 ${label}`);
  }
  for (const [label, values] of print(era, tables, 'table4')) {
    let left = values.get('总计')!;
    for (const [outcome, n] of values) if (outcome !== '总计') left -= n;
    if (left !== 0) broken.push(`R5 ${label}`);
  }
  if (former && era === '30')
    for (const [label, values] of print(era, tables, 'table2')) {
      const before = print(era, former, 'table2').get(label)!.get('现行有效件数');
      if (before === undefined) continue;
      if (before + values.get('本年制发件数')! !== values.get('现行有效件数')! + values.get('本年废止件数')!)
        broken.push(`R6 ${label}`);
    }
  return broken.sort();
}

/** The same by what the rules said: the label that all cells of a finding share. */
function brokenSaid(era: FormEra, findings: readonly Finding[]): string[] {
  const named: readonly RuleId[] = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'];
  return findings
    .filter((f) => f.status === 'FAIL' && named.includes(f.rule))
    .map((f) => {
      const [table, rowKey, column] = f.cells[0]!.split('.');
      const form = tableForms(era).find((x) => x.id === table)!;
      const row = form.rows.find((r) => r.key === rowKey)!;
      const byColumn = ['R1', 'R2', 'R4'].includes(f.rule);
      const label = row.label === '3.其他' ? '其他处理3' : row.label;
      return `${f.rule} ${byColumn ? form.columns.find((c) => c.key === column)!.label : label}`;
    })
    .sort();
}

/** Every cell of a form, for a random choice. */
const cellsOf = (era: FormEra, ids: readonly string[]): string[] =>
  tableForms(era)
    .filter((f) => ids.includes(f.id))
    .flatMap((f) => f.rows.flatMap((r) => columnsOf(f, r).map((c) => `${f.id}.${r.key}.${c.key}`)));

function withCell(tables: OpenTables, cell: string, change: (n: number) => number | null): OpenTables {
  const copy = structuredClone(tables);
  const [table, row, column] = cell.split('.') as [keyof OpenTables, string, string];
  copy[table][row]![column] = change(copy[table][row]![column] as number);
  return copy;
}

const step = fc.integer({ min: -50, max: 50 }).filter((k) => k !== 0);

describe.each(eras)('the form of circular %s', (era) => {
  test('one cell that is wrong breaks the relations it stands in, all of them and no other, and is named by each', () => {
    const cells = fc.constantFrom(...cellsOf(era, ['table3', 'table4']));
    fc.assert(
      fc.property(validYears(era), cells, step, ({ former, now }, cell, k) => {
        const wrong = withCell(now, cell, (n) => n + k);
        const findings = findingsFor(era, wrong, former);
        const fails = findings.filter((f) => f.status === 'FAIL' && f.rule !== 'R8');
        expect(brokenSaid(era, findings)).toEqual(oracle(era, wrong, former));
        expect(fails.length).toBeGreaterThan(0);
        for (const f of fails) expect(f.cells).toContain(cell);
      }),
      { numRuns: 200 },
    );
  });

  test('several wrong cells break what the slow reading says, in both years', () => {
    const cells = fc.array(fc.tuple(fc.constantFrom(...cellsOf(era, ['table2', 'table3', 'table4'])), step), { maxLength: 6 });
    fc.assert(
      fc.property(validYears(era), cells, cells, (years, first, second) => {
        const change = (t: OpenTables, all: typeof first): OpenTables =>
          all.reduce((tables, [cell, k]) => withCell(tables, cell, (n) => n + k), t);
        const [former, now] = [change(years.former, first), change(years.now, second)];
        expect(brokenSaid(era, findingsFor(era, now, former))).toEqual(oracle(era, now, former));
      }),
      { numRuns: 200 },
    );
  });

  test('a cell that was not read leaves its relations uncertain: they neither hold nor fail', () => {
    const cells = fc.constantFrom(...cellsOf(era, ['table3', 'table4']));
    fc.assert(
      fc.property(validTables(era), cells, (tables, cell) => {
        const findings = findingsFor(
          era,
          withCell(tables, cell, () => null),
        );
        const open = findings.filter((f) => f.cells.includes(cell));
        expect(findings.filter((f) => f.status === 'FAIL')).toEqual([]);
        expect(open.every((f) => f.status === 'UNCERTAIN' && f.cells.length === 1)).toBe(true);
        // Whatever rule the cell belongs to is not said to hold either; R8 reads every cell.
        const expected = SUMS.filter((r) =>
          oracle(
            era,
            withCell(tables, cell, (n) => n + 1),
            null,
          ).some((b) => b.startsWith(r)),
        );
        expect(open.map((f) => f.rule).sort()).toEqual([...expected, 'R8'].sort());
        for (const rule of expected) expect(statuses(findings, rule)).toEqual(['UNCERTAIN']);
      }),
      { numRuns: 200 },
    );
  });

  test('a wrong number is still found beside one that was not read', () => {
    fc.assert(
      fc.property(validTables(era), step, (tables, k) => {
        const wrong = withCell(
          withCell(tables, 'table3.granted.natural', (n) => n + k),
          'table3.partial.other',
          () => null,
        );
        expect(statuses(findingsFor(era, wrong), 'R2').sort()).toEqual(['FAIL', 'UNCERTAIN']);
      }),
      { numRuns: 30 },
    );
  });

  test('tables in which all adds up pass, each rule once', () => {
    fc.assert(
      fc.property(validYears(era), ({ former, now }) => {
        const findings = findingsFor(era, now, former);
        expect(oracle(era, now, former)).toEqual([]);
        for (const rule of [...SUMS, 'R4', 'R8'] as const) expect(statuses(findings, rule)).toEqual(['PASS']);
        expect(statuses(findings, 'R6')).toEqual([era === '30' ? 'PASS' : 'NOT_ASSESSABLE']);
        expect(findings.some(blocksRelease)).toBe(false);
      }),
      { numRuns: 150 },
    );
  });
});

test('every rule speaks, also of a report of which nothing is known', () => {
  const nothing = reportWith({ table2: null, table3: null, table4: null }, { era: '30', fiscalYear: 2024 });
  const unknown = { ...nothing, report: { ...nothing.report, era: null, fiscalYear: null, publishedOn: null, unit: null } };
  for (const read of [nothing, unknown]) {
    const findings = checkRules({ read, former: null, register: null });
    expect([...new Set(findings.map((f) => f.rule))]).toEqual(Array.from({ length: 13 }, (_, i) => `R${i + 1}`));
  }
  const findings = checkRules({ read: unknown, former: null, register: null });
  expect(findings.filter((f) => f.status !== 'NOT_ASSESSABLE')).toEqual([]);
});
