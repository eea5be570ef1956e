// SQL shaped for pages: what the public sees of documents, and what the desk sees of drafts.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Day, Instant } from '../../town/day.ts';
import type { DocumentId, DutyId, EditionId, OrganId, StaffId } from '../../town/ids.ts';
import type { DocumentEventKind, DocumentRow, DocumentState, Edition, EditionState } from './document.ts';
import { documentColumns, editionColumns } from './store.ts';

/** A line in any public list. */
export interface PublicLine {
  id: DocumentId;
  indexNo: string;
  title: string;
  docNo: string;
  genre: string;
  summary: string;
  validity: string;
  organId: OrganId;
  itemCode: string;
  createdOn: Day | null;
  publishedAt: Instant;
  editions: number;
  imported: boolean;
}

/** Columns of a line, of `disclosure_documents d` and its current edition `e`. */
export const lineColumns = sql`d.id, d.index_no as "indexNo", e.title, e.doc_no as "docNo", e.genre, e.summary, e.validity, d.organ_id as "organId",
  d.item_code as "itemCode", e.created_on as "createdOn", d.first_published_at as "publishedAt", e.number as editions, d.imported_at is not null as imported`;

export interface ListFilters {
  itemCode?: string | null;
  organId?: OrganId | null;
  year?: number | null;
  genre?: string | null;
  validity?: string | null;
  /** In the title, the document number or the index number. */
  text?: string | null;
}

/** What a list filters by, of `disclosure_documents d` and its current edition `e`. */
export function publishedWhere(f: ListFilters) {
  return sql`d.state = 'published'
    and ${f.itemCode ? sql`d.item_code = ${f.itemCode}` : sql`true`}
    and ${f.organId ? sql`d.organ_id = ${f.organId}` : sql`true`}
    and ${f.genre ? sql`e.genre = ${f.genre}` : sql`true`}
    and ${f.validity ? sql`e.validity = ${f.validity}` : sql`true`}
    and ${f.text ? sql`strpos(lower(concat_ws(' ', e.title, e.doc_no, d.index_no)), lower(${f.text})) > 0` : sql`true`}
    and ${f.year ? sql`d.first_published_at >= ${`${f.year}-01-01T00:00:00+08:00`}::timestamptz and d.first_published_at < ${`${f.year + 1}-01-01T00:00:00+08:00`}::timestamptz` : sql`true`}`;
}

/** Newest first. */
export async function publishedLines(db: Db, filters: ListFilters, limit: number, offset = 0): Promise<PublicLine[]> {
  const { rows } = await sql<PublicLine>`
    select ${lineColumns} from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where ${publishedWhere(filters)} order by d.first_published_at desc, d.id desc limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export async function publishedCount(db: Db, filters: ListFilters): Promise<number> {
  // Without a filter on the text itself the documents alone can be counted.
  const from =
    filters.genre || filters.validity || filters.text
      ? sql`disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id`
      : sql`disclosure_documents d`;
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${from} where ${publishedWhere(filters)}`.execute(db);
  return rows[0]!.n;
}

/** Documents by their numbers, for links between texts and for the related column. */
export async function documentByIndexNo(db: Db, indexNo: string): Promise<DocumentRow | null> {
  const { rows } =
    await sql<DocumentRow>`select ${documentColumns} from disclosure_documents d where d.index_no = ${indexNo}`.execute(db);
  return rows[0] ?? null;
}

export async function documentById(db: Db, id: DocumentId): Promise<DocumentRow | null> {
  const { rows } = await sql<DocumentRow>`select ${documentColumns} from disclosure_documents d where d.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

export async function editionsOf(
  db: Db,
  id: DocumentId,
): Promise<
  { id: EditionId; number: number; state: EditionState; publishedAt: Instant | null; changeNote: string; title: string }[]
> {
  const { rows } = await sql<{
    id: EditionId;
    number: number;
    state: EditionState;
    publishedAt: Instant | null;
    changeNote: string;
    title: string;
  }>`
    select id, number, state, published_at as "publishedAt", change_note as "changeNote", title from disclosure_editions
    where document_id = ${id} order by number`.execute(db);
  return rows;
}

/** An edition that was, or is, public; by its number. */
export async function shownEdition(db: Db, id: DocumentId, number: number): Promise<Edition | null> {
  const { rows } = await sql<Edition>`select ${editionColumns} from disclosure_editions e
    where e.document_id = ${id} and e.number = ${number} and e.state in ('published', 'superseded')`.execute(db);
  return rows[0] ?? null;
}

/** The edition the public was shown before a numbered one. Numbers have gaps: a correction given up keeps its own. */
export async function editionShownBefore(db: Db, id: DocumentId, number: number): Promise<Edition | null> {
  const { rows } = await sql<Edition>`select ${editionColumns} from disclosure_editions e
    where e.document_id = ${id} and e.number < ${number} and e.state in ('published', 'superseded') order by e.number desc limit 1`.execute(
    db,
  );
  return rows[0] ?? null;
}

export interface RelatedLine {
  kind: 'interprets' | 'supersedes' | 'related';
  /** true: this document does it to the other; false: the other does it to this one. */
  outward: boolean;
  indexNo: string;
  title: string;
  state: DocumentState;
}

/** Links both ways, so that a document shows its interpretation and an interpretation its document. */
export async function relatedOf(db: Db, id: DocumentId): Promise<RelatedLine[]> {
  const { rows } = await sql<RelatedLine>`
    select l.kind, l.from_document = ${id} as outward, d.index_no as "indexNo", e.title, d.state
    from disclosure_links l
    join disclosure_documents d on d.id = case when l.from_document = ${id} then l.to_document else l.from_document end
    join disclosure_editions e on e.id = d.current_edition_id
    where (l.from_document = ${id} or l.to_document = ${id}) and d.state in ('published', 'withdrawn')
    order by l.kind, d.first_published_at desc`.execute(db);
  return rows;
}

export async function withdrawalOf(
  db: Db,
  id: DocumentId,
): Promise<{ at: Instant; byName: string; why: string; ground: string } | null> {
  const { rows } = await sql<{ at: Instant; byName: string; why: string; ground: string }>`
    select at, by_name as "byName", why, ground from disclosure_withdrawals where document_id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** A stored file, if some text that is public right now shows it; its name there. */
export async function publicFile(db: Db, sha256: string): Promise<{ name: string; kind: string; inline: boolean } | null> {
  const { rows } = await sql<{ name: string; kind: string; inline: boolean }>`
    select a.name, a.kind, false as inline from disclosure_attachments a join disclosure_editions e on e.id = a.edition_id
      join disclosure_documents d on d.id = e.document_id
      where a.sha256 = ${sha256} and e.state in ('published', 'superseded') and d.state = 'published'
    union all
    select 'image', f.kind, true from disclosure_images i join platform_files f on f.sha256 = i.sha256 join disclosure_editions e on e.id = i.edition_id
      join disclosure_documents d on d.id = e.document_id
      where i.sha256 = ${sha256} and e.state in ('published', 'superseded') and d.state = 'published'
    limit 1`.execute(db);
  return rows[0] ?? null;
}

export interface DocumentEvent {
  id: string;
  kind: DocumentEventKind;
  note: string;
  staffName: string;
  at: Instant;
}

export async function eventsOf(db: Db, id: DocumentId): Promise<DocumentEvent[]> {
  const { rows } = await sql<DocumentEvent>`
    select id, kind, note, staff_name as "staffName", at from disclosure_events where document_id = ${id} order by at, id`.execute(
    db,
  );
  return rows;
}

/** What a document shows now: its number and edition. Null when it is not public. */
export async function publishedEditionOf(db: Db, id: DocumentId): Promise<{ indexNo: string; editionId: EditionId } | null> {
  const { rows } = await sql<{ indexNo: string; editionId: EditionId }>`
    select index_no as "indexNo", current_edition_id as "editionId" from disclosure_documents where id = ${id} and state = 'published'`.execute(
    db,
  );
  return rows[0] ?? null;
}

// ── The desk ──

export interface DeskLine {
  editionId: EditionId;
  documentId: DocumentId;
  title: string;
  state: EditionState;
  number: number;
  organId: OrganId;
  itemCode: string;
  dutyId: DutyId | null;
  authorId: StaffId;
  indexNo: string | null;
  createdOn: Day | null;
  updatedAt: Instant;
  releaseAt: Instant | null;
}

export interface DeskFilters {
  /** Drafts of this organ only; null for the office, which sees every organ's. */
  organId: OrganId | null;
  states: readonly EditionState[];
  itemCode?: string | null;
  text?: string;
}

const deskColumns = sql`e.id as "editionId", e.document_id as "documentId", e.title, e.state, e.number, d.organ_id as "organId", d.item_code as "itemCode",
  d.duty_id as "dutyId", e.author_id as "authorId", d.index_no as "indexNo", e.created_on as "createdOn",
  e.updated_at as "updatedAt", e.release_at as "releaseAt"`;

function deskWhere(f: DeskFilters) {
  return sql`e.state in (${sql.join(f.states)})
    and ${f.organId === null ? sql`true` : sql`d.organ_id = ${f.organId}`}
    and ${f.itemCode ? sql`d.item_code = ${f.itemCode}` : sql`true`}
    and ${f.text ? sql`strpos(e.title, ${f.text}) > 0` : sql`true`}`;
}

export async function deskLines(
  db: Db,
  f: DeskFilters,
  limit: number,
  offset = 0,
): Promise<{ lines: DeskLine[]; total: number }> {
  const { rows } = await sql<DeskLine>`select ${deskColumns}
    from disclosure_editions e join disclosure_documents d on d.id = e.document_id where ${deskWhere(f)}
    order by e.updated_at desc, e.id limit ${limit} offset ${offset}`.execute(db);
  const counted = await sql<{
    n: number;
  }>`select count(*) as n from disclosure_editions e join disclosure_documents d on d.id = e.document_id where ${deskWhere(f)}`.execute(
    db,
  );
  return { lines: rows, total: counted.rows[0]!.n };
}

export async function deskLinesOf(db: Db, editionIds: readonly string[]): Promise<DeskLine[]> {
  if (editionIds.length === 0) return [];
  const { rows } =
    await sql<DeskLine>`select ${deskColumns} from disclosure_editions e join disclosure_documents d on d.id = e.document_id
    where e.id in (${sql.join(editionIds)})`.execute(db);
  return rows;
}
