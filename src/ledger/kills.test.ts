// I1 in short: a publication somebody was told of survives the death of the process; the long run is test/faults/kills.faults.ts.
import { describe, expect, test } from 'vitest';
import { killLedger } from '../../test/support/ledger-kill.ts';
import { engineKind } from '../../test/support/town.ts';

describe.runIf(engineKind === 'embedded')('a process killed while it publishes', () => {
  test('loses nothing it has acknowledged; one that had committed less than it said is found out', async () => {
    const kills = [
      { from: 8, ms: 37 },
      { from: 'opening', ms: 250 },
      { from: 3, ms: 11 },
    ] as const;
    const run = await killLedger('whole', kills, (h) => ({
      begun: [...h.begun, '从未提交的样例'],
      done: new Set([...h.done, '从未提交的样例']),
    }));
    expect(run).toMatchObject({ kills: 3, wrongs: [] });
    expect(run.acknowledged).toBeGreaterThan(10);
    expect(run.noticed).toEqual(['promised once, shown 0 times: 从未提交的样例']);
  }, 600_000);
});
