import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { table2, table3, table4 } from '../../../test/support/report-paper.ts';
import type { PaperCell, PaperTable } from './paper.ts';
import { type PlacedTable, placed } from './paper-table.ts';

const table = (rows: readonly (readonly PaperCell[])[], more: Partial<PaperTable> = {}): PaperTable => ({
  kind: 'table',
  columns: [1, 1, 1],
  rows,
  headRows: 0,
  size: 'small',
  ...more,
});

/** How often each place is covered, counted place by place. */
function coverage(grid: PlacedTable): number[][] {
  const counts = grid.rows.map(() => grid.widths.map(() => 0));
  grid.rows.forEach((cells, row) => {
    for (const c of cells)
      for (let y = row; y < row + c.rowSpan; y++) for (let x = c.column; x < c.column + c.colSpan; x++) counts[y]![x]!++;
  });
  return counts;
}

describe('the grid of a table', () => {
  test('is none without a row or a column', () => {
    expect(placed(table([]))).toBeNull();
    expect(placed(table([[{ text: '甲' }]], { columns: [] }))).toBeNull();
  });

  test('covers every place once, whatever spans and widths it is given', () => {
    const odd = fc.oneof(fc.integer({ min: -2, max: 9 }), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, 1.5));
    const cell = fc.record({ text: fc.string(), colSpan: odd, rowSpan: odd });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 7 }), { minLength: 1, maxLength: 8 }),
        fc.array(odd, { minLength: 1, maxLength: 6 }),
        odd,
        (rows, columns, headRows) => {
          const grid = placed(table(rows, { columns, headRows }))!;
          expect(
            coverage(grid)
              .flat()
              .every((n) => n === 1),
          ).toBe(true);
          expect(grid.widths.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1);
          expect(grid.widths.every((w) => w > 0)).toBe(true);
          expect(grid.headRows).toBeLessThan(grid.rows.length);
          grid.rows.slice(0, grid.headRows).forEach((cells, row) => {
            for (const c of cells) expect(row + c.rowSpan).toBeLessThanOrEqual(grid.headRows);
          });
        },
      ),
    );
  });

  test('keeps the merging of the three tables of an annual report', () => {
    for (const t of [table2(), table3(), table4()]) {
      const grid = placed(t)!;
      expect(grid.rows.map((r) => r.length)).toEqual(t.rows.map((r) => r.length));
      grid.rows.forEach((cells, i) => {
        expect(cells.map((c) => [c.text, c.colSpan, c.rowSpan])).toEqual(
          t.rows[i]!.map((c) => [c.text, c.colSpan ?? 1, c.rowSpan ?? 1]),
        );
      });
    }
    const spans = placed(table3())!.rows.flat();
    expect(spans.filter((c) => c.rowSpan > 2 && c.column < 2).map((c) => [c.text.slice(0, 4), c.rowSpan])).toEqual([
      ['（本列数', 3],
      ['三、本年', 22],
      ['（三）不', 8],
      ['（四）无', 3],
      ['（五）不', 5],
      ['（六）其', 3],
    ]);
  });
});
