// What tests put in the place of a program's surroundings, without any database behind it.
import type { Log } from '../../src/platform/town.ts';
import { instant, type Instant } from '../../src/town/day.ts';

export const quietLog: Log = { info() {}, warn() {}, error() {} };

export interface TestClock {
  now(): Instant;
  set(at: string): void;
}

/** Stands until it is set. */
export function testClock(at = '2026-11-23T01:30:00Z'): TestClock {
  let now = instant(at);
  return {
    now: () => now,
    set(next) {
      now = instant(next);
    },
  };
}

export const TEST_ORIGIN = 'gk.example.gov.cn/ledger';
