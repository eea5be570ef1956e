// The demonstration town with its year, loaded once for a worker, served as the program serves it, on a free port of this machine.
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSeed } from '../../src/cli/demo/load-seed.ts';
import { readConfig } from '../../src/config.ts';
import { createLedger } from '../../src/ledger/create-ledger.ts';
import { makeDemoWitnesses } from '../../src/ledger/witness/demo-witnesses.ts';
import { type Running, startServer, townLedger } from '../../src/main.ts';
import { granted } from './people.ts';
import { TEST_ORIGIN } from './stand-ins.ts';
import { type TestTown, testTown } from './town.ts';

let loaded: Promise<TestTown> | null = null;

/** A Monday morning with duties overdue, due and done. Loading takes about half a minute, so tests share it and build upon each other. */
export function demoTown(): Promise<TestTown> {
  loaded ??= (async () => {
    const slug = `demo${randomBytes(6).toString('hex')}`;
    const plain = await testTown({ at: '2026-11-23T01:30:00Z', slug, ledger: false });
    const town: TestTown = { ...plain, demo: true };
    await loadSeed(town, undefined, async (past) => {
      granted(await createLedger(past, town.ledgerFolder, TEST_ORIGIN));
      await makeDemoWitnesses(town.ledgerFolder);
      return townLedger(town, past);
    });
    return town;
  })();
  return loaded;
}

export async function runningDemo(): Promise<Running> {
  const town = await demoTown();
  const data = mkdtempSync(join(tmpdir(), 'gongkai-demo-'));
  const config = readConfig({ PORT: '0', GONGKAI_DATA: data });
  if (!config.ok) throw new Error('the plain configuration is refused');
  const { engine, shared, clock, log } = town;
  return startServer({ engine, shared, clock, log, data, async close() {} }, town, config.value);
}
