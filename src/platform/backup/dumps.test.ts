import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quietLog, testClock } from '../../../test/support/stand-ins.ts';
import { type Instant, instantOf } from '../../town/day.ts';
import { createTown, type Installation, listTowns, openInstallation } from '../installation.ts';
import { stamp } from './backup.ts';
import { dumpNow, dumpsFolder, dumpsToKeep } from './dumps.ts';
import { restoreDump } from './restore-dump.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-dumps-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const hourly = (from: string, hours: number): string[] =>
  Array.from({ length: hours }, (_, i) => `${stamp(instantOf(Date.parse(from) + i * 3_600_000))}.tar.gz`);

describe('dumps kept', () => {
  test('are the last 48, the last of each of 30 days, the last of each of 12 months', () => {
    const names = hourly('2024-12-31T16:05:00Z', 24 * 700);
    const keep = [...dumpsToKeep(names)].sort();
    expect(keep.slice(-48)).toEqual(names.slice(-48));
    expect(new Set(keep.map((n) => n.slice(0, 6))).size).toBe(12);
    const days = [...new Set(names.map((n) => n.slice(0, 8)))].slice(-30);
    for (const day of days) expect(keep).toContain(names.filter((n) => n.startsWith(day)).at(-1));
    expect(keep.length).toBeLessThanOrEqual(48 + 30 + 12);
  });

  test('are all of them while there are few, and other files are not ours to judge', () => {
    const names = hourly('2026-11-23T00:05:00Z', 10);
    expect(dumpsToKeep([...names, 'before-migration-20260101-0000.tar.gz', 'notes.txt']).size).toBe(10);
  });
});

describe('a dump', () => {
  test('restored into an empty directory opens with what was committed before it, and never over a database', async () => {
    const config = { data: join(root, 'one'), databaseUrl: null, connections: 1 };
    const clock = testClock();
    const from: Installation = await openInstallation(config, quietLog, clock);
    await createTown(from, { slug: 'gangkou', name: '港口镇', demo: false });
    const dump = await dumpNow(from);
    await sql`update towns set name = '后来的名字'`.execute(from.shared);
    await from.close();
    expect(readdirSync(dumpsFolder(config.data))).toEqual([`${stamp(clock.now() as Instant)}.tar.gz`]);
    expect(await restoreDump(dump!.file, config.data)).toMatch(/不是空的/);
    const place = { ...config, data: join(root, 'two') };
    expect(await restoreDump(dump!.file, place.data)).toBeNull();
    const to = await openInstallation(place, quietLog, clock);
    expect(await listTowns(to)).toMatchObject([{ slug: 'gangkou', name: '港口镇' }]);
    await to.close();
  }, 60_000);
});
