// Lists as files people open in a spreadsheet. Cells are text or numbers, never formulas, whatever somebody typed.
import exceljs from 'exceljs';
import { contentDisposition } from '../files/file-name.ts';
import type { BytesReply } from './reply.ts';

export interface SheetColumn {
  title: string;
  /** Characters. */
  width?: number;
}

export type SheetCell = string | number | null;

export async function sheetBytes(name: string, columns: readonly SheetColumn[], rows: readonly (readonly SheetCell[])[]): Promise<Uint8Array> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31), { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map((c) => ({ header: c.title, width: c.width ?? 12 }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow([...row]);
  return new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

export async function sheetReply(fileName: string, columns: readonly SheetColumn[], rows: readonly (readonly SheetCell[])[]): Promise<BytesReply> {
  return {
    kind: 'bytes',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: await sheetBytes(fileName.replace(/\.xlsx$/, ''), columns, rows),
    headers: { 'content-disposition': contentDisposition(fileName), 'cache-control': 'no-store' },
  };
}

/** A CSV field: quoted where needed; text a spreadsheet would run as a formula gets a leading apostrophe. */
function csvField(cell: SheetCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

export function csvLine(cells: readonly SheetCell[]): string {
  return `${cells.map(csvField).join(',')}\r\n`;
}

/** Lets Excel know the file is UTF-8. */
export const CSV_BOM = '\ufeff';
