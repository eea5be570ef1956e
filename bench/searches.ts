// Search as residents use it: rare, middling and very common words, one to three at a time, over everything published.
import { sql } from 'kysely';
import { search } from '../src/rooms/disclosure/door.ts';
import { atMost, quantile, type Row, rounded } from './row.ts';
import { randomFrom, rareWord, someWord, words } from './texts.ts';
import type { World } from './world.ts';

const QUERIES = 300;
const ALL = { organId: null, itemCode: null, year: null, validity: null };

/** Words of one title, so that asking for several at once finds something. */
async function titles(world: World): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`select title from
    (select title, row_number() over (order by id) as n from disclosure_editions where state = 'published') e
    where n % 293 = 0`.execute(world.town.db);
  return rows.map((r) => r.title.replace(/^港口镇关于|工作的通知$/g, ''));
}

export async function searches(world: World): Promise<Row[]> {
  const random = randomFrom(7);
  const known = await titles(world);
  const common = words().slice(0, 12);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const kinds: (() => string)[] = [
    () => rareWord(random),
    () => someWord(random),
    () => pick(common),
    () => pick(known),
    () => `${pick(common)} ${someWord(random)}`,
    () => `${pick(common)} ${pick(common)}`,
    () => `${someWord(random)} ${someWord(random)} ${pick(common)}`,
    () => `${pick(common)} ${pick(common)} ${pick(common)}`,
    () => '通知',
  ];
  const times: number[] = [];
  for (let i = 0; i < QUERIES; i++) {
    const query = (kinds[i % kinds.length] as () => string)();
    const began = performance.now();
    await search(world.town.db, query, ALL, 1, 10);
    times.push(performance.now() - began);
  }
  return [atMost(`检索 p95（最慢一次 ${rounded(quantile(times, 1))} ms）`, quantile(times, 0.95), 60, 'ms')];
}
