// I1: what was acknowledged survives deaths at any moment, a directory put back to an older copy, a directory half older and
// half present, and a loss of power; and each of these tests fails on a build in which what it tests is broken.
import { afterEach, describe, expect, test } from 'vitest';
import type { Change } from '../support/broken-build.ts';
import { journalBreaks } from './breaks.ts';
import { Lives, noted } from '../support/journal-lives.ts';
import { mixed, numbers } from '../support/older-directory.ts';

const SEED = Number(process.env.GONGKAI_FAULT_SEED ?? 20_261_123);
const KILLS = Number(process.env.GONGKAI_FAULT_KILLS ?? 100);
const ROUNDS = 6;

const made: Lives[] = [];
afterEach(() => {
  for (const lives of made.splice(0)) lives.remove();
});

async function begun(changes: readonly Change[] = [], rows = 0): Promise<Lives> {
  const lives = new Lives(changes);
  made.push(lives);
  await lives.prepare(rows);
  return lives;
}

const told = (what: object): void => void process.stderr.write(`journal, seed ${SEED}: ${JSON.stringify(what)}\n`);

async function deaths(lives: Lives, kills: number): Promise<void> {
  const next = numbers(SEED);
  // A quarter of them while it opens, where the directory may be half made.
  for (let i = 0; i < kills; i++) await lives.live({ ms: next() * 2_000, opening: i % 4 === 3 });
}

async function putBackToOlder(lives: Lives, rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    let kept = '';
    await lives.live({
      ms: 3_000,
      halfway: () => {
        kept = lives.keepDirectory();
      },
    });
    lives.putBack(kept);
  }
}

async function mixedDirectory(lives: Lives, seed: number): Promise<void> {
  let kept = '';
  await lives.live({
    ms: 2_000,
    halfway: () => {
      kept = lives.keepDirectory();
    },
  });
  mixed(kept, lives.pg, seed);
}

async function powerLosses(lives: Lives, rounds: number): Promise<void> {
  const next = numbers(SEED);
  for (let i = 0; i < rounds; i++) {
    await lives.live({ ms: 300 + next() * 1_500 });
    lives.losePower();
  }
}

/** What goes wrong in a broken build; that it does not even start again is one way to be caught. */
async function caught(lives: Lives, work: () => Promise<void>): Promise<string[]> {
  try {
    await work();
    return (await lives.judge()).wrongs;
  } catch (fault) {
    if (!/ended without saying/.test(String(fault))) throw fault;
    return ['did not start'];
  }
}

describe('killed at any moment', () => {
  test('it keeps every act it has acknowledged, once, and is there again within five seconds', async () => {
    const lives = await begun([], 50_000);
    await deaths(lives, KILLS);
    const { wrongs, acknowledged } = await lives.judge();
    const starts = lives.starts().sort((x, y) => x.ms - y.ms);
    told({ kills: KILLS, acknowledged, fastest: starts[0], median: starts[starts.length >> 1], slowest: starts.at(-1) });
    expect(wrongs).toEqual([]);
    expect(acknowledged).toBeGreaterThan(KILLS * 100);
    expect(starts.at(-1)!.ms).toBeLessThan(5_000);
  }, 3_600_000);

  test('one that follows no line of its journal is caught', async () => {
    const lives = await begun([journalBreaks['follows no line of the journal']]);
    expect(await caught(lives, () => deaths(lives, 2))).not.toEqual([]);
  }, 300_000);
});

describe('with its directory put back to an older copy, the journal kept', () => {
  test('it has lost nothing', async () => {
    const lives = await begun();
    await putBackToOlder(lives, ROUNDS);
    const { wrongs, acknowledged, notices } = await lives.judge();
    told({ putBack: ROUNDS, acknowledged });
    expect(wrongs).toEqual([]);
    expect(notices).toMatchObject([{ what: 'rebuilt', because: 'changed' }]);
  }, 900_000);

  test.each(['opens whatever stands there', 'answers before the journal has it'] as const)(
    'one that %s is caught',
    async (what) => {
      const lives = await begun([journalBreaks[what]]);
      expect(await caught(lives, () => putBackToOlder(lives, 2))).not.toEqual([]);
    },
    300_000,
  );
});

describe('with half of its directory older, half present', () => {
  test('it has lost nothing, whichever half', async () => {
    const lives = await begun();
    for (let seed = SEED; seed < SEED + 2 * ROUNDS; seed++) {
      await mixedDirectory(lives, seed);
      const { wrongs, acknowledged } = await lives.judge();
      told({ mixed: seed, acknowledged });
      expect(wrongs).toEqual([]);
    }
  }, 1_800_000);

  test('one that opens whatever stands there is caught', async () => {
    const lives = await begun([journalBreaks['opens whatever stands there']]);
    const wrongs: string[] = [];
    for (let seed = SEED; seed < SEED + ROUNDS && wrongs.length === 0; seed++)
      wrongs.push(...(await caught(lives, () => mixedDirectory(lives, seed))));
    expect(wrongs).not.toEqual([]);
  }, 900_000);
});

describe('after a loss of power, with nothing left that was not synced', () => {
  test('it has lost nothing', async () => {
    const lives = await begun(noted);
    await powerLosses(lives, ROUNDS);
    const { wrongs, acknowledged } = await lives.judge();
    told({ powerLosses: ROUNDS, acknowledged });
    expect(wrongs).toEqual([]);
    expect(acknowledged).toBeGreaterThan(ROUNDS * 50);
  }, 900_000);

  test.each(['does not sync the journal', 'does not sync the name of a new file', 'does not sync a copy'] as const)(
    'one that %s is caught',
    async (what) => {
      const lives = await begun([...noted, journalBreaks[what]]);
      expect(await caught(lives, () => powerLosses(lives, 2))).not.toEqual([]);
    },
    300_000,
  );
});
