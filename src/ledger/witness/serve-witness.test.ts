// The protocol as a script, over a real connection; then what the internet sends.
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openForeignNote } from '../../../test/support/independent-log.ts';
import { setClock, type WatchedLog, watchedLog } from '../../../test/support/witness-log.ts';
import { diskAt } from '../disk.ts';
import { formatVkey } from '../format/note.ts';
import { formatAddCheckpoint } from './add-checkpoint.ts';
import { type ServedWitness, serveWitness } from './serve-witness.ts';
import { FolderState, originHash } from './state.ts';
import { Witness } from './witness.ts';
import { newWitnessKey } from './witness-key.ts';

const root = mkdtempSync(join(tmpdir(), 'gongkai-witness-http-'));
const log: WatchedLog = watchedLog('gk.example.gov.cn/<ledger>');
const clock = setClock();
const key = newWitnessKey('witness.example.org');
const faults: unknown[] = [];
let served: ServedWitness;
let broken = false;

class Breakable extends FolderState {
  override async write(origin: string, note: string): Promise<void> {
    if (broken) throw new Error('the disk is gone');
    await super.write(origin, note);
  }
}

beforeAll(async () => {
  const witness = new Witness(key, [log.key], new Breakable(diskAt(root), key.key), clock);
  served = await serveWitness({ witness, host: '127.0.0.1', port: 0, onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await served.stop();
  rmSync(root, { recursive: true, force: true });
});

const add = (body: string): Promise<Response> => fetch(`${served.url}/add-checkpoint`, { method: 'POST', body });
const ask = (from: number, to: number, branch = 0): Promise<Response> =>
  add(formatAddCheckpoint(from, log.proof(from, to, branch), log.note(to, branch)));

describe('add-checkpoint', () => {
  test('answers each step of the script with the number of the protocol', async () => {
    const stranger = watchedLog('other.example/ledger');
    const forger = watchedLog(log.key.name);
    const script: [string, () => Promise<Response>, number, string?][] = [
      ['nonsense', () => add('hello'), 400],
      ['unknown log', () => add(formatAddCheckpoint(0, [], stranger.note(3))), 404],
      ['known name, unknown key', () => add(formatAddCheckpoint(0, [], forger.note(3))), 403],
      ['old larger than the checkpoint', () => add(formatAddCheckpoint(4, [], log.note(3))), 400],
      ['a past that was never seen', () => ask(2, 3), 409, '0\n'],
      ['the first', () => ask(0, 3), 200],
      ['the same once more', () => ask(3, 3), 200],
      ['the same size, other root', () => ask(3, 3, 1), 422],
      ['growth', () => ask(3, 700), 200],
      ['growth from a past gone by', () => ask(3, 701), 409, '700\n'],
      ['a rollback', () => ask(3, 3), 409, '700\n'],
      ['another history', () => ask(700, 800, 1), 422],
      ['growth without a proof', () => add(formatAddCheckpoint(700, [], log.note(800))), 422],
      ['growth', () => ask(700, 800), 200],
    ];
    for (const [step, run, status, body] of script) {
      const answer = await run();
      const said = await answer.text();
      expect({ step, status: answer.status }).toEqual({ step, status });
      if (status === 409) expect([answer.headers.get('content-type'), said]).toEqual(['text/x.tlog.size', body]);
      if (status === 200) expect(said).toMatch(/^(— witness\.example\.org \S+\n)+$/);
    }
    const latest = await fetch(`${served.url}/${originHash(log.key.name)}/checkpoint`);
    const opened = openForeignNote(await latest.text(), [formatVkey(log.key), formatVkey(key.key)]);
    expect(opened.signedBy.map((s) => s.name)).toEqual([log.key.name, key.key.name]);
    expect(opened.text).toContain('\n800\n');
  });

  test('signs nothing when it cannot keep it, says so once to its operator, and goes on', async () => {
    clock.ms += 2_000;
    broken = true;
    const answer = await ask(800, 801);
    expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining('disk')]);
    expect(faults).toHaveLength(1);
    broken = false;
    expect((await ask(800, 801)).status).toBe(200);
  });
});

describe('at its other addresses', () => {
  test('the key and one page are read, with nothing of a log taken for markup', async () => {
    expect(await (await fetch(`${served.url}/vkey`)).text()).toBe(`${formatVkey(key.key)}\n`);
    const page = await fetch(`${served.url}/`);
    const html = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('存证见证方');
    expect(html).toContain('801 条');
    expect(html).toContain('2026年11月23日');
    expect(html).toContain('&lt;ledger');
    expect(html).not.toContain('<ledger>');
    expect(html).toContain('另一份内容');
  });

  test('other methods are told which, and other addresses are not there', async () => {
    for (const [method, path, status, allow] of [
      ['GET', '/add-checkpoint', 405, 'POST'],
      ['POST', '/', 405, 'GET, HEAD'],
      ['DELETE', '/vkey', 405, 'GET, HEAD'],
      ['HEAD', '/vkey', 200, null],
      ['GET', `/${'0'.repeat(64)}/checkpoint`, 404, null],
      ['GET', `/${originHash(log.key.name).toUpperCase()}/checkpoint`, 404, null],
      ['GET', '/add-checkpoint/', 404, null],
      ['GET', '/../key.pem', 404, null],
      ['GET', '/key.pem', 404, null],
      ['GET', '/vkey?x', 404, null],
    ] as const) {
      const answer = await fetch(`${served.url}${path}`, { method });
      expect([method, path, answer.status, answer.headers.get('allow')]).toEqual([method, path, status, allow]);
    }
  });
});

/** Sends bytes as they are and gives back all that comes. */
function raw(text: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(Number(new URL(served.url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (part) => {
      said += part.toString();
    });
    socket.once('error', () => resolve(said));
    socket.once('close', () => resolve(said));
  });
}

describe('what is too much', () => {
  const head = 'POST /add-checkpoint HTTP/1.1\r\nhost: x\r\n';
  test('is refused before it is read: by its announced length, and by the length it turns out to have', async () => {
    expect(await raw(`${head}content-length: 70000\r\n\r\n`)).toContain(' 413 ');
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    expect(await raw(`${head}transfer-encoding: chunked\r\n\r\n${chunk.repeat(3)}0\r\n\r\n`)).toContain(' 413 ');
    expect(await raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(9_000)}\r\n\r\n`)).toContain(' 431 ');
    expect((await fetch(`${served.url}/vkey`)).status).toBe(200);
  });

  test('bytes that are no text are a bad request', async () => {
    const answer = await raw(
      Buffer.concat([Buffer.from(`${head}content-length: 2\r\nconnection: close\r\n\r\n`), Buffer.from([0xff, 0xfe])]),
    );
    expect(answer).toContain(' 400 ');
  });

  test('somebody who goes away in the middle is nobody’s fault', async () => {
    const before = faults.length;
    await new Promise<void>((done) => {
      const half = request(`${served.url}/add-checkpoint`, { method: 'POST', headers: { 'content-length': 100 } });
      half.on('error', () => done());
      half.write('old 0\n');
      setTimeout(() => half.destroy(new Error('gone')), 30);
    });
    await new Promise((done) => setTimeout(done, 50));
    expect(faults.length).toBe(before);
    expect((await ask(801, 802)).status).toBe(200);
  });
});
