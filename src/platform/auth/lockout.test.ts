import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf } from '../../town/day.ts';
import { afterFailure, type FailureCount, isLocked } from './lockout.ts';

const MINUTE = 60_000;

test('in any course of wrong answers, no quarter of an hour sees more than five that count', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 * MINUTE }), { maxLength: 60 }), (pauses) => {
      let now = Date.parse('2026-11-23T01:00:00Z');
      let count: FailureCount = { failedAttempts: 0, lockedUntil: null };
      // The oracle keeps the whole history: failures since the last lock ran out, and when that lock began.
      let since: number[] = [];
      let lockedAt: number | null = null;
      for (const pause of pauses) {
        now += pause;
        const locked = lockedAt !== null && now < lockedAt + 15 * MINUTE;
        expect(isLocked(count, instantOf(now))).toBe(locked);
        count = afterFailure(count, instantOf(now));
        if (locked) continue;
        if (lockedAt !== null) since = [];
        lockedAt = null;
        since.push(now);
        if (since.length === 5) lockedAt = now;
      }
      expect(count.failedAttempts).toBe(since.length);
    }),
  );
});
