// What must add up within one report: R1–R3 in the table of requests, R5 in that of reviews and lawsuits.
import type { Finding } from '../annual-report.ts';
import { type Column, resultKeys, type Row, type TableForm } from '../tables.ts';
import {
  added,
  cellId,
  cellIn,
  type FindingsOf,
  gap,
  hasTables,
  judgeRelations,
  lineOf,
  type Looked,
  type Relation,
  rowName,
  tableOf,
  type Term,
} from './rule.ts';

type Table = Exclude<Looked, { instead: Finding }>;

function term({ form, cells }: Table, row: Row, column: Column): Term {
  const name = `${rowName(row)}·${column.label}`;
  return { name, cell: cellId(form.id, row.key, column.key), value: cellIn(cells, row.key, column.key) };
}

function rowOf(form: TableForm, key: string): Row {
  return form.rows.find((r) => r.key === key)!;
}

const parts = (form: TableForm): Column[] => form.columns.filter((c) => c.key !== 'total');
const total = (form: TableForm): Column => form.columns.find((c) => c.key === 'total')!;

/** R1: what came in is answered or carried on, in each column. */
export const flowsBalance: FindingsOf = ({ read }) => {
  const table = tableOf('R1', read, 'table3');
  if ('instead' in table) return [table.instead];
  const rows = ['received', 'carriedIn', 'handled', 'carriedOut'].map((k) => rowOf(table.form, k));
  const relations = table.form.columns.map(
    (column): Relation => ({
      terms: rows.map((row) => term(table, row, column)),
      broken: ([received = 0, carriedIn = 0, handled = 0, carriedOut = 0]) => {
        const came = added([received, carriedIn]);
        const went = added([handled, carriedOut]);
        if (came === went) return null;
        const sums = `新收 ${received} 加结转 ${carriedIn} 是 ${came}，办结 ${handled} 加结转下年 ${carriedOut} 是 ${went}`;
        return `“${column.label}”一列：${sums}，差 ${gap(came, went)}。`;
      },
    }),
  );
  const pass = `申请情况表 ${relations.length} 列的新收加结转都等于办结加结转下年。`;
  return judgeRelations('R1', relations, { pass, lines: lineOf(read, 'table3') });
};

/** R2: the results add up to their total, in each column. */
export const resultsAddUp: FindingsOf = ({ read }) => {
  const table = tableOf('R2', read, 'table3');
  if ('instead' in table) return [table.instead];
  const era = read.report.era;
  const leaves = (hasTables(era) ? resultKeys(era) : []).map((k) => rowOf(table.form, k));
  const relations = table.form.columns.map(
    (column): Relation => ({
      terms: [rowOf(table.form, 'handled'), ...leaves].map((row) => term(table, row, column)),
      broken: ([handled = 0, ...results]) => {
        const sum = added(results);
        if (sum === handled) return null;
        return `“${column.label}”一列：各项办理结果相加是 ${sum}，（七）总计写的是 ${handled}，差 ${gap(sum, handled)}。`;
      },
    }),
  );
  const pass = `申请情况表 ${relations.length} 列的办理结果都与（七）总计相符。`;
  return judgeRelations('R2', relations, { pass, lines: lineOf(read, 'table3') });
};

/** R3: the classes of applicants add up to the total, in each row. */
export const applicantsAddUp: FindingsOf = ({ read }) => {
  const table = tableOf('R3', read, 'table3');
  if ('instead' in table) return [table.instead];
  const relations = table.form.rows.map(
    (row): Relation => ({
      terms: [total(table.form), ...parts(table.form)].map((column) => term(table, row, column)),
      broken: ([all = 0, ...classes]) => {
        const sum = added(classes);
        if (sum === all) return null;
        return `“${rowName(row)}”一行：自然人和五类组织相加是 ${sum}，总计写的是 ${all}，差 ${gap(sum, all)}。`;
      },
    }),
  );
  const pass = `申请情况表 ${relations.length} 行的各类申请人相加都等于总计。`;
  return judgeRelations('R3', relations, { pass, lines: lineOf(read, 'table3') });
};

/** R5: the outcomes of reviews and lawsuits add up to each total. */
export const remediesAddUp: FindingsOf = ({ read }) => {
  const table = tableOf('R5', read, 'table4');
  if ('instead' in table) return [table.instead];
  const outcomes = parts(table.form);
  const relations = table.form.rows.map(
    (row): Relation => ({
      terms: [total(table.form), ...outcomes].map((column) => term(table, row, column)),
      broken: ([all = 0, ...values]) => {
        const sum = added(values);
        if (sum === all) return null;
        const list = outcomes.map((c, i) => `${c.label} ${values[i]}`).join('、');
        return `“${row.label}”：${list}，相加是 ${sum}，总计写的是 ${all}，差 ${gap(sum, all)}。`;
      },
    }),
  );
  const pass = '行政复议和两类行政诉讼的各项结果相加都等于总计。';
  return judgeRelations('R5', relations, { pass, lines: lineOf(read, 'table4') });
};
