// Files of a request: what applicants hand in, what goes out with answers, proofs of delivery. Each is examined like every upload,
// and lies in the store sealed under the key of its case: with the key gone, nobody can read it, in no backup.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';
import type { Town } from '../../platform/town.ts';
import type { CaseKeyId } from '../../platform/vault/key-names.ts';
import type { Instant } from '../../town/day.ts';
import { newId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import type { RequestRefusal } from './refusals.ts';
import type { InfoRequest, RequestFileId, RequestId } from './info-request.ts';

export const filePurposes = ['application', 'identity', 'mandate', 'opinion', 'found', 'released', 'delivery-proof'] as const;
export type FilePurpose = (typeof filePurposes)[number];

export const filePurposeNames: Readonly<Record<FilePurpose, string>> = {
  application: '申请材料',
  identity: '身份证明',
  mandate: '委托书',
  opinion: '征求意见的回复',
  found: '查找到的信息',
  released: '提供给申请人的信息',
  'delivery-proof': '送达证明',
};

/** Examined already: what it is and its cleaned bytes. */
export interface GivenFile {
  purpose: FilePurpose;
  name: string;
  kind: FileKind;
  bytes: Uint8Array;
}

export interface RequestFile {
  id: RequestFileId;
  requestId: RequestId;
  purpose: FilePurpose;
  kind: FileKind;
  size: number;
  sha256: string;
  nameSealed: string;
  proof: Readonly<Record<string, unknown>> | null;
  at: Instant;
  byName: string;
}

export const FILES_MOST = 10;

export function fileProblems(files: readonly GivenFile[]): readonly Refusal<RequestRefusal>[] {
  return files.length > FILES_MOST
    ? [{ code: 'files-many', field: 'files', facts: { most: FILES_MOST, now: files.length } }]
    : [];
}

/** Of files added to a request that is there already. */
export function addedProblems(files: readonly GivenFile[]): readonly Refusal<RequestRefusal>[] {
  return files.length === 0 ? [{ code: 'file-missing', field: 'files' }] : fileProblems(files);
}

const placeOf = (column: string, id: RequestFileId) => ({ table: 'requests_files', column, row: id });

export async function keepFiles(
  act: Act,
  r: Pick<InfoRequest, 'id' | 'keyId'>,
  files: readonly GivenFile[],
  proof: Readonly<Record<string, unknown>> | null = null,
): Promise<readonly RequestFileId[]> {
  const made: RequestFileId[] = [];
  for (const f of files) {
    const id = newId<RequestFileId>();
    const sealed = await act.town.vault.sealBytes(r.keyId, placeOf('bytes', id), f.bytes);
    const stored = await act.town.files.put(Buffer.from(sealed));
    const name = await act.town.vault.seal(r.keyId, placeOf('name', id), f.name);
    await sql`insert into requests_files (id, request_id, purpose, kind, size, sha256, name_sealed, proof, at, by_name)
      values (${id}, ${r.id}, ${f.purpose}, ${f.kind}, ${f.bytes.byteLength}, ${stored.sha256}, ${name},
        ${proof === null ? null : JSON.stringify(proof)}::jsonb, ${act.at}, ${act.actor.name})`.execute(act.db);
    made.push(id);
  }
  return made;
}

const columns = sql`id, request_id as "requestId", purpose, kind, size, sha256, name_sealed as "nameSealed", proof, at, by_name as "byName"`;

export async function filesOf(db: Db, id: RequestId): Promise<RequestFile[]> {
  const { rows } = await sql<RequestFile>`select ${columns} from requests_files where request_id = ${id} order by at, id`.execute(
    db,
  );
  return rows;
}

/** Name and content; null once the key is destroyed. */
export async function openFile(
  town: Pick<Town, 'vault' | 'files'>,
  keyId: CaseKeyId,
  file: RequestFile,
): Promise<{ name: string; bytes: Uint8Array } | null> {
  const name = await town.vault.open(keyId, placeOf('name', file.id), file.nameSealed);
  if (name === null) return null;
  const sealed = await town.files.read(file.sha256);
  if (sealed === null) throw new Error(`the stored file ${file.sha256} is gone`);
  const bytes = await town.vault.openBytes(keyId, placeOf('bytes', file.id), sealed);
  return bytes === null ? null : { name, bytes };
}

export async function fileNames(town: Pick<Town, 'vault'>, keyId: CaseKeyId, files: readonly RequestFile[]): Promise<string[]> {
  return Promise.all(files.map(async (f) => (await town.vault.open(keyId, placeOf('name', f.id), f.nameSealed)) ?? '（已销毁）'));
}
