// Which documents a set holds: its files, or the rows of its sheet.
import { type FileBox, findInBox, isDocumentName } from './file-box.ts';
import type { Entry } from './intake.ts';
import type { Metadata } from './metadata.ts';
import { rowKeyOf } from './sources.ts';

export interface SetEntries {
  entries: readonly Entry[];
  /** Said once about the whole set. */
  notes: readonly string[];
}

const blank = { lineId: null, wish: {}, release: null } as const;

/** @param sheetName of the table itself, which is no document of the set. */
export function entriesOf(box: Pick<FileBox, 'names'>, metadata: Metadata | null, sheetName: string | null): SetEntries {
  const names = box.names.filter((n) => n !== sheetName);
  if (!metadata) {
    return { entries: names.map((name) => ({ ...blank, ...rowKeyOf('', name), name, row: null })), notes: [] };
  }
  const entries = metadata.rows.map((row): Entry => {
    const found = findInBox(box, row.file);
    const name = found.ok ? found.value : row.file;
    return { ...blank, ...rowKeyOf(row.key, name), name, row };
  });
  const used = new Set(entries.map((e) => e.name));
  const unused = names.filter((n) => isDocumentName(n) && !used.has(n));
  const notes: string[] = [];
  if (metadata.unknown.length > 0) notes.push(`元数据表里这些列不认识，没有读取：${metadata.unknown.slice(0, 12).join('、')}。`);
  if (unused.length > 0) {
    const more = unused.length > 5 ? ` 等 ${unused.length} 个` : '';
    notes.push(`这些文件不在元数据表中，没有导入：${unused.slice(0, 5).join('、')}${more}。`);
  }
  return { entries, notes };
}
