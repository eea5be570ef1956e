// Invented reports as they are found in the wild: the same numbers, printed in every shape pages and files have been seen with.
import { contentsOf } from '../../src/rooms/annual-report/contents.ts';
import type { Era } from '../../src/rooms/annual-report/era.ts';
import { type Grid, gridOf } from '../../src/rooms/annual-report/grid.ts';
import type { Tables } from '../../src/rooms/annual-report/annual-report.ts';
import { tableForms } from '../../src/rooms/annual-report/tables.ts';

export type FormEra = Exclude<Era, '2007'>;
/** A table's lines, out of its cells. */
export type Shape = (grid: Grid) => string[];

const texts = (grid: Grid): string[][] => grid.rows.map((row) => row.map((c) => c.text));
const shaped =
  (cell: (text: string) => string, row: (cells: readonly string[]) => string[]): Shape =>
  (grid) =>
    texts(grid).flatMap((cells) => row(cells.map(cell)));
const same = (text: string): string => text;
/** As browsers break a long label. */
const broken = (text: string): string[] =>
  /[\u4e00-\u9fff]{5}/.test(text) ? [text.slice(0, Math.ceil(text.length / 2)), text.slice(Math.ceil(text.length / 2))] : [text];
const wide = (text: string): string =>
  text.replace(/[0-9()]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replace(/，/g, ',');

export const shapes: Readonly<Record<string, Shape>> = {
  'one cell a line': shaped(same, (cells) => [...cells]),
  'one cell a line, parted by empty lines': shaped(same, (cells) => cells.flatMap((c) => [c, ''])),
  'labels broken across lines': shaped(same, (cells) => cells.flatMap(broken)),
  'rows parted by bars': shaped(same, (cells) => [`${cells.join(' | ')} |`]),
  'rows between bars, with a rule below the head': (grid) => {
    const [head, ...rows] = texts(grid).map((cells) => `| ${cells.join(' | ')} |`);
    return [head!, '| --- | --- |', ...rows];
  },
  'rows parted by tabs': shaped(same, (cells) => [cells.join('\t')]),
  'rows parted by blanks': shaped(same, (cells) => [cells.join('  ')]),
  'full width digits and brackets': shaped(wide, (cells) => [cells.join('\t')]),
  'half width punctuation': shaped(
    (t) => t.normalize('NFKC').replace(/、/g, ','),
    (cells) => [cells.join('|')],
  ),
};

/** Zero as other towns print it; only where blanks are seen may a zero be blank. */
export const zeros: readonly string[] = ['0', ' 0', '/', '无', '／'];

export function withZero(grid: Grid, zero: string): Grid {
  return {
    ...grid,
    rows: grid.rows.map((row) => row.map((c) => (c.figure !== null && c.text === '0' ? { ...c, text: zero } : c))),
  };
}

export function htmlTable(grid: Grid): string {
  const cell = (c: Grid['rows'][number][number]): string =>
    // Labels are broken over lines, numbers never: half a number would be another one.
    `<td colspan="${c.colSpan}" rowspan="${c.rowSpan}"><p>${c.text.replace(/^(?!\d+$)(.{6})/u, '$1<br>')}</p></td>`;
  return `<table><tbody>${grid.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')}</tbody></table>`;
}

const NUMERALS = '一二三四五六';

export interface ReportSays {
  era: FormEra;
  fiscalYear: number;
  unit?: string;
  publishedOn?: string;
  /** Below 一、总体情况. */
  overview?: readonly string[];
}

function frame(said: ReportSays, table: (grid: Grid) => string[], tables: Tables): string[] {
  const { era, fiscalYear } = said;
  const forms = tableForms(era);
  const place: Readonly<Record<string, number>> = { proactive: 0, requests: 1, remedies: 2 };
  const below = (id: string): string[] => {
    const form = forms[place[id] ?? -1];
    if (form) return table(gridOf(form, tables[form.id]));
    return id === 'overview' ? [...(said.overview ?? ['本年按要求做了各项工作。'])] : ['无。'];
  };
  return [
    `${said.unit ?? '样例镇人民政府'}${fiscalYear}年政府信息公开工作年度报告`,
    `发布时间：${said.publishedOn ?? `${fiscalYear + 1}-01-20`} 来源：样例镇人民政府`,
    `本报告的统计期限为${fiscalYear}年1月1日至${fiscalYear}年12月31日。`,
    ...contentsOf(era).flatMap((c, i) => [`${NUMERALS[i]}、${c.title}`, ...below(c.id)]),
  ];
}

export function reportLines(said: ReportSays, tables: Tables, shape: Shape): string[] {
  return frame(said, shape, tables);
}

export function reportPage(said: ReportSays, tables: Tables): string {
  const lines = frame(said, (grid) => [htmlTable(grid)], tables);
  const blocks = lines.map((l) => (l.startsWith('<table') ? l : `<p>${l}</p>`));
  return `<!doctype html><html><head><meta charset="utf-8"><title>年报</title></head><body>${blocks.join('\n')}</body></html>`;
}
