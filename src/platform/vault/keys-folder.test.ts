import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { child } from '../../../test/support/child.ts';
import { filesBelow, keyFolder, kidsAt, PLACE, vaultAt } from '../../../test/support/vaults.ts';
import { keyDiskAt } from './key-disk.ts';
import { openKeyring } from './keyring.ts';
import { lookAtKeys } from './look-at-keys.ts';

const markAt = (folder: string): string | null => openKeyring(keyDiskAt(folder), null).mark();

describe('a town that is known to have keys', () => {
  test('gets no others where they are missing', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder, 'm'.repeat(22));
    await expect(vault.newKey()).rejects.toMatchObject({ why: 'keys-missing' });
    expect(() => vault.blindIndex('person', 'x')).toThrow(expect.objectContaining({ why: 'keys-missing' }));
    await expect(vault.rotate()).rejects.toMatchObject({ why: 'keys-missing' });
    expect(existsSync(folder)).toBe(false);
  });

  test('does not work with somebody else’s', async () => {
    const [ours, theirs] = [keyFolder(), keyFolder()];
    for (const folder of [ours, theirs]) await vaultAt(folder).newKey();
    const vault = vaultAt(theirs, markAt(ours));
    await expect(vault.newKey()).rejects.toMatchObject({ why: 'other-keys' });
    expect(() => vault.blindNumber('wish', 'x')).toThrow(expect.objectContaining({ why: 'other-keys' }));
  });

  test('works again once they are put back, without a restart', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    const sealed = await vault.seal(key, PLACE, '内容');
    const mark = markAt(folder);
    const later = vaultAt(folder, mark);
    renameSync(folder, `${folder}-away`);
    await expect(later.open(key, PLACE, sealed)).rejects.toMatchObject({ why: 'keys-missing' });
    for (const v of [vault, later]) {
      await expect(v.newKey()).rejects.toMatchObject({ why: 'keys-missing' });
      await expect(v.destroy(key)).rejects.toMatchObject({ why: 'keys-missing' });
      await expect(v.rotate()).rejects.toMatchObject({ why: 'keys-missing' });
    }
    expect(existsSync(folder)).toBe(false);
    renameSync(`${folder}-away`, folder);
    expect(await later.open(key, PLACE, sealed)).toBe('内容');
  });
});

describe('the folder', () => {
  test('is for its owner alone, file by file', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    for (let i = 0; i < 5; i++) await vault.newKey();
    await vault.destroy(await vault.newKey());
    await vault.rotate();
    for (const path of filesBelow(folder).keys())
      expect([path, statSync(join(folder, path)).mode & 0o777]).toEqual([path, 0o600]);
    const folders = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((e) => e.isDirectory());
    for (const e of folders) expect(statSync(join(e.parentPath, e.name)).mode & 0o777).toBe(0o700);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const stand = await lookAtKeys(folder, markAt(folder));
    expect(stand).toMatchObject({
      trouble: null,
      caseKeys: 5,
      destroyed: 1,
      halfDestroyed: 0,
      sampled: 5,
      closed: [],
      exposed: [],
    });
    expect(stand.kids).toHaveLength(1);
  });

  test('that others can read, that is not whole or that a crash has passed through is told from one that is well', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const [a, b, c] = [await vault.newKey(), await vault.newKey(), await vault.newKey()];
    const mark = markAt(folder);
    const at = (id: string): string => `cases/${id.slice(0, 2)}/${id}`;
    chmodSync(join(folder, at(a)), 0o640);
    writeFileSync(join(folder, at(b)), 'v1.x.y.z.w\n');
    writeFileSync(join(folder, `${at(c)}.destroyed`), '');
    expect(await lookAtKeys(folder, mark)).toMatchObject({
      caseKeys: 2,
      halfDestroyed: 1,
      closed: [b],
      exposed: [at(a)],
    });
    expect(await vault.isDestroyed(c)).toBe(true);
    chmodSync(folder, 0o755);
    expect((await lookAtKeys(folder, mark)).exposed).toContain('.');
    expect(await lookAtKeys(keyFolder(), mark)).toMatchObject({ trouble: 'keys-missing' });
    expect(await lookAtKeys(keyFolder(), null)).toMatchObject({ trouble: null, kids: [], caseKeys: 0 });
  });

  test('holds nothing but wrapped keys besides the master key', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    for (let i = 0; i < 3; i++) await vault.newKey();
    const [kid] = kidsAt(folder);
    for (const [path, text] of filesBelow(folder))
      expect(text, path).toMatch(
        path === `${kid}.key` ? /^[0-9a-f]{64}\n$/ : new RegExp(`^v1\\.${kid}\\.[\\w-]{16}\\.[\\w-]{43}\\.[\\w-]{22}\n$`),
      );
  });

  test('can be copied whole and opened elsewhere', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    const sealed = await vault.seal(key, PLACE, '内容');
    const copy = keyFolder();
    mkdirSync(copy);
    cpSync(folder, copy, { recursive: true });
    expect(await vaultAt(copy, markAt(folder)).open(key, PLACE, sealed)).toBe('内容');
  });
});

const PROCESS = `
  import { openVault } from source('platform/vault/vault.ts');
  const vault = openVault(process.env.FOLDER, { exclusively: async (_n, work) => ({ value: await work() }) });
  const place = ${JSON.stringify(PLACE)};
  const key = process.env.KEY;
  if ((await vault.open(key, place, process.env.SEALED)) !== '内容') throw new Error('does not open');
  console.log('opened');
  for (let i = 0; i < 2_000; i++) {
    if ((await vault.open(key, place, process.env.SEALED)) === null) { console.log('refused ' + vault.blindIndex('person', 'x')); break; }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }`;

test('another process of the town refuses a key this one destroyed, and finds by the same indexes', async () => {
  const folder = keyFolder();
  const vault = vaultAt(folder);
  const key = await vault.newKey();
  const other = child(PROCESS, { FOLDER: folder, KEY: key, SEALED: await vault.seal(key, PLACE, '内容') });
  await other.says('opened');
  await vault.destroy(key);
  await other.says(`refused ${vault.blindIndex('person', 'x')}`);
  expect(await other.ended).toBe(0);
}, 60_000);
