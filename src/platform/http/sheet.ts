// Lists as files people open in a spreadsheet. A cell is a number or text and never a formula, whatever it begins with.
import { contentDisposition } from '../files/file-name.ts';
import type { Reply } from './reply.ts';

export interface SheetColumn {
  title: string;
  /** In characters. */
  width?: number;
}

export type SheetCell = string | number | null;

/** What XML 1.0 cannot hold; a workbook with one of these does not open. */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Excel's own limit for one cell. */
const MOST_CELL = 32_767;

function safeText(text: string): string {
  return text.replace(UNPRINTABLE, '').slice(0, MOST_CELL);
}

/** A workbook of one sheet: bold head that stays in view, text as text, numbers as numbers. */
export async function sheetBytes(
  name: string,
  columns: readonly SheetColumn[],
  rows: readonly (readonly SheetCell[])[],
): Promise<Uint8Array> {
  // Loaded on first use: it takes half a second and most processes never write a sheet.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(sheetName(name), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((c) => ({ header: safeText(c.title), width: c.width ?? Math.max(10, c.title.length * 2 + 2) }));
  sheet.getRow(1).font = { bold: true };
  for (const cells of rows) {
    const row = sheet.addRow(cells.map((cell) => (typeof cell === 'string' ? safeText(cell) : cell)));
    // The format of text, so that nothing turns into a formula or a date when somebody edits the cell.
    cells.forEach((cell, i) => {
      if (typeof cell === 'string') row.getCell(i + 1).numFmt = '@';
    });
  }
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

/** Headers of a download under a name of our own. */
export function attachment(fileName: string): Readonly<Record<string, string>> {
  return { 'content-disposition': contentDisposition(fileName) };
}

/** What a spreadsheet takes as the name of a sheet. */
function sheetName(name: string): string {
  const clean = safeText(name)
    .replace(/\.xlsx$/i, '')
    .replace(/[\\/?*[\]:]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .slice(0, 31)
    .trim();
  return clean === '' || clean.toLowerCase() === 'history' ? 'Sheet1' : clean;
}

/** The ending is added when the name has none. */
export async function sheetReply(
  fileName: string,
  columns: readonly SheetColumn[],
  rows: readonly (readonly SheetCell[])[],
): Promise<Reply> {
  return {
    kind: 'bytes',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: await sheetBytes(fileName, columns, rows),
    headers: { 'content-disposition': contentDisposition(withEnding(fileName, '.xlsx')), 'cache-control': 'no-store' },
  };
}

function withEnding(name: string, ending: string): string {
  return name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`;
}

/** One line of CSV (RFC 4180). Text a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvLine(cells: readonly SheetCell[]): string {
  const quoted = cells.map((cell) => {
    if (cell === null) return '';
    if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
    const text = /^\s*[=+\-@＝＋－＠\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]|^\s|\s$/.test(text) || text !== cell ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\r\n`;
}

export const CSV_TYPE = 'text/csv; charset=utf-8';
/** Without it spreadsheets read UTF-8 Chinese as something else. */
export const CSV_MARK = '\ufeff';

/** A whole CSV file, written piece by piece.  */
export function csvReply(fileName: string, head: readonly string[], rows: AsyncIterable<readonly SheetCell[]>): Reply {
  async function* lines(): AsyncGenerator<string> {
    yield CSV_MARK + csvLine(head);
    for await (const row of rows) yield csvLine(row);
  }
  return {
    kind: 'stream',
    type: CSV_TYPE,
    chunks: lines(),
    headers: { 'content-disposition': contentDisposition(withEnding(fileName, '.csv')), 'cache-control': 'no-cache' },
  };
}
