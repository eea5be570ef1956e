// I1, I4, I6: a hundred deaths of a process that publishes with sixteen hands; nothing it has acknowledged is lost, nothing is
// there twice, nothing is public that the log does not cover, and the log only grows.
import { expect, test } from 'vitest';
import { type Kill, killLedger, killMoments, type LedgerKillRun } from '../support/ledger-kill.ts';

const KILLS = Number(process.env.GONGKAI_FAULT_KILLS ?? 100);
const SEED = Number(process.env.GONGKAI_FAULT_SEED ?? 20_261_123);

let run: LedgerKillRun | null = null;

test('a process killed a hundred times keeps every publication it has acknowledged, once', async () => {
  run = await killLedger('whole', killMoments(KILLS, SEED));
  process.stderr.write(`kills, seed ${SEED}: ${JSON.stringify({ ...run, wrongs: run.wrongs.length })}\n`);
  expect(run).toMatchObject({ kills: KILLS, wrongs: [] });
  expect(run.acknowledged).toBeGreaterThan(KILLS * 5);
}, 1_800_000);

test('it opens again within five seconds of each death', () => {
  // On a machine that has nothing else to do: the clock on the wall counts what others do, too.
  expect(run?.slowestStartMs).toBeLessThan(5_000);
});

test('one that shows before it signs is caught, each time it dies in between', async () => {
  const kills = Array<Kill>(2).fill({ from: { says: 'shown unsigned.' }, ms: 0 });
  const { caughtIn, wrongs } = await killLedger('shows first', kills);
  expect(caughtIn).toBe(kills.length);
  expect(wrongs.join('\n')).toMatch(/found after the death: public and not covered/);
}, 300_000);

test('one that answers before it has committed is caught', async () => {
  const moments = Array.from({ length: 3 }, (_, i) => ({ from: 5, ms: 100 + 70 * i }));
  const { wrongs } = await killLedger('answers first', moments);
  expect(wrongs.join('\n')).toMatch(/promised once, shown 0 times/);
}, 300_000);
