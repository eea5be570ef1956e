import { describe, expect, test } from 'vitest';
import type { Era } from './era.ts';
import { flatRows, gridOf } from './grid.ts';
import { columnsOf, tableForms } from './tables.ts';

const eras: readonly Era[] = ['60', '30'];

/** Lays cells out as a browser would, and says whether they fill a rectangle. */
function layout(rows: readonly (readonly { colSpan: number; rowSpan: number }[])[], width: number): boolean {
  const taken = rows.map(() => Array.from({ length: width }, () => 0));
  rows.forEach((cells, y) => {
    for (const c of cells) {
      const x = taken[y]!.indexOf(0);
      for (let dy = 0; dy < c.rowSpan; dy++) for (let dx = 0; dx < c.colSpan; dx++) taken[y + dy]![x + dx]! += 1;
    }
  });
  return taken.every((row) => row.length === width && row.every((n) => n === 1));
}

describe.each(eras)('tables of form %s', (era) => {
  test.each(tableForms(era).map((f) => [f.id, f] as const))('%s fills its rectangle and shows every cell once', (_, form) => {
    const grid = gridOf(form, null);
    expect(layout(grid.rows, grid.widths.length)).toBe(true);
    const shown = grid.rows.flatMap((r) => r.flatMap((c) => c.figure ?? []));
    const wanted = form.rows.flatMap((r) => columnsOf(form, r).map((c) => `${form.id}.${r.key}.${c.key}`));
    expect([...shown].sort()).toEqual([...wanted].sort());
    expect(flatRows(grid).every((r) => r.length === grid.widths.length)).toBe(true);
  });
});

test('the form of 30 has 25 rows of seven numbers, that of 60 twenty-three', () => {
  const rows = eras.map((era) => tableForms(era).find((f) => f.id === 'table3')!.rows.length);
  expect(rows).toEqual([23, 25]);
});

test('numbers of a sheet are numbers', () => {
  const form = tableForms('30').find((f) => f.id === 'table4')!;
  const cells = Object.fromEntries(form.rows.map((r) => [r.key, Object.fromEntries(form.columns.map((c, i) => [c.key, i]))]));
  expect(flatRows(gridOf(form, cells)).at(-1)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4]);
});
