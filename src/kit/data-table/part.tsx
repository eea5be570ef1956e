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
  /** Shown in place of the table when there is no row. */
  empty: VNode;
}

const classes = { main: 'main-column', amount: 'amount' } as const;

export function DataTable<Row>({ caption, captionHidden, columns, rows, rowKey, empty }: DataTableProps<Row>): VNode {
  if (rows.length === 0) return empty;
  const classOf = (column: Column<Row>): string | undefined => (column.kind ? classes[column.kind] : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table-scroll" tabIndex={0} aria-label={caption}>
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
              {columns.map((column) => (
                <td key={column.label} class={classOf(column)}>
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
