// Times of day in Shanghai. Each becomes one chore; what was missed while nobody was there is made up once.
import { Cron } from 'croner';
import { type Instant, instantOf } from '../../town/day.ts';
import type { Timetable } from '../room.ts';
import type { Town } from '../town.ts';
import { enqueueSlot, lastSlot } from './store.ts';

export const TIMETABLE_CHORE = 'timetable';

/** The latest time of this expression that is not after `at`, or null when there has been none. */
export function slotAt(cron: Cron, at: Instant): Instant | null {
  // previousRuns looks strictly before its reference.
  const run = cron.previousRuns(1, new Date(Date.parse(at) + 1))[0];
  return run ? instantOf(run.getTime()) : null;
}

export interface TimetableWatch {
  /** Enqueues what has come due since it was last asked. Returns whether there was anything. */
  look(): Promise<boolean>;
}

/** Throws at start on an expression that is not one or a name that is used twice. */
export function watchTimetables(town: Town, timetables: readonly Timetable[]): TimetableWatch {
  const known = new Map<string, Instant | null>();
  const watched = timetables.map(({ name, cron }) => ({
    name,
    cron: new Cron(cron, { timezone: 'Asia/Shanghai', paused: true }),
  }));
  if (new Set(watched.map((w) => w.name)).size !== watched.length) throw new Error('two timetables have the same name');
  return {
    async look() {
      const at = town.clock.now();
      let any = false;
      for (const { name, cron } of watched) {
        const slot = slotAt(cron, at);
        if (slot === null) continue;
        if (!known.has(name)) known.set(name, await lastSlot(town.db, name));
        const last = known.get(name) ?? null;
        if (last !== null && last >= slot) continue;
        await enqueueSlot(town.db, at, TIMETABLE_CHORE, name, slot);
        known.set(name, slot);
        any = true;
      }
      return any;
    },
  };
}
