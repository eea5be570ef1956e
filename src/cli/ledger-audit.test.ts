// gongkai ledger audit at a keyboard: folders, sites, states kept and refused, what it says and its exit codes.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MadeLog, namedKey } from '../../test/support/made-log.ts';
import { encoded, townEntries } from '../../test/support/town-entries.ts';
import { COSIGNATURE } from '../ledger/format/note.ts';
import { instant } from '../town/day.ts';
import { type ExitCode, type Io, Stop } from './command.ts';
import { auditCommandRun } from './ledger-audit.ts';

const bytes = encoded(townEntries(700));
const clock = { now: () => instant('2026-03-20T02:00:00.000Z') };
let folder: string;
let state: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gongkai-audit-'));
  state = join(folder, 'state.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  code: ExitCode;
  out: string;
}

async function audit(address: string, values: Record<string, string | boolean> = {}): Promise<Said> {
  const out: string[] = [];
  const io: Io = {
    out: (line) => void out.push(line),
    err: (line) => void out.push(line),
    ask: async () => null,
    progress: () => ({ at() {}, end() {} }),
    isTerminal: false,
    env: {},
    untilAskedToEnd: async () => {},
  };
  try {
    const code = await auditCommandRun(io, { positionals: ['audit', address], values: { state, ...values } }, clock);
    return { code, out: out.join('\n') };
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    return { code: fault.code, out: fault.message };
  }
}

function laidOut(log: MadeLog, name = 'log'): string {
  for (const [path, content] of log.files) {
    mkdirSync(dirname(join(folder, name, path)), { recursive: true });
    writeFileSync(join(folder, name, path), content);
  }
  return join(folder, name);
}

describe('it is refused', () => {
  test('without an address, with a key, a policy or a state that cannot be read', async () => {
    const at = laidOut(new MadeLog().grow(bytes.slice(0, 10)));
    const odd = join(folder, 'odd');
    writeFileSync(odd, 'quorum\n');
    const usage: [string, Record<string, string>, RegExp][] = [
      [at, { vkey: 'x' }, /--vkey 不是公钥/],
      [at, { policy: join(folder, 'none') }, /没有见证方名单/],
      [at, { policy: odd }, /第 1 行不对/],
      [at, { policy: folder }, /读不了见证方名单/],
      [at, { state: odd }, /读不懂或被改动/],
      ['ftp://x', {}, /不是网址/],
      ['https://x/?a=1', {}, /不是网址/],
    ];
    for (const [address, values, said] of usage) {
      const run = await audit(address, values);
      expect([run.code, run.out]).toEqual([2, expect.stringMatching(said)]);
    }
  });

  test('when a state was touched: its hashes no longer give its root', async () => {
    const at = laidOut(new MadeLog().grow(bytes.slice(0, 300)));
    expect((await audit(at)).code).toBe(0);
    const saved = JSON.parse(readFileSync(state, 'utf8'));
    for (const change of [
      { size: 299 },
      { root: saved.levels[1] },
      { levels: saved.levels.slice(0, 1) },
      { v: 2 },
      { chains: {} },
    ]) {
      writeFileSync(state, JSON.stringify({ ...saved, ...change }));
      expect((await audit(at)).code).toBe(2);
    }
  });

  test('when there is no log, or nobody answers', async () => {
    const empty = await audit(folder);
    expect([empty.code, empty.out]).toEqual([3, expect.stringContaining('没有找到存证')]);
    const dead = await audit('http://127.0.0.1:1');
    expect([dead.code, dead.out]).toEqual([3, expect.stringContaining('连不上')]);
  });
});

describe('a log in a folder', () => {
  test('is told from the first look to the next', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 300));
    const first = await audit(laidOut(log));
    expect(first.code).toBe(0);
    for (const part of [
      /条目　300 条，第一次核验/,
      /公钥取自网站自己，请与公开栏/,
      /没有给见证方名单/,
      /机构 11341899999900011F　登记任务/,
    ])
      expect(first.out).toMatch(part);
    expect(first.out).toMatch(/逾期未公开 6 项：\n {4}11341899999900011F　0duty0{21}　到期 2026-02-02，逾期 46 天/);
    expect(first.out).toContain('结论：从头到尾对得上');
    const second = await audit(laidOut(log.grow(bytes.slice(300))));
    expect(second.code).toBe(0);
    for (const part of ['700 条，比上次的 300 条多 400 条', '公钥与上次相同', '重算 400 条', '结论：与上次所见一致'])
      expect(second.out).toContain(part);
    expect((await audit(laidOut(log))).out).toContain('700 条，与上次相同');
    expect((await audit(laidOut(log), { again: true })).out).toContain('重算 700 条');
  });

  test('may lie below the folder named, and its state below the place one stands in', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 5));
    laidOut(log, 'copy/ledger');
    const before = process.cwd;
    process.cwd = () => folder;
    try {
      const run = await audit(join(folder, 'copy'), { state: '' });
      expect(run.out).toContain(join(folder, 'gongkai-audit-gk.example.gov.cn_ledger.json'));
    } finally {
      process.cwd = before;
    }
  });

  test('that has no file for its key is known by its own policy; without either the key must be given', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 5));
    log.files.delete('vkey');
    expect((await audit(laidOut(log))).code).toBe(2);
    const given = await audit(laidOut(log), { vkey: log.key.vkey });
    expect([given.code, given.out]).toEqual([0, expect.stringContaining('公钥由您给出')]);
    rmSync(state);
    log.files.set('policy', Buffer.from(`log ${log.key.vkey}\nquorum none\n`));
    expect((await audit(laidOut(log))).code).toBe(0);
  });

  test('that lies is told with the proof: both signed checkpoints are kept, and the state stays', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 300));
    await audit(laidOut(log));
    const saved = readFileSync(state, 'utf8');
    const twin = new MadeLog();
    Object.assign(twin.key, log.key);
    const run = await audit(laidOut(twin.grow(bytes.slice(1, 301)), 'twin'));
    expect(run.code).toBe(1);
    expect(run.out).toContain('它给不同的人看不同的历史');
    expect(run.out).toContain('不可信');
    expect(readFileSync(state, 'utf8')).toBe(saved);
    const proof = readdirSync(folder).find((f) => f.includes('contradiction'))!;
    const kept = readFileSync(join(folder, proof), 'utf8');
    for (const note of [log, twin]) expect(kept).toContain(Buffer.from(note.files.get('checkpoint')!).toString());
  });

  test('with a damaged file names it, keeps nothing, and is sound when it is mended', async () => {
    const log = new MadeLog().grow(bytes.slice(0, 300));
    const at = laidOut(log);
    writeFileSync(join(at, 'tile/0/000'), new Uint8Array(8192));
    const run = await audit(at);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('树块 tile/0/000 与条目算出的不同')]);
    expect(readdirSync(folder)).not.toContain('state.json');
    expect((await audit(laidOut(log))).code).toBe(0);
  });

  test('is held to the witnesses of a policy', async () => {
    const w = namedKey('archive.example/w', COSIGNATURE);
    const policy = join(folder, 'policy');
    writeFileSync(policy, `witness 档案馆 ${w.vkey}\nquorum 档案馆\n`);
    const log = new MadeLog().grow(bytes.slice(0, 10));
    const alone = await audit(laidOut(log), { policy });
    expect([alone.code, alone.out]).toEqual([1, expect.stringContaining('没有一家签名；未见 档案馆；没有达到名单要求')]);
    log.sign([[w, Date.parse('2026-03-20T01:00:00Z') / 1_000]]);
    const seen = await audit(laidOut(log), { policy });
    expect([seen.code, seen.out]).toEqual([0, expect.stringContaining('档案馆 2026-03-20 09:00；达到名单要求')]);
  });

  test('for programs is told line by line', async () => {
    const run = await audit(laidOut(new MadeLog().grow(bytes.slice(0, 300))), { json: true });
    const lines = run.out.split('\n').map((l) => JSON.parse(l));
    expect(lines.slice(0, 2)).toMatchObject([{ overdue: { due: '2026-02-02', days: 46 } }, { overdue: {} }]);
    expect(lines.at(-1)).toMatchObject({ audited: { size: 300, isSound: true, today: '2026-03-20', keyFrom: 'served' } });
  });
});

describe('a log at an address', () => {
  const log = new MadeLog().grow(bytes);
  const broken = new Map<string, number>();
  let server: Server;
  let base: string;

  beforeEach(async () => {
    server = createServer((request, reply) => {
      const path = (request.url ?? '').replace(/^\/town\/ledger\//, '');
      const left = broken.get(path) ?? 0;
      if (left > 0) {
        broken.set(path, left - 1);
        reply.writeHead(503).end();
        return;
      }
      const found = path === request.url ? undefined : log.files.get(path);
      reply.writeHead(found ? 200 : 404).end(found);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  afterAll(() => broken.clear());

  test('is found by the site’s address and by its own', async () => {
    for (const address of ['/town', '/town/', '/town/ledger', '/town/ledger/']) {
      const run = await audit(base + address);
      expect([run.code, run.out]).toEqual([0, expect.stringContaining(`来自　${base}/town/ledger\n`)]);
    }
    expect((await audit(base)).code).toBe(3);
  });

  test('that is busy is asked again, and given up in words', async () => {
    broken.set('tile/0/001', 1);
    expect((await audit(`${base}/town`)).code).toBe(0);
    broken.set('tile/0/001', 99);
    rmSync(state);
    const run = await audit(`${base}/town`);
    expect([run.code, run.out]).toEqual([3, expect.stringContaining('答复 503')]);
  });
});
