// The table beside a folder of files: one row a document. Its head names the columns, in Chinese or English.
import type { Day } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { anyDay } from './any-day.ts';
import type { IntakeRefusal } from './words.ts';

export const metadataColumns = {
  file: ['文件', '文件名', '文件名称', '正文文件', 'file', 'filename', 'path'],
  key: ['编号', '原编号', '原站编号', 'key', 'id'],
  title: ['标题', '题名', '信息名称', 'title'],
  docNo: ['文号', '发文字号', 'docno', 'number'],
  item: ['目录', '公开目录', '公开事项', '目录编号', 'item'],
  organ: ['机构', '发布机构', '公开主体', '责任单位', 'organ'],
  createdOn: ['生成日期', '成文日期', 'created', 'createdon'],
  publishedOn: ['发布日期', '发布时间', '公开日期', '公开时间', 'published', 'publishedon', 'date'],
  source: ['来源', '信息来源', 'source'],
  genre: ['体裁', '文种', 'genre'],
  topic: ['主题分类', '主题', 'topic'],
  validity: ['有效性', '效力', 'validity'],
  keywords: ['关键词', '关键字', '主题词', 'keywords'],
  summary: ['概述', '内容概述', '摘要', 'summary'],
  attachments: ['附件', '附件名', '附件名称', 'attachments', 'attachment'],
} as const satisfies Record<string, readonly string[]>;

export type MetadataField = keyof typeof metadataColumns;

/** A row as it was understood; what could not be understood is in `problems` and stops this row alone. */
export interface MetadataRow {
  /** As spreadsheets count: the head is counted, empty rows are not. */
  number: number;
  file: string;
  key: string;
  title: string;
  docNo: string;
  item: string;
  organ: string;
  createdOn: Day | null;
  publishedOn: Day | null;
  source: string;
  genre: string;
  topic: string;
  validity: string;
  keywords: readonly string[];
  summary: string;
  attachments: readonly string[];
  problems: readonly Refusal<IntakeRefusal>[];
}

export interface Metadata {
  rows: readonly MetadataRow[];
  /** Heads that name no column of ours; what stands below them is not read. */
  unknown: readonly string[];
}

const byName = new Map<string, MetadataField>(
  Object.entries(metadataColumns).flatMap(([field, names]) => names.map((n) => [n, field as MetadataField] as const)),
);

function headName(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff*＊_-]+|[（(].*?[）)]/g, '')
    .toLowerCase();
}

/** Titles may stand above the head. */
const HEAD_WITHIN = 6;

function headOf(rows: readonly (readonly string[])[]): number {
  return rows.slice(0, HEAD_WITHIN).findIndex((row) => row.some((c) => byName.get(headName(c)) === 'file'));
}

/** Whether a table is meant as one of these, even when it forgot to name the files, rather than a spreadsheet that is attached. */
export function isMetadata(rows: readonly (readonly string[])[]): boolean {
  if (headOf(rows) >= 0) return true;
  return rows.slice(0, HEAD_WITHIN).some((row) => {
    const fields = new Set(row.map((c) => byName.get(headName(c))));
    return fields.has('title') && (['publishedOn', 'item', 'organ', 'docNo'] as const).some((f) => fields.has(f));
  });
}

function list(cell: string, separators: RegExp, most: number, longest: number): string[] {
  const parts = cell.split(separators).map((p) => p.trim().slice(0, longest));
  return [...new Set(parts.filter((p) => p !== ''))].slice(0, most);
}

export function readMetadata(rows: readonly (readonly string[])[]): Outcome<Metadata, IntakeRefusal> {
  const at = headOf(rows);
  if (at < 0) return refuse({ code: 'sheet-no-file-column', field: 'sheet' });
  const head = rows[at]!.map((c) => byName.get(headName(c)) ?? null);
  const twice = head.find((f, i) => f !== null && head.indexOf(f) !== i);
  if (twice) return refuse({ code: 'sheet-column-twice', field: 'sheet', facts: { column: metadataColumns[twice][0] } });
  const found = rows.slice(at + 1).flatMap((cells, i) => {
    const row = readRow(head, cells, at + 2 + i);
    return row ? [row] : [];
  });
  if (found.length === 0) return refuse({ code: 'sheet-no-rows', field: 'sheet' });
  return done({
    rows: withoutRepeatedKeys(found),
    unknown: rows[at]!.filter((c, i) => c.trim() !== '' && head[i] === null).map((c) => c.trim().slice(0, 20)),
  });
}

function readRow(head: readonly (MetadataField | null)[], cells: readonly string[], number: number): MetadataRow | null {
  const cell = (field: MetadataField): string => {
    const i = head.indexOf(field);
    return i < 0 ? '' : (cells[i] ?? '').normalize('NFC').trim();
  };
  if (cells.every((c) => c.trim() === '')) return null;
  const problems: Refusal<IntakeRefusal>[] = [];
  const dayIn = (field: 'createdOn' | 'publishedOn'): Day | null => {
    const given = cell(field);
    const day = given === '' ? null : anyDay(given);
    if (given !== '' && day === null)
      problems.push({
        code: 'row-date',
        field,
        facts: { row: number, column: metadataColumns[field][0], given: given.slice(0, 40) },
      });
    return day;
  };
  if (cell('file') === '') problems.push({ code: 'row-no-file', facts: { row: number } });
  return {
    number,
    file: cell('file').slice(0, 500),
    key: cell('key').slice(0, 200),
    title: cell('title').replace(/\s+/g, ' '),
    docNo: cell('docNo').slice(0, 60),
    item: cell('item').slice(0, 100),
    organ: cell('organ').slice(0, 100),
    publishedOn: dayIn('publishedOn'),
    createdOn: dayIn('createdOn'),
    source: cell('source').slice(0, 100),
    genre: cell('genre').slice(0, 20),
    topic: cell('topic').slice(0, 60),
    validity: cell('validity').slice(0, 20),
    keywords: list(cell('keywords'), /[\s,，;；、]+/, 10, 20),
    summary: cell('summary'),
    attachments: list(cell('attachments'), /[;；、\n]+/, 20, 300),
    problems,
  };
}

/** A key names one document; the second row with it is refused, the first stands. */
function withoutRepeatedKeys(rows: readonly MetadataRow[]): MetadataRow[] {
  const first = new Map<string, number>();
  return rows.map((row) => {
    if (row.key === '') return row;
    const before = first.get(row.key);
    if (before === undefined) {
      first.set(row.key, row.number);
      return row;
    }
    const problem = { code: 'row-key-twice' as const, facts: { row: row.number, key: row.key.slice(0, 40), first: before } };
    return { ...row, problems: [...row.problems, problem] };
  });
}
