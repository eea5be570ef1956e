// What must follow from the report of the year before: R4 what was carried over, R6 the documents in force.
import type { Finding, ReadReport, RuleId } from '../annual-report.ts';
import type { TableId } from '../tables.ts';
import {
  added,
  cellId,
  cellIn,
  type FindingsOf,
  gap,
  type Given,
  judgeRelations,
  lineOf,
  type Looked,
  notAssessable,
  type Relation,
  rowName,
  tableNames,
  tableOf,
  type Term,
  uncertain,
} from './rule.ts';

type Pair = { now: Exclude<Looked, { instead: Finding }>; before: Exclude<Looked, { instead: Finding }>; year: number };

/** Two reports of years that follow each other, or why they cannot be compared. */
function formerOf(rule: RuleId, { read, former }: Given): { former: ReadReport; year: number } | { instead: Finding } {
  const year = read.report.fiscalYear;
  if (year === null) return { instead: notAssessable(rule, '看不出报告是哪一年度的，不能与上一年度比较。') };
  if (former === null) return { instead: notAssessable(rule, `没有 ${year - 1} 年度的报告，不能与上一年度比较。`) };
  const given = former.report.fiscalYear;
  if (given !== year - 1) {
    const which = given === null ? '看不出年度' : `是 ${given} 年度的`;
    return { instead: notAssessable(rule, `要与 ${year - 1} 年度的报告比较，给出的一份${which}，没有核对。`) };
  }
  return { former, year };
}

function pairOf(rule: RuleId, given: Given, id: TableId): Pair | { instead: Finding } {
  const now = tableOf(rule, given.read, id);
  if ('instead' in now) return now;
  const pair = formerOf(rule, given);
  if ('instead' in pair) return pair;
  const before = tableOf(rule, pair.former, id);
  if (!('instead' in before)) return { now, before, year: pair.year };
  const { status } = before.instead;
  const message =
    status === 'UNCERTAIN'
      ? `没有读到 ${pair.year - 1} 年度报告的${tableNames[id]}，没有核对。`
      : `${pair.year - 1} 年度的报告没有${tableNames[id]}，没有可以比较的数。`;
  return { instead: status === 'UNCERTAIN' ? uncertain(rule, message) : notAssessable(rule, message) };
}

/** R4: what the year before carried over is what this year began with, in each column. */
export const carriedOver: FindingsOf = (given) => {
  const pair = pairOf('R4', given, 'table3');
  if ('instead' in pair) return [pair.instead];
  const { now, before, year } = pair;
  const relations = now.form.columns.map(
    (column): Relation => ({
      terms: [
        {
          name: `上年结转·${column.label}`,
          cell: cellId('table3', 'carriedIn', column.key),
          value: cellIn(now.cells, 'carriedIn', column.key),
        },
        {
          name: `${year - 1} 年度结转下年·${column.label}`,
          cell: null,
          value: cellIn(before.cells, 'carriedOut', column.key),
        },
      ],
      broken: ([carriedIn = 0, carriedOut = 0]) =>
        carriedIn === carriedOut
          ? null
          : `“${column.label}”一列：${year - 1} 年度报告结转下年 ${carriedOut}，本年写的上年结转是 ${carriedIn}，差 ${gap(carriedIn, carriedOut)}。`,
    }),
  );
  const pass = `上年结转与 ${year - 1} 年度报告的结转下年逐列相符。`;
  return judgeRelations('R4', relations, { pass, lines: lineOf(given.read, 'table3') });
};

/** R6: in force is what was in force, with what was made and without what was repealed. */
export const inForceFollows: FindingsOf = (given) => {
  const pair = pairOf('R6', given, 'table2');
  if ('instead' in pair) return [pair.instead];
  const { now, before, year } = pair;
  if (given.read.report.era !== '30' || given.former?.report.era !== '30') {
    const which = given.read.report.era === '30' ? year - 1 : year;
    return [notAssessable('R6', `${which} 年度的表格没有现行有效件数一栏，不能逐年推算。`)];
  }
  const rows = now.form.rows.filter((r) => r.key === 'rules' || r.key === 'normative');
  const relations = rows.map((row): Relation => {
    const own = (key: string, label: string): Term => ({
      name: `${row.label}·${label}`,
      cell: cellId('table2', row.key, key),
      value: cellIn(now.cells, row.key, key),
    });
    const old = {
      name: `${year - 1} 年度${row.label}·现行有效件数`,
      cell: null,
      value: cellIn(before.cells, row.key, 'inForce'),
    };
    return {
      terms: [own('inForce', '现行有效件数'), own('made', '本年制发件数'), own('repealed', '本年废止件数'), old],
      broken: ([inForce = 0, made = 0, repealed = 0, former = 0]) => {
        const due = added([former, made, -repealed]);
        if (due === inForce) return null;
        const sum = `${year - 1} 年度现行有效 ${former}，加本年制发 ${made}、减本年废止 ${repealed} 是 ${due}`;
        return `“${rowName(row)}”：${sum}，现行有效件数写的是 ${inForce}，差 ${gap(due, inForce)}。`;
      },
    };
  });
  const pass = `规章和行政规范性文件的现行有效件数都能从 ${year - 1} 年度推算出来。`;
  return judgeRelations('R6', relations, { pass, lines: lineOf(given.read, 'table2') });
};
