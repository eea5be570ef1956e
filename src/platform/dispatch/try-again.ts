// Dispatches whose chore was parked, tried anew because somebody says so: the provider is back, a setting was mended.
import type { Act } from '../act/act.ts';
import { unpark } from '../chores/store.ts';
import { dispatchesAbout } from './dispatches-about.ts';
import { DISPATCH_CHORE } from './store.ts';

/** How many there were. */
export async function tryAgain(act: Act, about: string): Promise<number> {
  const parked = (await dispatchesAbout(act.db, about)).filter((d) => d.state === 'parked');
  return parked.length === 0
    ? 0
    : unpark(
        act.db,
        act.at,
        DISPATCH_CHORE,
        parked.map((d) => d.id),
      );
}
