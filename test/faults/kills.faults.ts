// I1, I4, I6: a hundred deaths of a process that publishes with sixteen hands; nothing it has acknowledged is lost, nothing is
// there twice, nothing is public that the log does not cover, and the log only grows.
import { expect, test } from 'vitest';
import { killLedger, killMoments } from '../support/ledger-kill.ts';

const KILLS = Number(process.env.GONGKAI_FAULT_KILLS ?? 100);
const SEED = Number(process.env.GONGKAI_FAULT_SEED ?? 20_261_123);

test('a process killed a hundred times keeps every publication it has acknowledged, once', async () => {
  const run = await killLedger('whole', killMoments(KILLS, SEED));
  process.stderr.write(`kills, seed ${SEED}: ${JSON.stringify({ ...run, wrongs: run.wrongs.length })}\n`);
  expect(run).toMatchObject({ kills: KILLS, wrongs: [] });
  expect(run.acknowledged).toBeGreaterThan(KILLS * 5);
  expect(run.slowestStartMs).toBeLessThan(5_000);
}, 1_800_000);

test('one that shows before it signs is caught', async () => {
  const moments = Array.from({ length: 3 }, (_, i) => ({ from: 5, ms: 100 + 170 * i }));
  const { wrongs } = await killLedger('shows first', moments);
  expect(wrongs.join('\n')).toMatch(/found after the death: public and not covered/);
}, 300_000);

test('one that answers before it has committed is caught', async () => {
  const moments = Array.from({ length: 3 }, (_, i) => ({ from: 5, ms: 100 + 70 * i }));
  const { wrongs } = await killLedger('answers first', moments);
  expect(wrongs.join('\n')).toMatch(/promised once, shown 0 times/);
}, 300_000);
