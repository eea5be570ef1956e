import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestTown, testTown } from '../../../test/support/town.ts';
import { instant, instantOf } from '../../town/day.ts';
import { done, refuse } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import type { ChoreKind, Timetable } from '../room.ts';
import { type Chores, type ChoreOptions, startChores } from './chore-worker.ts';
import { TRIES, waitAfter } from './patience.ts';
import { claim, LEASE_MS, parkedChores, removeFinished } from './store.ts';
import { TIMETABLE_CHORE } from './timetable.ts';

let town: TestTown;
const started: Chores[] = [];

async function work(
  chores: readonly ChoreKind[],
  timetable: readonly Timetable[] = [],
  options: ChoreOptions = {},
): Promise<Chores> {
  const worker = await startChores(town, { chores, timetable }, { pollMs: 20, ...options });
  started.push(worker);
  return worker;
}

async function ask(kind: string, keys: readonly string[], runAt?: string): Promise<void> {
  const outcome = await perform(town, systemActor, 'ask', async (act) => {
    for (const key of keys) await act.enqueue(kind, key, { key }, runAt === undefined ? undefined : instant(runAt));
    return done(null);
  });
  expect(outcome.ok).toBe(true);
}

async function states(kind: string): Promise<Record<string, number>> {
  const { rows } = await sql<{
    state: string;
    n: number;
  }>`select state, count(*) as n from platform_chores where kind = ${kind} group by state`.execute(town.db);
  return Object.fromEntries(rows.map((r) => [r.state, r.n]));
}

beforeEach(async () => {
  town = await testTown();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((w) => w.stop()));
});

describe('background work', () => {
  test('that belongs to a refused act is never done', async () => {
    const run = vi.fn(async () => {});
    await work([{ kind: 'mail', run }]);
    await perform(town, systemActor, 'ask', async (act) => {
      await act.enqueue('mail', '1', {});
      return refuse({ code: 'no' });
    });
    await ask('mail', ['2']);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    expect(run.mock.calls[0]).toEqual([town, { key: '2' }, '2']);
  });

  test('starts at once after the commit, without waiting for the next look', async () => {
    const run = vi.fn(async () => {});
    await work([{ kind: 'mail', run }], [], { pollMs: 3_600_000 });
    await ask('mail', ['1']);
    await vi.waitFor(() => expect(run).toHaveBeenCalled(), { interval: 5, timeout: 10_000 });
  });

  test('for a later time is not done before it and is done when it comes', async () => {
    const run = vi.fn(async () => {});
    await work([{ kind: 'release', run }]);
    await ask('release', ['1'], '2026-11-23T02:00:00Z');
    await new Promise((r) => setTimeout(r, 100));
    expect(run).not.toHaveBeenCalled();
    town.clock.set('2026-11-23T02:00:00Z');
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  });

  test('of a kind that waits for others leaves room: what hangs runs a few at once and holds up nothing else', async () => {
    let hanging = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const slow: ChoreKind = {
      kind: 'slow',
      atOnce: 2,
      run: async () => {
        most = Math.max(most, ++hanging);
        await new Promise<void>((go) => release.push(go));
        hanging--;
      },
    };
    const timed = vi.fn(async () => {});
    await ask('slow', ['1', '2', '3', '4', '5']);
    await work([slow, { kind: 'release', run: timed }], [], { slots: 3 });
    await vi.waitFor(() => expect(hanging).toBe(2));
    await ask('release', ['1']);
    await vi.waitFor(() => expect(timed).toHaveBeenCalledTimes(1));
    expect(await states('slow')).toEqual({ waiting: 5 });
    await vi.waitFor(async () => {
      for (const go of release.splice(0)) go();
      expect(await states('slow')).toEqual({ done: 5 });
    });
    expect(most).toBe(2);
  });

  test('is done exactly once each by several workers at the same time', async () => {
    const seen: string[] = [];
    const kinds: ChoreKind[] = [{ kind: 'count', run: async (_t, _p, key) => void seen.push(key) }];
    const keys = Array.from({ length: 200 }, (_, i) => String(i));
    await Promise.all([work(kinds), work(kinds), work(kinds)]);
    await Promise.all([ask('count', keys.slice(0, 100)), ask('count', keys.slice(50))]);
    await vi.waitFor(async () => expect(await states('count')).toEqual({ done: 200 }), { timeout: 20_000 });
    expect([...seen].sort()).toEqual([...keys].sort());
  });

  test('of a kind this program does not know is left for one that does', async () => {
    await work([{ kind: 'known', run: async () => {} }]);
    await ask('unknown', ['1']);
    await ask('known', ['1']);
    await vi.waitFor(async () => expect(await states('known')).toEqual({ done: 1 }));
    expect(await states('unknown')).toEqual({ waiting: 1 });
  });

  test('that a killed process had begun is done again, and its effect holds once by key', async () => {
    const effects = new Set<string>();
    let runs = 0;
    const kind: ChoreKind = {
      kind: 'effect',
      run: async (_t, _p, key) => {
        runs++;
        effects.add(key);
      },
    };
    await ask('effect', ['a']);
    // The first process takes the chore, has its effect, and dies before it marks the row.
    const [taken] = await claim(town.db, town.clock.now(), ['effect'], 10);
    await kind.run(town, taken!.payload, taken!.key);
    await work([kind]);
    await new Promise((r) => setTimeout(r, 100));
    expect(runs).toBe(1);
    town.clock.set(instantOf(Date.parse(town.clock.now()) + LEASE_MS));
    await vi.waitFor(async () => expect(await states('effect')).toEqual({ done: 1 }));
    expect(runs).toBe(2);
    expect([...effects]).toEqual(['a']);
  });

  test('begun by the process before this one is taken up at start when nobody else can be working', async () => {
    const run = vi.fn(async () => {});
    await ask('effect', ['a']);
    await claim(town.db, town.clock.now(), ['effect'], 10);
    await work([{ kind: 'effect', run }], [], { alone: true });
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  });

  test('that fails is tried again with more patience each time and parked after eight tries, and keeps nobody waiting', async () => {
    let tries = 0;
    const poison: ChoreKind = {
      kind: 'poison',
      run: async () => {
        tries++;
        throw new Error('always');
      },
    };
    const other = vi.fn(async () => {});
    await work([poison, { kind: 'other', run: other }]);
    await ask('poison', ['1']);
    for (let n = 1; n <= TRIES; n++) {
      await vi.waitFor(() => expect(tries).toBe(n));
      await vi.waitFor(async () => {
        const { rows } = await sql<{
          last_error: string | null;
          attempts: number;
        }>`select last_error, attempts from platform_chores where kind = 'poison'`.execute(town.db);
        expect(rows[0]).toEqual({ last_error: 'Error: always', attempts: n });
      });
      await ask('other', [String(n)]);
      await vi.waitFor(() => expect(other).toHaveBeenCalledTimes(n));
      town.clock.set(instantOf(Date.parse(town.clock.now()) + (waitAfter(n) ?? 86_400_000)));
    }
    await vi.waitFor(async () => expect(await states('poison')).toEqual({ parked: 1 }));
    expect(tries).toBe(TRIES);
    expect(await parkedChores(town.db)).toMatchObject([{ kind: 'poison', key: '1', lastError: 'Error: always' }]);
  });

  test('that kills its process each time is parked without being run again', async () => {
    const run = vi.fn(async () => {});
    await ask('killer', ['1']);
    for (let n = 0; n < TRIES; n++) {
      expect(await claim(town.db, town.clock.now(), ['killer'], 1)).toHaveLength(1);
      town.clock.set(instantOf(Date.parse(town.clock.now()) + LEASE_MS));
    }
    await work([{ kind: 'killer', run }]);
    await vi.waitFor(async () => expect(await states('killer')).toEqual({ parked: 1 }));
    expect(run).not.toHaveBeenCalled();
  });

  test('runs while a long one is still going on, and stopping waits for it', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const quick = vi.fn(async () => {});
    const worker = await work([
      { kind: 'long', run: () => gate },
      { kind: 'quick', run: quick },
    ]);
    await ask('long', ['1']);
    await ask('quick', ['1']);
    await vi.waitFor(() => expect(quick).toHaveBeenCalled());
    const stopped = worker.stop();
    release();
    await stopped;
    expect(await states('long')).toEqual({ done: 1 });
  });

  test('that is finished is kept until it is removed by its age', async () => {
    await work([{ kind: 'mail', run: async () => {} }]);
    await ask('mail', ['1']);
    await vi.waitFor(async () => expect(await states('mail')).toEqual({ done: 1 }));
    await removeFinished(town.db, town.clock.now());
    expect(await states('mail')).toEqual({ done: 1 });
    await removeFinished(town.db, instantOf(Date.parse(town.clock.now()) + 1));
    expect(await states('mail')).toEqual({});
  });
});

describe('a timetable', () => {
  test('that is not a time of day, or named twice, keeps the program from starting', async () => {
    await expect(work([], [{ name: 'a', cron: 'never', run: async () => {} }])).rejects.toThrow();
    const twice: Timetable = { name: 'a', cron: '0 * * * *', run: async () => {} };
    await expect(work([], [twice, twice])).rejects.toThrow(/same name/);
  });

  test('runs once at each of its times in Shanghai, whatever the number of processes', async () => {
    const run = vi.fn(async () => {});
    const table: Timetable[] = [{ name: 'nightly', cron: '30 1 * * *', run }];
    town.clock.set('2026-11-23T17:29:00Z');
    await Promise.all([work([], table), work([], table)]);
    // The nightly one and the worker's own sweep. A run not yet marked would be past its lease a minute later, and run again.
    await vi.waitFor(async () => expect(await states(TIMETABLE_CHORE)).toEqual({ done: 2 }));
    expect(run).toHaveBeenCalledTimes(1);
    town.clock.set('2026-11-23T17:30:00Z');
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    await new Promise((r) => setTimeout(r, 150));
    expect(run).toHaveBeenCalledTimes(2);
  });

  test('missed while the program was down is made up once, not once for each time', async () => {
    const run = vi.fn(async () => {});
    const table: Timetable[] = [{ name: 'hourly', cron: '0 * * * *', run }];
    const first = await work([], table);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
    await first.stop();
    town.clock.set('2026-11-25T09:10:00Z');
    await work([], table);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    await new Promise((r) => setTimeout(r, 150));
    expect(run).toHaveBeenCalledTimes(2);
  });
});
