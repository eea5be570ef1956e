// A fresh town for a test: its own schema in a database that the whole test run shares.
// GONGKAI_TEST_ENGINE=postgres with TEST_DATABASE_URL runs the same tests on PostgreSQL.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choreBell } from '../../src/platform/chores/bell.ts';
import { openEmbedded } from '../../src/platform/db/embedded.ts';
import type { Engine } from '../../src/platform/db/engine.ts';
import { migrate } from '../../src/platform/db/migrate.ts';
import { openPostgres } from '../../src/platform/db/postgres.ts';
import { openFileStore } from '../../src/platform/files/store.ts';
import { ledgerBell } from '../../src/platform/ledger-bell.ts';
import { publicVersion } from '../../src/platform/public-version.ts';
import { openVault } from '../../src/platform/vault/vault.ts';
import type { Town } from '../../src/platform/town.ts';
import { createLedger } from '../../src/ledger/create-ledger.ts';
import type { RunningLedger } from '../../src/ledger/run-ledger.ts';
import { startLedger } from '../../src/ledger/start-ledger.ts';
import { showCovered } from '../../src/rooms/disclosure/door.ts';
import { granted } from './people.ts';
import { quietLog, TEST_ORIGIN, testClock, type TestClock } from './stand-ins.ts';

export const engineKind: 'embedded' | 'postgres' = process.env.GONGKAI_TEST_ENGINE === 'postgres' ? 'postgres' : 'embedded';

let shared: Promise<Engine> | null = null;

/** One engine a worker thread; migrating the shared schema once. */
export function testEngine(): Promise<Engine> {
  shared ??= (async () => {
    const url = process.env.TEST_DATABASE_URL;
    if (engineKind === 'postgres' && !url) throw new Error('TEST_DATABASE_URL is needed for GONGKAI_TEST_ENGINE=postgres');
    const engine =
      engineKind === 'postgres' ? await openPostgres({ url: url as string, connections: 16 }) : await openEmbedded(null);
    await migrate(engine, 'shared', 'gongkai');
    return engine;
  })();
  return shared;
}

export interface TestTown extends Town {
  readonly clock: TestClock;
  readonly engine: Engine;
  /** Null where the test has asked for none, or stopped it. */
  running: RunningLedger | null;
}

let count = 0;

/** A town with all migrations and nothing in it. Removed with the database; in PostgreSQL its schema is dropped at the next run. */
export async function testTown(options: { at?: string; slug?: string; ledger?: boolean } = {}): Promise<TestTown> {
  const engine = await testEngine();
  const schema = `t${process.pid}_${Date.now().toString(36)}_${count++}`;
  await migrate(engine, 'town', schema);
  const town: TestTown = {
    slug: options.slug ?? `t${count}`,
    name: '港口镇',
    schema,
    demo: false,
    db: engine.schema(schema),
    shared: engine.schema('gongkai'),
    clock: testClock(options.at),
    files: openFileStore(mkdtempSync(join(tmpdir(), 'gongkai-files-'))),
    vault: openVault(mkdtempSync(join(tmpdir(), 'gongkai-keys-')), { exclusively: engine.exclusively(schema) }),
    publicVersion: publicVersion(),
    choreBell: choreBell(),
    ledger: ledgerBell(),
    dispatchChannels: new Set(),
    exclusively: engine.exclusively(schema),
    log: quietLog,
    engine,
    ledgerFolder: join(mkdtempSync(join(tmpdir(), 'gongkai-ledger-')), 'log'),
    running: null,
  };
  await town.publicVersion.refresh(town.db);
  if (options.ledger !== false) {
    granted(await createLedger(town, town.ledgerFolder, TEST_ORIGIN));
    town.running = await startLedger(town, { folder: town.ledgerFolder, covered: [showCovered] });
  }
  return town;
}
