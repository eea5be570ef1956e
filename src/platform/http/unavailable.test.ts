// The database is away: readers are told so, with a time to come back, and nothing about how the program is made.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { samplePeople } from '../../../test/support/people.ts';
import { serveRoom, type ServedRoom } from '../../../test/support/serve-room.ts';
import { testTown } from '../../../test/support/town.ts';
import type { Engine } from '../db/engine.ts';
import { openPostgres } from '../db/postgres.ts';

let away: Engine;
let served: ServedRoom;
beforeAll(async () => {
  const town = await testTown();
  const people = await samplePeople(town);
  // Nobody listens on port 1.
  away = await openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none', connections: 1 });
  const handle = async () => {
    await sql`select 1`.execute(away.schema('none'));
    throw new Error('unreachable');
  };
  served = await serveRoom(town, people, { routes: [{ method: 'GET', path: '/organs', handle }], consoleNav: [] });
});
afterAll(async () => {
  await served.app.close();
  await away.close();
});

test('a page answers 503 with a time to come back, in words', async () => {
  const page = await served.get('/organs');
  expect(page.statusCode).toBe(503);
  expect(page.headers['retry-after']).toBe('30');
  expect(page.body).toContain('数据库暂时连接不上');
  expect(page.body).not.toMatch(/ECONNREFUSED|127\.0\.0\.1:1|at .*\.ts/);
});
