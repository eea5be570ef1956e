// Time comes in through here and nowhere else, so that tests can set it.
import { dayOf, type Day, type Instant, instantOf } from '../town/day.ts';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => instantOf(Date.now()) };

export function today(clock: Clock): Day {
  return dayOf(clock.now());
}
