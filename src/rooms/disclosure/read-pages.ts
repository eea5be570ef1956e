// Published documents for machines: a page at a time by place and not by count, so that what is published between two
// pages neither doubles nor drops a line of those that were there before.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { Instant } from '../../town/day.ts';
import type { DocumentId, OrganId } from '../../town/ids.ts';
import { type ListFilters, lineColumns, type PublicLine, publishedWhere } from './reads.ts';

/** The place of a line in the list: where the next page begins. */
export interface Place {
  at: Instant;
  id: DocumentId;
}

/** Newest first, those after a place. */
export async function publishedAfter(db: Db, f: ListFilters, after: Place | null, limit: number): Promise<PublicLine[]> {
  const { rows } = await sql<PublicLine>`select ${lineColumns}
    from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where ${publishedWhere(f)}
      and ${after ? sql`(d.first_published_at, d.id) < (${after.at}::timestamptz, ${after.id}::text)` : sql`true`}
    order by d.first_published_at desc, d.id desc limit ${limit}`.execute(db);
  return rows;
}

/** What the public may know of a document by its id: nothing while it was never published, no text once withdrawn. */
export interface KnownDocument {
  id: DocumentId;
  state: 'published' | 'withdrawn';
  indexNo: string;
  /** Null once withdrawn. */
  title: string | null;
  organId: OrganId;
  itemCode: string;
}

export async function knownDocuments(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, KnownDocument>> {
  if (ids.length === 0) return new Map();
  const { rows } =
    await sql<KnownDocument>`select d.id, d.state, d.index_no as "indexNo", d.organ_id as "organId", d.item_code as "itemCode",
      case when d.state = 'published' then e.title end as title
    from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where d.id in (${sql.join([...ids])}) and d.state in ('published', 'withdrawn')`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
