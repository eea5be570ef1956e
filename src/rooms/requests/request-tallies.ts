// Requests that were received, rolled up by what Table 3 asks for: kind of applicant, the years it came and ended in, the answer. The two
// statements that write a request's state (`store.ts`) move the tallies with it.
import { sql } from 'kysely';
import { tallies } from '../../platform/db/tallies.ts';

/** What counts, as `r`: what was withdrawn before anybody had confirmed it was never received. */
export const received = sql`from requests_requests r where r.received_on is not null`;

export const requestTallies = tallies({
  table: 'requests_tallies',
  key: {
    applicant_kind: sql`r.applicant_kind`,
    received_year: sql`extract(year from r.received_on)::int`,
    ended_year: sql`extract(year from r.ended_on)::int`,
    answer_code: sql`r.answer_code`,
  },
  from: received,
});
