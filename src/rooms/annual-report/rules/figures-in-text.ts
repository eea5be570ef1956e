// R7: numbers said in the text are those of the tables. R13: a number and its parts, said in one sentence, agree.
import type { Figure, Finding, ReadReport } from '../annual-report.ts';
import { cellName, tableForms, type TableId } from '../tables.ts';
import { type Breakdown, breakdownsIn } from './breakdowns.ts';
import { added, cellIn, failed, type FindingsOf, gap, hasTables, notAssessable, passed, uncertain } from './rule.ts';

/** What the reader calls a figure, and the cells that count the same; several are added up. */
const cellsOfFigure: Readonly<Record<string, readonly string[]>> = {
  requestsReceived: ['table3.received.total'],
  granted: ['table3.granted.total'],
  partial: ['table3.partial.total'],
  handled: ['table3.handled.total'],
  carriedOut: ['table3.carriedOut.total'],
  reviews: ['table4.review.total'],
  lawsuits: ['table4.direct.total', 'table4.afterReview.total'],
};

const parted = (cell: string): [TableId, string, string] => cell.split('.') as [TableId, string, string];

/** Claims of our own reports bear the name of their cell. */
function cellsFor(read: ReadReport, key: string): readonly string[] {
  const cells = cellsOfFigure[key] ?? (/^table[234]\.\w+\.\w+$/.test(key) ? [key] : []);
  return cells.every((c) => nameOf(read, c) !== null) ? cells : [];
}

function nameOf(read: ReadReport, cell: string): string | null {
  const { era } = read.report;
  const [table, rowKey, column] = parted(cell);
  const form = hasTables(era) ? tableForms(era).find((f) => f.id === table) : undefined;
  const row = form?.rows.find((r) => r.key === rowKey);
  if (!form || !row) return null;
  return rowKey === 'handled' ? cellName(form, row, column).replace('总计·', '办理结果总计·') : cellName(form, row, column);
}

interface Compared {
  figure: Figure;
  cells: readonly string[];
  inTable: number | null;
}

function comparedFigures(read: ReadReport): Compared[] {
  return read.report.figures.flatMap((figure) => {
    const cells = cellsFor(read, figure.key);
    if (cells.length === 0) return [];
    const values = cells.map((c) => {
      const [table, row, column] = parted(c);
      return cellIn(read.report.tables[table], row, column);
    });
    const known = values.filter((v) => v !== null);
    return [{ figure, cells, inTable: known.length === values.length ? added(known) : null }];
  });
}

function agreement(read: ReadReport, { figure, cells, inTable }: Compared, all: readonly Compared[]): Finding | null {
  const lines = figure.line > 0 ? [figure.line] : [];
  const names = cells.map((c) => nameOf(read, c)).join('加');
  if (inTable === null)
    return uncertain('R7', `正文写了 ${figure.value}${figure.unit}，表里的“${names}”没有读出来，没有核对。`, { cells, lines });
  if (figure.value === inTable) return null;
  const differ = `正文写 ${figure.value}${figure.unit}，表里“${names}”是 ${inTable}，差 ${gap(figure.value, inTable)}`;
  const again = all.some((c) => c.figure.key === figure.key && c.figure.value === inTable);
  // One place agrees: the other may well speak of a part, or of another year.
  if (again) return uncertain('R7', `${differ}；正文另有一处与表相符，请看这一处说的是不是同一件事。`, { cells, lines });
  return failed('R7', `${differ}。`, { cells, lines });
}

export const textAgrees: FindingsOf = ({ read }) => {
  if (!hasTables(read.report.era)) return [notAssessable('R7', '没有表格可以对照，正文里的数没有核对。')];
  const compared = comparedFigures(read);
  if (compared.length === 0) return [notAssessable('R7', '正文里没有找到表格里也有的数，没有可以核对的。')];
  const findings = compared.map((c) => agreement(read, c, compared)).filter((f) => f !== null);
  return findings.length > 0 ? findings : [passed('R7', `正文里 ${compared.length} 处数字与表格相符。`)];
};

function breakdownFinding(b: Breakdown): Finding | null {
  const said = b.totals.at(-1)!;
  const sum = added(b.parts);
  if (b.totals.includes(sum)) return null;
  const list = b.parts.join('、');
  const place = { lines: [b.line] };
  if (b.parts.length === 1) {
    if (sum <= Math.max(...b.totals)) return null;
    return failed('R13', `“${b.said}”：其中的 ${sum} 比总数 ${said} 还多。`, place);
  }
  const sums = `“${b.said}”：总数是 ${said}，分项 ${list} 相加是 ${sum}，差 ${gap(sum, said)}`;
  const sure = b.totals.length === 1 && !b.isMixed;
  if (sum > said) {
    if (!sure) return uncertain('R13', `${sums}；请看各个分项是不是同一个总数的。`, place);
    if (b.mayOverlap) return uncertain('R13', `${sums}；同一条信息经几个渠道公开的，请写明有重复。`, place);
    return failed('R13', `${sums}。`, place);
  }
  if (sure && b.exhaustive) return failed('R13', `${sums}。`, place);
  // So close to the whole that a part was likely forgotten; many lists after 其中 do not mean to be complete.
  if (b.parts.length > 2 && sum >= said * 0.9) return uncertain('R13', `${sums}；如果已经列全，请核对。`, place);
  return null;
}

export const breakdownsAddUp: FindingsOf = ({ read }) => {
  const found = breakdownsIn(read.lines);
  if (found.length === 0) return [notAssessable('R13', '正文里没有可以核对的分项数（“共……，其中……”）。')];
  const findings = found.map(breakdownFinding).filter((f) => f !== null);
  const lines = [...new Set(found.map((b) => b.line))];
  return findings.length > 0 ? findings : [passed('R13', `正文里 ${found.length} 处分项数没有对不上的。`, { lines })];
};
