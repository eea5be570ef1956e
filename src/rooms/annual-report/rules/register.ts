// R9: the table of requests says what the register of applications says.
import {
  cellId,
  cellIn,
  type FindingsOf,
  gap,
  judgeRelations,
  lineOf,
  notAssessable,
  type Relation,
  rowName,
  tableOf,
} from './rule.ts';

export const agreesWithRegister: FindingsOf = ({ read, register }) => {
  const table = tableOf('R9', read, 'table3');
  if ('instead' in table) return [table.instead];
  if (register === null) return [notAssessable('R9', '没有申请登记簿可以对照，没有核对。')];
  const { form, cells } = table;
  const relations = form.rows.flatMap((row) =>
    form.columns
      // A register that does not count something says nothing about it.
      .filter((column) => register[row.key]?.[column.key] !== undefined)
      .map((column): Relation => {
        const name = `${rowName(row)}·${column.label}`;
        return {
          terms: [
            { name, cell: cellId('table3', row.key, column.key), value: cellIn(cells, row.key, column.key) },
            { name: `登记簿里的${name}`, cell: null, value: cellIn(register, row.key, column.key) },
          ],
          broken: ([said = 0, counted = 0]) =>
            said === counted ? null : `“${name}”写的是 ${said}，申请登记簿里是 ${counted}，差 ${gap(said, counted)}。`,
        };
      }),
  );
  if (relations.length === 0) return [notAssessable('R9', '申请登记簿里没有可以对照的数，没有核对。')];
  return judgeRelations('R9', relations, { pass: '申请情况表与申请登记簿逐格相符。', lines: lineOf(read, 'table3') });
};
