import { randomBytes } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { child } from '../../../test/support/child.ts';
import { StepFailed, type When } from '../../../test/support/failing-disk.ts';
import { type FailingKeyDisk, failingKeyDisk } from '../../../test/support/failing-key-disk.ts';
import { filesBelow, keyFolder, kidsAt, PLACE, vaultAt } from '../../../test/support/vaults.ts';
import { oneAtATime } from '../db/engine.ts';
import { keyDiskAt } from './key-disk.ts';
import { bucketOf, type CaseKeyId, caseKeyUse, newCaseKeyId } from './key-names.ts';
import { openKeyring } from './keyring.ts';
import { rotateKeys } from './rotate-keys.ts';
import { type Vault, vaultOver } from './vault.ts';

const caseFile = (folder: string, id: CaseKeyId): string => join(folder, 'cases', id.slice(0, 2), id);

interface Furnished {
  folder: string;
  kept: [CaseKeyId, string][];
  gone: [CaseKeyId, string];
  index: string;
}

async function furnished(count: number): Promise<Furnished> {
  const folder = keyFolder();
  const vault = vaultAt(folder);
  const kept: [CaseKeyId, string][] = [];
  for (let i = 0; i < count; i++) {
    const key = await vault.newKey();
    kept.push([key, await vault.seal(key, PLACE, `第${i}件`)]);
  }
  const key = await vault.newKey();
  const gone: [CaseKeyId, string] = [key, await vault.seal(key, PLACE, '已清除')];
  await vault.destroy(key);
  return { folder, kept, gone, index: vault.blindIndex('person', '王样例') };
}

/** The same keys, in a folder of their own. */
function again(f: Furnished): Furnished {
  const folder = keyFolder();
  cpSync(f.folder, folder, { recursive: true });
  return { ...f, folder };
}

/** What holds at every moment, for whoever opens the folder now. */
async function holds({ folder, kept, gone, index }: Furnished, vault: Vault = vaultAt(folder)): Promise<void> {
  for (const [i, [key, sealed]] of kept.entries()) expect(await vault.open(key, PLACE, sealed)).toBe(`第${i}件`);
  expect(await vault.open(...at(gone))).toBeNull();
  expect(vault.blindIndex('person', '王样例')).toBe(index);
  const key = await vault.newKey();
  expect(await vault.open(key, PLACE, await vault.seal(key, PLACE, '新的'))).toBe('新的');
}

const at = ([key, sealed]: [CaseKeyId, string]) => [key, PLACE, sealed] as const;

/** What holds when a rotation has ended: one master key, everything under it, nothing lying about. */
function ended(folder: string): void {
  const [kid, ...more] = kidsAt(folder);
  expect(more).toEqual([]);
  for (const [path, text] of filesBelow(folder)) {
    if (path === `${kid}.key` || path.endsWith('.destroyed')) continue;
    expect(path).not.toMatch(/^parts/);
    expect(text).toMatch(new RegExp(`^v1\\.${kid}\\.`));
  }
}

describe('a rotation is refused', () => {
  test('while another is under way', async () => {
    const { folder } = await furnished(3);
    const exclusively = oneAtATime()('town');
    const [one, two] = [0, 1].map(() => vaultOver(openKeyring(keyDiskAt(folder), null), exclusively));
    const first = one!.rotate();
    await expect(two!.rotate()).rejects.toMatchObject({ why: 'busy' });
    expect(await first).toEqual({ rewrapped: 3 });
  });

  test('its end, as long as a key does not open: the former master key stays, and the rest is done', async () => {
    const f = await furnished(4);
    const [lost] = f.kept[2]!;
    const former = kidsAt(f.folder)[0]!;
    const whole = readFileSync(caseFile(f.folder, lost));
    writeFileSync(caseFile(f.folder, lost), 'not a key\n');
    await expect(vaultAt(f.folder).rotate()).rejects.toMatchObject({ why: 'rotation-unfinished', about: [lost] });
    expect(kidsAt(f.folder)).toContain(former);
    expect(await vaultAt(f.folder).open(...at(f.kept[0]!))).toBe('第0件');
    // Found again in the copy: it opens, and the next run comes to an end.
    writeFileSync(caseFile(f.folder, lost), whole);
    await holds(f);
    expect(await vaultAt(f.folder).rotate()).toEqual({ rewrapped: 1 });
    ended(f.folder);
    await holds(f);
  });
});

describe('after a rotation', () => {
  test('everything opens as before, in processes that were there before, too; and the former master key opens nothing', async () => {
    const f = await furnished(20);
    const before = vaultAt(f.folder);
    await holds(f, before);
    const former = kidsAt(f.folder)[0]!;
    const [key, sealed] = f.kept[0]!;
    const old = readFileSync(caseFile(f.folder, key));
    const seen: [number, number][] = [];
    // holds() has made one more.
    expect(await vaultAt(f.folder).rotate((n, of) => seen.push([n, of]))).toEqual({ rewrapped: 21 });
    expect(seen.at(-1)).toEqual([21, 21]);
    expect(kidsAt(f.folder)).toEqual([expect.stringMatching(/^k2-/)]);
    ended(f.folder);
    await holds(f, before);
    await holds(f);
    expect(existsSync(join(f.folder, `${former}.key`))).toBe(false);
    writeFileSync(caseFile(f.folder, key), old);
    await expect(vaultAt(f.folder).open(key, PLACE, sealed)).rejects.toMatchObject({ why: 'keys-missing', about: [former] });
  });

  test('another can follow, and another', async () => {
    const f = await furnished(3);
    for (let i = 2; i < 12; i++) {
      await vaultAt(f.folder).rotate();
      expect(kidsAt(f.folder)).toEqual([expect.stringMatching(new RegExp(`^k${i}-`))]);
    }
    await holds(f);
  });

  test('an older copy of the whole folder still opens, and laid over the present one brings no destroyed key back', async () => {
    const f = await furnished(3);
    const copy = again(f);
    const [key] = f.kept[0]!;
    await vaultAt(f.folder).rotate();
    await vaultAt(f.folder).destroy(key);
    await holds(copy);
    cpSync(copy.folder, f.folder, { recursive: true, force: true });
    expect(await vaultAt(f.folder).open(...at(f.kept[0]!))).toBeNull();
    expect(await vaultAt(f.folder).open(...at(f.kept[1]!))).toBe('第1件');
    await vaultAt(f.folder).rotate();
    ended(f.folder);
    expect(existsSync(caseFile(f.folder, key))).toBe(false);
  });
});

describe('a rotation that is cut off', () => {
  test('before or after any of its steps leaves everything as it opens, and is gone on with', async () => {
    const f = await furnished(5);
    const whole = again(f);
    const counting = failingKeyDisk(keyDiskAt(whole.folder));
    await rotateKeys(openKeyring(counting, null));
    const steps = [...counting.taken];
    // A new master, the index, each case key and its folder, the former master.
    expect(steps.length).toBeGreaterThanOrEqual(1 + 2 + 5 + 1);
    for (const [n, name] of steps.entries()) {
      for (const when of ['before', 'after'] as const satisfies readonly When[]) {
        const cut = again(f);
        const disk: FailingKeyDisk = failingKeyDisk(keyDiskAt(cut.folder));
        disk.plan(n, when);
        await expect(rotateKeys(openKeyring(disk, null)), `${when} ${name}`).rejects.toThrow(StepFailed);
        await holds(cut);
        await vaultAt(cut.folder).rotate();
        ended(cut.folder);
        await holds(cut);
      }
    }
  }, 240_000);

  test('and a destruction that is cut off is refused from its first step, and completed when it is asked for again', async () => {
    const f = await furnished(2);
    const [key, sealed] = f.kept[0]!;
    const steps = await (async () => {
      const counting = failingKeyDisk(keyDiskAt(again(f).folder));
      await vaultOver(openKeyring(counting, null), oneAtATime()('town')).destroy(key);
      return [...counting.taken];
    })();
    for (const n of steps.keys()) {
      for (const when of ['before', 'after'] as const) {
        const cut = again(f);
        const disk = failingKeyDisk(keyDiskAt(cut.folder));
        const vault = vaultOver(openKeyring(disk, null), oneAtATime()('town'));
        disk.plan(n, when);
        await expect(vault.destroy(key)).rejects.toThrow(StepFailed);
        const begun = n > 0 || when === 'after';
        expect(await vaultAt(cut.folder).isDestroyed(key)).toBe(begun);
        expect(await vaultAt(cut.folder).open(key, PLACE, sealed)).toBe(begun ? null : '第0件');
        await vaultAt(cut.folder).destroy(key);
        expect(existsSync(caseFile(cut.folder, key))).toBe(false);
        expect([...filesBelow(cut.folder).keys()].filter((p) => p.startsWith('parts'))).toEqual([]);
      }
    }
  });

  test('by a crash inside a step leaves parts that the next run, or the destruction of their key, takes away', async () => {
    const f = await furnished(3);
    const [key] = f.kept[0]!;
    const [other] = f.kept[1]!;
    const part = (kind: string, id: string): string => join(f.folder, 'parts', `${kind}.${id}.00112233aabb`);
    copyFileSync(caseFile(f.folder, key), part('in', key));
    await vaultAt(f.folder).destroy(key);
    expect(existsSync(part('in', key))).toBe(false);
    copyFileSync(caseFile(f.folder, other), part('out', key));
    copyFileSync(caseFile(f.folder, other), part('in', other));
    // Of a key somebody is making at this moment.
    copyFileSync(caseFile(f.folder, other), part('in', 'ab'.repeat(16)));
    await vaultAt(f.folder).rotate();
    expect([...filesBelow(f.folder).keys()].filter((p) => p.startsWith('parts'))).toEqual([
      `parts/in.${'ab'.repeat(16)}.00112233aabb`,
    ]);
  });
});

describe('while a rotation is under way', () => {
  test('keys are made, destroyed and opened elsewhere, and none is lost', async () => {
    const f = await furnished(40);
    const [rotating, working] = [vaultAt(f.folder), vaultAt(f.folder)];
    const made: [CaseKeyId, string][] = [];
    const destroyed: CaseKeyId[] = [];
    let over = false;
    const work = (async () => {
      while (!over) {
        const key = await working.newKey();
        made.push([key, await working.seal(key, PLACE, `新${made.length}`)]);
        if (made.length % 3 === 0) {
          const victim = made.length % 2 === 0 ? made[made.length - 2]![0] : f.kept[destroyed.length % f.kept.length]![0];
          await working.destroy(victim);
          destroyed.push(victim);
        }
      }
    })();
    for (let i = 0; i < 3; i++) await rotating.rotate();
    over = true;
    await work;
    expect(made.length).toBeGreaterThan(10);
    await rotating.rotate();
    for (const vault of [rotating, working, vaultAt(f.folder)]) {
      for (const [i, [key, sealed]] of made.entries())
        expect(await vault.open(key, PLACE, sealed)).toBe(destroyed.includes(key) ? null : `新${i}`);
      for (const [i, [key, sealed]] of f.kept.entries())
        expect(await vault.open(key, PLACE, sealed)).toBe(destroyed.includes(key) ? null : `第${i}件`);
    }
    for (const key of destroyed) expect(existsSync(caseFile(f.folder, key))).toBe(false);
    ended(f.folder);
  }, 240_000);
});

const PROCESS = `
  import { openVault } from source('platform/vault/vault.ts');
  import { writeSync } from 'node:fs';
  const vault = openVault(process.env.FOLDER, { exclusively: async (_n, work) => ({ value: await work() }) });
  const place = ${JSON.stringify(PLACE)};
  void (async () => {
    for (;;) {
      const key = await vault.newKey();
      writeSync(1, 'made ' + key + ' ' + (await vault.seal(key, place, '新的')) + '\\n');
      const gone = await vault.newKey();
      const sealed = await vault.seal(gone, place, '旧的');
      await vault.destroy(gone);
      writeSync(1, 'gone ' + gone + ' ' + sealed + '\\n');
    }
  })();
  for (;;) await vault.rotate();`;

test('a process killed in the midst of it, again and again, loses no key it was told of and brings none back', async () => {
  const f = await furnished(30);
  const said: string[] = [];
  for (let round = 0; round < 5; round++) {
    const process = child(PROCESS, { FOLDER: f.folder });
    await process.says('gone ');
    await new Promise((resolve) => setTimeout(resolve, 97 * round));
    process.process.kill('SIGKILL');
    await process.ended;
    said.push(...process.said().split('\n'));
    const vault = vaultAt(f.folder);
    for (const line of said) {
      const [what, key, sealed, ...more] = line.split(' ');
      // The last line may be cut off.
      if (sealed?.split('.')[4]?.length !== 22 || more.length > 0) continue;
      expect(await vault.open(key as CaseKeyId, PLACE, sealed)).toBe(what === 'made' ? '新的' : null);
    }
    await holds(f);
  }
  expect(said.filter((l) => l.startsWith('gone')).length).toBeGreaterThanOrEqual(5);
  await vaultAt(f.folder).rotate();
  await holds(f);
  expect(kidsAt(f.folder)).toHaveLength(1);
}, 240_000);

test('a thousand keys: how long a hundred thousand would take', async () => {
  const { folder } = await furnished(1);
  const ring = openKeyring(keyDiskAt(folder), null);
  // As many in a folder as a hundred thousand would be: each folder is synced once.
  for (let i = 0; i < 1_000; i++) {
    const id = `${['00', '01', '02'][i % 3]}${newCaseKeyId().slice(2)}` as CaseKeyId;
    mkdirSync(join(folder, bucketOf(id)), { recursive: true });
    writeFileSync(caseFile(folder, id), `${ring.wrap(ring.newest(), caseKeyUse(id), randomBytes(32))}\n`);
  }
  const began = performance.now();
  expect(await vaultAt(folder).rotate()).toEqual({ rewrapped: 1_001 });
  const seconds = (performance.now() - began) / 1_000;
  console.log(
    `1,000 case keys wrapped anew in ${seconds.toFixed(2)} s; 100,000 would take about ${(seconds * 100).toFixed(0)} s`,
  );
  rmSync(folder, { recursive: true });
}, 240_000);
