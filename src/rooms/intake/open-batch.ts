// Sets at the desk: files are handed in, looked at, corrected by the office, and imported in the background. Every step that
// a person takes is an act of theirs; the looking and the importing are work that goes on when they leave.
import type { Act } from '../../platform/act/act.ts';
import { safeFileName } from '../../platform/files/file-name.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import { readSheet } from '../../platform/reading/read.ts';
import type { Town } from '../../platform/town.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { batchById, linesOf } from './batches.ts';
import { entriesOf } from './entries.ts';
import { isDocumentName } from './file-box.ts';
import { type BatchId, setLimits } from './intake.ts';
import { isMetadata, type Metadata, readMetadata } from './metadata.ts';
import type { SetChoices } from './proposal.ts';
import { rowKeyOf } from './sources.ts';
import {
  firstFreePosition,
  insertBatch,
  insertLine,
  lockBatch,
  removeLine,
  setBatchState,
  setLineRow,
  setLineState,
} from './store.ts';
import { mayImport } from './take-document.ts';
import { type IntakeRefusal, whyUnreadable } from './words.ts';

export const batchChore = 'intake.batch';

/** Files handed in, stored under their digests; nothing refers to them until an act does. */
export interface HandedIn {
  files: readonly { name: string; sha256: string; size: number }[];
  sheet: { name: string; sha256: string; size: number; metadata: Metadata } | null;
}

/** Stores what was sent and reads the sheet. Done before the act: reading may take seconds. */
export async function handIn(
  town: Town,
  uploads: readonly UploadedFile[],
  sheet: UploadedFile | null,
): Promise<Outcome<HandedIn, IntakeRefusal>> {
  const sent = uploads.filter((u) => u.name !== '');
  if (sent.length === 0 && !sheet) return refuse({ code: 'no-files-sent', field: 'files' });
  const metadata = sheet ? await metadataOf(sheet) : null;
  if (metadata && !metadata.ok) return metadata;
  const put = async (u: UploadedFile) => ({ name: safeFileName(u.name), ...(await town.files.put(u.bytes)) });
  const files: HandedIn['files'][number][] = [];
  for (const upload of sent) files.push(await put(upload));
  const table = sheet && metadata ? { ...(await put(sheet)), metadata: metadata.value } : null;
  return done({ files, sheet: table });
}

async function metadataOf(sheet: UploadedFile): Promise<Outcome<Metadata, IntakeRefusal>> {
  const answer = await readSheet({ name: sheet.name, bytes: sheet.bytes });
  if (!answer.ok)
    return refuse({
      code: 'sheet-cannot-read',
      field: 'sheet',
      facts: { name: safeFileName(sheet.name), why: whyUnreadable(answer.refusals) },
    });
  return readMetadata(answer.value.sheets.find((s) => isMetadata(s.rows))?.rows ?? answer.value.sheets[0]?.rows ?? []);
}

export async function openBatch(act: Act, choices: SetChoices): Promise<Outcome<BatchId, IntakeRefusal>> {
  if (!mayImport(act.actor)) return refuse({ code: 'not-allowed' });
  const id = await insertBatch(act, { channel: 'console', label: `${act.actor.name}上传`, state: 'ready', choices });
  act.record(`batch:${id}`, { opened: true });
  return done(id);
}

/** Adds files, and a sheet if one came, to a set that nobody works on; then the whole set is looked at anew. */
export async function addFiles(act: Act, id: BatchId, given: HandedIn): Promise<Outcome<null, IntakeRefusal>> {
  if (!mayImport(act.actor)) return refuse({ code: 'not-allowed' });
  const batch = await lockBatch(act.db, id);
  if (!batch || batch.state === 'looking' || batch.state === 'importing') return refuse({ code: 'batch-busy' });
  const before = await linesOf(act.db, id);
  const here = new Set(before.map((l) => `${l.name}\n${l.sha256}`));
  const fresh = given.files.filter((f) => !here.has(`${f.name}\n${f.sha256}`));
  const total = before.length + fresh.length;
  if (total > setLimits.consoleFiles)
    return refuse({ code: 'set-too-large', field: 'files', facts: { count: total, most: setLimits.consoleFiles } });
  const documents = [
    ...before.filter((l) => l.role === 'document').map((l) => l.name),
    ...fresh.filter((f) => isDocumentName(f.name)).map((f) => f.name),
  ];
  const rows = given.sheet?.metadata.rows.length ?? 0;
  const count = Math.max(documents.length, rows);
  if (count > setLimits.consoleDocuments)
    return refuse({ code: 'set-too-large', field: 'files', facts: { count, most: setLimits.consoleDocuments } });

  let position = await firstFreePosition(act.db, id);
  const next = (): number => position++;
  for (const f of fresh) {
    const role = isDocumentName(f.name) ? 'document' : 'attachment';
    await insertLine(act, id, next(), { role, ...rowKeyOf('', f.name), name: f.name, sha256: f.sha256, size: f.size, row: null });
  }
  if (given.sheet) await applySheet(act, id, given.sheet, next);
  for (const line of await linesOf(act.db, id, { role: 'document' })) {
    if (line.state !== 'imported' && line.state !== 'skipped') await setLineState(act, line.id, 'waiting');
  }
  await look(act, id, batch.run);
  act.record(`batch:${id}`, {
    added: fresh.map((f) => ({ name: f.name, sha256: f.sha256 })),
    sheet: given.sheet?.sha256 ?? null,
  });
  return done(null);
}

async function look(act: Act, id: BatchId, run: number): Promise<void> {
  await setBatchState(act, id, 'looking', run + 1);
  await act.enqueue(batchChore, `${id} ${run + 1}`, { batchId: id });
}

/** Each row of the sheet is a line; files of the set take the row that names them. */
async function applySheet(act: Act, id: BatchId, sheet: NonNullable<HandedIn['sheet']>, next: () => number): Promise<void> {
  await insertLine(act, id, next(), {
    role: 'sheet',
    ...rowKeyOf('', sheet.name),
    name: sheet.name,
    sha256: sheet.sha256,
    size: sheet.size,
    row: null,
  });
  const lines = (await linesOf(act.db, id)).filter((l) => l.role !== 'sheet' && l.state !== 'imported' && l.state !== 'skipped');
  for (const stale of lines.filter((l) => l.sha256 === null)) await removeLine(act, stale.id);
  const files = lines.filter((l) => l.sha256 !== null);
  const taken = new Set<string>();
  for (const entry of entriesOf({ names: files.map((l) => l.name) }, sheet.metadata, null).entries) {
    const line = files.find((l) => l.role === 'document' && l.name === entry.name && !taken.has(l.id));
    const { rowKey, keyed, row } = entry;
    if (line) {
      taken.add(line.id);
      await setLineRow(act, line.id, { rowKey, keyed, row });
    } else {
      const again = files.find((l) => l.name === entry.name);
      await insertLine(act, id, next(), {
        role: 'document',
        rowKey,
        keyed,
        name: entry.name,
        sha256: again?.sha256 ?? null,
        size: again?.size ?? 0,
        row,
      });
    }
  }
}

/** For the checks of a page: a set exists and is at rest. */
export async function restingBatch(act: Act, id: BatchId): Promise<Outcome<{ run: number }, IntakeRefusal>> {
  if (!mayImport(act.actor)) return refuse({ code: 'not-allowed' });
  const locked = await lockBatch(act.db, id);
  if (!locked || !(await batchById(act.db, id))) return refuse({ code: 'batch-busy' });
  return locked.state === 'looking' || locked.state === 'importing' ? refuse({ code: 'batch-busy' }) : done({ run: locked.run });
}
