// Published documents by the hundred thousand: a few hundred distinct texts under titles of their own, spread over five years,
// organs and items. The rows are those the verb of publication leaves.
import { sql } from 'kysely';
import type { Installation } from '../src/platform/installation.ts';
import { DICTIONARY, tsvectorText } from '../src/platform/search/tokens.ts';
import type { Town } from '../src/platform/town.ts';
import { publicTallies } from '../src/rooms/disclosure/door.ts';
import { bodyFromText } from '../src/town/body.ts';
import { dayOf, instantOf } from '../src/town/day.ts';
import { newId } from '../src/town/ids.ts';
import { formatIndexNumber } from '../src/town/index-number.ts';
import type { SamplePeople } from '../test/support/people.ts';
import { CODE } from '../test/support/publishing.ts';
import { items } from '../seed/items.ts';
import { bodyText, randomFrom, titleText } from './texts.ts';

const TEXTS = 500;
const genres = [...Array<string>(15).fill('通知'), '公示', '公告', '方案', '解读', '统计'];
const BATCH = 2_000;
const YEARS_MS = 5 * 365 * 86_400_000;

export async function loadDocuments(
  w: { installation: Installation; town: Town; people: SamplePeople },
  count: number,
): Promise<void> {
  const { engine } = w.installation;
  const owner = engine.owner(w.town.schema);
  const random = randomFrom(33);
  await engine.script(
    w.town.schema,
    'create table bench_texts (n integer primary key, body jsonb not null, plain text not null, tokens tsvector not null)',
  );
  for (let n = 0; n < TEXTS; n++) {
    const plain = bodyText(random, 6);
    await sql`insert into bench_texts values (${n}, ${JSON.stringify(bodyFromText(plain))}::jsonb, ${plain},
      ${tsvectorText({ title: '', names: '', body: plain, attachments: '' })}::tsvector)`.execute(owner);
  }
  // Building the index once over all rows gives the same index as filling it row by row, in a tenth of the time.
  const index = await sql<{ definition: string }>`select indexdef as definition from pg_indexes
    where schemaname = ${w.town.schema} and indexname = 'disclosure_search_tokens'`.execute(owner);
  await engine.script(w.town.schema, 'drop index disclosure_search_tokens');
  const serials = new Map<string, number>();
  const from = Date.now() - YEARS_MS;
  const organs = [w.people.finance.id, w.people.office.id, w.people.village.id];
  for (let start = 0; start < count; start += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - start) }, (_, i) => {
      const at = instantOf(from + ((start + i) / count) * YEARS_MS);
      const month = dayOf(at).slice(0, 7).replace('-', '');
      const serial = (serials.get(month) ?? 0) + 1;
      serials.set(month, serial);
      const indexNo = formatIndexNumber({ creditCode: CODE, month, serial });
      const title = titleText(random);
      const doc_no = `港政〔${month.slice(0, 4)}〕${serial}号`;
      return {
        doc: newId(),
        edition: newId(),
        duty: newId(),
        organ: organs[Math.floor(random() * organs.length)],
        item: items[Math.floor(random() * items.length)]!.code,
        index_no: indexNo,
        title,
        doc_no,
        genre: genres[Math.floor(random() * genres.length)],
        text: Math.floor(random() * TEXTS),
        at,
        on: dayOf(at),
        tokens: tsvectorText({ title, names: `${doc_no} ${indexNo} 财政所 通知`, body: '', attachments: '' }),
      };
    });
    await sql`with given as materialized (
        select r.*, b.body, b.plain, r.tokens::tsvector || b.tokens as all_tokens from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
          as r(doc text, edition text, duty text, organ text, item text, index_no text, title text, doc_no text, genre text, text int, at timestamptz, "on" date, tokens text)
        join bench_texts b on b.n = r.text
      ), documents as (
        insert into disclosure_documents (id, organ_id, item_code, duty_id, state, index_no, current_edition_id, first_published_at, created_by, created_at)
        select doc, organ, item, duty, 'published', index_no, edition, at, 'bench', at from given
      ), editions as (
        insert into disclosure_editions (id, document_id, number, state, title, doc_no, genre, topic, source_unit, created_on, validity, audience, keywords,
          summary, attribute, attribute_reason, body, body_text, content_hash, change_note, revision, author_id, updated_at, published_at, published_by)
        select edition, doc, 1, 'published', title, doc_no, genre, '综合政务', '财政所', "on", '有效', '全社会', '[]'::jsonb,
          title || '的概述', '主动公开', '', body, plain, encode(sha256(convert_to(edition, 'UTF8')), 'hex'), '', 1, 'bench', at, at, '样例' from given
      ), duties as (
        insert into catalogue_duties (id, item_code, organ_id, kind, cadence_key, period_key, subject, event_on, event_name, limit_code, law, due_on,
          provisional, steps, state, ended_on, ended_at, ended_by, document_id, index_no, made_at)
        select duty, item, organ, 'formation', 'formation', doc, title, "on", '生成', 'WD20', '条例2019#26', "on" + 28,
          false, '[]'::jsonb, 'published', "on", at, '样例', doc, index_no, at from given
      )
      insert into disclosure_search (document_id, organ_id, item_code, year, validity, published_at, tokens, dictionary)
      select doc, organ, item, extract(year from "on")::int, '有效', at, all_tokens, ${DICTIONARY}::int from given`.execute(
      owner,
    );
  }
  for (const [month, last] of serials) {
    await sql`insert into disclosure_index_series (credit_code, month, last_serial) values (${CODE}, ${month}, ${last})`.execute(
      owner,
    );
  }
  await engine.script(w.town.schema, `set maintenance_work_mem = '512MB'; ${index.rows[0]!.definition}; drop table bench_texts`);
  await publicTallies.recount(owner);
  await engine.script(w.town.schema, 'vacuum analyze');
}
