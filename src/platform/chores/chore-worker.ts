// The worker of a town: claims due chores, runs a few at a time, wakes on the bell and once a second.
import { addDays, startOf } from '../../town/day.ts';
import { today } from '../clock.ts';
import type { ChoreKind, Timetable } from '../room.ts';
import type { Town } from '../town.ts';
import { type Chore, claim, finish, isBeyondTries, putBack, releaseLeases, removeFinished, renew } from './store.ts';
import { TIMETABLE_CHORE, watchTimetables } from './timetable.ts';

export interface ChoreWork {
  chores: readonly ChoreKind[];
  timetable: readonly Timetable[];
}

export interface ChoreOptions {
  /** Chores run at the same time; a long one must not keep a timed release waiting. */
  slots?: number;
  pollMs?: number;
  /** True when no other process can be working on this town: leases found at start are void. */
  alone?: boolean;
}

export interface Chores {
  /** Takes no new chores and waits for those that run. */
  stop(): Promise<void>;
}

const RENEW_MS = 6_000;

const sweep: Timetable = {
  name: 'platform.remove-finished-chores',
  cron: '40 3 * * *',
  run: (town) => removeFinished(town.db, startOf(addDays(today(town.clock), -30))),
};

export async function startChores(town: Town, work: ChoreWork, options: ChoreOptions = {}): Promise<Chores> {
  const slots = options.slots ?? 8;
  const timetables = [...work.timetable, sweep];
  const timetableByName = new Map(timetables.map((t) => [t.name, t]));
  const kinds: readonly ChoreKind[] = [
    ...work.chores,
    {
      kind: TIMETABLE_CHORE,
      // A timetable that a newer program has dropped is nobody's business any more.
      run: async (t, payload) => timetableByName.get(String(payload.name))?.run(t),
    },
  ];
  const byKind = new Map(kinds.map((k) => [k.kind, k]));
  if (byKind.size !== kinds.length) throw new Error('two kinds of chores have the same name');
  const watch = watchTimetables(town, timetables);
  const running = new Map<string, { chore: Chore; end: Promise<void> }>();
  let stopping = false;
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  const runOne = async (chore: Chore): Promise<void> => {
    try {
      if (isBeyondTries(chore)) throw new Error('the process ended each time while running this chore');
      await byKind.get(chore.kind)!.run(town, chore.payload, chore.key);
      await finish(town.db, town.clock.now(), chore);
    } catch (fault) {
      const parked = await putBack(town.db, town.clock.now(), chore, String(fault));
      const fields = { kind: chore.kind, key: chore.key, try: chore.attempts, fault };
      if (parked) town.log.error(fields, 'chore parked after its last try');
      else town.log.warn(fields, 'chore failed, will be tried again');
    }
  };

  const start = (chore: Chore): void => {
    const end = runOne(chore)
      .catch((fault: unknown) =>
        town.log.error({ kind: chore.kind, key: chore.key, fault }, 'a chore could not be marked; its lease will run out'),
      )
      .finally(() => {
        running.delete(chore.id);
        wake();
      });
    running.set(chore.id, { chore, end });
  };

  const look = async (): Promise<void> => {
    try {
      do {
        lookAgain = false;
        await watch.look();
        const limited = kinds.filter((k) => k.atOnce !== undefined);
        const others = kinds.filter((k) => k.atOnce === undefined).map((k) => k.kind);
        for (const chore of await claim(town.db, town.clock.now(), others, slots - running.size)) start(chore);
        for (const { kind, atOnce = slots } of limited) {
          const busy = [...running.values()].filter((r) => r.chore.kind === kind).length;
          const free = Math.min(atOnce - busy, slots - running.size);
          for (const chore of await claim(town.db, town.clock.now(), [kind], free)) start(chore);
        }
      } while (lookAgain && !stopping);
    } catch (fault) {
      // The database is away: the next look tries again.
      town.log.warn({ fault }, 'could not look for chores');
    }
  };

  function wake(): void {
    if (stopping) return;
    lookAgain = true;
    looking ??= look().finally(() => {
      looking = null;
      if (lookAgain) wake();
    });
  }

  if (options.alone) await releaseLeases(town.db, town.clock.now());
  const silence = town.choreBell.onRing(wake);
  const poll = setInterval(wake, options.pollMs ?? 1_000);
  const keep = setInterval(() => {
    const chores = [...running.values()].map((r) => r.chore);
    if (chores.length > 0)
      renew(town.db, town.clock.now(), chores).catch((fault: unknown) =>
        town.log.warn({ fault }, 'could not renew chore leases'),
      );
  }, RENEW_MS);
  wake();

  return {
    async stop() {
      stopping = true;
      silence();
      clearInterval(poll);
      await looking;
      await Promise.all([...running.values()].map((r) => r.end));
      clearInterval(keep);
    },
  };
}
