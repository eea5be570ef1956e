// A few deaths in the middle of answering; many more in test/faults.
import { expect, test } from 'vitest';
import { killWitness } from '../../../test/support/witness-kill.ts';

test('a witness killed while it answers never falls back, and never signs two roots for one size', async () => {
  const run = await killWitness('whole', [40, 90, 15, 140]);
  expect(run.wrongs).toEqual([]);
  // A loaded machine signs little between two deaths; that it signed in each life is what counts.
  expect(run.signed).toBeGreaterThan(4);
}, 60_000);

test('a witness that answers before it has written is caught by the same deaths', async () => {
  const run = await killWitness('answers first', [120, 90, 120]);
  expect(run.wrongs.join('\n')).toMatch(/fell from/);
}, 60_000);
