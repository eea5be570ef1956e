// A list as a table: named, scrolled sideways by keyboard when narrow, and saying what to do when it is empty.
import type { ComponentChildren, VNode } from 'preact';

export interface Column<Row> {
  label: string;
  cell(row: Row): ComponentChildren;
  /** `main` takes the most room; `amount` stands right. */
  kind?: 'main' | 'amount';
}

export interface DataTableProps<Row> {
  /** Names the table; shown small above it unless hidden. */
  caption: string;
  captionHidden?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** On a telephone every row becomes a list of its own under its first cell, the others after their labels. */
  stack?: boolean;
  /** Columns as wide as in the other even tables of the page, whatever stands in them. */
  even?: boolean;
  /** Shown in place of the table when there is no row. */
  empty: VNode;
}

const classes = { main: 'main-column', amount: 'amount' } as const;

export function DataTable<Row>(props: DataTableProps<Row>): VNode {
  const { caption, captionHidden, columns, rows, rowKey, stack, even, empty } = props;
  if (rows.length === 0) return empty;
  const classOf = (column: Column<Row>): string | undefined => (column.kind ? classes[column.kind] : undefined);
  const shape = ['table-scroll', stack && 'stack', even && 'even'].filter(Boolean).join(' ');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class={shape} tabIndex={0} aria-label={caption}>
      <table>
        <caption class={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" class={classOf(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, i) => (
                <td key={column.label} class={classOf(column)} data-label={(stack && i > 0 && column.label) || undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
