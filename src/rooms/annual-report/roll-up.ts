// Several reports as one: their tables added cell by cell. What added up in each of them adds up in the sum.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import type { Era } from './era.ts';
import { noTables, type Tables } from './annual-report.ts';
import { type Cells, columnsOf, type TableForm, tableForms, type TableId } from './tables.ts';

export type RollUpRefusal = 'no-tables' | 'mixed-forms';

const eras = ['30', '60'] as const;
const ids = ['table2', 'table3', 'table4'] as const;

type Shape = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const places = (rows: Shape): string =>
  Object.entries(rows)
    .flatMap(([row, columns]) => Object.keys(columns).map((c) => `${row}.${c}`))
    .sort()
    .join(' ');

const shapeOf = (form: TableForm): Shape =>
  Object.fromEntries(form.rows.map((r) => [r.key, Object.fromEntries(columnsOf(form, r).map((c) => [c.key, null]))]));

/** Of which forms these may be: a table that was not read fits any. */
function erasOf(tables: Tables): Era[] {
  return eras.filter((era) =>
    tableForms(era).every((form) => {
      const cells = tables[form.id];
      return cells === null || places(cells) === places(shapeOf(form));
    }),
  );
}

/** Null as soon as one part is unknown: a sum of half the towns would look like a figure. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((v) => v !== null);
  if (known.length < values.length) return null;
  return Math.round(known.reduce((sum, v) => sum + v, 0) * 1e6) / 1e6;
}

function addedCells(form: TableForm, all: readonly (Cells | null)[]): Cells | null {
  if (all.some((cells) => cells === null)) return null;
  return Object.fromEntries(
    form.rows.map((row) => [
      row.key,
      Object.fromEntries(columnsOf(form, row).map((c) => [c.key, sumOf(all.map((cells) => cells?.[row.key]?.[c.key] ?? null))])),
    ]),
  );
}

const hasTable = (tables: Tables): boolean => ids.some((id: TableId) => tables[id] !== null);

/**
 * Refuses reports of different forms: what their rows count is not the same. The order of the reports is that of `facts`.
 * A table one of them lacks is lacking in the sum.
 */
export function rollUp(era: Era, reports: readonly Tables[]): Outcome<Tables, RollUpRefusal> {
  const without = reports.findIndex((tables) => !hasTable(tables));
  if (era === '2007' || reports.length === 0 || without >= 0)
    return refuse({ code: 'no-tables', facts: without >= 0 ? { report: without + 1 } : {} });
  const other = reports.findIndex((tables) => !erasOf(tables).includes(era));
  if (other >= 0) return refuse({ code: 'mixed-forms', facts: { report: other + 1 } });
  const sums = tableForms(era).map((form): [TableId, Cells | null] => [
    form.id,
    addedCells(
      form,
      reports.map((r) => r[form.id]),
    ),
  ]);
  return done({ ...noTables, ...Object.fromEntries(sums) });
}
