// What every rule shares: what it is given, how it names cells, and how relations between numbers become findings.
import { type Era, eraNames } from '../era.ts';
import type { Finding, ReadReport, RuleId } from '../annual-report.ts';
import { type Cells, type Row, type TableForm, type TableId, tableForms } from '../tables.ts';

export interface Given {
  read: ReadReport;
  former: ReadReport | null;
  register: Cells | null;
}

export type FindingsOf = (given: Given) => Finding[];

type Place = Partial<Pick<Finding, 'cells' | 'lines'>>;

const finding =
  (status: Finding['status']) =>
  (rule: RuleId, message: string, place: Place = {}): Finding => ({
    rule,
    status,
    message,
    cells: place.cells ?? [],
    lines: place.lines ?? [],
  });

export const passed = finding('PASS');
export const failed = finding('FAIL');
export const uncertain = finding('UNCERTAIN');
export const notAssessable = finding('NOT_ASSESSABLE');

export const tableNames: Readonly<Record<TableId, string>> = {
  table2: '主动公开情况表',
  table3: '申请情况表',
  table4: '复议诉讼情况表',
};

export function cellId(table: TableId, row: string, column: string): string {
  return `${table}.${row}.${column}`;
}

export function cellIn(cells: Cells | null, row: string, column: string): number | null {
  return cells?.[row]?.[column] ?? null;
}

/** `（一）予以公开`; a label that is numbered within its group is named with the group. */
export function rowName(row: Row): string {
  const label = row.label.replace(/（区分.*）$/, '');
  return row.under.length > 1 ? `${row.under.at(-1)} ${label}` : label;
}

export function lineOf(read: ReadReport, table: TableId): number[] {
  const line = read.tableLines[table];
  return line === undefined ? [] : [line];
}

/** A table as a rule may look at it, or the finding that says why it cannot. */
export type Looked = { form: TableForm; cells: Cells } | { instead: Finding };

export function tableOf(rule: RuleId, read: ReadReport, id: TableId): Looked {
  const era = read.report.era;
  if (era === null) return { instead: notAssessable(rule, '看不出是哪一年度的报告，不知道该用哪种表格，没有核对。') };
  const form = tableForms(era).find((f) => f.id === id);
  if (!form) return { instead: notAssessable(rule, `${eraNames[era]}没有${tableNames[id]}，这一条不适用。`) };
  const cells = read.report.tables[id];
  if (cells === null) return { instead: uncertain(rule, `没有读到${tableNames[id]}，没有核对；请看原文里有没有这张表。`) };
  return { form, cells };
}

export function hasTables(era: Era | null): era is '60' | '30' {
  return era === '60' || era === '30';
}

/** One number of a relation: where it stands and what a reader would call it. `cell` is null outside of this report. */
export interface Term {
  name: string;
  cell: string | null;
  value: number | null;
}

export interface Relation {
  terms: readonly Term[];
  /** Given every number in the order of the terms: what is wrong, or null. */
  broken: (values: readonly number[]) => string | null;
}

const isCell = (cell: string | null): cell is string => cell !== null;
const cellsOf = (terms: readonly Term[]): string[] => terms.map((t) => t.cell).filter(isCell);

/** A relation with an unread number is neither held nor broken, whatever the others add up to. */
export function judgeRelations(rule: RuleId, relations: readonly Relation[], said: { pass: string; lines: number[] }): Finding[] {
  const unread = new Map<string, Term>();
  const findings: Finding[] = [];
  let skipped = 0;
  for (const { terms, broken } of relations) {
    const missing = terms.filter((t) => t.value === null);
    for (const t of missing) unread.set(t.cell ?? t.name, t);
    if (missing.length > 0) {
      skipped++;
      continue;
    }
    const message = broken(terms.map((t) => t.value as number));
    if (message !== null) findings.push(failed(rule, message, { cells: cellsOf(terms), lines: said.lines }));
  }
  if (unread.size > 0) findings.push(unreadFinding(rule, [...unread.values()], skipped, said.lines));
  return findings.length > 0 ? findings : [passed(rule, said.pass, { lines: said.lines })];
}

function unreadFinding(rule: RuleId, terms: readonly Term[], skipped: number, lines: number[]): Finding {
  const message = `${listed(terms.map((t) => t.name))}没有读出来，${skipped} 处关系没有核对。`;
  return uncertain(rule, message, { cells: cellsOf(terms), lines });
}

/** At most six names; the cells of a finding are complete anyway. */
export function listed(names: readonly string[]): string {
  const first = names.slice(0, 6).map((n) => `“${n}”`);
  return first.join('、') + (names.length > 6 ? `等 ${names.length} 个数` : '');
}

/** What readers of tables round to: six decimals. */
export function rounded(n: number): number {
  return Math.round(n * 1e6) / 1e6;
}

export function added(values: readonly number[]): number {
  return rounded(values.reduce((sum, v) => sum + v, 0));
}

export function gap(a: number, b: number): number {
  return rounded(Math.abs(a - b));
}
