// The only SQL that writes disclosure_*; row shapes are turned into nouns here and nowhere else.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Db } from '../../platform/db/engine.ts';
import { emptyBody, imagesOf, plainText } from '../../town/body.ts';
import type { Day, Instant } from '../../town/day.ts';
import { type DocumentId, type DutyId, type EditionId, newId, type OrganId, type StaffId } from '../../town/ids.ts';
import { parseIndexNumber } from '../../town/index-number.ts';
import {
  type AttachmentRef,
  contentHash,
  type DocumentEventKind,
  type DocumentRow,
  type DocumentState,
  type Draft,
  type Edition,
  type EditionState,
  type TextFrom,
} from './document.ts';
import { type NewSeal, sealInsertion } from './store-seals.ts';
import { publicTallies, shown } from './public-tallies.ts';

/** Columns of an edition with its attachments, named as the noun names them. */
export const editionColumns = sql`
  e.id, e.document_id as "documentId", e.number, e.state, e.title, e.doc_no as "docNo", e.genre, e.topic, e.source_unit as "sourceUnit",
  e.created_on as "createdOn", e.effective_on as "effectiveOn", e.repealed_on as "repealedOn", e.validity, e.audience, e.keywords, e.summary,
  e.attribute, e.attribute_reason as "attributeReason", e.body, e.content_hash as "contentHash", e.change_note as "changeNote", e.revision,
  e.author_id as "authorId", e.updated_at as "updatedAt", e.release_at as "releaseAt", e.claimed_on as "claimedOn", e.published_at as "publishedAt",
  case when e.published_by is not null then jsonb_build_object('name', e.published_by, 'staffId', e.published_by_staff) end as "publishedBy",
  coalesce((select jsonb_agg(jsonb_build_object('sha256', a.sha256, 'name', a.name, 'kind', a.kind, 'size', a.size) order by a.position)
    from disclosure_attachments a where a.edition_id = e.id), '[]'::jsonb) as attachments`;

export const documentColumns = sql`
  d.id, d.organ_id as "organId", d.item_code as "itemCode", d.duty_id as "dutyId", d.state, d.index_no as "indexNo",
  d.current_edition_id as "currentEditionId", d.first_published_at as "firstPublishedAt", d.imported_at as "importedAt", d.text_from as "textFrom"`;

export interface Locked {
  edition: Edition;
  document: DocumentRow;
}

/** Editions in the order asked, locked together with their documents, so that saving, deciding and publishing queue. */
export async function lockEditions(db: Db, ids: readonly EditionId[]): Promise<Locked[]> {
  const documents = await sql<DocumentRow>`select ${documentColumns} from disclosure_documents d
    where d.id = any(array(select document_id from disclosure_editions where id = any(${[...ids]}::text[]))) order by d.id for update`.execute(
    db,
  );
  // Read after the locks are held: whoever held them before may have changed the text.
  const { rows } =
    await sql<Edition>`select ${editionColumns} from disclosure_editions e where e.id = any(${[...ids]}::text[])`.execute(db);
  const editions = new Map(rows.map((e) => [e.id, e]));
  const byId = new Map(documents.rows.map((d) => [d.id, d]));
  return ids.flatMap((id) => {
    const edition = editions.get(id);
    const document = edition && byId.get(edition.documentId);
    return document ? [{ edition, document }] : [];
  });
}

export async function lockEdition(db: Db, id: EditionId): Promise<Locked | null> {
  return (await lockEditions(db, [id]))[0] ?? null;
}

export async function lockDocument(db: Db, id: DocumentId): Promise<DocumentRow | null> {
  const { rows } =
    await sql<DocumentRow>`select ${documentColumns} from disclosure_documents d where d.id = ${id} for update`.execute(db);
  return rows[0] ?? null;
}

export async function editionById(db: Db, id: EditionId): Promise<Edition | null> {
  const { rows } = await sql<Edition>`select ${editionColumns} from disclosure_editions e where e.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function insertDocument(
  act: Act,
  d: { organId: OrganId; itemCode: string; dutyId: DutyId | null; authorId: string; importSource?: string; textFrom?: TextFrom },
): Promise<DocumentId> {
  const id = newId<DocumentId>();
  await sql`insert into disclosure_documents (id, organ_id, item_code, duty_id, state, created_by, created_at, imported_at, import_source, text_from)
    values (${id}, ${d.organId}, ${d.itemCode}, ${d.dutyId}, 'draft', ${d.authorId}, ${act.at}, ${d.importSource ? act.at : null}, ${d.importSource ?? null},
      ${d.textFrom ? JSON.stringify(d.textFrom) : null}::jsonb)`.execute(act.db);
  return id;
}

export async function insertEdition(
  act: Act,
  documentId: DocumentId,
  number: number,
  authorId: StaffId,
  draft: Draft,
): Promise<EditionId> {
  const id = newId<EditionId>();
  await sql`insert into disclosure_editions
    (id, document_id, number, state, title, doc_no, genre, topic, source_unit, created_on, effective_on, repealed_on, validity, audience, keywords,
     summary, attribute, attribute_reason, body, body_text, content_hash, change_note, revision, author_id, updated_at, claimed_on)
    values (${id}, ${documentId}, ${number}, 'drafting', ${draft.title}, ${draft.docNo}, ${draft.genre}, ${draft.topic}, ${draft.sourceUnit},
     ${draft.createdOn}, ${draft.effectiveOn}, ${draft.repealedOn}, ${draft.validity}, ${draft.audience}, ${JSON.stringify(draft.keywords)}::jsonb,
     ${draft.summary}, ${draft.attribute}, ${draft.attributeReason}, ${JSON.stringify(draft.body)}::jsonb, ${plainText(draft.body)},
     ${contentHash(draft)}, ${draft.changeNote}, 1, ${authorId}, ${act.at}, ${draft.claimedOn})`.execute(act.db);
  await writeFiles(act, id, draft);
  return id;
}

export async function updateDraft(act: Act, id: EditionId, draft: Draft, state: EditionState): Promise<void> {
  await sql`update disclosure_editions set title = ${draft.title}, doc_no = ${draft.docNo}, genre = ${draft.genre}, topic = ${draft.topic},
    source_unit = ${draft.sourceUnit}, created_on = ${draft.createdOn}, effective_on = ${draft.effectiveOn}, repealed_on = ${draft.repealedOn},
    validity = ${draft.validity}, audience = ${draft.audience}, keywords = ${JSON.stringify(draft.keywords)}::jsonb, summary = ${draft.summary},
    attribute = ${draft.attribute}, attribute_reason = ${draft.attributeReason}, body = ${JSON.stringify(draft.body)}::jsonb,
    body_text = ${plainText(draft.body)}, content_hash = ${contentHash(draft)}, change_note = ${draft.changeNote}, claimed_on = ${draft.claimedOn},
    revision = revision + 1, updated_at = ${act.at}, state = ${state}, release_at = null where id = ${id}`.execute(act.db);
  await writeFiles(act, id, draft);
}

async function writeFiles(act: Act, id: EditionId, draft: Draft): Promise<void> {
  await sql`delete from disclosure_attachments where edition_id = ${id}`.execute(act.db);
  for (const [i, a] of draft.attachments.entries()) await insertAttachment(act, id, i, a);
  await sql`delete from disclosure_images where edition_id = ${id}`.execute(act.db);
  for (const sha of new Set(imagesOf(draft.body))) {
    await sql`insert into disclosure_images (edition_id, sha256) values (${id}, ${sha})`.execute(act.db);
  }
}

async function insertAttachment(act: Act, id: EditionId, position: number, a: AttachmentRef): Promise<void> {
  await sql`insert into disclosure_attachments (edition_id, position, sha256, name, kind, size)
    values (${id}, ${position}, ${a.sha256}, ${a.name}, ${a.kind}, ${a.size})`.execute(act.db);
}

export async function setEditionState(
  act: Act,
  id: EditionId,
  state: EditionState,
  releaseAt: Instant | null = null,
): Promise<void> {
  await sql`update disclosure_editions set state = ${state}, release_at = ${releaseAt}, updated_at = ${act.at} where id = ${id}`.execute(
    act.db,
  );
}

export async function setAuthor(act: Act, id: EditionId, authorId: StaffId): Promise<void> {
  await sql`update disclosure_editions set author_id = ${authorId} where id = ${id}`.execute(act.db);
}

/** Out of sight, or never to be seen: only `showEditions` shows. */
export async function setDocumentState(act: Act, id: DocumentId, state: Exclude<DocumentState, 'published'>): Promise<void> {
  await sql`with gone as (${publicTallies.takeOff(sql`${shown} and d.id = ${id}`)})
    update disclosure_documents set state = ${state} where id = ${id}`.execute(act.db);
}

export async function setDuty(act: Act, id: DocumentId, dutyId: DutyId | null): Promise<void> {
  await sql`update disclosure_documents set duty_id = ${dutyId} where id = ${id}`.execute(act.db);
}

/** Next serial of a series; the row's lock is held to the end of the act, so a refused act leaves no gap. */
export async function nextSerial(act: Act, creditCode: string, month: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    insert into disclosure_index_series (credit_code, month, last_serial) values (${creditCode}, ${month}, 1)
    on conflict (credit_code, month) do update set last_serial = disclosure_index_series.last_serial + 1
    returning last_serial as n`.execute(act.db);
  return rows[0]!.n;
}

/** These numbers were given, whatever became of what bore them: each series goes on after them. */
export async function keepNumbers(db: Db, indexNos: readonly string[]): Promise<void> {
  for (const number of indexNos.map(parseIndexNumber)) {
    if (!number) continue;
    await sql`insert into disclosure_index_series (credit_code, month, last_serial)
      values (${number.creditCode}, ${number.month}, ${number.serial}) on conflict (credit_code, month)
      do update set last_serial = greatest(disclosure_index_series.last_serial, excluded.last_serial)`.execute(db);
  }
}

/** Numbered, dated and sealed; nobody sees it yet. One statement: publishers of a series queue here. */
export async function releaseEdition(
  act: Act,
  p: {
    document: DocumentRow;
    editionId: EditionId;
    indexNo: string;
    publishedAt: Instant;
    dutyId: DutyId | null;
    event: { kind: 'published' | 'corrected'; note: string };
    seal: NewSeal;
  },
): Promise<void> {
  await sql`with sealed as (${sealInsertion(act, p.seal)}), released as (
      update disclosure_editions set state = 'released', published_at = ${p.publishedAt}, published_by = ${act.actor.name},
        published_by_staff = ${act.actor.staffId}, release_at = null
      where id = ${p.editionId}
    ), noted as (
      insert into disclosure_events (id, document_id, edition_id, kind, note, staff_id, staff_name, at)
      values (${newId()}, ${p.document.id}, ${p.editionId}, ${p.event.kind}, ${p.event.note}, ${act.actor.staffId}, ${act.actor.name}, ${act.at})
    )
    update disclosure_documents set index_no = ${p.indexNo}, duty_id = ${p.dutyId} where id = ${p.document.id}`.execute(act.db);
}

/** Editions that wait for the ledger. */
export async function releasedEditions(db: Db): Promise<EditionId[]> {
  const { rows } = await sql<{ id: EditionId }>`select id from disclosure_editions where state = 'released'`.execute(db);
  return rows.map((r) => r.id);
}

export interface Shown {
  documentId: DocumentId;
  editionId: EditionId;
  dutyId: DutyId | null;
  publishedAt: Instant;
}

/** The editions become what the public sees; those shown before become history. One edition of a document. */
export async function showEditions(act: Act, editions: readonly Shown[]): Promise<void> {
  const asked = editions.map((s) => ({ id: s.documentId, edition: s.editionId, duty: s.dutyId, at: s.publishedAt }));
  await sql`with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as s (id text, edition text, duty text, at timestamptz)
    ), edition as (
      update disclosure_editions set state = 'published' where id in (select edition from asked)
    ), former as (
      update disclosure_editions e set state = 'superseded' from asked
      where e.document_id = asked.id and e.state = 'published' and e.id <> asked.edition
    ), d as (
      update disclosure_documents d set state = 'published', current_edition_id = asked.edition, duty_id = asked.duty,
        first_published_at = coalesce(d.first_published_at, asked.at) from asked where d.id = asked.id returning d.*
    ) ${publicTallies.move(sql`${shown} and d.id in (select id from asked)`, sql`from d join disclosure_editions e on e.id = d.current_edition_id`)}`.execute(
    act.db,
  );
}

export async function setValidity(act: Act, editionId: EditionId, validity: string, repealedOn: Day | null): Promise<void> {
  await sql`with e as (
      update disclosure_editions set validity = ${validity}, repealed_on = ${repealedOn} where id = ${editionId} returning *
    ) ${publicTallies.move(sql`${shown} and e.id = ${editionId}`, sql`from disclosure_documents d join e on e.id = d.current_edition_id where d.state = 'published'`)}`.execute(
    act.db,
  );
  await sql`update disclosure_search set validity = ${validity} where document_id = (select document_id from disclosure_editions where id = ${editionId})`.execute(
    act.db,
  );
}

export async function insertWithdrawal(act: Act, id: DocumentId, why: string, ground: string): Promise<void> {
  await sql`insert into disclosure_withdrawals (document_id, at, by_staff, by_name, why, ground)
    values (${id}, ${act.at}, ${act.actor.staffId ?? ''}, ${act.actor.name}, ${why}, ${ground})`.execute(act.db);
  await sql`delete from disclosure_search where document_id = ${id}`.execute(act.db);
}

export async function withdrawnBy(db: Db, id: DocumentId): Promise<string | null> {
  const { rows } = await sql<{ by: string }>`select by_staff as by from disclosure_withdrawals where document_id = ${id}`.execute(
    db,
  );
  return rows[0]?.by ?? null;
}

/** Destroys what the editions of a document said. Answers how many there were, and the files they used. */
export async function eraseEditions(act: Act, id: DocumentId): Promise<{ editions: number; files: string[] }> {
  const { rows } = await sql<{
    sha256: string;
  }>`select a.sha256 from disclosure_attachments a join disclosure_editions e on e.id = a.edition_id where e.document_id = ${id}
    union select i.sha256 from disclosure_images i join disclosure_editions e on e.id = i.edition_id where e.document_id = ${id}
    union select import_source from disclosure_documents where id = ${id} and import_source ~ '^[0-9a-f]{64}$'`.execute(act.db);
  for (const table of ['disclosure_attachments', 'disclosure_images'])
    await sql`delete from ${sql.table(table)} where edition_id in (select id from disclosure_editions where document_id = ${id})`.execute(
      act.db,
    );
  const gone =
    await sql`update disclosure_editions set state = 'erased', title = '', doc_no = '', summary = '', keywords = '[]'::jsonb,
    body = ${JSON.stringify(emptyBody)}::jsonb, body_text = '', change_note = '', source_unit = '', attribute_reason = '', content_hash = ''
    where document_id = ${id} and state <> 'erased' returning id`.execute(act.db);
  return { editions: gone.rows.length, files: rows.map((r) => r.sha256) };
}

/** Of these files, the ones some text still uses. */
export async function filesInUse(db: Db, sha256s: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    sha256: string;
  }>`select sha256 from disclosure_attachments where sha256 = any(${[...sha256s]}::text[])
    union select sha256 from disclosure_images where sha256 = any(${[...sha256s]}::text[])`.execute(db);
  return new Set(rows.map((r) => r.sha256));
}

export async function insertLink(
  act: Act,
  from: DocumentId,
  to: DocumentId,
  kind: 'interprets' | 'supersedes' | 'related',
): Promise<void> {
  await sql`insert into disclosure_links (from_document, to_document, kind, made_at, made_by)
    values (${from}, ${to}, ${kind}, ${act.at}, ${act.actor.name}) on conflict do nothing`.execute(act.db);
}

export async function removeLinks(act: Act, from: DocumentId, kind: 'interprets' | 'supersedes' | 'related'): Promise<void> {
  await sql`delete from disclosure_links where from_document = ${from} and kind = ${kind}`.execute(act.db);
}

export async function insertEvent(
  act: Act,
  documentId: DocumentId,
  editionId: EditionId | null,
  kind: DocumentEventKind,
  note: string,
): Promise<void> {
  await sql`insert into disclosure_events (id, document_id, edition_id, kind, note, staff_id, staff_name, at)
    values (${newId()}, ${documentId}, ${editionId}, ${kind}, ${note}, ${act.actor.staffId}, ${act.actor.name}, ${act.at})`.execute(
    act.db,
  );
}

export async function documentByEdition(db: Db, edition: Pick<Edition, 'documentId'>): Promise<DocumentRow | null> {
  const { rows } =
    await sql<DocumentRow>`select ${documentColumns} from disclosure_documents d where d.id = ${edition.documentId}`.execute(db);
  return rows[0] ?? null;
}
