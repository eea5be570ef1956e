// The three tables of a report since 2019 out of its lines.
import type { Era } from '../era.ts';
import { noTables, type Tables } from '../annual-report.ts';
import { type Cells, type Column, columnsOf, emptyCells, type Row, type TableForm, type TableId, tableForms } from '../tables.ts';
import { fullest, type Part, partNamed } from './headings.ts';
import { cellNumber, type Measure, partedDigits } from './numerals.ts';
import { bare, type Line, plain } from './plain.ts';
import { entriesIn, type RowEntry } from './row-entries.ts';
import { labelReader } from './row-labels.ts';

export interface ReadTables {
  tables: Tables;
  tableLines: Partial<Record<TableId, number>>;
  isTable(line: number): boolean;
}

type TableEra = Exclude<Era, '2007'>;
type Values = readonly (number | null)[];

const partOf: Readonly<Record<TableId, string>> = { table2: 'proactive', table3: 'requests', table4: 'remedies' };
/** A line only the table itself has. */
const begins: Readonly<Record<TableId, RegExp>> = {
  table2: /第二十条第|^信息内容/,
  table3: /申请人情况|勾稽关系|本年新收/,
  table4: /结果维持|^行政复议$|^行政复议(?:行政诉讼|结果)/,
};

function measureOf(era: TableEra, column: Column): Measure {
  if (column.key !== 'amount') return 'count';
  return era === '30' ? '万元' : '元';
}

/** Cells beyond the form's are padding when blank; a single number under several columns may be printed in each. */
function fitted(cells: readonly string[], width: number): readonly string[] | null {
  if (cells.length < width) return null;
  const beyond = cells.slice(width);
  const padding = beyond.every((c) => c === '') || (width === 1 && beyond.every((c) => c === cells[0]));
  return padding ? cells.slice(0, width) : null;
}

function gluedCells(glued: string, after: readonly string[], width: number): readonly string[] | null {
  if (after.length > 0) return after.length === width - 1 ? [glued, ...after] : null;
  if (width === 1) return [glued];
  return partedDigits(glued, width)?.map(String) ?? null;
}

function cellsOf(entry: RowEntry, width: number): readonly string[] | null {
  const cells = entry.cells.map((c) => c ?? '');
  if (entry.glued !== null) return gluedCells(entry.glued, cells, width);
  if (entry.blanksSeen) return fitted(cells, width);
  return cells.length === width ? cells : null;
}

/** Parted digits that do not add up may have hidden a blank: then nobody knows. */
function doubted(entry: RowEntry, columns: readonly Column[], values: Values): boolean {
  if (entry.glued === null || columns.at(-1)?.key !== 'total') return false;
  return values.slice(0, -1).reduce<number>((sum, v) => sum + (v ?? 0), 0) !== values.at(-1);
}

function valuesOf(era: TableEra, entry: RowEntry, columns: readonly Column[], inYuan: boolean): Values {
  const cells = cellsOf(entry, columns.length);
  if (!cells) return columns.map(() => null);
  const values = cells.map((cell, i) => {
    const measure = measureOf(era, columns[i]!);
    const bareYuan = measure === '万元' && inYuan && /^[\d.,]+$/.test(cell);
    return cellNumber(bareYuan ? `${cell}元` : cell, measure);
  });
  return doubted(entry, columns, values) ? columns.map(() => null) : values;
}

interface Filled {
  cells: Cells;
  line: number;
  lastLine: number;
}

function fill(era: TableEra, form: TableForm, lines: readonly Line[]): Filled | null {
  if (!columnsInOrder(form, lines)) return null;
  const entries = entriesIn(lines, labelReader(form));
  if (entries.length === 0) return null;
  const inYuan = lines.some((l) => /收费金额\(?单位:?元/.test(plain(l.text)));
  const found = new Map<string, Values>();
  const put = (row: Row, values: Values): void => {
    const before = found.get(row.key);
    const known = (v: Values): boolean => v.some((n) => n !== null);
    if (!before || !known(before)) found.set(row.key, values);
    // Twice and not the same: neither is believed.
    else if (known(values))
      found.set(
        row.key,
        values.map((v, i) => (v === before[i] ? v : null)),
      );
  };
  for (const entry of entries) {
    if (entry.row) put(entry.row, valuesOf(era, entry, columnsOf(form, entry.row), inYuan));
    else for (const [i, values] of across(form, entry).entries()) put(form.rows[i]!, values);
  }
  const cells = emptyCells(form);
  for (const row of form.rows)
    columnsOf(form, row).forEach((c, i) => {
      cells[row.key]![c.key] = found.get(row.key)?.[i] ?? null;
    });
  return { cells, line: Math.min(...entries.map((e) => e.line)), lastLine: Math.max(...entries.map((e) => e.lastLine)) };
}

/** The fifteen numbers of Table 4, five for each of its rows. */
function across(form: TableForm, entry: RowEntry): readonly Values[] {
  const width = form.columns.length;
  const cells = cellsOf(entry, width * form.rows.length);
  return form.rows.map((_, i) => {
    const own = cells?.slice(i * width, (i + 1) * width).map((c) => cellNumber(c, 'count')) ?? form.columns.map(() => null);
    return doubted(entry, form.columns, own) ? form.columns.map(() => null) : own;
  });
}

/** Numbers are told by their place: a table whose columns stand otherwise is not read at all. */
function columnsInOrder(form: TableForm, lines: readonly Line[]): boolean {
  if (form.id !== 'table3') return true;
  const text = bare(lines.map((l) => l.text).join('')).replaceAll('法人或其他组织', '');
  const names = ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构'];
  const places = names.map((n) => text.indexOf(n));
  return places.includes(-1) || places.every((p, i) => i === 0 || p > places[i - 1]!);
}

const isOf = (id: TableId, line: Line): boolean => begins[id].test(plain(line.text).replace(/[|]/g, ''));

/** Where a table may stand: under its heading, or, where headings fail, from its first line on. */
function placesFor(id: TableId, parts: readonly Part[], lines: readonly Line[]): readonly (readonly Line[])[] {
  const own = fullest(parts.filter((p) => partNamed(p.title) === partOf[id]));
  const first = lines.findIndex((l) => isOf(id, l));
  const next = { table2: 'table3', table3: 'table4', table4: null } as const;
  const following = next[id];
  const end = following === null ? -1 : lines.findIndex((l, i) => i > first && isOf(following, l));
  return [...(own ? [own.lines] : []), ...(first < 0 ? [] : [lines.slice(first, end < 0 ? undefined : end)])];
}

export function readTables(era: Era, parts: readonly Part[], lines: readonly Line[]): ReadTables {
  const tables: Tables = { ...noTables };
  const tableLines: Partial<Record<TableId, number>> = {};
  const spans: { from: number; to: number }[] = [];
  if (era === '2007') return { tables, tableLines, isTable: () => false };
  for (const form of tableForms(era)) {
    for (const place of placesFor(form.id, parts, lines)) {
      const filled = fill(era, form, place);
      if (!filled) continue;
      const first = place.find((l) => isOf(form.id, l) && l.number <= filled.line)?.number ?? filled.line;
      tables[form.id] = filled.cells;
      tableLines[form.id] = first;
      spans.push({ from: first, to: filled.lastLine });
      break;
    }
  }
  return { tables, tableLines, isTable: (line) => spans.some((s) => line >= s.from && line <= s.to) };
}
