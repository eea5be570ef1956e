// Everything the public may see, for those who read all of it: feeds, site maps, notices that run, copies of the site.
// Nothing here touches a draft, and of a withdrawn document only that it was withdrawn.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Body } from '../../town/body.ts';
import type { Day, Instant } from '../../town/day.ts';
import { startOf } from '../../town/day.ts';
import type { DocumentId } from '../../town/ids.ts';
import { lineColumns, type PublicLine } from './reads.ts';

export interface ChangedLine extends PublicLine {
  /** Publication, or the latest correction. */
  changedAt: Instant;
}

const published = sql`disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id`;

/** The latest publications and corrections, newest first. */
export async function latestChanges(db: Db, itemCode: string | null, limit: number): Promise<ChangedLine[]> {
  const { rows } = await sql<ChangedLine>`select ${lineColumns}, e.published_at as "changedAt" from ${published}
    where d.state = 'published' and ${itemCode === null ? sql`true` : sql`d.item_code = ${itemCode}`}
    order by e.published_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface PublicAddress {
  indexNo: string;
  /** An older edition's number; null for the document itself. */
  edition: number | null;
  changedAt: Instant;
}

/** Every address under /documents that answers with a text, in a fixed order. */
export async function publicAddresses(db: Db, limit: number, offset: number): Promise<PublicAddress[]> {
  const { rows } = await sql<PublicAddress>`
    select d.index_no as "indexNo", null::int as edition, e.published_at as "changedAt" from ${published} where d.state = 'published'
    union all
    select d.index_no, e.number, e.published_at from disclosure_editions e join disclosure_documents d on d.id = e.document_id
      where e.state = 'superseded' and d.state = 'published'
    order by 1, 2 nulls first limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export async function publicAddressCount(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select
    (select count(*) from disclosure_documents where state = 'published') +
    (select count(*) from disclosure_editions e join disclosure_documents d on d.id = e.document_id
      where e.state = 'superseded' and d.state = 'published') as n`.execute(db);
  return rows[0]!.n;
}

export interface WithdrawnLine {
  id: DocumentId;
  indexNo: string;
  title: string;
  itemCode: string;
  publishedAt: Instant;
  withdrawnAt: Instant;
}

/** What was taken away, the latest first; their addresses say why. */
export async function withdrawnLines(db: Db, limit: number, offset = 0): Promise<WithdrawnLine[]> {
  const { rows } = await sql<WithdrawnLine>`select d.id, d.index_no as "indexNo", e.title, d.item_code as "itemCode",
      d.first_published_at as "publishedAt", w.at as "withdrawnAt"
    from disclosure_withdrawals w join disclosure_documents d on d.id = w.document_id join disclosure_editions e on e.id = d.current_edition_id
    where d.state = 'withdrawn' order by w.at desc, d.id limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export async function withdrawnCount(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from disclosure_documents where state = 'withdrawn'`.execute(db);
  return rows[0]!.n;
}

export interface CorrectedLine {
  id: DocumentId;
  indexNo: string;
  title: string;
  itemCode: string;
  /** The edition shown now, which is the latest correction. */
  edition: number;
  changeNote: string;
  correctedAt: Instant;
}

const correctedNow = sql`d.state = 'published' and e.number > 1`;

/** Documents that were corrected, the latest correction first; each once, with its latest edition. */
export async function correctedLines(db: Db, limit: number, offset = 0): Promise<CorrectedLine[]> {
  const { rows } =
    await sql<CorrectedLine>`select d.id, d.index_no as "indexNo", e.title, d.item_code as "itemCode", e.number as edition,
      e.change_note as "changeNote", e.published_at as "correctedAt"
    from ${published} where ${correctedNow} order by e.published_at desc, d.id limit ${limit} offset ${offset}`.execute(db);
  return rows;
}

export async function correctedCount(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${published} where ${correctedNow}`.execute(db);
  return rows[0]!.n;
}

/** How many documents were corrected, and how many withdrawn, since a day. */
export async function mendedSince(db: Db, since: Day): Promise<{ corrected: number; withdrawn: number }> {
  const { rows } = await sql<{ corrected: number; withdrawn: number }>`select
    (select count(distinct e.document_id) from disclosure_editions e join disclosure_documents d on d.id = e.document_id
      where e.number > 1 and e.state in ('published', 'superseded') and d.state = 'published' and e.published_at >= ${startOf(since)}::timestamptz) as corrected,
    (select count(*) from disclosure_withdrawals where at >= ${startOf(since)}::timestamptz) as withdrawn`.execute(db);
  return rows[0]!;
}

export interface NoticeText {
  indexNo: string;
  title: string;
  publishedAt: Instant;
  text: string;
}

/** Texts of public notices (公示, 公告) put up since a day, newest first: a notice states its own period. */
export async function noticeTexts(db: Db, since: Day, limit: number): Promise<NoticeText[]> {
  const { rows } =
    await sql<NoticeText>`select d.index_no as "indexNo", e.title, d.first_published_at as "publishedAt", left(e.body_text, 20000) as text
    from ${published} where d.state = 'published' and e.state = 'published' and e.genre in ('公示', '公告') and e.validity = '有效'
      and d.first_published_at >= ${startOf(since)}::timestamptz
    order by d.first_published_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}

export interface WholeDocument extends PublicLine {
  topic: string;
  sourceUnit: string;
  keywords: readonly string[];
  audience: string;
  changedAt: Instant;
  body: Body;
  attachments: readonly { name: string; sha256: string; size: number }[];
}

/** Published documents with their texts, a piece at a time in the order of their ids. */
export async function wholeDocumentsAfter(db: Db, after: DocumentId | null, limit: number): Promise<WholeDocument[]> {
  const { rows } = await sql<WholeDocument>`select ${lineColumns}, e.topic, e.source_unit as "sourceUnit", e.keywords, e.audience,
      e.published_at as "changedAt", e.body,
      coalesce((select jsonb_agg(jsonb_build_object('name', a.name, 'sha256', a.sha256, 'size', a.size) order by a.position)
        from disclosure_attachments a where a.edition_id = e.id), '[]'::jsonb) as attachments
    from ${published} where d.state = 'published' and d.id > ${after ?? ''} order by d.id limit ${limit}`.execute(db);
  return rows;
}
