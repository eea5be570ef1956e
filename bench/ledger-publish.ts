// How long one publication takes to be acknowledged: committed, written into the log, synced, read back, signed, published and
// visible. Right after each acknowledgement the document is looked up as the public would.
import { sql } from 'kysely';
import { perform } from '../src/platform/act/act.ts';
import { releaseNow } from '../src/rooms/disclosure/door.ts';
import { granted } from '../test/support/people.ts';
import { type Approved, approvedDrafts } from './drafts.ts';
import { atMost, none, quantile, type Row, rounded } from './row.ts';
import { closeWorld, makeWorld, type World } from './world.ts';

const WARM = 40;

interface Acknowledged {
  ms: number[];
  unseen: number;
  perSecond: number;
}

/** By the document's own key: a look that read every document would itself slow down what is measured. */
async function isVisible(world: World, draft: Approved): Promise<boolean> {
  const { rows } = await sql`select 1 from disclosure_documents where id = (select document_id from disclosure_editions
    where id = ${draft.id}) and current_edition_id = ${draft.id} and state = 'published'`.execute(world.town.db);
  return rows.length === 1;
}

/** Takes the drafts away. */
async function publishAll(world: World, drafts: Approved[], publishers: number): Promise<Acknowledged> {
  const office = world.people.actors['openness-office'];
  const ms: number[] = [];
  let unseen = 0;
  const publisher = async (): Promise<void> => {
    for (let next = drafts.pop(); next; next = drafts.pop()) {
      const { id } = next;
      const began = performance.now();
      granted(await perform(world.town, office, 'disclosure.release', (act) => releaseNow(act, id)));
      ms.push(performance.now() - began);
      if (!(await isVisible(world, next))) unseen++;
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: publishers }, publisher));
  return { ms, unseen, perSecond: (ms.length * 1000) / (performance.now() - began) };
}

async function measured(
  world: World,
  asked: { engine: string; publishers: number; count: number; limit: number },
): Promise<Row[]> {
  const { engine, publishers, count, limit } = asked;
  await publishAll(world, await approvedDrafts(world, WARM), publishers);
  const { ms, unseen, perSecond } = await publishAll(world, await approvedDrafts(world, count), publishers);
  const who = publishers === 1 ? '一人' : `${publishers} 人同时`;
  const usual = `一半快于 ${rounded(quantile(ms, 0.5))} ms，${rounded(perSecond)} 件/秒`;
  return [
    atMost(`发布到确认（已存证、已可见），${engine}，${who}，p99（${usual}）`, quantile(ms, 0.99), limit, 'ms'),
    none(`确认时还看不见的文件（查 ${ms.length} 件）`, unseen, '件'),
  ];
}

export async function ledgerPublish(world: World): Promise<Row[]> {
  const one = await measured(world, { engine: 'PostgreSQL', publishers: 1, count: 200, limit: 100 });
  return [...one, ...(await measured(world, { engine: 'PostgreSQL', publishers: 8, count: 1_600, limit: 100 }))];
}

/** A town of its own in the data directory, as a town without a PostgreSQL has it. */
export async function ledgerEmbedded(data: string): Promise<Row[]> {
  const world = await makeWorld({ url: null, data, slug: 'embedded', documents: 0 });
  try {
    const one = await measured(world, { engine: '内置数据库', publishers: 1, count: 300, limit: 250 });
    return [...one, ...(await measured(world, { engine: '内置数据库', publishers: 4, count: 400, limit: 250 }))];
  } finally {
    await closeWorld(world);
  }
}
