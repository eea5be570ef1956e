// A hundred articles, published by the verb among ten thousand others, each asked for by two words of its own.
import { perform } from '../src/platform/act/act.ts';
import { releaseNow, search } from '../src/rooms/disclosure/door.ts';
import { granted } from '../test/support/people.ts';
import { approvedDrafts } from './drafts.ts';
import { atLeast, atMost, quantile, type Row } from './row.ts';
import { bodyText, randomFrom, words } from './texts.ts';
import type { World } from './world.ts';

const PLANTED = 100;
const ALL = { organId: null, itemCode: null, year: null, validity: null };

/** @param world of ten thousand documents */
export async function planted(world: World): Promise<Row[]> {
  const random = randomFrom(99);
  // Words that other texts use, too: each alone finds many, both together mean one article.
  const pairs = Array.from({ length: PLANTED }, (_, n) => [words()[300 + n] as string, words()[900 + 7 * n] as string] as const);
  let n = 0;
  const drafts = await approvedDrafts(world, PLANTED, () => {
    const [one, two] = pairs[n++ % PLANTED] as readonly [string, string];
    const text = `${bodyText(random, 2)}\n凡涉及${one}的，按${two}的规定办理。\n监督电话：0563-4000123。`;
    return { title: `${one}与${two}办理须知`, text };
  });
  const office = world.people.actors['openness-office'];
  for (const { id } of drafts) granted(await perform(world.town, office, 'disclosure.release', (act) => releaseNow(act, id)));
  const times: number[] = [];
  let found = 0;
  for (let round = 0; round < 3; round++) {
    for (const [i, [one, two]] of pairs.entries()) {
      const began = performance.now();
      const result = await search(world.town.db, `${one} ${two}`, ALL, 1, 10);
      times.push(performance.now() - began);
      const title = drafts[i]!.title;
      if (round === 0 && result.hits.some((h) => h.title.map((p) => p.text).join('') === title)) found++;
    }
  }
  return [
    atLeast('一万件中埋的 100 件，在第一页找到', found, PLANTED, '件'),
    atMost('一万件中检索 p50', quantile(times, 0.5), 10, 'ms'),
  ];
}
