// Search over what is public. Common words are bounded by ranking only the newest hits, so that no query is slow.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { excerpt, highlight, type Piece, queryWords, tsqueryText } from '../../platform/search/tokens.ts';
import type { Instant } from '../../town/day.ts';
import type { DocumentId, OrganId } from '../../town/ids.ts';

export interface SearchFilters {
  organId: OrganId | null;
  itemCode: string | null;
  year: number | null;
  validity: string | null;
}

export interface SearchHit {
  documentId: DocumentId;
  indexNo: string;
  title: readonly Piece[];
  excerpt: readonly Piece[];
  organId: OrganId;
  itemCode: string;
  docNo: string;
  validity: string;
  publishedAt: Instant;
}

export interface SearchResult {
  words: readonly string[];
  hits: readonly SearchHit[];
  /** Hits in all, also those on other pages; RANKED_MOST means that many or more. */
  total: number;
  capped: boolean;
}

/** The newest so many hits are ranked; older ones are reached by narrowing the filters. */
export const RANKED_MOST = 500;

function conditions(f: SearchFilters) {
  return sql`${f.organId === null ? sql`true` : sql`s.organ_id = ${f.organId}`}
    and ${f.itemCode === null ? sql`true` : sql`s.item_code = ${f.itemCode}`}
    and ${f.year === null ? sql`true` : sql`s.year = ${f.year}`}
    and ${f.validity === null ? sql`true` : sql`s.validity = ${f.validity}`}`;
}

/**
 * Ranked hits of a query, a page at a time: the last one in place of a page beyond it. A query without searchable words
 * finds nothing and says so by `words`.
 */
export async function search(
  db: Db,
  query: string,
  filters: SearchFilters,
  page: number,
  pageSize: number,
): Promise<SearchResult> {
  const words = queryWords(query);
  if (words.length === 0) return { words, hits: [], total: 0, capped: false };
  const q = tsqueryText(words);
  const { rows } = await sql<{ id: DocumentId; total: number }>`
    with found as materialized (
      select s.document_id, s.tokens, s.published_at from disclosure_search s
      where s.tokens @@ ${q}::tsquery and ${conditions(filters)}
      order by s.published_at desc limit ${RANKED_MOST}
    )
    select document_id as id, count(*) over () as total
    from found order by ts_rank('{0.05, 0.2, 0.6, 1.0}', tokens, ${q}::tsquery, 1) desc, published_at desc
    limit ${pageSize} offset least(${(page - 1) * pageSize}::bigint,
      (select greatest(count(*) - 1, 0) / ${pageSize}::bigint * ${pageSize}::bigint from found))`.execute(db);
  const total = rows[0]?.total ?? 0;
  if (rows.length === 0) return { words, hits: [], total: 0, capped: false };
  const texts = await sql<{
    id: DocumentId;
    indexNo: string;
    title: string;
    body: string;
    summary: string;
    organId: OrganId;
    itemCode: string;
    docNo: string;
    validity: string;
    publishedAt: Instant;
  }>`
    select d.id, d.index_no as "indexNo", e.title, e.body_text as body, e.summary, d.organ_id as "organId", d.item_code as "itemCode", e.doc_no as "docNo",
      e.validity, d.first_published_at as "publishedAt"
    from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id
    where d.id in (${sql.join(rows.map((r) => r.id))})`.execute(db);
  const byId = new Map(texts.rows.map((t) => [t.id, t]));
  const hits = rows.flatMap((r): SearchHit[] => {
    const t = byId.get(r.id);
    if (!t) return [];
    const inBody = words.some((w) => t.body.toLowerCase().includes(w));
    const { body, summary, title, id, ...rest } = t;
    return [
      {
        ...rest,
        documentId: id,
        title: highlight(title, words),
        excerpt: highlight(excerpt(inBody ? body : summary, words), words),
      },
    ];
  });
  return { words, hits, total, capped: total === RANKED_MOST };
}
