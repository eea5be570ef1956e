// What may be said of documents and editions to those who read the record of deeds: the title of what the public was
// shown and may still see, and of everything else no more than whose it is and under which item.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { OrganId } from '../../town/ids.ts';

export interface DisclosedSubject {
  /** `document:01m…` or `edition:01m…`. */
  subject: string;
  /** Null while it is not, or no longer, public. */
  title: string | null;
  /** Null before the document was first public. */
  indexNo: string | null;
  organId: OrganId;
  itemCode: string;
}

export async function disclosedSubjects(
  db: Db,
  wanted: { documents: readonly string[]; editions: readonly string[] },
): Promise<DisclosedSubject[]> {
  if (wanted.documents.length + wanted.editions.length === 0) return [];
  const { rows } = await sql<DisclosedSubject>`
    select 'document:' || d.id as subject, case when d.state = 'published' then e.title end as title, d.index_no as "indexNo",
      d.organ_id as "organId", d.item_code as "itemCode"
    from disclosure_documents d left join disclosure_editions e on e.id = d.current_edition_id
    where d.id = any(${[...wanted.documents]}::text[])
    union all
    select 'edition:' || e.id, case when d.state = 'published' and e.state in ('published', 'superseded') then e.title end, d.index_no,
      d.organ_id, d.item_code
    from disclosure_editions e join disclosure_documents d on d.id = e.document_id
    where e.id = any(${[...wanted.editions]}::text[])`.execute(db);
  return rows;
}
