import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { watchedLog } from '../../test/support/witness-log.ts';
import { formatAddCheckpoint } from '../ledger/witness/add-checkpoint.ts';
import { formatVkey } from '../ledger/format/note.ts';
import { originHash } from '../ledger/witness/state.ts';
import { type ExitCode, type Io, Stop } from './command.ts';
import { witnessCommand } from './witness.ts';

let root: string;
let dir: string;
const log = watchedLog();
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-witness-cli-'));
  dir = join(root, 'witness');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Ran {
  code: ExitCode;
  out: string;
  err: string;
}

/** `while` runs between start and end of a serving witness, with everything it said so far. */
async function run(action: string, values: Record<string, string>, during?: (said: string) => Promise<void>): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    ask: async () => null,
    progress: () => ({ at() {}, end() {} }),
    isTerminal: false,
    env: {},
    untilAskedToEnd: async () => during?.(err.join('\n')),
  };
  try {
    return { code: await witnessCommand.run(io, { values, positionals: [action] }), out: out.join('\n'), err: err.join('\n') };
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    return { code: fault.code, out: out.join('\n'), err: fault.message };
  }
}

describe('gongkai witness', () => {
  test('says what is missing or wrong, and makes nothing', async () => {
    expect(await run('fly', { dir })).toMatchObject({ code: 2, err: expect.stringContaining('create 和 serve') });
    expect(await run('create', {})).toMatchObject({ code: 2, err: '还缺：--dir' });
    expect(await run('create', { dir })).toMatchObject({ code: 2, err: '还缺：--name' });
    expect(await run('create', { dir, name: 'a b' })).toMatchObject({ code: 1, err: expect.stringContaining('--name') });
    expect(existsSync(dir)).toBe(false);
    expect(await run('serve', { dir, log: formatVkey(log.key) })).toMatchObject({
      code: 1,
      err: expect.stringContaining('gongkai witness create'),
    });
  });

  test('create makes a key once, and gives its public half', async () => {
    const made = await run('create', { dir, name: 'witness.example.org' });
    expect(made).toMatchObject({ code: 0, out: expect.stringMatching(/^witness\.example\.org\+[0-9a-f]{8}\+BA?\S+$/) });
    expect(readFileSync(join(dir, 'vkey'), 'utf8')).toBe(`${made.out}\n`);
    expect(await run('create', { dir, name: 'witness.example.org' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('只生成一次'),
    });
  });

  test('serve names what is wrong with its logs, port or folder', async () => {
    const towns = join(root, 'bad.txt');
    const witnessKey = readFileSync(join(dir, 'vkey'), 'utf8');
    for (const [text, word] of [
      ['# nothing\n', '没有存证的公钥'],
      ['# one\nhello\n', '第 2 行：不是公钥'],
      [witnessKey, '第 1 行：是公钥，但不是存证自己的'],
      [`log ${formatVkey(log.key)}\n`, '第 2 行：信任策略'],
    ]) {
      writeFileSync(towns, text!);
      expect(await run('serve', { dir, log: towns })).toMatchObject({ code: 1, err: expect.stringContaining(word!) });
    }
    expect(await run('serve', { dir, log: join(root, 'none.txt') })).toMatchObject({
      code: 1,
      err: expect.stringContaining('没有这个文件'),
    });
    expect(await run('serve', { dir, log: formatVkey(log.key), port: '99999' })).toMatchObject({ code: 1 });
    expect(await run('serve', { dir, log: formatVkey(log.key), port: '0', host: '192.0.2.1' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('没有这个地址'),
    });
  });

  test('serve answers until asked to end, alone in its folder, and knows the next time what it saw', async () => {
    const towns = join(root, 'towns.txt');
    writeFileSync(towns, `log ${formatVkey(log.key)}\nquorum none\n`);
    const ran = await run('serve', { dir, log: towns, port: '0' }, async (said) => {
      const url = /http:\/\/[\d.:]+/.exec(said)![0];
      const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: formatAddCheckpoint(0, [], log.note(4)) });
      expect(answer.status).toBe(200);
      const second = await run('serve', { dir, log: towns, port: '0' });
      expect(second).toMatchObject({ code: 1, err: expect.stringContaining(`进程 ${process.pid}`) });
    });
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining('还没有收到') });
    expect(await run('serve', { dir, log: formatVkey(log.key), port: '0' })).toMatchObject({
      code: 0,
      err: expect.stringContaining('4 条'),
    });
    const file = join(dir, 'logs', originHash(log.key.name));
    chmodSync(file, 0o600);
    writeFileSync(file, '');
    expect(await run('serve', { dir, log: towns, port: '0' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('记录损坏'),
    });
  });
});
