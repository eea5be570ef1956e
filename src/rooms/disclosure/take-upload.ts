// A file somebody hands in becomes a stored one: looked through in a worker, cleaned, kept under its hash, its text on record.
import type { Act } from '../../platform/act/act.ts';
import { safeFileName } from '../../platform/files/file-name.ts';
import { inspectUpload } from '../../platform/files/inspect-upload.ts';
import { recordStoredFile } from '../../platform/files/record-file.ts';
import { type FileRefusal, fileRefusalWords } from '../../platform/files/words.ts';
import type { Inspected } from '../../platform/files/inspected.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import type { Town } from '../../platform/town.ts';
import { done, type Outcome, type Refusal } from '../../town/outcome.ts';
import type { AttachmentRef, DisclosureRefusal } from './document.ts';

export interface TakenUpload {
  ref: AttachmentRef;
  inspected: Omit<Inspected, 'cleanedBytes'>;
}

export function fileRefused(name: string, refusals: readonly Refusal<string>[], field: string): Refusal<DisclosureRefusal>[] {
  return refusals.map((r) => ({
    code: 'file-refused',
    field,
    facts: { name: safeFileName(name), why: fileRefusalWords[r.code as FileRefusal] ?? '不能读取这个文件。' },
  }));
}

/** Inspects and stores, before the act: the file lies there under its hash, and nothing refers to it until the act commits. */
export async function takeUpload(town: Town, upload: UploadedFile): Promise<Outcome<TakenUpload, DisclosureRefusal>> {
  const answer = await inspectUpload(upload.name, upload.bytes);
  if (!answer.ok) return { ok: false, refusals: fileRefused(upload.name, answer.refusals, upload.field) };
  const { cleanedBytes, ...inspected } = answer.value;
  const stored = await town.files.put(cleanedBytes);
  return done({ ref: { ...stored, name: safeFileName(upload.name), kind: inspected.kind }, inspected });
}

/** Puts a taken file on record, inside the act that refers to it. */
export async function recordFile(act: Act, taken: TakenUpload): Promise<void> {
  await recordStoredFile(act, taken.ref, taken.inspected);
}
