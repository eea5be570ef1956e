// I7: a title may be the very thing that must go (“某某低保公示”): once the content is erased it is met at no public address
// and in no table; those that are only ever appended to never held it.
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { perform } from '../../src/platform/act/act.ts';
import { eraseContent, withdraw } from '../../src/rooms/disclosure/door.ts';
import { addressesOf, type PublicEyes, publicEyes, sightings } from '../support/public-eyes.ts';
import { actorFor, granted, samplePerson } from '../support/people.ts';
import { draft, pass, publishingTown, type PublishingTown, publishNow } from '../support/publishing.ts';

const NAME = '鹪鹩甲申请救助';

let w: PublishingTown;
let eyes: PublicEyes;
beforeAll(async () => {
  w = await publishingTown();
  eyes = await publicEyes(w.town);
}, 300_000);
afterAll(() => eyes.stop());

async function tablesWith(word: string): Promise<string[]> {
  const own = w.town.engine.owner(w.town.schema);
  const { rows } = await sql<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = ${w.town.schema} order by 1`.execute(own);
  const found: string[] = [];
  for (const { name } of rows) {
    const hit = await sql`select 1 from ${sql.table(name)} t where strpos(t::text, ${word}) > 0 limit 1`.execute(own);
    if (hit.rows.length > 0) found.push(name);
  }
  return found;
}

test('a name that stood in a title is gone with the content', async () => {
  const { town, people } = w;
  const id = await draft(w, { title: `${NAME}公示`, summary: `${NAME}的概述，说明事项。` });
  await pass(w, id);
  const { documentId, indexNo } = granted(await publishNow(w, id));
  const addresses = addressesOf({
    indexNo,
    itemCode: '05',
    organCode: 'finance',
    dutyId: '0'.repeat(26),
    leaderId: people.staff.principal.id,
    files: [],
    images: [],
    words: [NAME],
  });
  expect((await sightings(eyes, addresses, [NAME])).length).toBeGreaterThan(10);
  granted(
    await perform(town, people.actors['openness-office'], 'test', (act) => withdraw(act, documentId, '涉及个人信息', 'personal')),
  );
  const leader = actorFor(await samplePerson(town, people.town, '陈样例', ['principal']), ['principal']);
  granted(await perform(town, leader, 'test', (act) => eraseContent(act, documentId)));
  await town.running!.settle();
  expect(await sightings(eyes, addresses, [NAME])).toEqual([]);
  expect(await tablesWith(NAME)).toEqual([]);
}, 120_000);
