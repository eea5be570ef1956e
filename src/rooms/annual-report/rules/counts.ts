// R8: what is counted is counted in whole numbers that are not negative; money has at most six decimals.
import type { Finding, ReadReport } from '../annual-report.ts';
import { columnsOf, type TableForm, type TableId } from '../tables.ts';
import { cellId, cellIn, failed, type FindingsOf, lineOf, listed, passed, rounded, rowName, tableOf, uncertain } from './rule.ts';

/** Columns that are no counts: money, and 本年增/减, which may go down. */
const MONEY = 'amount';
const CHANGE = 'change';

const TOWNSHIP = /(?:镇|乡|街道|苏木)(?:人民政府|政府|办事处)?(?:办公室|党政办公室|党政办)?$/;

interface Cell {
  id: string;
  name: string;
  column: string;
  value: number | null;
}

function cellsOf(read: ReadReport, form: TableForm): Cell[] {
  const cells = read.report.tables[form.id];
  return form.rows.flatMap((row) =>
    columnsOf(form, row).map((c) => ({
      id: cellId(form.id, row.key, c.key),
      name: `${rowName(row)}·${c.label}`,
      column: c.key,
      value: cellIn(cells, row.key, c.key),
    })),
  );
}

function wrongWith({ column, value }: Cell): string | null {
  if (value === null) return null;
  if (!Number.isFinite(value)) return '不是一个数';
  if (column === CHANGE) return Number.isInteger(value) ? null : '应当是整数';
  if (value < 0) return '不能小于 0';
  if (column === MONEY) return rounded(value) === value ? null : '最多写六位小数';
  return Number.isInteger(value) ? null : '应当是整数';
}

function inTable(read: ReadReport, id: TableId): Finding[] {
  const table = tableOf('R8', read, id);
  if ('instead' in table) return [table.instead];
  const cells = cellsOf(read, table.form);
  const lines = lineOf(read, id);
  const findings = cells.flatMap((cell) => {
    const wrong = wrongWith(cell);
    return wrong === null ? [] : [failed('R8', `“${cell.name}”写的是 ${cell.value}，${wrong}。`, { cells: [cell.id], lines })];
  });
  const unread = cells.filter((c) => c.value === null);
  if (unread.length > 0) {
    const message = `${listed(unread.map((c) => c.name))}没有读出来，请对照原文看一看。`;
    findings.push(uncertain('R8', message, { cells: unread.map((c) => c.id), lines }));
  }
  return findings;
}

/** A township makes no rules (规章): a number there is most often a normative document in the wrong row. */
function townshipRules(read: ReadReport): Finding[] {
  const form = tableOf('R8', read, 'table2');
  if ('instead' in form || !TOWNSHIP.test(read.report.unit?.trim() ?? '')) return [];
  const said = cellsOf(read, form.form).filter((c) => c.id.startsWith('table2.rules.') && c.value !== null && c.value !== 0);
  if (said.length === 0) return [];
  const values = said.map((c) => `${c.name.replace('规章·', '')} ${c.value}`).join('、');
  const message = `“规章”一行写了${values}，乡镇和街道不制定规章，请看是不是应当填在规范性文件一行。`;
  return [uncertain('R8', message, { cells: said.map((c) => c.id), lines: lineOf(read, 'table2') })];
}

export const countsPossible: FindingsOf = ({ read }) => {
  const found = (['table2', 'table3', 'table4'] as const).flatMap((id) => inTable(read, id));
  const outside = found.filter((f) => f.status === 'NOT_ASSESSABLE');
  // Without a form all three say the same.
  if (outside.length > 0) return [{ ...outside[0]!, message: outside[0]!.message.replace('主动公开情况表', '三张表') }];
  const findings = [...found, ...townshipRules(read)];
  return findings.length > 0 ? findings : [passed('R8', '三张表里的数都是可能的数：件数为整数，没有负数。')];
};
