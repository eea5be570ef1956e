// Time comes in through here and nowhere else, so that tests can set it.
import { dayOf, type Day, type Instant, instantOf } from '../town/day.ts';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

/** A demonstration stands in its own present, so that its year is as full in any season: it runs on from where its making began. */
export function clockAhead(clock: Clock, aheadMs: number): Clock {
  return aheadMs === 0 ? clock : { now: () => instantOf(Date.parse(clock.now()) + aheadMs) };
}

export function today(clock: Clock): Day {
  return dayOf(clock.now());
}

const HOUR_MS = 3_600_000;

/** `today` for those who ask at every request: by the system's clock worked out anew with each hour, since no day ends within one. */
export function dayReader(clock: Clock): () => Day {
  if (clock !== systemClock) return () => today(clock);
  let day: Day | null = null;
  let hour = 0;
  return () => {
    const now = Math.floor(Date.now() / HOUR_MS);
    if (day === null || now !== hour) {
      hour = now;
      day = dayOf(instantOf(now * HOUR_MS));
    }
    return day;
  };
}
