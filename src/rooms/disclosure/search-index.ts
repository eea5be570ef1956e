// What search knows of a document: written in the act that publishes it, so that found and published are one moment.
import { sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import { DICTIONARY, tsvectorText } from '../../platform/search/tokens.ts';
import { dayOf, type Instant, yearOf } from '../../town/day.ts';
import { plainText } from '../../town/body.ts';
import type { DocumentRow, Edition } from './document.ts';

const ATTACHMENT_TEXT_MOST = 200_000;

/** What a text is found by, all but its number: the costly part, which needs no lock. */
export async function searchText(db: Db, edition: Edition): Promise<string> {
  let attachments = edition.attachments.map((a) => a.name).join(' ');
  if (edition.attachments.length > 0) {
    const { rows } = await sql<{ text: string }>`
      select left(text_content, ${ATTACHMENT_TEXT_MOST}) as text from platform_files
      where sha256 in (${sql.join(edition.attachments.map((a) => a.sha256))})`.execute(db);
    attachments += ` ${rows.map((r) => r.text).join(' ')}`;
  }
  return tsvectorText({
    title: edition.title,
    names: [edition.docNo, ...edition.keywords, edition.sourceUnit, edition.genre, edition.topic].join(' '),
    body: `${edition.summary}\n${plainText(edition.body)}`,
    attachments,
  });
}

/** @param shown.text of `searchText` */
export async function indexForSearch(
  db: Db,
  shown: { document: DocumentRow; edition: Edition; text: string; indexNo: string; publishedAt: Instant },
): Promise<void> {
  const { document, edition, text, indexNo, publishedAt } = shown;
  const number = tsvectorText({ title: '', names: indexNo, body: '', attachments: '' });
  await sql`insert into disclosure_search (document_id, organ_id, item_code, year, validity, published_at, tokens, dictionary)
    values (${document.id}, ${document.organId}, ${document.itemCode}, ${yearOf(dayOf(publishedAt))}, ${edition.validity}, ${publishedAt},
      ${text}::tsvector || ${number}::tsvector, ${DICTIONARY})
    on conflict (document_id) do update set organ_id = excluded.organ_id, item_code = excluded.item_code, validity = excluded.validity,
      tokens = excluded.tokens, dictionary = excluded.dictionary`.execute(db);
}
