import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filesBelow, keyFolder, kidsAt, PLACE, vaultAt } from '../../../test/support/vaults.ts';
import type { CaseKeyId } from './key-names.ts';
import type { SealedPlace } from './vault.ts';

const moved = { why: 'not-as-sealed' };
const secret = '王样例，0563-4000123，村东头第三家';
const caseFile = (folder: string, id: CaseKeyId): string => join(folder, 'cases', id.slice(0, 2), id);

describe('a sealed text is refused', () => {
  test('in any other place: table, column, row or key', async () => {
    const vault = vaultAt(keyFolder());
    const [key, other] = [await vault.newKey(), await vault.newKey()];
    const sealed = await vault.seal(key, PLACE, secret);
    const places: SealedPlace[] = [
      { ...PLACE, table: 'requests_texts' },
      { ...PLACE, column: 'wish_sealed' },
      { ...PLACE, row: '01k0000000000000000000000b' },
      { table: PLACE.table, column: PLACE.column, row: `${PLACE.row}|` },
    ];
    for (const place of places) await expect(vault.open(key, place, sealed)).rejects.toMatchObject(moved);
    await expect(vault.open(other, PLACE, sealed)).rejects.toMatchObject(moved);
    await expect(vault.open(other, PLACE, sealed.replace(key, other))).rejects.toMatchObject(moved);
    expect(await vault.open(key, PLACE, sealed)).toBe(secret);
  });

  test('with any one character changed, added or taken away', async () => {
    const vault = vaultAt(keyFolder());
    const key = await vault.newKey();
    const sealed = await vault.seal(key, PLACE, secret);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/= \n';
    const at = fc.integer({ min: 0, max: sealed.length - 1 });
    const character = fc.constantFrom(...alphabet);
    await fc.assert(
      fc.asyncProperty(at, character, fc.constantFrom('change', 'add', 'take'), async (i, c, how) => {
        const rest = sealed.slice(how === 'add' ? i : i + 1);
        const other = sealed.slice(0, i) + (how === 'take' ? '' : c) + rest;
        fc.pre(other !== sealed);
        await expect(vault.open(key, PLACE, other)).rejects.toMatchObject(moved);
      }),
      { numRuns: 600 },
    );
    for (const text of ['', 'v1', 'v1....', sealed.replace('v1', 'v2'), `${sealed}.x`, `${sealed}=`])
      await expect(vault.open(key, PLACE, text)).rejects.toMatchObject(moved);
  });

  test('with pieces of another text sealed at the same place', async () => {
    const vault = vaultAt(keyFolder());
    const key = await vault.newKey();
    const [one, two] = [(await vault.seal(key, PLACE, '同意')).split('.'), (await vault.seal(key, PLACE, '反对')).split('.')];
    for (const i of [2, 3, 4]) {
      const mixed = one.with(i, two[i]!).join('.');
      await expect(vault.open(key, PLACE, mixed)).rejects.toMatchObject(moved);
    }
  });

  test('without a place, or where names would run into each other', async () => {
    const vault = vaultAt(keyFolder());
    const key = await vault.newKey();
    for (const place of [
      { ...PLACE, row: '' },
      { ...PLACE, table: 'a|b' },
      { ...PLACE, column: '' },
    ])
      await expect(vault.seal(key, place, secret)).rejects.toThrow(RangeError);
    await expect(vault.seal(key, PLACE, 'half \ud83d')).rejects.toThrow(RangeError);
    for (const id of ['', '../../secret', 'AB'.repeat(16), 'ab'.repeat(17)])
      await expect(vault.seal(id as CaseKeyId, PLACE, secret)).rejects.toThrow(RangeError);
  });

  test('of a file: cut, lengthened, any byte flipped, moved, or taken for a text', async () => {
    const vault = vaultAt(keyFolder());
    const key = await vault.newKey();
    const sealed = await vault.sealBytes(key, PLACE, Buffer.from(secret));
    for (let i = 0; i < sealed.length; i++) {
      const other = Uint8Array.from(sealed);
      other[i]! ^= 1 << (i % 8);
      await expect(vault.openBytes(key, PLACE, other)).rejects.toMatchObject(moved);
    }
    const cases = [sealed.subarray(0, -1), new Uint8Array(0), Buffer.concat([sealed, Buffer.alloc(1)])];
    for (const other of cases) await expect(vault.openBytes(key, PLACE, other)).rejects.toMatchObject(moved);
    await expect(vault.openBytes(key, { ...PLACE, row: 'x' }, sealed)).rejects.toMatchObject(moved);
    const body = Buffer.from(sealed.subarray(20));
    const [nonce, ct, tag] = [body.subarray(0, 12), body.subarray(12, -16), body.subarray(-16)];
    const asText = ['v1', key, ...[nonce, ct, tag].map((b) => b.toString('base64url'))].join('.');
    await expect(vault.open(key, PLACE, asText)).rejects.toMatchObject(moved);
  });
});

describe('a key that is not here', () => {
  test('is a fault and not an empty answer, unless it was destroyed', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    const sealed = await vault.seal(key, PLACE, secret);
    renameSync(caseFile(folder, key), `${folder}/elsewhere`);
    for (const v of [vault, vaultAt(folder)]) {
      await expect(v.open(key, PLACE, sealed)).rejects.toMatchObject({ why: 'key-missing', about: [key] });
      await expect(v.isDestroyed(key)).rejects.toMatchObject({ why: 'key-missing' });
    }
    renameSync(`${folder}/elsewhere`, caseFile(folder, key));
    expect(await vaultAt(folder).open(key, PLACE, sealed)).toBe(secret);
  });

  test('or is another case’s file under its name, or damaged, does not open', async () => {
    const folder = keyFolder();
    const [a, b] = [await vaultAt(folder).newKey(), await vaultAt(folder).newKey()];
    const sealed = await vaultAt(folder).seal(a, PLACE, secret);
    writeFileSync(caseFile(folder, a), readFileSync(caseFile(folder, b)));
    await expect(vaultAt(folder).open(a, PLACE, sealed)).rejects.toMatchObject({ why: 'key-damaged' });
    writeFileSync(caseFile(folder, a), '');
    await expect(vaultAt(folder).open(a, PLACE, sealed)).rejects.toMatchObject({ why: 'key-damaged' });
  });

  test('because the master key is gone opens nothing, and no other is made in its place', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    const sealed = await vault.seal(key, PLACE, secret);
    rmSync(join(folder, `${kidsAt(folder)[0]}.key`));
    const later = vaultAt(folder);
    await expect(later.open(key, PLACE, sealed)).rejects.toMatchObject({ why: 'keys-missing' });
    await expect(later.newKey()).rejects.toMatchObject({ why: 'keys-missing' });
    await expect(vault.newKey()).rejects.toMatchObject({ why: 'keys-missing' });
    expect(() => later.blindIndex('person', 'x')).toThrow(expect.objectContaining({ why: 'keys-missing' }));
    expect(kidsAt(folder)).toEqual([]);
  });
});

describe('a destroyed key', () => {
  test('opens nothing in any process at its next call, seals nothing, and its file is gone', async () => {
    const folder = keyFolder();
    const [here, there] = [vaultAt(folder), vaultAt(folder)];
    const [key, other] = [await here.newKey(), await here.newKey()];
    const [sealed, kept] = [await here.seal(key, PLACE, secret), await here.seal(other, PLACE, secret)];
    const file = await there.sealBytes(key, PLACE, Buffer.from(secret));
    expect(await there.open(key, PLACE, sealed)).toBe(secret);
    expect(await there.isDestroyed(key)).toBe(false);
    const wrapped = readFileSync(caseFile(folder, key), 'utf8').trim();

    await here.destroy(key);
    await here.destroy(key);
    for (const vault of [here, there, vaultAt(folder)]) {
      expect(await vault.open(key, PLACE, sealed)).toBeNull();
      expect(await vault.openBytes(key, PLACE, file)).toBeNull();
      expect(await vault.isDestroyed(key)).toBe(true);
      await expect(vault.seal(key, PLACE, secret)).rejects.toMatchObject({ why: 'key-destroyed' });
      await expect(vault.sealBytes(key, PLACE, file)).rejects.toMatchObject({ why: 'key-destroyed' });
      expect(await vault.open(other, PLACE, kept)).toBe(secret);
    }
    expect(existsSync(caseFile(folder, key))).toBe(false);
    for (const [path, text] of filesBelow(folder)) {
      expect(text, path).not.toContain(wrapped);
      if (path.startsWith('parts/')) throw new Error(`left behind: ${path}`);
    }
  });

  test('stays destroyed when an older copy of its file is put back', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    const sealed = await vault.seal(key, PLACE, secret);
    const wrapped = readFileSync(caseFile(folder, key));
    await vault.destroy(key);
    writeFileSync(caseFile(folder, key), wrapped);
    for (const v of [vault, vaultAt(folder)]) expect(await v.open(key, PLACE, sealed)).toBeNull();
    await vaultAt(folder).destroy(key);
    expect(existsSync(caseFile(folder, key))).toBe(false);
  });

  test('that was lost before can still be destroyed, so that a copy found later does not bring it back', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    const wrapped = readFileSync(caseFile(folder, key));
    rmSync(caseFile(folder, key));
    await vault.destroy(key);
    writeFileSync(caseFile(folder, key), wrapped);
    expect(await vaultAt(folder).isDestroyed(key)).toBe(true);
  });
});

describe('what is sealed', () => {
  test('comes back as it was, whatever text and whatever row; and is never written alike twice', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const key = await vault.newKey();
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.string({ unit: 'binary', minLength: 1 }),
        async (text, row) => {
          const place = { ...PLACE, row };
          const sealed = await vault.seal(key, place, text);
          expect(sealed).toMatch(/^v1\.[0-9a-f]{32}\.[\w-]{16}\.[\w-]*\.[\w-]{22}$/);
          expect(await vaultAt(folder).open(key, place, sealed)).toBe(text);
          expect(await vault.seal(key, place, text)).not.toBe(sealed);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('as a file comes back to the byte, also from the middle of a buffer', async () => {
    const vault = vaultAt(keyFolder());
    const key = await vault.newKey();
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        const sealed = await vault.sealBytes(key, PLACE, bytes);
        const within = Buffer.concat([Buffer.from('…'), sealed]).subarray(3);
        expect(Buffer.compare((await vault.openBytes(key, PLACE, within))!, bytes)).toBe(0);
      }),
    );
  });

  test('under more keys than are remembered opens all the same', async () => {
    const folder = keyFolder();
    const vault = vaultAt(folder);
    const kept: [CaseKeyId, string][] = [];
    for (let i = 0; i < 300; i++) {
      const key = await vault.newKey();
      kept.push([key, await vault.seal(key, PLACE, `第${i}件`)]);
    }
    for (const [i, [key, sealed]] of kept.entries()) expect(await vault.open(key, PLACE, sealed)).toBe(`第${i}件`);
  });
});

describe('blind indexes and numbers', () => {
  test('are equal for equal values, in every process, and for nothing else', () => {
    const folder = keyFolder();
    const [vault, again, elsewhere] = [vaultAt(folder), vaultAt(folder), vaultAt(keyFolder())];
    expect(() => vault.blindIndex('Person 王样例', 'x')).toThrow(RangeError);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(vault.blindIndex('person', a)).toMatch(/^[\w-]{22}$/);
        expect(again.blindIndex('person', a)).toBe(vault.blindIndex('person', a));
        expect(again.blindNumber('wish', a)).toBe(vault.blindNumber('wish', a));
        expect(vault.blindIndex('person', a) === vault.blindIndex('person', b)).toBe(a === b);
        expect(vault.blindIndex('telephone', a)).not.toBe(vault.blindIndex('person', a));
        expect(elsewhere.blindIndex('person', a)).not.toBe(vault.blindIndex('person', a));
        const n = vault.blindNumber('wish', a);
        expect(Number.isInteger(n) && n >= 0 && n < 2 ** 32).toBe(true);
      }),
    );
  });

  test('numbers fall everywhere, and tell nothing of an index', () => {
    const vault = vaultAt(keyFolder());
    const numbers = Array.from({ length: 2000 }, (_, i) => vault.blindNumber('wish', String(i)));
    const eighths = [0, 0, 0, 0, 0, 0, 0, 0];
    for (const n of numbers) eighths[Math.floor(n / 2 ** 29)]!++;
    for (const n of eighths) expect(n).toBeGreaterThan(180);
    const first = Buffer.from(vault.blindIndex('wish', '0'), 'base64url').readUInt32BE(0);
    expect(first).not.toBe(numbers[0]);
  });
});
