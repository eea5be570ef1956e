import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gongkaiChild } from '../../test/support/child.ts';
import { runCli } from '../../test/support/cli.ts';
import { folderWith, oldPage } from '../../test/support/intake-town.ts';
import { granted } from '../../test/support/people.ts';
import { items } from '../../seed/items.ts';
import { readConfig } from '../config.ts';
import { perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import { listTowns, openInstallation, openTown } from '../platform/installation.ts';
import type { Town } from '../platform/town.ts';
import { defineItem } from '../rooms/catalogue/door.ts';
import { townOrgan } from '../rooms/people/door.ts';

let data: string;
const quiet = { info() {}, warn() {}, error() {} };
const init =
  '--name 港口镇 --slug gangkou --credit-code 113418000032700004 --telephone 0563-4000123 --address 港口镇人民路1号 ' +
  '--admin-username wangyangli --admin-name 王样例 --security-username liyangli --security-name 李样例';

async function inTown(work: (town: Town) => Promise<void>): Promise<void> {
  const installation = await openInstallation(granted(readConfig({ GONGKAI_DATA: data })), quiet);
  try {
    const row = (await listTowns(installation))[0]!;
    await work(await openTown(installation, row));
  } finally {
    await installation.close();
  }
}

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'gongkai-import-'));
  expect((await runCli(['init', '--data', data, ...init.split(' ')])).code).toBe(0);
  expect((await runCli(['ledger', 'create', '--data', data])).code).toBe(0);
  await inTown(async (town) => {
    const organ = (await townOrgan(town.db))!;
    for (const i of items.filter((x) => ['04', '11'].includes(x.code))) {
      const { short, organs: _o, ...rest } = i;
      const wish = { ...rest, shortName: short, organId: organ.id, coOrganIds: [], cadences: [], villageCadences: [] };
      granted(await perform(town, systemActor, 'test', (act) => defineItem(act, wish as Parameters<typeof defineItem>[1])));
    }
  });
}, 60_000);
afterAll(() => rmSync(data, { recursive: true, force: true }));

const run = (...args: string[]) => runCli(['import', '--data', data, ...args]);

describe('wrong usage', { timeout: 60_000 }, () => {
  test('is answered with what to type, and code 2', async () => {
    expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining('文件或文件夹') });
    const folder = folderWith({ 'a.txt': oldPage({ title: '2014年度部门决算说明' }) });
    expect(await run(folder, '--item', '77')).toMatchObject({ code: 2, err: expect.stringContaining('“77”') });
    expect(await run(folder, '--organ', 'mars')).toMatchObject({ code: 2, err: expect.stringContaining('“mars”') });
    expect(await run(folder, '--as', '赵示范')).toMatchObject({ code: 2, err: expect.stringContaining('王样例') });
    expect(await run(folder, '--release-personal', 'consent')).toMatchObject({
      code: 2,
      err: expect.stringContaining('--released-by'),
    });
  });

  test('and what cannot be done is said before anything is, with code 1', async () => {
    expect(await run('/nowhere/x')).toMatchObject({ code: 1, err: expect.stringContaining('/nowhere/x') });
    const report = await run(folderWith({ 'a.txt': 'x' }), '--report', '/nowhere/x.csv');
    expect(report).toMatchObject({ code: 1, err: expect.stringContaining('没有开始导入') });
  });
});

describe('a folder', { timeout: 60_000 }, () => {
  const folder = folderWith({
    '决算.txt': oldPage({ title: '2014年度部门决算说明', on: '2015-08-10' }),
    '=坏.txt': oldPage({ title: '有关事项的说明' }),
  });

  test('is rehearsed, imported and skipped; its report says why, and no cell of it is a formula', async () => {
    const dry = await run(folder, '--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.out).toMatch(/可以导入 1，跳过 0，不能导入 1。没有改动任何内容/);
    const report = join(data, 'report.csv');
    const real = await run(folder, '--report', report);
    expect(real.code).toBe(1);
    expect(real.out).toMatch(/✓ 决算\.txt[\s\S]*索引号 113418000032700004\/201508-00001/);
    expect(real.out).toMatch(/× =坏\.txt：请指定目录/);
    expect(readFileSync(report, 'utf8')).toMatch(/^\ufeff文件,表中行号,结果[\s\S]*"'=坏\.txt"/);
    const again = await run(folder);
    expect(again.out).toMatch(/导入 0，跳过 1，没有导入 1/);
    expect((await run(join(folder, '决算.txt'))).code).toBe(0);
  });

  test('is imported by the running program when there is one, and is public at once', async () => {
    const server = gongkaiChild(['serve', '--data', data, '--port', '0']);
    try {
      await server.says('serving');
      const url = /"url":"([^"]+)"/.exec(server.said())![1]!;
      const made = await run(folderWith({ 'y.txt': oldPage({ title: '2015年度部门决算说明', on: '2016-08-10' }) }));
      expect(made).toMatchObject({ code: 0, out: expect.stringContaining('导入 1，跳过 0，没有导入 0。由 王样例 导入') });
      const page = await fetch(`${url}/documents/113418000032700004/201608-00001`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain('2015年度部门决算说明');
    } finally {
      server.process.kill('SIGTERM');
      expect(await server.ended).toBe(0);
    }
  });
});
