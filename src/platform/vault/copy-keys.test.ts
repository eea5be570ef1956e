import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesBelow, keyFolder, kidsAt, PLACE, vaultAt } from '../../../test/support/vaults.ts';
import { oneAtATime } from '../db/engine.ts';
import { copyKeys, type KeysCopied, liesWithin } from './copy-keys.ts';
import { keyDiskAt } from './key-disk.ts';
import type { CaseKeyId } from './key-names.ts';
import { openKeyring } from './keyring.ts';

const markAt = (folder: string): string | null => openKeyring(keyDiskAt(folder), null).mark();
const caseFile = (folder: string, id: CaseKeyId): string => join(folder, 'cases', id.slice(0, 2), id);
const copy = (from: string, to: string, mark = markAt(from)): Promise<KeysCopied> =>
  copyKeys({ from, to, mark, exclusively: oneAtATime()('town') });

describe('a copy of keys is refused', () => {
  test('where another town’s keys lie, and those stay as they were', async () => {
    const [ours, theirs] = [keyFolder(), keyFolder()];
    for (const folder of [ours, theirs]) await vaultAt(folder).newKey();
    const before = filesBelow(theirs);
    await expect(copy(ours, theirs)).rejects.toMatchObject({ why: 'other-keys' });
    expect(filesBelow(theirs)).toEqual(before);
  });

  test('of keys that are not there, or not this town’s', async () => {
    const [ours, theirs, to] = [keyFolder(), keyFolder(), keyFolder()];
    for (const folder of [ours, theirs]) await vaultAt(folder).newKey();
    await expect(copy(keyFolder(), to, null)).rejects.toMatchObject({ why: 'keys-missing' });
    await expect(copy(keyFolder(), to, markAt(ours))).rejects.toMatchObject({ why: 'keys-missing' });
    await expect(copy(theirs, to, markAt(ours))).rejects.toMatchObject({ why: 'other-keys' });
    expect(existsSync(to)).toBe(false);
  });

  test('inside what it is a copy of', () => {
    expect(liesWithin('/srv/data/keys/copy', '/srv/data/keys')).toBe(true);
    expect(liesWithin('/srv/data/keys', '/srv/data/keys/')).toBe(true);
    expect(liesWithin('/srv/data/keys-copy', '/srv/data/keys')).toBe(false);
    expect(liesWithin('/mnt/usb', '/srv/data/keys')).toBe(false);
  });
});

describe('a copy of keys', () => {
  test('opens what the keys open, and follows them: what is destroyed here is destroyed there', async () => {
    const [folder, to] = [keyFolder(), keyFolder()];
    const vault = vaultAt(folder);
    const [a, b] = [await vault.newKey(), await vault.newKey()];
    const [sealedA, sealedB] = [await vault.seal(a, PLACE, '甲'), await vault.seal(b, PLACE, '乙')];
    expect(await copy(folder, to)).toEqual({ caseKeys: 2, destroyed: 0, onlyThere: 0 });
    expect(await vaultAt(to, markAt(folder)).open(a, PLACE, sealedA)).toBe('甲');
    expect(filesBelow(to)).toEqual(filesBelow(folder));

    await vault.destroy(a);
    const c = await vault.newKey();
    const wrapped = readFileSync(caseFile(to, a), 'utf8').trim();
    expect(await copy(folder, to)).toEqual({ caseKeys: 2, destroyed: 1, onlyThere: 0 });
    const there = vaultAt(to, markAt(folder));
    expect(await there.open(a, PLACE, sealedA)).toBeNull();
    expect(await there.open(b, PLACE, sealedB)).toBe('乙');
    expect(await there.isDestroyed(c)).toBe(false);
    for (const text of filesBelow(to).values()) expect(text).not.toContain(wrapped);
    expect(await copy(folder, to)).toEqual({ caseKeys: 2, destroyed: 0, onlyThere: 0 });
  });

  test('after a rotation holds the new master key alone', async () => {
    const [folder, to] = [keyFolder(), keyFolder()];
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    const sealed = await vault.seal(key, PLACE, '甲');
    await copy(folder, to);
    await vault.rotate();
    await copy(folder, to);
    expect(kidsAt(to)).toEqual(kidsAt(folder));
    expect(filesBelow(to)).toEqual(filesBelow(folder));
    expect(await vaultAt(to).open(key, PLACE, sealed)).toBe('甲');
  });

  test('keeps what is nowhere else: keys lost here, and the master key they need', async () => {
    const [folder, to] = [keyFolder(), keyFolder()];
    const vault = vaultAt(folder);
    const [a, b] = [await vault.newKey(), await vault.newKey()];
    const sealed = await vault.seal(a, PLACE, '甲');
    await copy(folder, to);
    rmSync(caseFile(folder, a));
    await vault.rotate();
    expect(await copy(folder, to)).toEqual({ caseKeys: 1, destroyed: 0, onlyThere: 1 });
    expect(kidsAt(to)).toHaveLength(2);
    expect(await vaultAt(to).open(a, PLACE, sealed)).toBe('甲');
    expect(await vaultAt(to).isDestroyed(b)).toBe(false);
    // Put where the copy is, the keys are whole: a rotation there ends.
    await vaultAt(to).rotate();
    expect(kidsAt(to)).toHaveLength(1);
  });

  test('that was damaged is mended by the next', async () => {
    const [folder, to] = [keyFolder(), keyFolder()];
    const key = await vaultAt(folder).newKey();
    await copy(folder, to);
    writeFileSync(caseFile(to, key), '');
    await copy(folder, to);
    expect(filesBelow(to)).toEqual(filesBelow(folder));
  });
});
