// Refusals first. The second half breaks the witness on purpose and shows that the same checks see it.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openForeignNote } from '../../../test/support/independent-log.ts';
import { setClock, type WatchedLog, watchedLog } from '../../../test/support/witness-log.ts';
import { DirectoryHeld } from '../../platform/db/lock.ts';
import { newSigningKey, sha256, writeSigningKey } from '../crypto.ts';
import { type Disk, diskAt } from '../disk.ts';
import { toBase64 } from '../format/bytes.ts';
import { emptyRoot } from '../format/merkle.ts';
import { formatVkey } from '../format/note.ts';
import { formatAddCheckpoint, type WitnessAnswer } from './add-checkpoint.ts';
import { openWitness } from './open-witness.ts';
import { FolderState, originHash, type Seen, StateDamaged } from './state.ts';
import { Witness } from './witness.ts';
import { createWitness, newWitnessKey } from './witness-key.ts';

const root = mkdtempSync(join(tmpdir(), 'gongkai-witness-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let dir: string;
let log: WatchedLog;
let clock: ReturnType<typeof setClock>;
let key: ReturnType<typeof newWitnessKey>;
let witness: Witness;

beforeEach(() => {
  dir = mkdtempSync(join(root, 'w-'));
  log = watchedLog();
  clock = setClock();
  key = newWitnessKey('witness.example.org');
  witness = new Witness(key, [log.key], new FolderState(diskAt(dir), key.key), clock);
});

const ask = (from: number, to: number, branch = 0, w = witness): Promise<WitnessAnswer> =>
  w.addCheckpoint(formatAddCheckpoint(from, log.proof(from, to, branch), log.note(to, branch)));
const latest = async (w = witness): Promise<string | null> => w.latest(originHash(log.key.name));

describe('a witness puts its name to nothing', () => {
  test('that is not exactly a request', async () => {
    const good = formatAddCheckpoint(0, [], log.note(5));
    const hash = toBase64(log.root(3));
    const bad = [
      '',
      '\n',
      'old 0',
      'old 0\n',
      'old 0\n\n',
      good.replace('old 0', 'old'),
      good.replace('old 0', 'old  0'),
      good.replace('old 0', 'old 00'),
      good.replace('old 0', 'old -1'),
      good.replace('old 0', 'old 0 '),
      good.replace('old 0', 'old 0\r'),
      good.replace('old 0', 'Old 0'),
      good.replace('old 0', 'old 9007199254740993'),
      good.replace('old 0', 'old 18446744073709551616'),
      good.replace('old 0', 'old ٣'),
      `\n${good}`,
      good.replace('old 0\n', `old 0\n${hash.slice(0, -1)}\n`),
      good.replace('old 0\n', `old 0\n${hash} \n`),
      good.replace('old 0\n', `old 0\n${toBase64(log.root(3).subarray(1))}\n`),
      good.replace('old 0\n', `old 0\n${`${hash}\n`.repeat(64)}`),
      good.replace('\n\n', '\n'),
      good.replace('\n\n', '\n\n\n'),
      good.slice(0, -1),
      `${good}\n`,
      good.replace('\n5\n', '\n05\n'),
      good.replace('\n5\n', '\n5 \n'),
      good.replace('\n5\n', '\n9007199254740993\n'),
      good.replace('— ', '- '),
      good.replace(/\n/g, '\r\n'),
      formatAddCheckpoint(0, [], log.signed('only a line\n')),
    ];
    for (const body of bad) expect({ body, status: (await witness.addCheckpoint(body)).status }).toEqual({ body, status: 400 });
    expect(await latest()).toBeNull();
  });

  test('of a log it does not know, or that the log did not sign', async () => {
    const stranger = watchedLog('other.example/ledger');
    expect((await witness.addCheckpoint(formatAddCheckpoint(0, [], stranger.note(5)))).status).toBe(404);
    const forger = watchedLog();
    expect((await witness.addCheckpoint(formatAddCheckpoint(0, [], forger.note(5)))).status).toBe(403);
    const [text, line] = log.note(5).split('\n\n') as [string, string];
    const changed = `${text.replace('\n5', '\n6')}\n\n${line}`;
    expect((await witness.addCheckpoint(formatAddCheckpoint(0, [], changed))).status).toBe(403);
    // One good signature does not carry a bad one of the same key.
    const two = `${log.note(5)}${log.note(6).split('\n\n')[1]}`;
    expect((await witness.addCheckpoint(formatAddCheckpoint(0, [], two))).status).toBe(403);
    expect(await latest()).toBeNull();
  });

  test('that does not grow from what it saw: told its size, or that the proof is none', async () => {
    expect((await ask(0, 5)).status).toBe(200);
    expect((await witness.addCheckpoint(formatAddCheckpoint(9, [], log.note(5)))).status).toBe(400);
    expect(await ask(0, 7)).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' });
    expect(await ask(3, 4)).toMatchObject({ status: 409, body: '5\n' });
    expect((await ask(5, 5, 1)).status).toBe(422);
    expect((await ask(5, 9, 1)).status).toBe(422);
    const late = [...log.proof(5, 9)];
    for (const proof of [late.slice(1), [...late, late[0]!], [], [...late].reverse()])
      expect((await witness.addCheckpoint(formatAddCheckpoint(5, proof, log.note(9)))).status).toBe(422);
    expect((await witness.addCheckpoint(formatAddCheckpoint(5, [log.root(5)], log.note(5)))).status).toBe(422);
    expect(await latest()).toContain('\n5\n');
  });

  test('of a second history; what proves that there are two is kept, the first pair of it, for the operator to show', async () => {
    await ask(0, 5);
    const first = await latest();
    await ask(5, 9, 1);
    expect((await witness.views())[0]?.fork).toBeNull();
    await ask(5, 5, 1);
    await ask(5, 5, 2);
    const fork = (await witness.views())[0]!.fork!;
    expect(fork).toBe(`${first}\n${log.note(5, 1)}`);
    for (const note of [first!, log.note(5, 1)]) expect(openForeignNote(note, [formatVkey(log.key)]).text).toContain('\n5\n');
    expect((await ask(5, 6)).status).toBe(200);
  });

  test('empty with a root that is not the empty one, or begun with a proof from nothing', async () => {
    const text = `${log.key.name}\n0\n${toBase64(log.root(1))}\n`;
    expect((await witness.addCheckpoint(formatAddCheckpoint(0, [], log.signed(text)))).status).toBe(422);
    expect((await witness.addCheckpoint(formatAddCheckpoint(0, [log.root(1)], log.note(5)))).status).toBe(422);
    const empty = `${log.key.name}\n0\n${toBase64(emptyRoot(sha256))}\n`;
    expect((await witness.addCheckpoint(formatAddCheckpoint(0, [], log.signed(empty)))).status).toBe(200);
    expect((await ask(0, 5)).status).toBe(200);
  });

  test('while its clock stands more than a minute before its last signature', async () => {
    await ask(0, 5);
    clock.ms -= 61_000;
    expect((await ask(5, 6)).status).toBe(503);
    clock.ms += 2_000;
    const answer = await ask(5, 6);
    expect(openForeignNote(`${log.note(6)}${answer.body}`, [formatVkey(key.key)]).signedBy[0]?.time).toBe(
      BigInt(Date.parse('2026-11-23T02:00:00Z') / 1000),
    );
  });
});

describe('a witness', () => {
  test('signs with the time what others can read, and shows the last of it', async () => {
    const first = await ask(0, 5);
    clock.ms += 5_000;
    const second = await ask(5, 300);
    for (const [size, answer] of [
      [5, first],
      [300, second],
    ] as const) {
      expect(answer.body).toMatch(/^— witness\.example\.org [^\n]+\n$/);
      const opened = openForeignNote(`${log.note(size)}${answer.body}`, [formatVkey(log.key), formatVkey(key.key)]);
      expect(opened.signedBy.map((s) => s.type)).toEqual([1, 4]);
    }
    expect(await latest()).toBe(`${log.note(300)}${second.body}`);
    expect(await witness.latest(originHash('other'))).toBeNull();
  });

  test('signs the same size again with a new time, and within a second answers the same without writing', async () => {
    const first = await ask(0, 5);
    const before = statSync(join(dir, 'logs', originHash(log.key.name))).ino;
    expect(await ask(5, 5)).toEqual(first);
    expect(statSync(join(dir, 'logs', originHash(log.key.name))).ino).toBe(before);
    clock.ms += 1_000;
    expect((await ask(5, 5)).body).not.toBe(first.body);
  });

  test('accepts either key of a log that changes its key', async () => {
    const next = watchedLog();
    const both = new Witness(key, [log.key, next.key], new FolderState(diskAt(dir), key.key), clock);
    expect((await ask(0, 5, 0, both)).status).toBe(200);
    const answer = await both.addCheckpoint(formatAddCheckpoint(5, next.proof(5, 8), next.note(8)));
    expect(answer.status).toBe(200);
  });

  test('does not pass on lines of strangers, nor one that bears its own name', async () => {
    const other = newWitnessKey(key.key.name);
    const foreign = new Witness(other, [log.key], new FolderState(diskAt(mkdtempSync(join(root, 'o-'))), other.key), clock);
    const line = (await ask(0, 5, 0, foreign)).body;
    const answer = await witness.addCheckpoint(formatAddCheckpoint(0, [], `${log.note(5)}${line}`));
    expect(await latest()).toBe(`${log.note(5)}${answer.body}`);
  });
});

describe('the folder of a witness', () => {
  test('has one key, made once, that nobody else may read', async () => {
    expect(await createWitness(dir, 'has space')).toMatchObject({ ok: false, refusals: [{ code: 'bad-name' }] });
    expect(await openWitness(dir, [log.key], clock)).toMatchObject({ ok: false, refusals: [{ code: 'not-made' }] });
    const made = await createWitness(dir, 'witness.example.org');
    expect(made).toMatchObject({ ok: true, value: { name: 'witness.example.org', type: 4 } });
    expect(statSync(join(dir, 'key.pem')).mode & 0o777).toBe(0o400);
    const pem = readFileSync(join(dir, 'key.pem'), 'utf8');
    expect(await createWitness(dir, 'other.example')).toMatchObject({ ok: false, refusals: [{ code: 'already-made' }] });
    expect(readFileSync(join(dir, 'key.pem'), 'utf8')).toBe(pem);
    // Two at once: one of them wins.
    const twice = join(root, 'twice');
    const both = await Promise.all(
      [createWitness(twice, 'a.example'), createWitness(twice, 'a.example')].map((p) => p.catch(() => null)),
    );
    expect(both.filter((b) => b?.ok).length).toBeLessThanOrEqual(1);
    expect(await createWitness(twice, 'a.example')).toMatchObject({ ok: false });
  });

  test('with another key in it is not used', async () => {
    await createWitness(dir, 'witness.example.org');
    chmodSync(join(dir, 'key.pem'), 0o600);
    writeFileSync(join(dir, 'key.pem'), writeSigningKey(newSigningKey().privateKey));
    expect(await openWitness(dir, [log.key], clock)).toMatchObject({ ok: false, refusals: [{ code: 'key-damaged' }] });
    writeFileSync(join(dir, 'key.pem'), 'nothing');
    expect(await openWitness(dir, [log.key], clock)).toMatchObject({ ok: false, refusals: [{ code: 'key-damaged' }] });
  });

  test('is held by one process, and what was seen is there after a restart', async () => {
    await createWitness(dir, 'witness.example.org');
    const first = await openWitness(dir, [log.key], clock);
    if (!first.ok) throw new Error('not opened');
    await ask(0, 5, 0, first.value.witness);
    await expect(openWitness(dir, [log.key], clock)).rejects.toBeInstanceOf(DirectoryHeld);
    await first.value.close();
    writeFileSync(join(dir, 'logs', `${originHash(log.key.name)}.0a.part`), 'half of a note');
    const second = await openWitness(dir, [log.key], clock);
    if (!second.ok) throw new Error('not opened');
    expect(await ask(0, 9, 0, second.value.witness)).toMatchObject({ status: 409, body: '5\n' });
    await second.value.close();
    expect(readdirSync(join(dir, 'logs'))).toEqual([originHash(log.key.name)]);
  });

  test('where a byte was changed, or a file came back from a copy or went, is not believed', async () => {
    await ask(0, 5);
    const file = join(dir, 'logs', originHash(log.key.name));
    const old = readFileSync(file);
    await ask(5, 9);
    const now = readFileSync(file);
    for (let at = 0; at < now.length; at += 3) {
      const bad = Buffer.from(now);
      bad[at] = bad[at]! ^ 1;
      writeFileSync(file, bad);
      await expect(ask(9, 12)).rejects.toBeInstanceOf(StateDamaged);
    }
    writeFileSync(file, old);
    await expect(ask(5, 12, 0)).rejects.toBeInstanceOf(StateDamaged);
    rmSync(file);
    await expect(ask(0, 3)).rejects.toBeInstanceOf(StateDamaged);
    writeFileSync(file, now);
    expect((await ask(9, 12)).status).toBe(200);
  });

  test('that could not be written answers nothing, and is written again before anything is answered', async () => {
    const real = diskAt(dir);
    let fail: 'before' | 'after' | null = null;
    let writes = 0;
    const disk: Disk = {
      ...real,
      async replace(path, bytes) {
        writes += 1;
        if (fail === 'before') throw new Error('ENOSPC');
        await real.replace(path, bytes);
        if (fail === 'after') throw new Error('EIO');
      },
    };
    const shaky = new Witness(key, [log.key], new FolderState(disk, key.key), clock);
    await ask(0, 5, 0, shaky);
    fail = 'before';
    await expect(ask(5, 6, 0, shaky)).rejects.toThrow('ENOSPC');
    expect(await latest(shaky)).toContain('\n5\n');
    fail = 'after';
    await expect(ask(5, 6, 0, shaky)).rejects.toThrow('EIO');
    fail = null;
    writes = 0;
    expect(await ask(5, 6, 0, shaky)).toMatchObject({ status: 409, body: '6\n' });
    expect((await ask(6, 6, 0, shaky)).status).toBe(200);
    expect(writes).toBe(1);
  });
});

/** How many of two that claim the same past get a signature, and where the witness stands after it. */
async function race(w: Witness): Promise<{ signed: number; stands: string | null }> {
  await ask(0, 5, 0, w);
  const answers = await Promise.all([ask(5, 9, 0, w), ask(5, 7, 0, w), ask(5, 8, 0, w)]);
  await new Promise((done) => setTimeout(done, 60));
  return { signed: answers.filter((a) => a.status === 200).length, stands: (await latest(w))?.split('\n')[1] ?? null };
}

/** A state on a slow disk, which makes room for whoever checks in between; the later asked, the sooner done. */
class SlowState extends FolderState {
  private wait = 40;
  override async write(origin: string, note: string): Promise<void> {
    this.wait -= 10;
    await new Promise((done) => setTimeout(done, this.wait));
    await super.write(origin, note);
  }
}

describe('between check and commit', () => {
  test('nobody else is let in: of three that start from the same size one is signed', async () => {
    const slow = new Witness(key, [log.key], new SlowState(diskAt(dir), key.key), clock);
    expect(await race(slow)).toEqual({ signed: 1, stands: '9' });
  });

  test('somebody is, in a witness that answers as they come: this race would see it', async () => {
    class Hasty extends Witness {
      protected override inTurn<T>(_origin: string, work: () => Promise<T>): Promise<T> {
        return work();
      }
    }
    expect((await race(new Hasty(key, [log.key], new SlowState(diskAt(dir), key.key), clock))).signed).toBeGreaterThan(1);
  });

  test('what was answered is known to the next who asks, unless the witness answers before it has written', async () => {
    class Forgetful extends Witness {
      protected override async commit(origin: string, next: Seen): Promise<void> {
        void super.commit(origin, next);
      }
    }
    const good = new Witness(key, [log.key], new SlowState(diskAt(dir), key.key), clock);
    const bad = new Forgetful(key, [log.key], new SlowState(diskAt(mkdtempSync(join(root, 'f-'))), key.key), clock);
    for (const [w, next] of [
      [good, 409],
      [bad, 200],
    ] as const) {
      expect((await ask(0, 5, 0, w)).status).toBe(200);
      expect((await ask(0, 4, 1, w)).status).toBe(next);
    }
    // What is still being written must not land in a folder that is gone.
    await new Promise((done) => setTimeout(done, 80));
  });
});
