import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { testTown, TEST_ORIGIN } from '../../../test/support/town.ts';
import { createLedger } from '../../ledger/create-ledger.ts';
import { startLedger } from '../../ledger/start-ledger.ts';
import { instant } from '../../town/day.ts';
import { loadPeople } from './load-people.ts';
import { loadItems } from './load-catalogue.ts';
import { RequestLoader } from './load-requests.ts';
import { requests } from '../../../seed/requests/all.ts';
import { inThePast, Timeline } from './timeline.ts';
import { granted } from '../../../test/support/people.ts';
import { randomBytes } from 'node:crypto';

test('x', async () => {
  const plain = await testTown({ at: '2026-11-23T01:30:00Z', slug: `demo${randomBytes(6).toString('hex')}`, ledger: false });
  const town = { ...plain, demo: true };
  const past = inThePast(town);
  past.setClock(instant('2013-01-04T09:00:00+08:00'));
  granted(await createLedger(past, town.ledgerFolder, TEST_ORIGIN));
  const running = await startLedger(past, { folder: town.ledgerFolder, covered: [] });
  const people = await loadPeople(past);
  past.setClock(instant('2025-10-01T08:30:00+08:00'));
  await loadItems(past, people);
  const tl = new Timeline();
  const spent = new Map<string, [number, number]>();
  const l = new RequestLoader(past, people, requests) as any;
  l.plan(tl);
  const t0 = Date.now();
  let last = t0,
    n = 0;
  await tl.play(past, town.clock.now(), (d, all) => {
    n = all;
  });
  console.log('deeds', n, 'ms', Date.now() - t0);
  console.log((await sql`select state, count(*)::int n from requests_requests group by 1 order by 1`.execute(town.db)).rows);
  await running?.stop();
  expect(1).toBe(1);
}, 240000);
