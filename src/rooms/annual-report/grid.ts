// A table of a report as a grid of cells: one shape from which page, document body, paper and sheet are made.
import type { Table, TableCell } from '../../town/body.ts';
import { type Cells, columnsOf, type Row, type TableForm } from './tables.ts';
import { formatFigure } from './text.ts';

export interface GridCell {
  text: string;
  colSpan: number;
  rowSpan: number;
  head: boolean;
  /** The figure a cell shows, `table3.received.natural`; null for labels. */
  figure: string | null;
}

export interface Grid {
  caption: string;
  /** Share of the width each column has. */
  widths: readonly number[];
  headRows: number;
  rows: readonly (readonly GridCell[])[];
}

const label = (text: string, colSpan = 1, rowSpan = 1): GridCell => ({ text, colSpan, rowSpan, head: true, figure: null });

function value(form: TableForm, row: Row, column: string, cells: Cells | null, colSpan = 1): GridCell {
  const n = cells?.[row.key]?.[column] ?? null;
  return { text: n === null ? '' : formatFigure(n), colSpan, rowSpan: 1, head: false, figure: `${form.id}.${row.key}.${column}` };
}

export function gridOf(form: TableForm, cells: Cells | null): Grid {
  if (form.id === 'table2') return blocks(form, cells);
  return form.id === 'table3' ? requests(form, cells) : remedies(form, cells);
}

/** Table 2: each clause is a block with columns of its own. */
function blocks(form: TableForm, cells: Cells | null): Grid {
  const most = Math.max(...form.rows.map((r) => columnsOf(form, r).length));
  const spans = (n: number, i: number): number => (i === n - 1 ? most - n + 1 : 1);
  const rows: GridCell[][] = [];
  let clause = '';
  for (const row of form.rows) {
    const columns = columnsOf(form, row);
    if (row.under[0] !== clause) {
      clause = row.under[0] ?? '';
      rows.push([label(clause, most + 1)]);
      rows.push([label('信息内容'), ...columns.map((c, i) => label(c.label, spans(columns.length, i)))]);
    }
    rows.push([label(row.label), ...columns.map((c, i) => value(form, row, c.key, cells, spans(columns.length, i)))]);
  }
  return { caption: form.title, widths: [2, ...Array.from({ length: most }, () => 1)], headRows: 0, rows };
}

/** How many rows from here on stand under the same heading. */
function runOf(rows: readonly Row[], from: number, depth: number): number {
  let n = 0;
  while (from + n < rows.length && rows[from + n]!.under[depth] === rows[from]!.under[depth]) n++;
  return n;
}

const LABELS = 3;

function requests(form: TableForm, cells: Cells | null): Grid {
  const n = form.columns.length;
  const head: GridCell[][] = [
    [label('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', LABELS, 3), label('申请人情况', n)],
    [label('自然人', 1, 2), label('法人或其他组织', n - 2), label('总计', 1, 2)],
    form.columns.slice(1, -1).map((c) => label(c.label)),
  ];
  const rows = form.rows.map((row, i) => {
    const made: GridCell[] = [];
    row.under.forEach((heading, depth) => {
      if (form.rows[i - 1]?.under[depth] !== heading) made.push(label(heading, 1, runOf(form.rows, i, depth)));
    });
    made.push(label(row.label, LABELS - row.under.length));
    return [...made, ...form.columns.map((c) => value(form, row, c.key, cells))];
  });
  return { caption: form.title, widths: [1, 1.2, 3.4, ...form.columns.map(() => 1)], headRows: 3, rows: [...head, ...rows] };
}

/** Table 4 is one row of fifteen numbers under its headings. */
function remedies(form: TableForm, cells: Cells | null): Grid {
  const n = form.columns.length;
  const [review, ...suits] = form.rows;
  const head: GridCell[][] = [
    [label(review!.label, n, 2), label('行政诉讼', n * suits.length)],
    suits.map((r) => label(r.label, n)),
    form.rows.flatMap(() => form.columns.map((c) => label(c.label))),
  ];
  const numbers = form.rows.flatMap((r) => form.columns.map((c) => value(form, r, c.key, cells)));
  return { caption: form.title, widths: numbers.map(() => 1), headRows: 3, rows: [...head, numbers] };
}

/** As a table of a public document. */
export function bodyTable(grid: Grid): Table {
  const cell = (c: GridCell): TableCell => ({
    type: c.head ? 'tableHeader' : 'tableCell',
    attrs: { colspan: c.colSpan, rowspan: c.rowSpan },
    content: [
      c.text === ''
        ? { type: 'paragraph' }
        : {
            type: 'paragraph',
            ...(c.head ? {} : { attrs: { align: 'center' as const } }),
            content: [{ type: 'text', text: c.text }],
          },
    ],
  });
  return { type: 'table', content: grid.rows.map((r) => ({ type: 'tableRow', content: r.map(cell) })) };
}

/** Rows of plain cells for a sheet: a label stands where it begins, the cells it covers stay empty. */
export function flatRows(grid: Grid): (string | number)[][] {
  const width = grid.widths.length;
  const rows: (string | number | undefined)[][] = grid.rows.map(() => Array.from({ length: width }));
  grid.rows.forEach((cells, y) => {
    let x = 0;
    for (const c of cells) {
      while (rows[y]![x] !== undefined) x++;
      for (let dy = 0; dy < c.rowSpan; dy++) for (let dx = 0; dx < c.colSpan; dx++) if (rows[y + dy]) rows[y + dy]![x + dx] = '';
      rows[y]![x] = c.figure !== null && c.text !== '' ? Number(c.text) : c.text;
      x += c.colSpan;
    }
  });
  return rows.map((r) => r.map((c) => c ?? ''));
}
