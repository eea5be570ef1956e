import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Child, gongkaiChild } from '../../test/support/child.ts';
import { type CliRun, runCli } from '../../test/support/cli.ts';

let root: string;
let data: string;
let running: Child;
let address: string;
let without: CliRun;
let again: CliRun;

async function start(): Promise<void> {
  running = gongkaiChild(['serve', '--data', data, '--port', '0'], { GONGKAI_PUBLIC_URL: '' });
  await running.says('"serving"');
  address = /"url":"([^"]+)"/.exec(running.said())![1]!;
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-serve-'));
  data = join(root, 'data');
  const made = await runCli([
    'init',
    ...['--data', data, '--name', '港口镇', '--slug', 'gangkou', '--credit-code', '113418000032700004'],
    ...[
      '--telephone',
      '0563-4000123',
      '--address',
      '港口镇人民路1号',
      '--admin-username',
      'wangyangli',
      '--admin-name',
      '王样例',
    ],
    ...['--security-username', 'liyangli', '--security-name', '李样例'],
  ]);
  expect(made.err).not.toContain('故障');
  // Before it has a ledger, nothing is served: asked here, while nobody holds the directory.
  without = await runCli(['serve', '--data', data, '--port', '0']);
  const ledger = await runCli(['ledger', 'create', '--data', data], { GONGKAI_PUBLIC_URL: 'https://gk.example.gov.cn' });
  expect(ledger).toMatchObject({ code: 0, out: expect.stringContaining('gk.example.gov.cn/ledger') });
  again = await runCli(['ledger', 'create', '--data', data]);
  await start();
}, 120_000);
afterAll(async () => {
  running.process.kill('SIGTERM');
  await running.ended;
  rmSync(root, { recursive: true, force: true });
});

describe('a town', () => {
  test('is not served without a ledger, and is told how to make one', () => {
    expect(without).toMatchObject({ code: 1, err: expect.stringMatching(/还没有建立公开存证[\s\S]*gongkai ledger create/) });
  });

  test('has one ledger: a second is refused and changes nothing', () => {
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('不能再建第二本') });
  });
});

describe('a running program', () => {
  test('keeps a second one out of its data directory and names itself', async () => {
    const second = gongkaiChild(['serve', '--data', data, '--port', '0']);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`进程 ${running.process.pid}`);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  }, 60_000);

  test('answers to its own names only', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(`${address}/healthz`, { headers: { host: 'evil.example' } }, (r) => resolve(r.statusCode)).end();
    });
    expect(status).toBe(421);
  });

  test('says that it lives, whether it is ready, and how it stands', async () => {
    expect(await (await fetch(`${address}/healthz`)).text()).toBe('ok\n');
    const ready = await fetch(`${address}/readyz`);
    expect(ready.status).toBe(200);
    const { checks } = (await ready.json()) as { checks: { name: string; ok: boolean }[] };
    expect(checks.map((c) => c.name).sort()).toEqual(['clock', 'database', 'disk', 'ledger', 'lock', 'migrations']);
    expect(checks.every((c) => c.ok)).toBe(true);
    expect(await (await fetch(`${address}/statusz`)).json()).toMatchObject({
      town: '港口镇',
      demo: false,
      overdueDuties: 0,
      lastBackup: null,
    });
    expect(await (await fetch(`${address}/statusz?format=text`)).text()).toMatch(/^town: 港口镇\n/);
  });

  test('shows nobody a fault page for an address that is not there', async () => {
    const page = await fetch(`${address}/no/such/page.aspx?x=%ff`);
    expect(page.status).toBe(404);
    expect(await page.text()).toContain('没有找到');
  });

  test('is backed up and looked over without being stopped', async () => {
    const saved = await runCli(['backup', '--data', data, '--to', join(root, 'out')]);
    expect(saved).toMatchObject({ code: 0, out: expect.stringContaining('备份完成') });
    expect(await (await fetch(`${address}/statusz`)).json()).toMatchObject({ lastRestoreTest: null });
    const file = /备份完成：(.+)/.exec(saved.out)![1]!;
    const tried = await runCli(['restore', '--check', file, '--data', data]);
    expect(tried).toMatchObject({ code: 0, out: expect.stringContaining('演练时间已记下') });
    expect(await (await fetch(`${address}/statusz`)).json()).toMatchObject({ lastRestoreTest: expect.any(String) });
    const looked = await runCli(['doctor', '--data', data]);
    expect(looked).toMatchObject({ code: 0, out: expect.stringContaining(`正在运行，进程 ${running.process.pid}`) });
  }, 60_000);

  test('ends when asked, lets go of its directory, and starts again from what it had', async () => {
    running.process.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(() => readFileSync(join(data, 'db', 'lock.pid'))).toThrow();
    await start();
    expect(await (await fetch(`${address}/statusz`)).json()).toMatchObject({ town: '港口镇', lastBackup: expect.any(String) });
  }, 60_000);

  test('that was killed starts again', async () => {
    running.process.kill('SIGKILL');
    await running.ended;
    await start();
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  }, 60_000);
});

describe('a demonstration', () => {
  test('is not offered to other machines, nor put beside a real town', async () => {
    expect(await runCli(['demo', '--data', join(root, 'open'), '--host', '0.0.0.0'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('只在本机开放'),
    });
    running.process.kill('SIGTERM');
    await running.ended;
    expect(await runCli(['demo', '--reset', '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('已有正式的镇'),
    });
  }, 60_000);
});
