import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gongkaiChild } from '../../test/support/child.ts';
import { runCli } from '../../test/support/cli.ts';
import { quietLog } from '../../test/support/stand-ins.ts';
import { lockDirectory } from '../platform/db/lock.ts';
import { listTowns, openInstallation } from '../platform/installation.ts';
import { standings } from '../platform/standing.ts';
import { commandNames } from './gongkai.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-cli-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const town = [
  '--name',
  '港口镇',
  '--slug',
  'gangkou',
  '--credit-code',
  '113418000032700004',
  '--telephone',
  '0563-4000123',
  '--address',
  '港口镇人民路1号',
];
const people = [
  '--admin-username',
  'wangyangli',
  '--admin-name',
  '王样例',
  '--security-username',
  'liyangli',
  '--security-name',
  '李样例',
];

async function lastRehearsal(data: string): Promise<string | null> {
  const installation = await openInstallation({ data, databaseUrl: null, connections: 1 }, quietLog);
  try {
    const [row] = await listTowns(installation);
    return (await standings(installation.engine.schema(row!.schema)))['last-restore-test']?.file ?? null;
  } finally {
    await installation.close();
  }
}

describe('wrong usage', () => {
  test('is answered with what to type, and code 2', async () => {
    expect(await runCli([])).toMatchObject({ code: 2, out: expect.stringContaining('用法') });
    expect(await runCli(['fly'])).toMatchObject({ code: 2, err: expect.stringContaining('没有“fly”这个命令') });
    expect(await runCli(['constructor'])).toMatchObject({ code: 2 });
    expect(await runCli(['serve', '--nonsense'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/没有这个选项：--nonsense[\s\S]*gongkai serve --help/),
    });
    expect(await runCli(['serve', '--port'])).toMatchObject({ code: 2, err: expect.stringContaining('后面要有值') });
    expect(await runCli(['serve', 'now'])).toMatchObject({ code: 2, err: expect.stringContaining('多余的内容：now') });
    expect(await runCli(['restore'])).toMatchObject({ code: 2, err: expect.stringContaining('备份文件') });
    expect(await runCli(['init', '--slug', 'x'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--name[\s\S]*--admin-username/),
    });
  });
});

describe('what cannot be done', () => {
  test('because of the environment is said all at once, and code 1', async () => {
    const run = await runCli(['serve'], { PORT: 'x', DATABASE_URL: 'mysql://x', GONGKAI_DATA: join(root, 'none') });
    expect(run.code).toBe(1);
    expect(run.err).toMatch(/PORT/);
    expect(run.err).toMatch(/DATABASE_URL/);
  });

  test('because somebody else holds the data directory names the pid', async () => {
    const data = join(root, 'held');
    const lock = await lockDirectory(join(data, 'db'));
    const run = await runCli(['serve', '--data', data]);
    expect(run.code).toBe(1);
    expect(run.err).toContain(`进程 ${process.pid}`);
    await lock.release();
  });

  test('because PostgreSQL does not answer is said without the password', async () => {
    const run = await runCli(['migrate', '--data', join(root, 'pg')], {
      DATABASE_URL: 'postgres://someone:geheim@127.0.0.1:1/none',
    });
    expect(run.code).toBe(1);
    expect(run.err).toContain('连不上 PostgreSQL：127.0.0.1:1');
    expect(run.err).not.toContain('geheim');
  });

  test('because the data directory is a file, or cannot be made, names it and shows no stack', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    for (const [verb, data, word] of [
      ['serve', join(file, 'below'), '不能读写'],
      ['migrate', file, '不能读写'],
      ['doctor', file, '不是目录'],
    ] as const) {
      const run = await runCli([verb, '--data', data]);
      expect(run.code).toBe(1);
      expect(run.out + run.err).toContain(word);
      expect(run.out + run.err).toContain(file);
      expect(run.out + run.err).not.toMatch(/故障|\n {4}at |chmod/);
    }
  });

  test('because PostgreSQL does not answer is told by doctor without advice that does not fit', async () => {
    const run = await runCli(['doctor', '--data', join(root, 'pg')], { DATABASE_URL: 'postgres://someone@127.0.0.1:1/none' });
    expect(run).toMatchObject({ code: 1, out: expect.stringContaining('ECONNREFUSED') });
    expect(run.out).not.toContain('还没有建立任何镇');
  });

  test('because there is no such file, or it is no backup, changes nothing', async () => {
    expect(await runCli(['restore', join(root, 'nothing.tar.gz')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('没有这个文件'),
    });
    expect(await runCli(['restore', root])).toMatchObject({ code: 1, err: expect.stringContaining('是目录') });
    writeFileSync(join(root, 'letter.txt'), '不是备份');
    expect(await runCli(['restore', join(root, 'letter.txt'), '--data', join(root, 'r')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('不是 gongkai 的备份文件'),
    });
  });

  test('because answers are wrong names every one of them', async () => {
    const run = await runCli([
      'init',
      '--data',
      join(root, 'wrong'),
      ...town.slice(0, 2),
      '--slug',
      'Gang Kou',
      '--credit-code',
      '123',
      '--telephone',
      '电话',
      '--address',
      '港口镇',
      ...people.slice(0, 4),
      '--security-username',
      'WangYangLi',
      '--security-name',
      '李样例',
    ]);
    expect(run.code).toBe(1);
    for (const word of ['--slug', '--credit-code', '--telephone', '三员分立']) expect(run.err).toContain(word);
  });
});

describe('a listener that goes away', () => {
  test('does not end the work, nor change its exit code', async () => {
    const deaf = gongkaiChild(['doctor', '--data', join(root, 'nowhere')]);
    deaf.process.stdout!.destroy();
    deaf.process.stderr!.destroy();
    expect(await deaf.ended).toBe(1);
    const heard = gongkaiChild(['--version']);
    heard.process.stdout!.destroy();
    expect(await heard.ended).toBe(0);
  }, 60_000);
});

describe('help', () => {
  test('is there for the program and for every command, with an example to copy', async () => {
    const all = await runCli(['--help']);
    expect(all.code).toBe(0);
    for (const name of commandNames) {
      expect(all.out).toContain(`  ${name}`);
      const one = await runCli([name, '--help']);
      expect(one.code).toBe(0);
      expect(one.out).toContain(`gongkai ${name}`);
      expect(one.out === (await runCli(['help', name])).out).toBe(true);
      expect(one.out).toContain('例：');
    }
    expect(await runCli(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  });
});

describe('a town', () => {
  test('is made once, with a single-use link for each of its two administrators; then looked over, backed up, tried out and moved', async () => {
    const data = join(root, 'town');
    const made = await runCli(['init', '--data', data, ...town, ...people, '--catalogue'], {
      GONGKAI_PUBLIC_URL: 'https://gk.example.gov.cn',
    });
    expect(made).toMatchObject({ code: 0 });
    const links = made.out.match(/https:\/\/gk\.example\.gov\.cn\/console\/invitations\/[\w-]{40,}/g) ?? [];
    expect(new Set(links).size).toBe(2);

    const short = await runCli(['init', '--data', join(root, 'short'), ...town, ...people.slice(2), '--admin-username', 'li']);
    expect(short).toMatchObject({ code: 1, err: expect.stringMatching(/--admin-username：.*3 到 32/) });
    expect(existsSync(join(root, 'short'))).toBe(false);
    expect(await runCli(['export', '--data', data, '--static', join(root, 'copy')])).toMatchObject({ code: 0 });
    expect(readFileSync(join(root, 'copy', 'index.html'), 'utf8').match(/class="sq[" ]/g)).toHaveLength(33);
    const again = await runCli(['init', '--data', data, ...town, ...people]);
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('已经有了') });
    expect(await runCli(['migrate', '--data', data])).toMatchObject({ code: 0, out: expect.stringContaining('没有要升级的') });

    const before = await runCli(['doctor', '--data', data]);
    expect(before).toMatchObject({ code: 1, out: expect.stringContaining('从未备份') });
    const saved = await runCli(['backup', '--data', data, '--to', join(root, 'out')]);
    expect(saved.code).toBe(0);
    const file = /备份完成：(.+)/.exec(saved.out)![1]!;
    expect(await runCli(['doctor', '--data', data])).toMatchObject({ code: 0 });

    // Where there is no installation, a rehearsal sets none up; a namesake's backup is not this town's rehearsal.
    const elsewhere = join(root, 'elsewhere');
    expect(await runCli(['restore', '--check', file, '--data', elsewhere])).toMatchObject({
      code: 0,
      out: expect.not.stringContaining('演练时间'),
    });
    expect(existsSync(elsewhere)).toBe(false);
    const namesake = join(root, 'namesake');
    expect(await runCli(['init', '--data', namesake, ...town, ...people])).toMatchObject({ code: 0 });
    expect(await runCli(['restore', '--check', file, '--data', namesake])).toMatchObject({
      code: 0,
      out: expect.stringContaining('没有这份备份所属的镇'),
    });
    expect(await lastRehearsal(namesake)).toBeNull();
    expect(await lastRehearsal(data)).toBeNull();
    const tried = await runCli(['restore', '--check', file, '--data', data]);
    expect(tried).toMatchObject({ code: 0, out: expect.stringMatching(/演练通过[\s\S]*演练时间已记下/) });
    expect(await lastRehearsal(data)).toBe(file);
    expect(await runCli(['restore', file, '--data', data])).toMatchObject({ code: 1, err: expect.stringContaining('不是空的') });
    const moved = join(root, 'moved');
    expect(await runCli(['restore', file, '--data', moved])).toMatchObject({
      code: 0,
      out: expect.stringContaining('恢复完成：港口镇'),
    });
    expect(await runCli(['backup', '--data', moved, '--to', join(root, 'out2')])).toMatchObject({ code: 0 });
  }, 400_000);
});
