// What search knows of a document: written in the act that publishes it, so that found and published are one moment.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { DICTIONARY, tsvectorText } from '../../platform/search/tokens.ts';
import { dayOf, type Instant, yearOf } from '../../town/day.ts';
import { plainText } from '../../town/body.ts';
import type { DocumentRow, Edition } from './document.ts';

const ATTACHMENT_TEXT_MOST = 200_000;

export interface Found {
  document: DocumentRow;
  edition: Edition;
  indexNo: string;
  publishedAt: Instant;
}

/** What a text is found by. */
function tokensOf({ edition, indexNo }: Found, textOfFile: ReadonlyMap<string, string>): string {
  const attachments = edition.attachments.flatMap((a) => [a.name, textOfFile.get(a.sha256) ?? '']);
  return tsvectorText({
    title: edition.title,
    names: [edition.docNo, ...edition.keywords, edition.sourceUnit, edition.genre, edition.topic, indexNo].join(' '),
    body: `${edition.summary}\n${plainText(edition.body)}`,
    attachments: attachments.join(' '),
  });
}

async function textsOf(db: Db, sha256s: readonly string[]): Promise<Map<string, string>> {
  if (sha256s.length === 0) return new Map();
  const { rows } = await sql<{ sha256: string; text: string }>`
    select sha256, left(text_content, ${ATTACHMENT_TEXT_MOST}) as text from platform_files
    where sha256 = any(${[...sha256s]}::text[])`.execute(db);
  return new Map(rows.map((r) => [r.sha256, r.text]));
}

export async function indexForSearch(db: Db, found: readonly Found[]): Promise<void> {
  const texts = await textsOf(
    db,
    found.flatMap((f) => f.edition.attachments.map((a) => a.sha256)),
  );
  const rows = found.map((f) => ({
    document_id: f.document.id,
    organ_id: f.document.organId,
    item_code: f.document.itemCode,
    year: yearOf(dayOf(f.publishedAt)),
    validity: f.edition.validity,
    published_at: f.publishedAt,
    tokens: tokensOf(f, texts),
  }));
  await sql`insert into disclosure_search (document_id, organ_id, item_code, year, validity, published_at, tokens, dictionary)
    select document_id, organ_id, item_code, year, validity, published_at, tokens::tsvector, ${DICTIONARY}::int
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (document_id text, organ_id text, item_code text, year int,
      validity text, published_at timestamptz, tokens text)
    on conflict (document_id) do update set organ_id = excluded.organ_id, item_code = excluded.item_code, validity = excluded.validity,
      tokens = excluded.tokens, dictionary = excluded.dictionary`.execute(db);
}
