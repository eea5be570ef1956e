// Time comes in through here and nowhere else, so that tests can set it.
import { dayOf, type Day, type Instant, instantOf } from '../town/day.ts';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

export function today(clock: Clock): Day {
  return dayOf(clock.now());
}

/** `today` for those who ask at every request: worked out anew with each hour, since no day ends within one. */
export function dayReader(clock: Clock): () => Day {
  let hour = '';
  let day: Day | null = null;
  return () => {
    const now = clock.now();
    if (day === null || !now.startsWith(hour)) {
      hour = now.slice(0, 'YYYY-MM-DDTHH'.length);
      day = dayOf(now);
    }
    return day;
  };
}
