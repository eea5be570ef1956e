// Spreadsheets as rows of text. Runs in the reading worker.
import exceljs from 'exceljs';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { extensionOf, sniff } from '../files/file-kind.ts';
import { fileLimits } from '../files/limits.ts';
import { openOffice } from '../files/office.ts';
import type { FileRefusal } from '../files/words.ts';
import { packParts } from '../files/zip-writer.ts';
import { decodeText } from './decode-text.ts';
import type { ReadRefusal } from './words.ts';

export interface ReadSheets {
  readonly sheets: readonly { readonly name: string; readonly rows: readonly (readonly string[])[] }[];
}

export const sheetLimits = { rows: 50_000, columns: 500, cells: 1_000_000 } as const;

/** CSV as Excel writes and reads it (RFC 4180, tabs and semicolons accepted). null when a quote is never closed. */
export function parseCsv(text: string): readonly (readonly string[])[] | null {
  const firstLine = text.slice(0, text.search(/\r|\n|$/));
  const separator =
    !firstLine.includes(',') && firstLine.includes('\t') ? '\t' : !firstLine.includes(',') && firstLine.includes(';') ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length || row.length > 0) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; ; at++) {
        const close = text.indexOf('"', at);
        if (close < 0) return null;
        cell += text.slice(at, close);
        at = close + 1;
        if (text[at] !== '"') break;
        cell += '"';
      }
    }
    const from = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
    row.push(cell + text.slice(from, at));
    if (text[at] === separator) {
      at++;
      continue;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    rows.push(row);
    row = [];
  }
  return rows;
}

function shown(value: exceljs.CellValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date)
    return Number.isNaN(value.getTime())
      ? ''
      : value
          .toISOString()
          .replace(/T00:00:00\.000Z$/, '')
          .replace(/T(.{5}).*$/, ' $1');
  if (typeof value !== 'object') return typeof value === 'boolean' ? (value ? '是' : '否') : String(value);
  if ('richText' in value) return value.richText.map((run) => run.text).join('');
  if ('text' in value) return typeof value.text === 'string' ? value.text : shown(value.text as exceljs.CellValue);
  if ('result' in value) return shown(value.result as exceljs.CellValue);
  return 'error' in value ? String(value.error) : '';
}

function rowsOf(sheet: exceljs.Worksheet): string[][] {
  const rows: string[][] = [];
  sheet.eachRow({ includeEmpty: false }, (row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: false }, (cell, column) => {
      if (column > sheetLimits.columns) return;
      while (cells.length < column - 1) cells.push('');
      // Cells swallowed by a merge repeat its value in exceljs; a reader of rows wants it once.
      cells.push(cell.isMerged && cell.master !== cell ? '' : shown(cell.value).trim());
    });
    while (cells.at(-1) === '') cells.pop();
    if (cells.length > 0) rows.push(cells);
  });
  return rows;
}

/** Refused before exceljs builds it: a merge or a cell far out makes it fill millions of cells. */
function tooWide(xml: string): boolean {
  let cells = 0;
  for (const [, from, to] of xml.matchAll(/<(?:\w+:)?mergeCell\s[^>]*ref="([A-Z]+[0-9]+)(?::([A-Z]+[0-9]+))?"/g)) {
    const [left, right] = [place(from!), place(to ?? from!)];
    cells += (Math.abs(right.row - left.row) + 1) * (Math.abs(right.column - left.column) + 1);
    if (cells > sheetLimits.cells) return true;
  }
  return false;
}

function place(ref: string): { row: number; column: number } {
  const letters = /^[A-Z]+/.exec(ref)![0];
  return { row: Number(ref.slice(letters.length)), column: [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) };
}

async function readXlsx(name: string, bytes: Uint8Array): Promise<Outcome<ReadSheets, ReadRefusal | FileRefusal>> {
  const kind = sniff(name, bytes);
  if (!kind.ok) return kind;
  const opened = await openOffice(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 'xlsx');
  if (!opened.ok) return opened;
  for (const [part, xml] of opened.value.xml)
    if (part.startsWith('xl/worksheets/') && tooWide(xml)) return refuse({ code: 'sheet-too-large' });
  const workbook = new exceljs.Workbook();
  const packed = packParts(opened.value.parts);
  await workbook.xlsx.load(packed.buffer.slice(packed.byteOffset, packed.byteOffset + packed.byteLength) as ArrayBuffer);
  const sheets = workbook.worksheets.map((sheet) => ({ name: sheet.name, rows: rowsOf(sheet) }));
  if (sheets.some((sheet) => sheet.rows.length > sheetLimits.rows)) return refuse({ code: 'sheet-too-large' });
  return done({ sheets });
}

export async function readRows(name: string, bytes: Uint8Array): Promise<Outcome<ReadSheets, ReadRefusal | FileRefusal>> {
  if (bytes.byteLength === 0) return refuse({ code: 'file-empty' });
  if (bytes.byteLength > fileLimits.packedBytes) return refuse({ code: 'file-too-large' });
  const ext = extensionOf(name);
  if (ext === 'xlsx') return readXlsx(name, bytes);
  if (ext !== 'csv' && ext !== 'tsv') return refuse({ code: 'read-kind-not-supported', facts: { extension: ext } });
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const all = parseCsv(decoded.value.text);
  if (!all) return refuse({ code: 'sheet-quotes-open' });
  const rows = all.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1)).filter((row) => row.length > 0);
  if (rows.length > sheetLimits.rows || rows.some((row) => row.length > sheetLimits.columns))
    return refuse({ code: 'sheet-too-large' });
  return done({ sheets: [{ name: name.replace(/^.*[/\\]|\.[^.]*$/g, ''), rows }] });
}
