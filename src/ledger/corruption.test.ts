// I12: a byte that changes anywhere in the log is found by the look every four minutes; nothing is signed on top of what differs;
// a file that is there is never written again.
import { chmodSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type LedgerTown, ledgerTown } from '../../test/support/ledger-town.ts';
import { granted } from '../../test/support/people.ts';
import { draft, pass, publishingTown, publishNow } from '../../test/support/publishing.ts';
import { perform } from '../platform/act/act.ts';
import { recordStoredFile } from '../platform/files/record-file.ts';
import { selfCheck } from '../rooms/disclosure/door.ts';
import { done } from '../town/outcome.ts';
import { checkLog, type Found } from './check-log.ts';
import { receiptFor } from './read-log.ts';
import { type Sequenced, sequence } from './sequencer.ts';

let w: LedgerTown;
/** Sizes at which checkpoints were published. */
const SIZES = [5, 40, 256, 290, 300];

const at = (path: string): string => join(w.town.ledgerFolder, path);

function tileFiles(): string[] {
  return readdirSync(at('tile'), { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name).slice(w.town.ledgerFolder.length + 1))
    .sort();
}

/** Beginnings of a tile that is full by now: looked at while they were the last. */
const isFormer = (path: string): boolean => /\/000\.p\//.test(path) && !path.startsWith('tile/1/');

async function found(): Promise<Map<string, string>> {
  const what: Found = new Map();
  await checkLog(w.town, what);
  return what;
}

/** One byte changed in a file, and put back afterwards. */
async function withFlip<T>(path: string, position: number, work: () => Promise<T>): Promise<T> {
  const whole = readFileSync(at(path));
  const bad = Buffer.from(whole);
  bad[position]! ^= 1;
  const { mode } = statSync(at(path));
  chmodSync(at(path), 0o600);
  writeFileSync(at(path), bad);
  try {
    return await work();
  } finally {
    writeFileSync(at(path), whole);
    chmodSync(at(path), mode);
  }
}

function positions(path: string): number[] {
  const { length } = readFileSync(at(path));
  return [...new Set([0, 1, 31, Math.floor(length / 3), Math.floor(length / 2), length - 1])].filter((p) => p < length);
}

beforeAll(async () => {
  w = await ledgerTown();
  let size = 0;
  for (const next of SIZES) {
    await w.say(next - size);
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: next });
    size = next;
  }
  expect([...(await found())]).toEqual([]);
}, 120_000);

describe('a byte that is another', () => {
  test('in any bundle or tile is found, and in the checkpoint or the policy', async () => {
    const files = tileFiles();
    expect(files.length).toBe(2 * SIZES.length + 1);
    const unseen: string[] = [];
    let flips = 0;
    for (const path of [...files.filter((f) => !isFormer(f)), 'checkpoint', 'policy']) {
      for (const position of positions(path)) {
        flips++;
        const what = await withFlip(path, position, found);
        if (what.size === 0) unseen.push(`${path} at ${position}`);
      }
    }
    // The end of the policy says how many witnesses are wanted, and that is the operator's to say.
    expect(unseen.filter((u) => !u.startsWith('policy '))).toEqual([]);
    expect(flips).toBeGreaterThan(40);
    expect([...(await found())]).toEqual([]);
  }, 120_000);

  test('is named by its file', async () => {
    const bundle = await withFlip('tile/entries/000', 5_000, found);
    expect([...bundle.keys()].some((k) => k.startsWith('entry:'))).toBe(true);
    expect(bundle.has('ledger:root')).toBe(true);
    expect([...(await withFlip('tile/0/000', 100, found)).keys()]).toEqual(['ledger:tile/0/000']);
    expect([...(await withFlip('tile/1/000.p/1', 7, found)).keys()]).toEqual(['ledger:tile/1/000.p/1']);
    expect([...(await withFlip('tile/0/001.p/34', 7, found)).keys()]).toEqual(['ledger:tile/0/001.p/34']);
    // A character of the signature whose neighbour is base64 too; otherwise the note itself could not be read.
    const note = readFileSync(at('checkpoint'), 'latin1');
    const inSignature = note.length - 30 + note.slice(-30, -4).search(/[B-Yb-y2-9]/);
    expect([...(await withFlip('checkpoint', inSignature, found)).keys()]).toEqual(['ledger:signature']);
  });

  test('in the beginning of a tile that is full by now never leads to a wrong receipt', async () => {
    const sound = await receiptFor(w.town, 3, null);
    for (const path of tileFiles().filter(isFormer))
      for (const position of positions(path))
        expect(await withFlip(path, position, () => receiptFor(w.town, 3, null))).toBe(sound);
  });

  test('in an attachment is found', async () => {
    const p = await publishingTown();
    const file = await p.town.files.put(Buffer.from('%PDF-1.4 明细表'));
    granted(
      await perform(p.town, p.people.actors.drafter, 'test', async (act) => {
        await recordStoredFile(act, file, { kind: 'pdf', originalSha256: file.sha256, text: '', hidden: [] });
        return done(null);
      }),
    );
    const id = await draft(p, { attachments: [{ ...file, name: '明细.pdf', kind: 'pdf' }] });
    await pass(p, id);
    const { indexNo } = granted(await publishNow(p, id));
    expect([...(await selfCheck(p.town))]).toEqual([]);
    const path = p.town.files.path(file.sha256);
    for (const position of [0, 9, file.size - 1]) {
      const whole = readFileSync(path);
      const bad = Buffer.from(whole);
      bad[position]! ^= 1;
      chmodSync(path, 0o600);
      writeFileSync(path, bad);
      expect([...(await selfCheck(p.town))]).toEqual([[`document:${indexNo}`, '附件“明细.pdf”内容被换过']]);
      await expect(p.town.files.read(file.sha256)).rejects.toThrow('no longer has its content');
      writeFileSync(path, whole);
      expect([...(await selfCheck(p.town))]).toEqual([]);
    }
  }, 120_000);
});

describe('a file that is gone', () => {
  test('is found, whichever of the present log it is', async () => {
    const present = [
      'tile/0/000',
      'tile/0/001.p/44',
      'tile/1/000.p/1',
      'tile/entries/000',
      'tile/entries/001.p/44',
      'checkpoint',
    ];
    for (const path of present) {
      renameSync(at(path), at(`${path}.away`));
      const what = await found();
      renameSync(at(`${path}.away`), at(path));
      expect([path, what.size]).not.toEqual([path, 0]);
    }
    expect([...(await found())]).toEqual([]);
  });
});

describe('the sequencer', () => {
  test('signs nothing on top of a file that differs where it stands on it', async () => {
    const ended: Record<string, Sequenced | null> = {};
    await w.say(1);
    const signed = granted(await w.deps().signer.last()).note;
    const inTheWay = ['tile/0/001.p/44', 'tile/1/000.p/1', 'checkpoint'];
    for (const path of inTheWay) {
      // The root line: a checkpoint that says something else is not what the database was told of.
      const position = path === 'checkpoint' ? readFileSync(at(path)).indexOf('\n300\n') + 8 : 40 % statSync(at(path)).size;
      ended[path] = await withFlip(path, position, () => sequence(w.deps()));
      expect(granted(await w.deps().signer.last()).note).toBe(signed);
    }
    const differs = expect.objectContaining({ ok: false, refusal: expect.objectContaining({ code: 'histories-differ' }) });
    expect(ended).toEqual(Object.fromEntries(inTheWay.map((p) => [p, differs])));
    // What somebody has laid where the next file goes is not replaced.
    writeFileSync(at('tile/entries/001.p/45'), 'something else');
    expect(await sequence(w.deps())).toEqual({
      ok: false,
      refusal: { code: 'histories-differ', facts: { path: 'tile/entries/001.p/45' } },
    });
    expect(readFileSync(at('tile/entries/001.p/45'), 'utf8')).toBe('something else');
    renameSync(at('tile/entries/001.p/45'), at('strange'));
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 301 });
    expect([...(await found())]).toEqual([]);
  }, 60_000);

  test('writes no file a second time', async () => {
    const facts = (): Map<string, string> =>
      new Map(
        tileFiles().map((f) => [f, `${statSync(at(f)).ino} ${statSync(at(f)).mtimeMs} ${readFileSync(at(f)).toString('hex')}`]),
      );
    const before = facts();
    await w.say(250);
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 551 });
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 551, grew: false });
    const after = facts();
    expect([...before].filter(([f, is]) => after.get(f) !== is)).toEqual([]);
    expect(after.size).toBeGreaterThan(before.size);
    w.foreign();
  }, 60_000);
});
