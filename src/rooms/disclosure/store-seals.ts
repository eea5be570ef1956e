// Seals: the salt of every digest the ledger holds of an edition, and the mark it was made under.
import { type RawBuilder, sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import type { Day, Instant } from '../../town/day.ts';
import type { DocumentId, EditionId } from '../../town/ids.ts';
import type { Validity } from './document.ts';

export interface Seal {
  id: string;
  documentId: DocumentId;
  editionId: EditionId;
  validity: Validity;
  repealedOn: Day | null;
  /** Null once the content is erased: without it nobody can try out what it was. */
  salt: string | null;
  madeAt: Instant;
}

const columns = sql`id, document_id as "documentId", edition_id as "editionId", validity, repealed_on as "repealedOn", salt, made_at as "madeAt"`;

export type NewSeal = Omit<Seal, 'madeAt'> & { salt: string };

/** The insertion as a part of a statement: a release makes its seal in the statement that releases. */
export function sealInsertion(act: Act, s: NewSeal): RawBuilder<unknown> {
  return sql`insert into disclosure_seals (id, document_id, edition_id, validity, repealed_on, salt, made_at)
    values (${s.id}, ${s.documentId}, ${s.editionId}, ${s.validity}, ${s.repealedOn}, ${s.salt}, ${act.at})`;
}

/** In the order they were made. */
export async function sealsOfEdition(db: Db, editionId: EditionId): Promise<Seal[]> {
  const { rows } =
    await sql<Seal>`select ${columns} from disclosure_seals where edition_id = ${editionId} order by made_at, id`.execute(db);
  return rows;
}

export async function sealsOfDocument(db: Db, documentId: DocumentId): Promise<Seal[]> {
  const { rows } =
    await sql<Seal>`select ${columns} from disclosure_seals where document_id = ${documentId} order by made_at, id`.execute(db);
  return rows;
}

/** The latest seal of each edition. */
export async function latestSeals(db: Db, editionIds: readonly EditionId[]): Promise<Map<EditionId, Seal>> {
  const { rows } = await sql<Seal>`select distinct on (edition_id) ${columns} from disclosure_seals
    where edition_id = any(${[...editionIds]}::text[]) order by edition_id, made_at desc, id desc`.execute(db);
  return new Map(rows.map((s) => [s.editionId, s]));
}

/** The first seal of each edition: the one its publication made. */
export async function firstSeals(db: Db, editionIds: readonly EditionId[]): Promise<Map<EditionId, Seal>> {
  const { rows } = await sql<Seal>`select distinct on (edition_id) ${columns} from disclosure_seals
    where edition_id = any(${[...editionIds]}::text[]) order by edition_id, made_at, id`.execute(db);
  return new Map(rows.map((s) => [s.editionId, s]));
}

export async function eraseSalts(act: Act, documentId: DocumentId): Promise<void> {
  await sql`update disclosure_seals set salt = null where document_id = ${documentId}`.execute(act.db);
}
