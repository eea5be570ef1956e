// How long after the verb's acknowledgement the first answer shows the document: from the process that published, and from
// another process on the same database, which notices by asking.
import { setTimeout as sleep } from 'node:timers/promises';
import { perform } from '../src/platform/act/act.ts';
import { releaseNow } from '../src/rooms/disclosure/door.ts';
import { granted } from '../test/support/people.ts';
import { type Approved, approvedDrafts } from './drafts.ts';
import { get } from './load.ts';
import { serve, type Serving } from './processes.ts';
import { atMost, quantile, type Row } from './row.ts';
import type { World } from './world.ts';

const TIMES = 100;

async function untilShown(serving: Serving, draft: Approved): Promise<number> {
  const began = performance.now();
  for (;;) {
    const answer = await get(`${serving.url}/`);
    if (answer.body.includes(draft.title)) return performance.now() - began;
    await sleep(2);
  }
}

export async function publishToVisible(world: World): Promise<Row[]> {
  const serving = await serve(world);
  const here: number[] = [];
  const elsewhere: number[] = [];
  const office = world.people.actors['openness-office'];
  try {
    const drafts = await approvedDrafts(world, 2 * TIMES);
    for (const [i, draft] of drafts.entries()) {
      if (i % 2 === 0) {
        await serving.publish(draft.id);
        here.push(await untilShown(serving, draft));
      } else {
        granted(await perform(world.town, office, 'disclosure.release', (act) => releaseNow(act, draft.id)));
        elsewhere.push(await untilShown(serving, draft));
      }
    }
  } finally {
    await serving.stop();
  }
  return [
    atMost('发布到可见，同一进程 p99', quantile(here, 0.99), 1000, 'ms'),
    atMost('发布到可见，另一进程 p99', quantile(elsewhere, 0.99), 1000, 'ms'),
  ];
}
