// The table of a letter as it will be printed: it is made from the record and not changed by hand.
import type { VNode } from 'preact';
import type { LetterTable } from '../../letters/letter-text.ts';

export function LetterTableView({ table }: { table: LetterTable }): VNode {
  return (
    <div class="prose">
      <table>
        <tbody>
          {table.rows.map((row) => (
            <tr>
              {row.map((cell) =>
                cell.head ? (
                  <th scope="row" colSpan={cell.colSpan} rowSpan={cell.rowSpan}>
                    {cell.text}
                  </th>
                ) : (
                  <td class="kept-lines" colSpan={cell.colSpan} rowSpan={cell.rowSpan}>
                    {cell.text}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
