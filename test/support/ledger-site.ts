// The whole program over a town whose ledger a test holds in its hand, listening for real: kept pages, tiles and all are
// answered as anybody would meet them.
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram } from '../../src/main.ts';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { recordStoredFile } from '../../src/platform/files/record-file.ts';
import { runLedger, type RunningLedger } from '../../src/ledger/run-ledger.ts';
import { type AttachmentRef, showCovered } from '../../src/rooms/disclosure/door.ts';
import { done } from '../../src/town/outcome.ts';
import type { TestTown } from './town.ts';

export interface LedgerSite {
  url: string;
  get(path: string): Promise<{ status: number; body: string; type: string }>;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Speaks for whichever ledger the town is running at the moment. */
function whoeverRuns(town: TestTown): RunningLedger {
  const now = (): RunningLedger => {
    if (!town.running) throw new Error('the town runs no ledger');
    return town.running;
  };
  return {
    get files() {
      return now().files;
    },
    get signer() {
      return now().signer;
    },
    standing: () => now().standing(),
    settle: () => now().settle(),
    stop: () => now().stop(),
  };
}

export async function ledgerSite(town: TestTown): Promise<LedgerSite> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'gongkai-site-'));
  const url = `http://127.0.0.1:${port}`;
  const { app, disk } = await buildProgram(
    { engine: town.engine, data, shared: town.shared, clock: town.clock, log: town.log, async close() {} },
    town,
    {
      host: '127.0.0.1',
      port,
      data,
      databaseUrl: null,
      connections: 4,
      publicUrl: url,
      hosts: [],
      trustedProxies: [],
      siteMarks: [],
      town: null,
      secret: 's'.repeat(40),
    },
    { ledger: whoeverRuns(town) },
  );
  await app.listen({ host: '127.0.0.1', port });
  return {
    url,
    async get(path) {
      const answer = await fetch(`${url}${path}`, { redirect: 'manual' });
      return { status: answer.status, body: await answer.text(), type: answer.headers.get('content-type') ?? '' };
    },
    async stop() {
      disk.stop();
      await app.close();
    },
  };
}

/** Ends the ledger that runs and begins another, which is what a restart of the program is to it. */
export async function restarted(town: TestTown, options: Partial<Parameters<typeof runLedger>[1]> = {}): Promise<RunningLedger> {
  await town.running?.stop();
  town.running = await runLedger(town, { folder: town.ledgerFolder, covered: [showCovered], ...options });
  return town.running;
}

/** Stored and on record, as an upload leaves it. */
export async function storedFile(town: TestTown, name: string, text: string): Promise<AttachmentRef> {
  const kind = name.endsWith('.png') ? ('png' as const) : ('xlsx' as const);
  const stored = await town.files.put(Buffer.from(text));
  await perform(town, systemActor, 'test', async (act) => {
    await recordStoredFile(act, stored, { kind, originalSha256: stored.sha256, text, hidden: [] });
    return done(null);
  });
  return { ...stored, name, kind };
}
