import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestTown, testTown } from '../../test/support/town.ts';
import { perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import { standings } from '../platform/standing.ts';
import { done } from '../town/outcome.ts';
import { installationTimetable } from './installation-timetable.ts';

describe('the hourly look at the audit chain', () => {
  let town: TestTown;
  beforeAll(async () => {
    town = await testTown();
  });
  const deeds = (n: number) =>
    Promise.all(Array.from({ length: n }, (_, i) => perform(town, systemActor, `deed-${i}`, async () => done(i))));
  const look = async () => {
    const { engine, shared, clock, log } = town;
    const data = mkdtempSync(join(tmpdir(), 'gongkai-timetable-'));
    const chores = installationTimetable({ engine, data, shared, clock, log, close: async () => {} });
    await chores.find((c) => c.name === 'platform.verify-audit')!.run(town);
    return (await standings(town.db))['audit-verified'];
  };

  test('finds the row that was altered, and the ones cut off at the end', async () => {
    await deeds(5);
    const own = town.engine.owner(town.schema);
    const { rows } = await sql<{ entry: string }>`select entry from platform_audit where seq = 3`.execute(own);
    await sql`update platform_audit set entry = replace(entry, 'deed', 'died') where seq = 3`.execute(own);
    expect(await look()).toMatchObject({ brokenAt: 3 });
    await sql`update platform_audit set entry = ${rows[0]!.entry} where seq = 3`.execute(own);
    await sql`update platform_heads set audit_seq = audit_seq + 1 where id = 1`.execute(own);
    expect(await look()).toMatchObject({ brokenAt: 6 });
    await sql`update platform_heads set audit_seq = audit_seq - 1 where id = 1`.execute(own);
    expect(await look()).toMatchObject({ brokenAt: null, rows: 5 });
  });

  test('takes no act that commits meanwhile for a break', async () => {
    const busy = deeds(60);
    const seen = [];
    for (let i = 0; i < 10; i++) seen.push((await look())?.brokenAt);
    await busy;
    expect(seen).toEqual(seen.map(() => null));
    expect((await look())?.rows).toBe(65);
  });
});
