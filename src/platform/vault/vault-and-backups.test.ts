// The promise the keys lie apart for: what is destroyed cannot be read in any backup, and what is not can be read in all of them.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow, PLACE } from '../../../test/support/vaults.ts';
import { quietLog, testClock } from '../../../test/support/stand-ins.ts';
import { testEngine } from '../../../test/support/town.ts';
import { backUp } from '../backup/backup.ts';
import { restore } from '../backup/restore.ts';
import { restoreDump } from '../backup/restore-dump.ts';
import { dumpNow } from '../backup/dumps.ts';
import { openEmbedded } from '../db/embedded.ts';
import type { Engine } from '../db/engine.ts';
import {
  createTown,
  type Installation,
  keysFolder,
  listTowns,
  openInstallation,
  openTown,
  SHARED_SCHEMA,
  type TownRow,
} from '../installation.ts';
import type { Log, Town } from '../town.ts';
import type { CaseKeyId } from './key-names.ts';

let root: string;
let here: Engine;
let count = 0;
const opened: Engine[] = [];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-vault-backup-'));
  here = await testEngine();
});
afterAll(async () => {
  for (const engine of opened) await engine.close();
  rmSync(root, { recursive: true, force: true });
});

function installation(engine: Engine, log: Log = quietLog): Installation {
  const data = join(root, `data-${count++}`);
  mkdirSync(data);
  return { engine, data, shared: engine.schema(SHARED_SCHEMA), clock: testClock(), log, close: async () => {} };
}

async function elsewhere(log?: Log): Promise<Installation> {
  const engine = await openEmbedded(null);
  opened.push(engine);
  return installation(engine, log);
}

async function newTown(on: Installation): Promise<{ row: TownRow; town: Town }> {
  const row = await createTown(on, { slug: `v${process.pid}-${count++}`, name: '港口镇', demo: false });
  return { row, town: await openTown(on, row) };
}

/** A row whose text is sealed; any table with a text will do. */
async function keep(town: Town, text: string): Promise<CaseKeyId> {
  const key = await town.vault.newKey();
  const sealed = await town.vault.seal(key, PLACE, text);
  await sql`insert into platform_settings (name, value, changed_at, changed_by)
    values (${`test:${key}`}, ${JSON.stringify({ sealed })}::jsonb, ${town.clock.now()}, '测试')`.execute(town.db);
  return key;
}

async function read(town: Town, key: CaseKeyId): Promise<string | null> {
  const { rows } = await sql<{
    value: { sealed: string };
  }>`select value from platform_settings where name = ${`test:${key}`}`.execute(town.db);
  return town.vault.open(key, PLACE, rows[0]!.value.sealed);
}

describe('a backup', () => {
  test('without the keys cannot be read, says so, and gets no other keys; with the present keys it can, but for what was destroyed since', async () => {
    const from = installation(here);
    const { row, town } = await newTown(from);
    const [kept, erased] = [await keep(town, '王样例要看账'), await keep(town, '李样例的电话')];
    const index = town.vault.blindIndex('person', '王样例');
    const saved = await backUp(from, row, join(root, 'out'));
    const later = await keep(town, '备份以后');
    await town.vault.destroy(erased);
    await town.vault.rotate();

    const said: string[] = [];
    const to = await elsewhere({ ...quietLog, error: (_fields, text) => void said.push(text) });
    expect(await restore(to, saved.file)).toHaveProperty('value.row.slug', row.slug);
    const [restored] = await listTowns(to);
    const without = await openTown(to, restored!);
    expect(said).toEqual(['the keys of personal data cannot be used']);
    await expect(read(without, kept)).rejects.toMatchObject({ why: 'keys-missing' });
    await expect(without.vault.newKey()).rejects.toMatchObject({ why: 'keys-missing' });
    expect(() => without.vault.blindIndex('person', '王样例')).toThrow(expect.objectContaining({ why: 'keys-missing' }));
    expect(existsSync(keysFolder(to, row.slug))).toBe(false);

    cpSync(keysFolder(from, row.slug), keysFolder(to, row.slug), { recursive: true });
    // The vault that was shut works at once; one opened now, too.
    for (const whole of [without, await openTown(to, restored!)]) {
      expect(await read(whole, kept)).toBe('王样例要看账');
      expect(await read(whole, erased)).toBeNull();
      expect(await whole.vault.isDestroyed(later)).toBe(false);
      expect(whole.vault.blindIndex('person', '王样例')).toBe(index);
    }
  }, 240_000);

  test('beside another town’s keys is refused by the vault', async () => {
    const from = installation(here);
    const { row, town } = await newTown(from);
    const key = await keep(town, '内容');
    const saved = await backUp(from, row, join(root, 'out'));
    const to = await elsewhere();
    expect(await restore(to, saved.file)).toHaveProperty('value.row.slug', row.slug);
    const other = installation(here);
    const stranger = await newTown(other);
    await stranger.town.vault.newKey();
    mkdirSync(join(to.data, 'keys'));
    renameSync(keysFolder(other, stranger.row.slug), keysFolder(to, row.slug));
    const restored = await openTown(to, (await listTowns(to))[0]!);
    await expect(restored.vault.newKey()).rejects.toMatchObject({ why: 'other-keys' });
    await expect(read(restored, key)).rejects.toMatchObject({ why: 'key-missing' });
  }, 240_000);

  test('holds no key, wrapped or not', async () => {
    const from = installation(here);
    const { row, town } = await newTown(from);
    for (let i = 0; i < 3; i++) await keep(town, `第${i}件`);
    const saved = await backUp(from, row, join(root, 'out'));
    const folder = join(root, `look-${count++}`);
    mkdirSync(folder);
    execFileSync('tar', ['xzf', saved.file, '-C', folder]);
    const names = readdirSync(folder, { recursive: true }).map(String);
    expect(names.filter((n) => /key/i.test(n))).toEqual([]);
    const everything = [...filesBelow(folder).values()].join('\n');
    const keys = filesBelow(keysFolder(from, row.slug));
    expect(keys.size).toBe(5);
    for (const text of keys.values()) expect(everything).not.toContain(text.trim());
    expect(everything).toContain('keys of personal data');
  }, 240_000);
});

describe('an hourly dump of the embedded database', () => {
  test('can be read with the present keys, but for what was destroyed since; with the database, its copies and its journal as they lie, neither', async () => {
    const data = join(root, `data-${count++}`);
    const config = { data, databaseUrl: null, connections: 1 };
    const from = await openInstallation(config, quietLog);
    const { row, town } = await newTown(from);
    const [kept, erased] = [await keep(town, '留下的'), await keep(town, '清除的')];
    const dump = await dumpNow(from);
    await town.vault.destroy(erased);
    await from.close();
    for (const text of filesBelow(keysFolder(from, row.slug)).values()) {
      if (text === '') continue;
      for (const [path, content] of filesBelow(join(data, 'db'))) expect(content.includes(text.trim()), path).toBe(false);
    }
    const other = join(root, `data-${count++}`);
    expect(await restoreDump(dump!.file, other)).toBeNull();
    cpSync(join(data, 'keys'), join(other, 'keys'), { recursive: true });
    const to = await openInstallation({ ...config, data: other }, quietLog);
    const restored = await openTown(to, row);
    expect(await read(restored, kept)).toBe('留下的');
    expect(await read(restored, erased)).toBeNull();
    await to.close();
  }, 240_000);
});

describe('towns of one installation', () => {
  test('have keys of their own, on another disk where the operator says so', async () => {
    const keys = join(root, 'keys-elsewhere');
    mkdirSync(keys);
    const on: Installation = { ...installation(here), keys };
    const [one, two] = [await newTown(on), await newTown(on)];
    const key = await keep(one.town, '内容');
    expect(await read(one.town, key)).toBe('内容');
    await expect(two.town.vault.isDestroyed(key)).rejects.toMatchObject({ why: 'key-missing' });
    expect(one.town.vault.blindIndex('person', 'x')).not.toBe(two.town.vault.blindIndex('person', 'x'));
    expect(readdirSync(keys).sort()).toEqual([one.row.slug, two.row.slug].sort());
    expect(existsSync(join(on.data, 'keys'))).toBe(false);
    expect(await read(await openTown(on, one.row), key)).toBe('内容');
    const { rows } = await sql<{
      value: { mark: string };
    }>`select value from platform_settings where name = 'vault:mark'`.execute(one.town.db);
    expect(rows).toHaveLength(1);
    for (const text of filesBelow(keysFolder(on, one.row.slug)).values()) expect(text).not.toContain(rows[0]!.value.mark);
  });

  test('opened by several processes at once have one master key', async () => {
    const on = installation(here);
    const row = await createTown(on, { slug: `v${process.pid}-${count++}`, name: '港口镇', demo: false });
    const towns = await Promise.all([1, 2, 3, 4].map(() => openTown(on, row)));
    const key = await keep(towns[0]!, '内容');
    for (const town of towns) expect(await read(town, key)).toBe('内容');
    expect(readdirSync(keysFolder(on, row.slug)).filter((n) => n.endsWith('.key'))).toHaveLength(1);
    expect(readFileSync(join(keysFolder(on, row.slug), 'blind-index'), 'utf8')).toMatch(/^v1\.k1-/);
  });
});
