// Whole publications a second through the real verb: review looked up, number drawn, duty ended, index written, audit chained.
import pg from 'pg';
import { perform } from '../src/platform/act/act.ts';
import { verifyAudit } from '../src/platform/act/audit.ts';
import { releaseNow } from '../src/rooms/disclosure/door.ts';
import { granted } from '../test/support/people.ts';
import { approvedDrafts } from './drafts.ts';
import { atLeast, none, type Row } from './row.ts';
import type { World } from './world.ts';

const PUBLISHERS = 8;
const WARM = 200;
const MEASURED = 1600;

/** Counts what goes to the database while `work` runs. */
async function statementsOf(work: () => Promise<void>): Promise<number> {
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const query = prototype.query;
  let count = 0;
  prototype.query = function counted(this: unknown, ...args: unknown[]) {
    count++;
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return count;
}

export async function publications(world: World): Promise<Row[]> {
  const drafts = await approvedDrafts(world, WARM + MEASURED);
  const office = world.people.actors['openness-office'];
  const publish = async (count: number): Promise<void> => {
    const batch = drafts.splice(0, count);
    const publisher = async (): Promise<void> => {
      for (let next = batch.pop(); next; next = batch.pop()) {
        const { id } = next;
        granted(await perform(world.town, office, 'disclosure.release', (act) => releaseNow(act, id)));
      }
    };
    await Promise.all(Array.from({ length: PUBLISHERS }, publisher));
  };
  await publish(WARM);
  const began = performance.now();
  const statements = await statementsOf(() => publish(MEASURED));
  const seconds = (performance.now() - began) / 1000;
  const chain = await verifyAudit(world.town.db);
  return [
    atLeast(`发布，8 人同时（每件 ${(statements / MEASURED).toFixed(1)} 条语句）`, MEASURED / seconds, 200, '件/秒'),
    none('其后审计链断处', chain.brokenAt === null ? 0 : 1, '处'),
  ];
}
