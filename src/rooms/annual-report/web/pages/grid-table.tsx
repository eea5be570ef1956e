// A table of the report: every figure leads to its records.
import type { VNode } from 'preact';
import type { Grid, GridCell } from '../../grid.ts';

export interface GridTableProps {
  grid: Grid;
  /** Where a figure's records are. */
  hrefOf(figure: string): string;
  /** How a figure came about; those entered by hand are marked. */
  isByHand(figure: string): boolean;
}

function Cell({ cell, hrefOf, isByHand }: { cell: GridCell } & Omit<GridTableProps, 'grid'>): VNode {
  const spans = { colSpan: cell.colSpan > 1 ? cell.colSpan : undefined, rowSpan: cell.rowSpan > 1 ? cell.rowSpan : undefined };
  if (cell.head) return <th {...spans}>{cell.text}</th>;
  const hand = cell.figure !== null && isByHand(cell.figure);
  return (
    <td {...spans} class="num">
      {cell.text === '' || cell.figure === null ? (
        <span class="muted">{cell.text === '' ? '未填' : cell.text}</span>
      ) : (
        <a href={hrefOf(cell.figure)} title={hand ? '手工填写，有来源' : '看记录'}>
          {cell.text}
        </a>
      )}
      {hand && cell.text !== '' && cell.text !== '0' && <sup title="手工填写">手</sup>}
    </td>
  );
}

export function GridTable({ grid, hrefOf, isByHand }: GridTableProps): VNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table-scroll report-table" tabIndex={0} aria-label={grid.caption}>
      <table>
        <caption class="sr-only">{grid.caption}</caption>
        <tbody>
          {grid.rows.map((row, y) => (
            <tr key={y}>
              {row.map((cell, x) => (
                <Cell key={x} cell={cell} hrefOf={hrefOf} isByHand={isByHand} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
