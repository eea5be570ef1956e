// Tables of annual reports in which everything adds up: leaf cells are random, the rest follows from them.
import fc from 'fast-check';
import type { Era } from '../../src/rooms/annual-report/era.ts';
import { contentsOf } from '../../src/rooms/annual-report/contents.ts';
import type { ReadReport, Tables } from '../../src/rooms/annual-report/annual-report.ts';
import { applicantColumns, resultKeys, tableForms } from '../../src/rooms/annual-report/tables.ts';
import type { Day } from '../../src/town/day.ts';

export type FormEra = Exclude<Era, '2007'>;
export type OpenCells = Record<string, Record<string, number | null>>;
export interface OpenTables {
  table2: OpenCells;
  table3: OpenCells;
  table4: OpenCells;
}

type Draw = () => number;

const applicants = applicantColumns.map((c) => c.key);
const plus = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function table3(era: FormEra, draw: Draw, former: OpenCells | null): OpenCells {
  const cells: Record<string, Record<string, number>> = {};
  const put = (row: string, column: string, value: number): void => {
    cells[row] = { ...cells[row], [column]: value };
  };
  for (const who of applicants) {
    const results = resultKeys(era).map((row) => {
      const n = draw();
      put(row, who, n);
      return n;
    });
    const handled = plus(results);
    const left = draw();
    const carriedIn = former ? (former.carriedOut?.[who] ?? 0) : Math.min(draw(), handled + left);
    const carriedOut = Math.max(left, carriedIn - handled);
    put('handled', who, handled);
    put('carriedOut', who, carriedOut);
    put('carriedIn', who, carriedIn);
    put('received', who, handled + carriedOut - carriedIn);
  }
  for (const row of Object.keys(cells)) put(row, 'total', plus(applicants.map((who) => cells[row]![who]!)));
  return cells;
}

function table4(draw: Draw): OpenCells {
  const row = (): Record<string, number> => {
    const outcomes = { upheld: draw(), corrected: draw(), other: draw(), pending: draw() };
    return { ...outcomes, total: plus(Object.values(outcomes)) };
  };
  return { review: row(), direct: row(), afterReview: row() };
}

function table2(era: FormEra, draw: Draw, former: OpenCells | null): OpenCells {
  if (era === '60')
    return Object.fromEntries(
      tableForms('60')[0]!.rows.map((r) => [
        r.key,
        Object.fromEntries(r.columns!.map((c) => [c.key, c.key === 'change' ? draw() - 3 : draw()])),
      ]),
    );
  const inForce = (key: string): Record<string, number> => {
    const before = former?.[key]?.inForce ?? draw();
    const made = draw();
    const repealed = Math.min(draw(), before + made);
    return { made, repealed, inForce: before + made - repealed };
  };
  return {
    rules: inForce('rules'),
    normative: inForce('normative'),
    licences: { decisions: draw() },
    penalties: { decisions: draw() },
    coercion: { decisions: draw() },
    fees: { amount: draw() / 10_000 },
  };
}

export function tablesFrom(era: FormEra, draw: Draw, former: OpenTables | null = null): OpenTables {
  return {
    table2: table2(era, draw, former?.table2 ?? null),
    table3: table3(era, draw, former?.table3 ?? null),
    table4: table4(draw),
  };
}

/** Mostly small and often zero, as in a township; sometimes large. */
const count = fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 4, arbitrary: fc.nat(20) }, fc.nat(100_000));

function drawing(values: readonly number[]): Draw {
  let at = 0;
  return () => values[at++ % values.length]!;
}

/** More than the leaves of both tables, and prime: a repeated run never lines up with the columns. */
const DRAWS = { minLength: 211, maxLength: 211 };

export function validTables(era: FormEra): fc.Arbitrary<OpenTables> {
  return fc.array(count, DRAWS).map((values) => tablesFrom(era, drawing(values)));
}

/** Two years that follow each other in one form: what was carried over comes in, what is in force stays in force. */
export function validYears(era: FormEra): fc.Arbitrary<{ former: OpenTables; now: OpenTables }> {
  return fc.tuple(fc.array(count, DRAWS), fc.array(count, DRAWS)).map(([first, second]) => {
    const former = tablesFrom(era, drawing(first));
    return { former, now: tablesFrom(era, drawing(second), former) };
  });
}

/** A report around tables, complete and in time unless told otherwise. */
export function reportWith(
  tables: Tables,
  said: { era: Era; fiscalYear: number; unit?: string; publishedOn?: Day | null; lines?: readonly string[] },
): ReadReport {
  const { era, fiscalYear } = said;
  const lines = [`统计期限为${fiscalYear}年1月1日至${fiscalYear}年12月31日。`, ...(said.lines ?? [])];
  const contents = contentsOf(era).map((c, i) => ({ ...c, status: 'present' as const, line: lines.length + 2 * i + 1 }));
  return {
    report: {
      unit: said.unit ?? '某县人民政府',
      fiscalYear,
      era,
      publishedOn: said.publishedOn === undefined ? (`${fiscalYear + 1}-01-20` as Day) : said.publishedOn,
      contents,
      figures: [],
      tables,
    },
    lines: [...lines, ...contents.flatMap((c) => [c.title, '无。'])],
    tableLines: {},
  };
}
