// Whether a file is here already: by its content, or by its key with other content.
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { dayOf, type Instant } from '../../town/day.ts';
import type { DocumentId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import { documentById } from '../disclosure/door.ts';
import type { Entry } from './intake.ts';
import type { IntakeRefusal } from './words.ts';

const KEY_MARK = '编号:';

/** Keys of a sheet and paths of files never meet. */
export function rowKeyOf(key: string, name: string): { rowKey: string; keyed: boolean } {
  return key === '' ? { rowKey: name, keyed: false } : { rowKey: `${KEY_MARK}${key}`, keyed: true };
}

/** What stands at the document: the original's digest; with a key of its own, one file may be several documents. */
export function sourceOf(entry: Pick<Entry, 'rowKey' | 'keyed'>, sha256: string): string {
  return entry.keyed ? createHash('sha256').update(`${entry.rowKey}\n${sha256}`).digest('hex') : sha256;
}

export interface KnownSource {
  refusal: Refusal<IntakeRefusal>;
  documentId: DocumentId;
  indexNo: string;
}

interface SourceRow {
  rowKey: string;
  sha256: string;
  documentId: DocumentId;
  importedAt: Instant;
}

/** Null when neither the content nor the key is known. */
export async function knownSource(
  db: Db,
  entry: Pick<Entry, 'rowKey' | 'keyed' | 'name'>,
  sha256: string,
): Promise<KnownSource | null> {
  const { rows } =
    await sql<SourceRow>`select row_key as "rowKey", sha256, document_id as "documentId", imported_at as "importedAt"
    from intake_sources where (row_key = ${entry.rowKey} or sha256 = ${sha256}) and document_id is not null`.execute(db);
  const same = rows.find(
    (r) => r.sha256 === sha256 && (!entry.keyed || !r.rowKey.startsWith(KEY_MARK) || r.rowKey === entry.rowKey),
  );
  const hit = same ?? rows.find((r) => r.rowKey === entry.rowKey);
  if (!hit) return null;
  const indexNo = (await documentById(db, hit.documentId))?.indexNo ?? '';
  const refusal: Refusal<IntakeRefusal> = same
    ? { code: 'already-imported', facts: { indexNo, on: dayOf(hit.importedAt) } }
    : { code: 'changed-since', facts: { name: entry.name, indexNo } };
  return { refusal, documentId: hit.documentId, indexNo };
}
