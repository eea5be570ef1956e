// The way out after a clock that ran ahead: nothing could be signed until the world had caught up with it. The signatures made
// meanwhile stand as they are; that the moment was set back is a row of the audit chain, which the ledger anchors.
import { perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import type { Town } from '../platform/town.ts';
import type { Instant } from '../town/day.ts';
import { done, type Outcome, refuse } from '../town/outcome.ts';
import { isBehind, openSigner, type SignRefusal } from './signer.ts';
import { readHead } from './store.ts';

export interface SetBack {
  from: Instant;
  to: Instant;
}

/** On record first: a crash in between leaves a row that says more than was done, and the command can be given again. */
export async function setClockBack(town: Town, folder: string): Promise<Outcome<SetBack, SignRefusal | 'clock-fits'>> {
  const head = await readHead(town.db);
  if (head === null) throw new Error('no ledger to set the clock of');
  const signer = openSigner(folder, head.origin);
  const last = await signer.last();
  if (!last.ok) return last;
  const [from, to] = [last.value.at, town.clock.now()];
  if (!isBehind(to, from)) return refuse({ code: 'clock-fits' });
  await perform(town, systemActor, 'ledger.set-clock-back', async (act) => {
    act.record('ledger', { what: 'clock', from, to });
    return done(null);
  });
  const set = await signer.setBack(to);
  return set.ok ? done({ from, to }) : set;
}
