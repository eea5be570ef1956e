// What is public, rolled up by what annual reports ask for: item, organ, genre, month, and the years a numbered document was made and
// repealed in. Whatever changes the public's view (`store.ts`) moves the tallies in the same statement.
import { sql } from 'kysely';
import { tallies } from '../../platform/db/tallies.ts';

/** What the public is shown, as `d` and `e`; inside a statement that changes it, what it was shown before. */
export const shown = sql`from disclosure_documents d join disclosure_editions e on e.id = d.current_edition_id where d.state = 'published'`;

export const publicTallies = tallies({
  table: 'disclosure_tallies',
  key: {
    item_code: sql`d.item_code`,
    organ_id: sql`d.organ_id`,
    genre: sql`e.genre`,
    month: sql`date_trunc('month', d.first_published_at at time zone 'Asia/Shanghai')::date`,
    made_year: sql`case when e.doc_no <> '' then extract(year from e.created_on)::int end`,
    repealed_year: sql`case when e.doc_no <> '' then extract(year from e.repealed_on)::int end`,
  },
  from: shown,
});
