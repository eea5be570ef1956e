// Words of titles: found the same way whether few titles have them or most of them.
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { handled, type RequestTown, requestTown } from '../../../test/support/requests.ts';
import { type Day, dayOf } from '../../town/day.ts';
import { type ListFilter, listRequests } from './reads.ts';
import { titlePieces } from './sketch.ts';

let w: RequestTown;
/** More than are fetched one by one. */
const MANY = 5_003;

beforeAll(async () => {
  w = await requestTown();
  const { id } = await handled(w);
  const title = '样例村水渠维修通知';
  await sql`insert into requests_requests (id, number, year, channel, applicant_kind, regulation, title, state, clock, submitted_on,
      submitted_at, due_on, key_id, applicant_sealed, wish_sealed, salt_sealed, code_hash, form_hash)
    select id || g, 'SQ-2026-' || 10000 + g, year, channel, applicant_kind, regulation, ${title} || g || '号', state, clock, submitted_on,
      submitted_at, due_on, key_id, applicant_sealed, wish_sealed, salt_sealed, code_hash, form_hash || g
    from requests_requests, generate_series(1, ${MANY}::int) g where id = ${id}`.execute(w.town.db);
  await sql`insert into requests_sketches (request_id, sketch, title_pieces)
    select ${id} || g, '{}', ${titlePieces(title)}::text[]
      || array(select substr('通知' || g || '号', i, n) from generate_series(1, 7) i, generate_series(2, 3) n)
    from generate_series(1, ${MANY}::int) g`.execute(w.town.db);
}, 60_000);

const listed = (words: string, more: Partial<ListFilter> = {}) => {
  const today: Day = dayOf(w.town.clock.now());
  const filter: ListFilter = { which: 'all', state: null, organId: null, kind: null, words, page: 1, ...more };
  return listRequests(w.town.db, w.people.actors['openness-office'], filter, today);
};

test('what no title says is nowhere; what one says is found alone', async () => {
  expect(await listed('鸀鳿')).toEqual({ total: 0, isMore: false, rows: [] });
  const one = await listed('通知777号');
  expect([one.total, one.isMore, one.rows.map((r) => r.title)]).toEqual([1, false, ['样例村水渠维修通知777号']]);
  expect((await listed('%')).total).toBe(0);
  expect((await listed('SQ-2026-10777')).rows.map((r) => r.title)).toEqual(['样例村水渠维修通知777号']);
});

test('what most say is listed to its last page, and counted so far only', async () => {
  for (const words of ['维修通知', '渠']) {
    const first = await listed(words);
    expect([first.total, first.isMore, first.rows[0]!.title]).toEqual([500, true, `样例村水渠维修通知${MANY}号`]);
    expect((await listed(words, { page: 101 })).rows).toHaveLength(3);
    expect((await listed(words, { which: 'ended' })).total).toBe(0);
  }
  const open = await listed('维修通知', { which: 'open' });
  expect([open.total, open.isMore]).toEqual([500, true]);
});
