// A town asks its witnesses: some are slow, some lie, one has seen more than the town remembers.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openForeignNote } from '../../../test/support/independent-log.ts';
import { setClock, type WatchedLog, watchedLog } from '../../../test/support/witness-log.ts';
import { diskAt } from '../disk.ts';
import { cosignatureBlob, cosignatureMessage } from '../format/cosignature.ts';
import { formatVkey, parseNote, signatureLine } from '../format/note.ts';
import { type Collected, type Collecting, collectCosignatures, httpWitness, localWitness, type WitnessPort } from './client.ts';
import { serveWitness } from './serve-witness.ts';
import { FolderState } from './state.ts';
import { Witness } from './witness.ts';
import { newWitnessKey, type WitnessKey } from './witness-key.ts';

const root = mkdtempSync(join(tmpdir(), 'gongkai-cosign-'));
const servers: { close(): unknown }[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(root, { recursive: true, force: true });
});

let log: WatchedLog;
let clock: ReturnType<typeof setClock>;
beforeEach(() => {
  log = watchedLog();
  clock = setClock();
});

function witnessOf(key: WitnessKey): Witness {
  return new Witness(key, [log.key], new FolderState(diskAt(mkdtempSync(join(root, 'w-'))), key.key), clock);
}
function honest(name: string): WitnessPort {
  return localWitness(witnessOf(newWitnessKey(name)));
}

function collect(witnesses: readonly WitnessPort[], size: number, more: Partial<Collecting> = {}): Promise<Collected> {
  return collectCosignatures(witnesses, {
    note: log.note(size),
    size,
    proofFrom: async (from) => log.proof(from, size),
    logKeys: [log.key],
    known: new Map(),
    patienceMs: 2_000,
    ...more,
  });
}

/** A server that answers every call alike. */
async function sayingOnly(status: number, type: string, body: string | null): Promise<string> {
  const server: Server = createServer((_request, reply) => {
    if (body !== null) reply.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  servers.push({
    close() {
      server.closeAllConnections();
      server.close();
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Cosigns whatever text it likes. */
function lineOf(key: WitnessKey, text: string, time = 1_795_000_000): string {
  return signatureLine(key.key.name, key.key.keyId, cosignatureBlob(time, key.sign(cosignatureMessage(time, text))));
}

function liar(name: string, key: WitnessKey, lines: (note: string) => string[]): WitnessPort {
  return { name, key: key.key, cosign: async (_old, _proof, note) => ({ ok: true, lines: lines(note) }) };
}

describe('a witness that lies', () => {
  test('with another key, for another size, with a signature that is none, or with no time, is not believed', async () => {
    const key = newWitnessKey('liar.example');
    const other = newWitnessKey('liar.example');
    const text = (note: string): string => parseNote(note)!.text;
    const lies: Record<string, (note: string) => string[]> = {
      'another key': (note) => [lineOf(other, text(note))],
      'another size': () => [lineOf(key, text(log.note(4)))],
      'no time': (note) => [lineOf(key, text(note), 0)],
      'a plain signature': (note) => [signatureLine(key.key.name, key.key.keyId, key.sign(new TextEncoder().encode(text(note))))],
      'the log’s own line': (note) => [note.split('\n').at(-2)!],
      'two in one': (note) => [`${lineOf(key, text(note))}\n— x y`],
      'a text before it': (note) => [`more\n\n${lineOf(key, text(note))}`],
      nothing: () => [],
      noise: () => ['— liar.example AAAA', 'hello', '\u0000'],
    };
    for (const [lie, lines] of Object.entries(lies)) {
      const got = await collect([liar('liar', key, lines), honest('a.example')], 5);
      expect({ lie, failed: got.failed.map((f) => [f.witness, f.why]) }).toEqual({ lie, failed: [['liar', 'unproven']] });
      expect(got.lines.map((l) => l.witness)).toEqual(['a.example']);
      expect(got.known.has('liar')).toBe(false);
      // Whoever took what it was given would publish a note that no reader accepts as witnessed.
      const credulous = `${log.note(5)}${lines(log.note(5))
        .map((l) => `${l}\n`)
        .join('')}`;
      if (lie !== 'no time') expect(() => openForeignNote(credulous, [formatVkey(key.key)])).toThrow();
    }
    // The same check does take what is true, among noise.
    const got = await collect([liar('true', key, (note) => ['noise', lineOf(other, text(note)), lineOf(key, text(note))])], 5);
    expect(got.lines).toEqual([{ witness: 'true', line: lineOf(key, text(log.note(5))), time: 1_795_000_000 }]);
  });

  test('that keeps naming other sizes is left after one more try', async () => {
    let asked = 0;
    const fickle: WitnessPort = {
      name: 'fickle',
      key: newWitnessKey('fickle.example').key,
      cosign: async () => ({ ok: false, why: 'behind', size: ++asked }),
    };
    const got = await collect([fickle], 9);
    expect(asked).toBe(2);
    expect(got.failed).toMatchObject([{ witness: 'fickle', why: 'refused' }]);
  });
});

describe('a witness whose own disk fails', () => {
  test('refuses, and holds up nobody', async () => {
    const key = newWitnessKey('broken.example');
    class Full extends FolderState {
      override async write(): Promise<void> {
        throw new Error('ENOSPC');
      }
    }
    const state = new Full(diskAt(mkdtempSync(join(root, 'w-'))), key.key);
    const got = await collect([localWitness(new Witness(key, [log.key], state, clock)), honest('a.example')], 5);
    expect(got.failed).toEqual([{ witness: 'broken.example', why: 'refused', said: expect.stringContaining('ENOSPC') }]);
    expect(got.lines).toHaveLength(1);
  });
});

describe('a witness that is ahead', () => {
  test('is named, with our own signature on the longer log as proof when it shows one', async () => {
    const far = honest('far.example');
    await collect([far], 9);
    const got = await collect([far, honest('new.example')], 5);
    expect(got.ahead).toEqual([{ witness: 'far.example', size: 9, proof: expect.stringContaining('\n9\n') }]);
    expect(openForeignNote(got.ahead[0]!.proof!, [formatVkey(log.key)]).text).toContain('\n9\n');
    expect(got.failed).toMatchObject([{ witness: 'far.example', why: 'ahead', said: '已见证到 9 条，本机只有 5 条' }]);
    expect(got.lines.map((l) => l.witness)).toEqual(['new.example']);
    // Remembering a size larger than ours does not hide it.
    expect((await collect([far], 5, { known: new Map([['far.example', 9]]) })).ahead).toHaveLength(1);
  });

  test('by its word alone is named without proof: anybody can say a number, show a stranger’s log or an older one', async () => {
    const shown = [null, watchedLog().note(70), log.note(5), log.note(4), 'noise'];
    for (const note of shown) {
      const boaster: WitnessPort = {
        name: 'boaster',
        key: newWitnessKey('boaster.example').key,
        cosign: async () => ({ ok: false, why: 'behind', size: 1_000_000 }),
        latest: async () => note,
      };
      expect((await collect([boaster], 5)).ahead).toEqual([{ witness: 'boaster', size: 1_000_000, proof: null }]);
    }
  });
});

describe('witnesses that do not answer', () => {
  test('hold up nobody: what is there when patience ends is what counts', async () => {
    const slow: WitnessPort = { name: 'slow', key: newWitnessKey('s.example').key, cosign: () => new Promise(() => {}) };
    const began = performance.now();
    const got = await collect([slow, honest('a.example')], 5, { patienceMs: 80 });
    expect(performance.now() - began).toBeLessThan(1_000);
    expect(got.lines.map((l) => l.witness)).toEqual(['a.example']);
    expect(got.failed).toMatchObject([{ witness: 'slow', why: 'slow' }]);
    // Asked without patience, the same two would still be waited for.
    const late = new Promise((done) => setTimeout(done, 150, 'still waiting'));
    expect(await Promise.race([Promise.all([slow.cosign(0, [], ''), late]), late])).toBe('still waiting');
    // All in time: nobody waits for patience to end.
    const quick = performance.now();
    await collect([honest('b.example')], 5, { patienceMs: 60_000 });
    expect(performance.now() - quick).toBeLessThan(1_000);
  });

  test('over HTTP are told apart, each in words for the operator', async () => {
    const { key } = newWitnessKey('w.example');
    const at = (url: string): WitnessPort => httpWitness({ name: 'w', key, url, timeoutMs: 120 });
    const cases: [string, string, string][] = [
      ['http://127.0.0.1:1', 'unreachable', 'ECONNREFUSED'],
      [await sayingOnly(0, '', null), 'unreachable', '规定时间'],
      [await sayingOnly(200, 'text/plain', 'x'.repeat(70_000)), 'unreachable', '太长'],
      [await sayingOnly(403, 'text/plain', ''), 'refused', '403'],
      [await sayingOnly(404, 'text/plain', ''), 'refused', '没有登记'],
      [await sayingOnly(409, 'text/plain', '7\n'), 'refused', '409'],
      [await sayingOnly(409, 'text/x.tlog.size', '0\n'), 'refused', '另一份内容'],
      [await sayingOnly(409, 'text/x.tlog.size', '07\n'), 'refused', '409'],
      [await sayingOnly(422, 'text/plain', ''), 'refused', '增长'],
      [await sayingOnly(500, 'text/html', '<b>'), 'refused', '500'],
      [await sayingOnly(200, 'text/plain', 'hello'), 'unproven', '不是'],
    ];
    for (const [url, why, word] of cases) {
      const got = await collect([at(url)], 5);
      expect(got.failed).toEqual([{ witness: 'w', why, said: expect.stringContaining(word) }]);
      expect(got.lines).toEqual([]);
    }
  });

  test('because of a fault of ours do not hide it', async () => {
    const proofFrom = async (): Promise<never> => {
      throw new Error('our tile is damaged');
    };
    const w = honest('a.example');
    await collect([w], 3);
    await expect(collect([w], 5, { proofFrom })).rejects.toThrow('our tile is damaged');
  });
});

describe('honest witnesses', () => {
  test('sign round after round, asked from the size they are known to have seen', async () => {
    const key = newWitnessKey('far.example');
    const served = await serveWitness({ witness: witnessOf(key), host: '127.0.0.1', port: 0, onFault: () => {} });
    servers.push({ close: () => served.stop() });
    const all = [httpWitness({ name: 'county', key: key.key, url: `${served.url}/` }), honest('b.example')];
    let known: ReadonlyMap<string, number> = new Map();
    const froms: number[] = [];
    for (const size of [1, 2, 255, 256, 257, 300, 300]) {
      const proofFrom = async (from: number) => {
        froms.push(from);
        return log.proof(from, size);
      };
      const got = await collect(all, size, { known, proofFrom });
      expect(got).toMatchObject({ failed: [], ahead: [] });
      const note = `${log.note(size)}${got.lines.map((l) => `${l.line}\n`).join('')}`;
      expect(openForeignNote(note, [formatVkey(key.key), formatVkey(all[1]!.key)]).signedBy).toHaveLength(2);
      expect(got.lines.map((l) => l.time)).toEqual([Date.parse(clock.now()) / 1000, Date.parse(clock.now()) / 1000]);
      known = got.known;
      expect(known.get('county')).toBe(size);
      clock.ms += 1_000;
    }
    expect(froms).toEqual([1, 1, 2, 2, 255, 255, 256, 256, 257, 257]);
    // Whoever forgot what they know is told, and asks again.
    expect((await collect(all, 310)).lines).toHaveLength(2);
    expect((await all[0]!.latest!(log.key.name))?.split('\n')[1]).toBe('310');
  });
});
