// How long a failed chore waits before it is tried again, and when it is given to a person.

export const TRIES = 8;

const SECOND = 1_000;
const waits = [1 * SECOND, 4 * SECOND, 15 * SECOND, 60 * SECOND, 5 * 60 * SECOND, 15 * 60 * SECOND, 60 * 60 * SECOND];

/** Milliseconds to wait after try number `tries` (from 1) has failed, or null when it was the last one. */
export function waitAfter(tries: number): number | null {
  return tries >= TRIES ? null : (waits[tries - 1] ?? waits[waits.length - 1]!);
}
