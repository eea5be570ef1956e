import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gongkaiChild } from '../../test/support/child.ts';
import { type CliRun, runCli } from '../../test/support/cli.ts';
import { quietLog } from '../../test/support/stand-ins.ts';
import { testEngine, testTown } from '../../test/support/town.ts';
import { PLACE } from '../../test/support/vaults.ts';
import { sql } from 'kysely';
import { createTown, type Installation, keysFolder, listTowns, openInstallation, openTown } from '../platform/installation.ts';
import type { Town } from '../platform/town.ts';
import type { CaseKeyId } from '../platform/vault/key-names.ts';
import { verifyAuditAtOnce } from '../platform/act/audit.ts';
import { keysAsked } from './keys.ts';

let root: string;
let data: string;
let keys: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-keys-cli-'));
  data = join(root, 'data');
  keys = join(data, 'keys', 'gangkou');
  const made = await runCli([
    ...['init', '--data', data, '--name', '港口镇', '--slug', 'gangkou', '--credit-code', '113418000032700004'],
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
  expect(made.code).toBe(0);
}, 240_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function onTown<T>(work: (town: Town) => Promise<T>): Promise<T> {
  const installation = await openInstallation({ data, databaseUrl: null, connections: 1 }, quietLog);
  try {
    return await work(await openTown(installation, (await listTowns(installation))[0]!));
  } finally {
    await installation.close();
  }
}

const run = (...argv: string[]): Promise<CliRun> => runCli(['keys', ...argv, '--data', data]);
const kid = (text: string): string => /k\d+-[0-9a-f]{8}/.exec(text)?.[0] ?? '';

test('wrong usage is answered with what to type', async () => {
  expect(await runCli(['keys'])).toMatchObject({ code: 2, err: expect.stringContaining('动作') });
  expect(await run('lose')).toMatchObject({ code: 2, err: expect.stringContaining('status、rotate、copy、anew') });
  expect(await run('copy')).toMatchObject({ code: 2, err: expect.stringContaining('哪个文件夹') });
  expect(await run('anew')).toMatchObject({ code: 2, err: expect.stringContaining('--lost') });
  expect(await run('rotate', 'now')).toMatchObject({ code: 2, err: expect.stringContaining('多余的内容：now') });
  expect(await runCli(['keys', 'status', '--data', data], { GONGKAI_KEYS: join(root, 'nowhere') })).toMatchObject({
    code: 1,
    err: expect.stringContaining('GONGKAI_KEYS'),
  });
});

test('keys are counted, rotated, copied apart and brought up to date; what is sealed opens all along', async () => {
  const [kept, sealed, gone] = await onTown(async (town): Promise<[CaseKeyId, string, CaseKeyId]> => {
    const [a, b] = [await town.vault.newKey(), await town.vault.newKey()];
    return [a, await town.vault.seal(a, PLACE, '内容'), b];
  });
  const status = await run('status');
  expect(status).toMatchObject({ code: 0, out: expect.stringMatching(/主密钥 1 把（k1-.*[\s\S]*个案密钥 2 把，已销毁 0 把/) });
  expect(status.out).toContain(keys);

  expect(await run('copy', join(data, 'keys', 'usb'))).toMatchObject({ code: 1, err: expect.stringContaining('等于没有另存') });
  const usb = join(root, 'usb');
  expect(await run('copy', usb)).toMatchObject({ code: 0, out: expect.stringMatching(/个案密钥 2 把[\s\S]*分开保管/) });

  const rotated = await run('rotate');
  expect(rotated).toMatchObject({ code: 0, out: expect.stringMatching(/2 把个案密钥重新加锁[\s\S]*gongkai keys copy/) });
  expect(kid(rotated.out)).toMatch(/^k2-/);
  await onTown((town) => town.vault.destroy(gone));
  expect(await run('copy', usb)).toMatchObject({ code: 0, out: expect.stringMatching(/个案密钥 1 把[\s\S]*1 把已随这里销毁/) });
  expect(readdirSync(join(usb, 'gangkou')).filter((n) => n.endsWith('.key'))).toEqual([`${kid(rotated.out)}.key`]);

  // The copy can stand in for the folder.
  renameSync(keys, `${keys}-away`);
  const shut = await run('status');
  expect(shut).toMatchObject({ code: 1, err: expect.stringMatching(/密钥不在或者不全[\s\S]*gongkai keys copy/) });
  expect(await run('rotate')).toMatchObject({ code: 1, err: expect.stringContaining('密钥不在或者不全') });
  expect(await runCli(['keys', 'status', '--data', data], { GONGKAI_KEYS: usb })).toMatchObject({ code: 0 });
  renameSync(join(usb, 'gangkou'), keys);
  expect(await onTown((town) => town.vault.open(kept, PLACE, sealed))).toBe('内容');
  expect(await onTown((town) => town.vault.isDestroyed(gone))).toBe(true);
  expect((await run('status')).out).toMatch(/个案密钥 1 把，已销毁 1 把/);
}, 240_000);

test('keys that are lost for good are made anew only where none are left, and it is on record', async () => {
  const engine = await testEngine();
  const place = join(root, 'lost');
  mkdirSync(place);
  const { shared, clock, log } = await testTown({ ledger: false });
  const installation: Installation = { engine, data: place, shared, clock, log, async close() {} };
  const row = await createTown(installation, { slug: `lost-${process.pid}`, name: '港口镇', demo: false });
  const before = await openTown(installation, row);
  const key = await before.vault.newKey();
  const sealed = await before.vault.seal(key, PLACE, '内容');
  const order = { action: 'anew', to: null };
  const asked = async () => keysAsked(installation, row, await openTown(installation, row), order, () => {});
  await expect(asked()).rejects.toThrow('还有密钥');
  renameSync(keysFolder(installation, row.slug), join(place, 'lost'));
  await expect((await openTown(installation, row)).vault.newKey()).rejects.toMatchObject({ why: 'keys-missing' });
  expect(await asked()).toMatchObject({ action: 'anew' });
  const after = await openTown(installation, row);
  const fresh = await after.vault.newKey();
  expect(await after.vault.isDestroyed(fresh)).toBe(false);
  await expect(after.vault.open(key, PLACE, sealed)).rejects.toMatchObject({ why: 'key-missing' });
  const { rows } = await sql<{ verb: string }>`select verb from platform_audit where verb = 'keys.anew'`.execute(after.db);
  expect(rows).toHaveLength(1);
  await expect(asked()).rejects.toThrow('还有密钥');
}, 240_000);

test('doctor says when key files are missing, open to others, or half rotated', async () => {
  const well = await runCli(['doctor', '--data', data]);
  expect(well.out).toMatch(/正常　港口镇 密钥：主密钥 1 把，个案密钥/);
  const [master] = readdirSync(keys).filter((n) => n.endsWith('.key'));
  chmodSync(join(keys, master!), 0o644);
  const exposed = await runCli(['doctor', '--data', data]);
  expect(exposed).toMatchObject({ code: 1, out: expect.stringMatching(/问题　港口镇 密钥：1 个密钥文件.*其他用户也能读/) });
  expect(exposed.out).toContain(`chmod -R go= ${keys}`);
  chmodSync(join(keys, master!), 0o600);
  renameSync(join(keys, master!), join(root, 'master'));
  expect((await runCli(['doctor', '--data', data])).out).toMatch(/问题　港口镇 密钥：.*密钥不在或者不全/);
  renameSync(join(root, 'master'), join(keys, master!));
  renameSync(keys, join(root, 'gone'));
  expect((await runCli(['doctor', '--data', data])).out).toMatch(/问题　港口镇 密钥：.*密钥不在或者不全/);
  expect(existsSync(keys)).toBe(false);
  renameSync(join(root, 'gone'), keys);
  expect((await runCli(['doctor', '--data', data])).out).toMatch(/正常　港口镇 密钥/);
}, 240_000);

test('a running program does it itself', async () => {
  const env = { GONGKAI_PUBLIC_URL: 'http://127.0.0.1:8787' };
  expect(await runCli(['ledger', 'create', '--data', data], env)).toMatchObject({ code: 0 });
  const serving = gongkaiChild(['serve', '--data', data, '--port', '0'], env);
  await serving.says('serving');
  const before = kid((await run('status')).out);
  expect(before).toMatch(/^k2-/);
  const rotated = await run('rotate');
  expect(rotated).toMatchObject({ code: 0 });
  expect(kid(rotated.out)).toMatch(/^k3-/);
  const to = join(root, 'while-running');
  mkdirSync(to);
  expect(await run('copy', to)).toMatchObject({ code: 0 });
  expect(await run('copy', join(data, 'keys', 'x'))).toMatchObject({ code: 1, err: expect.stringContaining('等于没有另存') });
  expect(readdirSync(join(to, 'gangkou')).filter((n) => n.endsWith('.key'))).toEqual([`${kid(rotated.out)}.key`]);
  serving.process.kill('SIGTERM');
  expect(await serving.ended).toBe(0);
  const audits = await onTown(async (town) => {
    expect((await verifyAuditAtOnce(town.db)).brokenAt).toBeNull();
    return (await sql<{ verb: string }>`select verb from platform_audit where verb = 'keys.rotate'`.execute(town.db)).rows.length;
  });
  // The one refused for want of keys is not among them.
  expect(audits).toBe(2);
}, 240_000);
