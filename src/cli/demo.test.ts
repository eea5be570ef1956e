// The demonstration is made anew from whatever an older program left, and from nothing else.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quietLog } from '../../test/support/stand-ins.ts';
import { eraseDemonstration } from '../platform/backup/erase.ts';
import { lockDirectory } from '../platform/db/lock.ts';
import { type Instant, instant } from '../town/day.ts';
import { createTown, type Installation, listTowns, openInstallation, openTown, SHARED_SCHEMA } from '../platform/installation.ts';
import { type Io, Stop } from './command.ts';
import { demoCommand } from './demo.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-demo-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const io: Io = {
  out() {},
  err() {},
  ask: async () => null,
  progress: () => ({ at() {}, end() {} }),
  isTerminal: false,
  env: {},
  untilAskedToEnd: async () => {},
};

const present = instant('2031-05-06T09:30:00+08:00');
let startedAt: Instant;

/** Runs the command with a seed that only counts; answers the exit code, or what it refused with. */
async function demo(data: string, options: Readonly<Record<string, boolean>> = {}): Promise<{ said: string; made: number }> {
  let made = 0;
  const command = demoCommand({
    present,
    load: async (town) => {
      made++;
      startedAt = town.clock.now();
    },
  });
  try {
    const code = await command.run(io, { values: { data, prepare: true, ...options }, positionals: [] });
    return { said: String(code), made };
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    return { said: fault.message, made };
  }
}

async function inside<T>(data: string, work: (installation: Installation) => Promise<T>): Promise<T> {
  const installation = await openInstallation({ data, databaseUrl: null, connections: 1 }, quietLog);
  try {
    return await work(installation);
  } finally {
    await installation.close();
  }
}

/** As if a migration file had been edited since it was applied. */
async function editedSince(installation: Installation, schema: string): Promise<void> {
  await sql`update migrations set digest = 'of another file' where number = 1`.execute(installation.engine.owner(schema));
}

describe('a reset is refused', { timeout: 120_000 }, () => {
  test('where a real town is, whatever its migrations say, and the demonstration beside it stays too', async () => {
    const data = join(root, 'real');
    await demo(data);
    await inside(data, async (installation) => {
      const row = await createTown(installation, { slug: 'zhen', name: '正式镇', demo: false });
      await editedSince(installation, row.schema);
      await expect(eraseDemonstration(installation)).rejects.toThrow('never erased');
    });
    expect(await demo(data, { reset: true })).toEqual({ said: expect.stringContaining('已有正式的镇（正式镇）'), made: 0 });
    expect((await inside(data, listTowns)).map((town) => town.slug)).toEqual(['gangkou', 'zhen']);
  });

  test('where a running process holds the directory, and where the database of something else is prepared', async () => {
    const held = join(root, 'held');
    await demo(held);
    const lock = await lockDirectory(join(held, 'db'));
    try {
      expect(await demo(held, { reset: true })).toEqual({ said: expect.stringContaining('正由'), made: 0 });
    } finally {
      await lock.release();
    }
    expect(await inside(held, listTowns)).toHaveLength(1);
    const prepared = join(root, 'prepared');
    await inside(prepared, async (installation) => {
      const row = await createTown(installation, { slug: 'zhen', name: '镇', demo: false });
      await sql`delete from towns`.execute(installation.engine.owner(SHARED_SCHEMA));
      await editedSince(installation, SHARED_SCHEMA);
      return row;
    });
    expect((await demo(prepared, { reset: true })).said).toContain('迁移文件被改动过');
  });
});

describe('a demonstration', { timeout: 120_000 }, () => {
  test('stands in the present of its year whatever the real day is, and runs on from there', async () => {
    const data = join(root, 'present');
    await demo(data);
    expect(startedAt >= present && Date.parse(startedAt) - Date.parse(present) < 60_000).toBe(true);
    await inside(data, async (installation) => {
      const town = await openTown(installation, (await listTowns(installation))[0]!);
      expect(town.clock.now() > startedAt && Date.parse(town.clock.now()) - Date.parse(present) < 300_000).toBe(true);
    });
  });
});

describe('a demonstration made by an older program', { timeout: 120_000 }, () => {
  test('is not opened, and the way out is said', async () => {
    const data = join(root, 'older');
    expect(await demo(data)).toEqual({ said: '0', made: 1 });
    await inside(data, (installation) => editedSince(installation, 'town_gangkou'));
    expect(await demo(data)).toEqual({ said: expect.stringMatching(/迁移文件被改动过[\s\S]*gongkai demo --reset/), made: 0 });
  });

  test('is made anew by a reset: edited files, tables nobody knows, files and accounts are gone', async () => {
    const data = join(root, 'older');
    const left = join(data, 'files', 'gangkou');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'left.txt'), 'x');
    await inside(data, async (installation) => {
      await editedSince(installation, SHARED_SCHEMA);
      const shared = installation.engine.owner(SHARED_SCHEMA);
      await sql`insert into migrations (number, name, digest) values (99, '0099_later.sql', 'x')`.execute(shared);
      await sql`create table gone (id text)`.execute(shared);
      await sql`insert into accounts (id, town, username, created_at) values ('a', 'gangkou', 'old', now())`.execute(shared);
    });
    expect(await demo(data, { reset: true })).toEqual({ said: '0', made: 1 });
    expect(existsSync(join(left, 'left.txt'))).toBe(false);
    await inside(data, async (installation) => {
      expect(await listTowns(installation)).toMatchObject([{ slug: 'gangkou', demo: true }]);
      const { rows } = await sql<{ n: number }>`select count(*) as n from accounts`.execute(installation.shared);
      expect(rows[0]!.n).toBe(0);
    });
    // Made, it is kept until the next reset.
    expect(await demo(data)).toEqual({ said: '0', made: 0 });
  });
});
