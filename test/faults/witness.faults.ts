// I4 for a witness: a hundred deaths while it answers, at moments spread over what an answer takes.
import { expect, test } from 'vitest';
import { killWitness } from '../support/witness-kill.ts';

const KILLS = 100;

test('a witness killed a hundred times never falls back, and never signs two roots for one size', async () => {
  const delays = Array.from({ length: KILLS }, (_, i) => 5 + ((i * 37) % 160));
  const run = await killWitness('whole', delays);
  expect(run).toMatchObject({ kills: KILLS, wrongs: [] });
  expect(run.signed).toBeGreaterThan(KILLS * 2);
}, 600_000);

test('one that answers before it has written is caught, in both ways it can go wrong', async () => {
  const { wrongs } = await killWitness(
    'answers first',
    Array.from({ length: 8 }, (_, i) => 10 + 20 * i),
  );
  expect(wrongs.join('\n')).toMatch(/fell from/);
  expect(wrongs.join('\n')).toMatch(/a second history/);
}, 120_000);
