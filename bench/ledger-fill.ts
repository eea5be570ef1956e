// What acts say to the ledger, without the documents behind it: canonical entries through the one verb that every act runs in.
import { perform } from '../src/platform/act/act.ts';
import { systemActor } from '../src/platform/act/actor.ts';
import { encodeEntry } from '../src/ledger/format/entry.ts';
import { done } from '../src/town/outcome.ts';
import { granted } from '../test/support/people.ts';
import { TownEntries } from '../test/support/town-entries.ts';
import type { World } from './world.ts';

const IN_ONE_ACT = 5_000;

/** Entries committed to the town's outbox; nobody waits for them. */
export async function fillOutbox(world: World, count: number): Promise<void> {
  const entries = new TownEntries();
  for (let left = count; left > 0; left -= IN_ONE_ACT) {
    const some = Array.from({ length: Math.min(left, IN_ONE_ACT) }, () => entries.next());
    const act = perform(world.town, systemActor, 'bench', async (a) => {
      for (const e of some) a.log({ subject: e.id, type: e.type, ref: null, entry: encodeEntry(e) });
      return done(null);
    });
    granted(await act);
  }
}
