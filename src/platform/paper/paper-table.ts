// Puts the cells of a table into its grid, so that what is printed has no hole and no overlap, whatever the spans say.
import { type PaperCell, type PaperTable, printable } from './paper.ts';

/** Word takes 63 columns. */
const MOST_COLUMNS = 63;

export interface PlacedCell {
  readonly text: string;
  readonly column: number;
  readonly colSpan: number;
  readonly rowSpan: number;
  readonly align: 'left' | 'center' | 'right';
  readonly head: boolean;
}

export interface PlacedTable {
  /** Shares that add up to one. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly PlacedCell[])[];
  readonly headRows: number;
}

function shares(columns: readonly number[]): readonly number[] {
  const usable = columns.slice(0, MOST_COLUMNS).map((c) => (Number.isFinite(c) && c > 0 ? c : 0));
  const total = usable.reduce((sum, c) => sum + c, 0);
  const least = total > 0 ? total / 200 : 1;
  const widened = usable.map((c) => Math.max(c, least));
  const all = widened.reduce((sum, c) => sum + c, 0);
  return widened.map((c) => c / all);
}

const whole = (n: number | undefined): number => (n !== undefined && Number.isFinite(n) && n >= 1 ? Math.floor(n) : 1);

/** Null for a table without a row or a column. A row that is covered whole by cells from above stays, empty. */
export function placed(table: PaperTable): PlacedTable | null {
  const widths = shares(table.columns);
  if (widths.length === 0 || table.rows.length === 0) return null;
  const headRows = Math.min(Math.max(0, Math.floor(table.headRows) || 0), table.rows.length - 1);
  /** By column: the first row that is free again. */
  const free = widths.map(() => 0);
  const rows = table.rows.map((cells, row) => {
    // A cell of the head ends with the head, which is printed again without the rows below it.
    const end = row < headRows ? headRows : table.rows.length;
    return placedRow(cells, row, end, free);
  });
  return { widths, rows, headRows };
}

function placedRow(cells: readonly PaperCell[], row: number, end: number, free: number[]): PlacedCell[] {
  const left = [...cells];
  const found: PlacedCell[] = [];
  for (let column = 0; column < free.length; ) {
    if ((free[column] as number) > row) {
      column++;
      continue;
    }
    const cell = left.shift() ?? { text: '' };
    let colSpan = 1;
    while (colSpan < whole(cell.colSpan) && column + colSpan < free.length && (free[column + colSpan] as number) <= row)
      colSpan++;
    const rowSpan = Math.min(whole(cell.rowSpan), end - row);
    free.fill(row + rowSpan, column, column + colSpan);
    const head = cell.head ?? false;
    found.push({ text: printable(cell.text), column, colSpan, rowSpan, align: cell.align ?? (head ? 'center' : 'left'), head });
    column += colSpan;
  }
  return found;
}
