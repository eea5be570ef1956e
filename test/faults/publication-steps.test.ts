// I4, I6, I11: a publication fails at every single thing it asks of disk and database, kept or not, with the same process going
// on or a new one; whatever fails, nothing is public that the published log does not cover, and the next round makes it whole.
import { beforeAll, describe, expect, test } from 'vitest';
import { type Disk, diskAt } from '../../src/ledger/disk.ts';
import { logFiles } from '../../src/ledger/log-files.ts';
import { runLedger } from '../../src/ledger/run-ledger.ts';
import { sequence, type SequencerDeps } from '../../src/ledger/sequencer.ts';
import { openSigner, signerFolder } from '../../src/ledger/signer.ts';
import { movePointer, takeFence } from '../../src/ledger/store.ts';
import { showCovered } from '../../src/rooms/disclosure/door.ts';
import { StepFailed, Steps, type When } from '../support/failing-disk.ts';
import { readAsStranger, Watch, wrongsOf } from '../support/ledger-checks.ts';
import type { SamplePeople } from '../support/people.ts';
import { publish } from '../support/public-town.ts';
import { publishingTown } from '../support/publishing.ts';
import { TEST_ORIGIN } from '../support/stand-ins.ts';
import type { TestTown } from '../support/town.ts';

let town: TestTown;
let people: SamplePeople;
let vkey: string;
let watch: Watch;
const steps = new Steps();

beforeAll(async () => {
  ({ town, people } = await publishingTown());
  vkey = (await town.running!.signer.keys(town.clock.now()))[0]!.vkey;
  await publish(town, people, { itemCode: '05', organId: people.office.id, title: '以前公开的样例' });
  await town.running!.stop();
  watch = new Watch(town.ledgerFolder);
  watch.look();
}, 300_000);

/** Writing and reading alike. */
function everyStep(name: string, real: Disk): Disk {
  const disk = steps.disk(name, real);
  return { ...disk, read: (path) => steps.step(`${name} reads ${path.replace(/\d+$/, 'n')}`, () => real.read(path)) };
}

/** What a process that has just started works with. */
function process(faulty: boolean): SequencerDeps {
  const wrap = (name: string, disk: Disk): Disk => (faulty ? everyStep(name, disk) : disk);
  return {
    town,
    files: logFiles(wrap('log', diskAt(town.ledgerFolder))),
    signer: openSigner(town.ledgerFolder, TEST_ORIGIN, wrap('signer', diskAt(signerFolder(town.ledgerFolder)))),
    witnesses: null,
    pointer: faulty
      ? {
          fence: (db) => steps.step('database fence', () => takeFence(db)),
          move: (db, fence, row) => steps.step('database pointer', () => movePointer(db, fence, row)),
        }
      : undefined,
  };
}

let count = 0;

/** Released and told to the ledger; nobody runs a round. */
async function release(): Promise<string> {
  const title = `第${++count}件样例公开`;
  await publish(town, people, { itemCode: '05', organId: people.office.id, title });
  return title;
}

async function round(deps: SequencerDeps): Promise<boolean> {
  const result = await sequence(deps);
  if (!result?.ok) return false;
  await showCovered(town, result.size);
  return true;
}

interface Failed {
  title: string;
  /** Of the published checkpoint, against the size before the act. */
  grew: boolean;
  wrongs: string[];
  later: string[];
}

async function failing(at: number, when: When, restarts: boolean): Promise<Failed> {
  const before = readAsStranger(town.ledgerFolder, [vkey]);
  const title = await release();
  const deps = process(true);
  steps.plan(at, when);
  await expect(round(deps)).rejects.toThrow(StepFailed);
  steps.rest();
  watch.look();
  const after = readAsStranger(town.ledgerFolder, [vkey]);
  const wrongs = await wrongsOf(town, { [title]: 'never' });
  const goesOn = await round(restarts ? process(false) : deps);
  watch.look();
  const later = goesOn ? await wrongsOf(town, { [title]: 'once' }) : ['the next round does not go on'];
  const grew = typeof after !== 'string' && typeof before !== 'string' && after.size > before.size;
  return { title, grew, wrongs, later };
}

describe('a publication', () => {
  test('that fails at any step leaves nothing public and is finished by the next round, once', async () => {
    await release();
    steps.rest();
    expect(await round(process(true))).toBe(true);
    const order = [...steps.taken];
    const table: string[] = [];
    const wrong: string[] = [];
    for (const [at, name] of order.entries()) {
      const cells: string[] = [];
      for (const when of (name.includes(' reads ') ? ['before'] : ['before', 'after']) as When[]) {
        // A read that fails leaves nothing behind: whether the process starts anew is tried with what writes.
        for (const restarts of name.includes(' reads ') ? [at % 2 === 0] : [false, true]) {
          const failed = await failing(at, when, restarts);
          wrong.push(...[...failed.wrongs, ...failed.later].map((w) => `${name}, ${when}, ${restarts}: ${w}`));
          cells.push(failed.grew ? 'grown' : 'as before');
        }
      }
      table.push(`${name}: ${[...new Set(cells)].join(' | ')}`);
    }
    expect(wrong).toEqual([]);
    // The published log after the failure: it has grown only where it was renamed, and what it covers was not shown.
    expect(table).toEqual([
      'log reads checkpoint: as before',
      'signer reads signed.json: as before',
      'signer reads keys.json: as before',
      'database fence: as before',
      'log reads tile/0/000.p/n: as before',
      'log put tile/entries/000.p/n: as before',
      'log put tile/0/000.p/n: as before',
      'log sync folders: as before',
      'log reads tile/0/000.p/n: as before',
      'log reads tile/entries/000.p/n: as before',
      'log reads tile/0/000.p/n: as before',
      'log reads tile/0/000.p/n: as before',
      'log reads tile/0/000.p/n: as before',
      'signer reads signed.json: as before',
      'signer reads keys.json: as before',
      'signer reads keys.json: as before',
      'signer reads key-1.pem: as before',
      'signer replace signed.json: as before',
      'signer reads signed.json: as before',
      'signer reads keys.json: as before',
      'log replace checkpoint: as before | grown',
      'database pointer: grown',
    ]);
    expect(watch.wrongs([vkey])).toEqual([]);
  }, 120_000);
});

describe('broken builds are noticed', () => {
  /** A round on a disk of one's own making, and what the checks say afterwards. */
  async function noticed(broken: Partial<SequencerDeps>): Promise<string[]> {
    const title = await release();
    await round({ ...process(false), ...broken });
    return wrongsOf(town, { [title]: 'once' });
  }

  test('a disk whose rename does not last', async () => {
    const real = diskAt(town.ledgerFolder);
    expect((await noticed({ files: logFiles({ ...real, replace: async () => {} }) })).join()).toMatch(
      /not covered|the pointer stands/,
    );
  });

  test('a room that shows before the checkpoint is published', async () => {
    const { town: t, people: p } = await publishingTown();
    await t.running!.stop();
    await publish(t, p, { itemCode: '05', organId: p.office.id, title: '过早的样例' });
    await showCovered(t, Number.MAX_SAFE_INTEGER);
    expect(await wrongsOf(t, { 过早的样例: 'never' })).toEqual([
      'public and not covered: 过早的样例',
      'promised never, shown 1 times: 过早的样例',
    ]);
  });

  test('a sequencer that does not read back what a bad disk has kept', async () => {
    const { town: t, people: p } = await publishingTown();
    await t.running!.stop();
    const real = diskAt(t.ledgerFolder);
    const meant = new Map<string, Uint8Array>();
    const flips: Disk = {
      ...real,
      putNew(path, bytes) {
        const bad = Uint8Array.from(bytes);
        if (path.startsWith('tile/0/')) bad[5]! ^= 1;
        meant.set(path, bytes);
        return real.putNew(path, bad);
      },
    };
    // Reading from memory what was meant to be written is what a sequencer without a second look does.
    const blind: Disk = { ...flips, read: async (path) => meant.get(path) ?? real.read(path) };
    await publish(t, p, { itemCode: '05', organId: p.office.id, title: '写坏的样例' });
    const looks = await runLedger(t, { folder: t.ledgerFolder, covered: [showCovered], files: logFiles(flips) });
    expect(await looks.settle()).toMatchObject({ ok: false, refusal: { code: 'histories-differ' } });
    expect(await wrongsOf(t, { 写坏的样例: 'never' })).toEqual([]);
    await looks.stop();
    const blinded = await runLedger(t, { folder: t.ledgerFolder, covered: [showCovered], files: logFiles(blind) });
    await blinded.settle();
    await blinded.stop();
    expect((await wrongsOf(t)).join()).toMatch(/the log does not verify: tile\/0/);
  });
});
