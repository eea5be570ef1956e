// I4: two sequencers on purpose, on one folder and one database: with the lock as it is, with a lock that has broken (its
// connection is lost in a fail-over while the work goes on), in two processes. Somebody fetches the checkpoint all the while.
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { type Disk, diskAt } from '../../src/ledger/disk.ts';
import { sequence } from '../../src/ledger/sequencer.ts';
import { utf8 } from '../../src/ledger/format/bytes.ts';
import { formatCheckpoint } from '../../src/ledger/format/checkpoint.ts';
import { formatNote, parseVkey, signatureLine } from '../../src/ledger/format/note.ts';
import { ed25519Sign, sha256 } from '../../src/ledger/crypto.ts';
import { logFiles } from '../../src/ledger/log-files.ts';
import { runLedger } from '../../src/ledger/run-ledger.ts';
import { openSigner, type Signer } from '../../src/ledger/signer.ts';
import { readHead } from '../../src/ledger/store.ts';
import { ledgerBell } from '../../src/platform/ledger-bell.ts';
import type { Town } from '../../src/platform/town.ts';
import { done } from '../../src/town/outcome.ts';
import { child } from '../support/child.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Watch } from '../support/ledger-checks.ts';
import { type LedgerTown, ledgerTown } from '../support/ledger-town.ts';
import { TEST_ORIGIN } from '../support/stand-ins.ts';
import { engineKind } from '../support/town.ts';

/** A disk that answers late, now this, now that: what two processes do comes in every order. */
function slow(folder: string, seed: number) {
  const real = diskAt(folder);
  let state = seed;
  const wait = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return new Promise((resolve) => setTimeout(resolve, state % 7));
  };
  return {
    ...real,
    replace: async (path: string, bytes: Uint8Array, mode?: number) => {
      await wait();
      await real.replace(path, bytes, mode);
    },
    syncFolders: async (paths: readonly string[]) => {
      await wait();
      await real.syncFolders(paths);
    },
  };
}

const unlocked = <T>(_name: string, work: () => Promise<T>) => work().then((value) => ({ value }));

interface Race {
  wrongs: string[];
  size: number;
  notes: number;
}

/** Two ledgers over one town while entries are said; ends when everything is published. */
async function race(w: LedgerTown, towns: readonly Town[], signer?: () => Signer): Promise<Race> {
  const watch = new Watch(w.town.ledgerFolder).every(1);
  const ledgers = await Promise.all(
    towns.map((town, i) =>
      runLedger(town, {
        folder: w.town.ledgerFolder,
        covered: [],
        pollMs: 3 + i,
        files: logFiles(slow(w.town.ledgerFolder, 7 + i)),
        signer: signer?.(),
      }),
    ),
  );
  for (let i = 0; i < 30; i++) {
    await w.say(1 + (i % 3));
    for (const town of towns) town.ledger.ring();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  for (let i = 0; i < 400 && (await w.pointer()) < 60; i++) {
    await Promise.all(ledgers.map((l) => l.settle()));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await Promise.all(ledgers.map((l) => l.stop()));
  return { wrongs: watch.wrongs([w.vkey]), size: await w.pointer(), notes: watch.notes.length };
}

test('two sequencers of one process, each with a memory of its own, publish one history', async () => {
  const w = await ledgerTown();
  const run = await race(w, [w.town, { ...w.town, ledger: ledgerBell() }]);
  expect(run).toMatchObject({ wrongs: [], size: 60 });
  expect(run.notes).toBeGreaterThan(1);
}, 120_000);

test('two whose lock has broken publish one history, which never shrinks, and both go on', async () => {
  const w = await ledgerTown();
  const broken = { ...w.town, exclusively: unlocked };
  const run = await race(w, [broken, { ...broken, ledger: ledgerBell() }]);
  expect(run).toMatchObject({ wrongs: [], size: 60 });
}, 120_000);

test('one that was held up between signing and publishing, while another went on, takes nothing back', async () => {
  const w = await ledgerTown();
  const town = { ...w.town, exclusively: unlocked };
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let arrived = (): void => {};
  const reached = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const late = (d: Disk): Disk => ({
    ...d,
    async replace(path, bytes, mode) {
      arrived();
      await held;
      await d.replace(path, bytes, mode);
    },
  });
  const watch = new Watch(w.town.ledgerFolder).every(1);
  await w.say(3);
  const first = sequence({ ...w.deps({ log: late }), town });
  await reached;
  await w.say(2);
  const second = sequence({ ...w.deps(), town });
  // Whether the other may publish at once or waits for the first is all the same; nothing may hang.
  await Promise.race([second, new Promise((resolve) => setTimeout(resolve, 300))]);
  goOn();
  await Promise.all([first, second]);
  expect(await sequence({ ...w.deps(), town })).toMatchObject({ ok: true, size: 5 });
  expect(watch.wrongs([w.vkey])).toEqual([]);
}, 120_000);

test('a signer without a memory is noticed', async () => {
  const w = await ledgerTown();
  const pem = readFileSync(join(w.town.ledgerFolder, 'signer', 'key-1.pem'), 'utf8');
  const key = parseVkey(sha256, w.vkey)!;
  const real = openSigner(w.town.ledgerFolder, TEST_ORIGIN);
  let last = await real.last();
  const forgetful: Signer = {
    ...real,
    last: async () => last,
    whileLast: async (_size, work) => done(await work()),
    async sign({ size, root, at }) {
      const text = formatCheckpoint({ origin: TEST_ORIGIN, size, root });
      const note = formatNote(text, [signatureLine(key.name, key.keyId, ed25519Sign(pem, utf8(text)))]);
      last = done({ origin: TEST_ORIGIN, size, root, extension: [], note, at });
      return done(note);
    },
  };
  // A database put back to an older state, and a log folder with it: only the signer could have known.
  await w.say(3);
  const watch = new Watch(w.town.ledgerFolder);
  const first = await runLedger(w.town, { folder: w.town.ledgerFolder, covered: [], signer: forgetful });
  await first.settle();
  await first.stop();
  watch.look();
  expect(watch.wrongs([w.vkey])).toEqual([]);
  const other = await ledgerTown();
  await sql`update ledger_heads set vkey = ${w.vkey}`.execute(other.town.db);
  last = await openSigner(other.town.ledgerFolder, TEST_ORIGIN).last();
  await other.say(3);
  const second = await runLedger(other.town, { folder: other.town.ledgerFolder, covered: [], signer: forgetful });
  await second.settle();
  await second.stop();
  const both = new Watch(other.town.ledgerFolder);
  both.notes.push(...watch.notes);
  expect(both.wrongs([w.vkey]).join()).toMatch(/another history at 3/);
  // The real signer, asked for the same, signs one of them.
  const memory = openSigner(w.town.ledgerFolder, TEST_ORIGIN);
  const here = (await logFiles(diskAt(w.town.ledgerFolder)).checkpoint())!;
  const there = (await logFiles(diskAt(other.town.ledgerFolder)).checkpoint())!;
  const at = w.town.clock.now();
  expect((await memory.sign({ size: 3, root: here.root, proof: [], at })).ok).toBe(true);
  expect(await memory.sign({ size: 3, root: there.root, proof: [], at })).toMatchObject({ refusals: [{ code: 'signed-other' }] });
});

const PROCESS = `
  import { openPostgres } from source('platform/db/postgres.ts');
  import { ledgerBell } from source('platform/ledger-bell.ts');
  import { choreBell } from source('platform/chores/bell.ts');
  import { publicVersion } from source('platform/public-version.ts');
  import { perform } from source('platform/act/act.ts');
  import { systemActor } from source('platform/act/actor.ts');
  import { logEntry } from source('ledger/log-entry.ts');
  import { runLedger } from source('ledger/run-ledger.ts');
  import { done } from source('town/outcome.ts');
  import { newId } from source('town/ids.ts');
  import { systemClock } from source('platform/clock.ts');
  const { TEST_DATABASE_URL, SCHEMA, FOLDER } = process.env;
  const engine = await openPostgres({ url: TEST_DATABASE_URL, connections: 6 });
  const log = { info() {}, warn() {}, error(f, m) { console.error(m, JSON.stringify(f)); } };
  const town = { slug: 't', name: 't', schema: SCHEMA, demo: false, db: engine.schema(SCHEMA), clock: systemClock, log,
    publicVersion: publicVersion(), choreBell: choreBell(), ledger: ledgerBell(), exclusively: engine.exclusively(SCHEMA), ledgerFolder: FOLDER };
  const ledger = await runLedger(town, { folder: FOLDER, covered: [], pollMs: 3 });
  console.log('ready');
  for (let i = 0; i < 20; i++) {
    await perform(town, systemActor, 'test', async (act) => {
      await logEntry(act, { type: 'register', org: 'office', id: newId(), claimedAt: act.at, fresh: true }, { wait: true });
      return done(null);
    });
  }
  await ledger.settle();
  await ledger.stop();
  await engine.close();
  console.log('finished');`;

test.runIf(engineKind === 'postgres')(
  'two processes on one database publish one history, and everybody is answered',
  async () => {
    const w = await ledgerTown();
    const watch = new Watch(w.town.ledgerFolder).every(2);
    const env = { SCHEMA: w.town.schema, FOLDER: w.town.ledgerFolder };
    const both = [child(PROCESS, env), child(PROCESS, env)];
    await Promise.all(both.map((c) => c.says('finished')));
    expect(await Promise.all(both.map((c) => c.ended))).toEqual([0, 0]);
    expect(watch.wrongs([w.vkey])).toEqual([]);
    expect((await readHead(w.town.db))!.size).toBe(40);
    expect(both.map((c) => c.said()).join('')).not.toMatch(/does not go on|could not be written/);
  },
  60_000,
);
