// Five wrong answers in a row lock an account for a quarter of an hour. The lock stops new sign-ins only: whoever is
// signed in keeps working, so nobody can be thrown out by typing their name wrong on purpose.
import { type Instant, instantOf } from '../../town/day.ts';

export const FAILURES_TO_LOCK = 5;
export const LOCK_MS = 15 * 60_000;

/** Wrong answers from one network, on whatever names, before it has to wait. A whole office may sit behind one address. */
export const NETWORK_FAILURES = 30;
export const NETWORK_WINDOW_MS = 15 * 60_000;

export interface FailureCount {
  failedAttempts: number;
  lockedUntil: Instant | null;
}

export function isLocked(count: Pick<FailureCount, 'lockedUntil'>, at: Instant): boolean {
  return count.lockedUntil !== null && at < count.lockedUntil;
}

/** The count after one more wrong answer. Answers given while locked change nothing, so a lock cannot be stretched. */
export function afterFailure(count: FailureCount, at: Instant): FailureCount {
  if (isLocked(count, at)) return count;
  const failedAttempts = (count.lockedUntil === null ? count.failedAttempts : 0) + 1;
  if (failedAttempts < FAILURES_TO_LOCK) return { failedAttempts, lockedUntil: null };
  return { failedAttempts, lockedUntil: later(at, LOCK_MS) };
}

export function later(at: Instant, ms: number): Instant {
  return instantOf(Date.parse(at) + ms);
}

/** Whole minutes still to wait, at least one. */
export function minutesUntil(until: Instant, at: Instant): number {
  return Math.max(1, Math.ceil((Date.parse(until) - Date.parse(at)) / 60_000));
}
