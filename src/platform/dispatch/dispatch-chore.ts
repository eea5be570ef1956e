// Sends what acts have asked for. At least once, with the dispatch's id as the provider's idempotency key; tries and
// parking are the chores'. No address leaves this file but to its adapter.
import type { ChoreKind } from '../room.ts';
import type { Town } from '../town.ts';
import type { DispatchAdapter } from './adapter.ts';
import { asDispatchFault, DispatchFault } from './dispatch-fault.ts';
import { placeOf, type Sealer } from './sealer.ts';
import { DISPATCH_CHORE, endSent, endUnsent, putDispatchBack, takeDispatch, type TakenDispatch } from './store.ts';

/** Providers that hang must not take the workers a timed release needs. */
const AT_ONCE = 2;

export function dispatchChore(adapters: readonly DispatchAdapter[], sealerOf: (town: Town) => Sealer): ChoreKind {
  const byChannel = new Map(adapters.map((a) => [a.channel, a]));
  return {
    kind: DISPATCH_CHORE,
    atOnce: AT_ONCE,
    async run(town, _payload, id) {
      const taken = await takeDispatch(town.db, id);
      if (!taken) return;
      const adapter = byChannel.get(taken.channel);
      // It was set up when the dispatch was written, and is not any more.
      if (!adapter) return endUnsent(town.db, id, 'not-configured', null);
      const to = await addressOf(sealerOf(town), id, taken).catch(async (fault: unknown) => {
        await putDispatchBack(town.db, id, asDispatchFault(fault).noted);
        throw fault;
      });
      if (to === null) return endUnsent(town.db, id, 'failed', new DispatchFault('address-erased').noted);
      const sent = await sendBy(adapter, id, to, taken);
      if (!(sent instanceof DispatchFault)) return endSent(town.db, id, town.clock.now(), sent);
      if (sent.isFinal) return endUnsent(town.db, id, 'failed', sent.noted);
      await putDispatchBack(town.db, id, sent.noted);
      throw sent;
    },
  };
}

async function addressOf(sealer: Sealer, id: string, { toSealed, keyId }: TakenDispatch): Promise<string | null> {
  return toSealed === null ? null : sealer.open(keyId, placeOf(id), toSealed);
}

/** What the provider calls it, or why it did not take it. The adapter's own fault ends here: its text may hold the address. */
async function sendBy(
  adapter: DispatchAdapter,
  id: string,
  to: string,
  taken: TakenDispatch,
): Promise<string | null | DispatchFault> {
  const { subject, body, createdAt } = taken;
  try {
    const { providerId } = await adapter.send({ id, to, subject, body, at: createdAt });
    return providerId === null || quotes(providerId, to) ? null : providerId;
  } catch (fault) {
    return asDispatchFault(fault);
  }
}

function quotes(providerId: string, to: string): boolean {
  return providerId.length > 200 || providerId.toLowerCase().includes(to.toLowerCase());
}
