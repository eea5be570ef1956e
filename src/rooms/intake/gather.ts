// A set from the disk: one file, a folder of files, or a folder with a sheet. Links are not followed, nothing outside the
// folder is opened, what programs leave behind is passed over.
import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileLimits } from '../../platform/files/limits.ts';
import { readSheet } from '../../platform/reading/read.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { entriesOf } from './entries.ts';
import type { FileBox } from './file-box.ts';
import { type Entry, setLimits } from './intake.ts';
import { isMetadata, type Metadata, readMetadata } from './metadata.ts';
import { type IntakeRefusal, whyUnreadable } from './words.ts';

export interface Gathered {
  label: string;
  box: FileBox;
  entries: readonly Entry[];
  notes: readonly string[];
}

const SHEET = /\.(?:csv|tsv|xlsx)$/i;
/** Hidden files, Office's lock files, what Windows and macOS leave in folders. */
const LEFTOVER = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$|__MACOSX$)/i;
const DEPTH = 12;
const MOST_FILES = 100_000;

interface Listed {
  /** NFC name inside the set → where it lies. */
  places: Map<string, string>;
  links: string[];
}

async function list(root: string): Promise<Listed> {
  const found: Listed = { places: new Map(), links: [] };
  const walk = async (dir: string, prefix: string, depth: number): Promise<void> => {
    const entries: Dirent[] = await readdir(dir, { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (LEFTOVER.test(entry.name) || found.places.size > MOST_FILES) continue;
      const name = `${prefix}${entry.name.normalize('NFC')}`;
      if (entry.isSymbolicLink()) found.links.push(name);
      else if (entry.isDirectory() && depth < DEPTH) await walk(join(dir, entry.name), `${name}/`, depth + 1);
      else if (entry.isFile()) found.places.set(name, join(dir, entry.name));
    }
  };
  await walk(root, '', 0);
  return found;
}

async function readPlace(place: string): Promise<Outcome<Uint8Array, IntakeRefusal>> {
  try {
    const { size } = await stat(place);
    if (size > fileLimits.packedBytes)
      return refuse({ code: 'cannot-read', facts: { why: whyUnreadable([{ code: 'file-too-large' }]) } });
    return done(await readFile(place));
  } catch (fault) {
    return refuse({ code: 'file-unreadable', facts: { why: (fault as NodeJS.ErrnoException).code ?? '未知原因' } });
  }
}

function boxOf(listed: Listed): FileBox {
  return {
    names: [...listed.places.keys()],
    async read(name) {
      const place = listed.places.get(name);
      return place === undefined ? refuse({ code: 'row-file-missing', facts: { file: name } }) : readPlace(place);
    },
  };
}

/** The rows of a spreadsheet whose head names a column of files; null when it is some other spreadsheet. */
async function sheetRows(box: FileBox, name: string): Promise<Outcome<readonly (readonly string[])[] | null, IntakeRefusal>> {
  const bytes = await box.read(name);
  if (!bytes.ok) return bytes;
  const answer = await readSheet({ name, bytes: bytes.value });
  if (!answer.ok) return refuse({ code: 'sheet-cannot-read', facts: { name, why: whyUnreadable(answer.refusals) } });
  return done(answer.value.sheets.find((s) => isMetadata(s.rows))?.rows ?? null);
}

async function metadataIn(
  box: FileBox,
  named: string | null,
): Promise<Outcome<{ name: string; metadata: Metadata } | null, IntakeRefusal>> {
  const candidates = named !== null ? [named] : box.names.filter((n) => SHEET.test(n) && !n.includes('/'));
  const found: { name: string; rows: readonly (readonly string[])[] }[] = [];
  for (const name of candidates) {
    const rows = await sheetRows(box, name);
    // A spreadsheet among attachments may be damaged; only the one that was named must be readable.
    if (!rows.ok && (named !== null || candidates.length === 1)) return rows;
    if (rows.ok && rows.value) found.push({ name, rows: rows.value });
  }
  const [only, other] = found;
  if (!only) return named !== null ? refuse({ code: 'sheet-no-file-column' }) : done(null);
  if (other) return refuse({ code: 'sheets-several', facts: { names: found.map((f) => f.name).join('、') } });
  const metadata = readMetadata(only.rows);
  return metadata.ok ? done({ name: only.name, metadata: metadata.value }) : metadata;
}

/** @param sheet a table to go by, when the folder has several or it has another place in the folder. */
export async function gather(path: string, sheet: string | null = null): Promise<Outcome<Gathered, IntakeRefusal>> {
  const at = resolve(path);
  const facts = { path };
  let root: string;
  let listed: Listed;
  let named = sheet === null ? null : basename(sheet).normalize('NFC');
  try {
    const what = await lstat(at);
    const real = await realpath(at);
    const folder = (what.isSymbolicLink() ? await stat(real) : what).isDirectory();
    root = folder ? real : dirname(real);
    if (!folder && SHEET.test(at)) named = basename(at).normalize('NFC');
    const alone = !folder && named === null;
    listed = alone ? { places: new Map([[basename(at).normalize('NFC'), real]]), links: [] } : await list(root);
  } catch {
    return refuse({ code: 'path-missing', facts });
  }
  if (sheet !== null && (named === null || !listed.places.has(named)))
    return refuse({ code: 'path-missing', facts: { path: sheet } });
  const box = boxOf(listed);
  const single = box.names.length === 1 && named === null && !SHEET.test(box.names[0]!);
  const metadata = single ? done(null) : await metadataIn(box, named);
  if (!metadata.ok) return metadata;
  const { entries, notes } = entriesOf(box, metadata.value?.metadata ?? null, metadata.value?.name ?? null);
  if (entries.length === 0) return refuse({ code: 'set-empty' });
  if (entries.length > setLimits.documents)
    return refuse({ code: 'set-too-large', facts: { count: entries.length, most: setLimits.documents } });
  const links = listed.links.length > 0 ? [`这些是指向别处的链接，没有读取：${listed.links.slice(0, 5).join('、')}。`] : [];
  return done({ label: basename(at), box, entries, notes: [...notes, ...links] });
}
