import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testTown, type TestTown } from '../../../test/support/town.ts';
import { done, refuse } from '../../town/outcome.ts';
import { perform } from './act.ts';
import { systemActor } from './actor.ts';
import { verifyAudit } from './audit.ts';

describe('an act', () => {
  let town: TestTown;
  beforeAll(async () => {
    town = await testTown();
  });

  test('that is refused leaves no row of state and no row of audit', async () => {
    const before = await verifyAudit(town.db);
    const outcome = await perform(town, systemActor, 'test', async (act) => {
      await act.enqueue('never', '1', {});
      return refuse({ code: 'no' });
    });
    expect(outcome.ok).toBe(false);
    const { rows } = await sql<{ n: number }>`select count(*) as n from platform_chores where kind = 'never'`.execute(town.db);
    expect(rows[0]!.n).toBe(0);
    expect(await verifyAudit(town.db)).toEqual(before);
  });

  test('that breaks half-way leaves nothing behind', async () => {
    await expect(
      perform(town, systemActor, 'test', async (act) => {
        await act.enqueue('never', '2', {});
        throw new Error('disk on fire');
      }),
    ).rejects.toThrow('disk on fire');
    const { rows } = await sql<{ n: number }>`select count(*) as n from platform_chores where kind = 'never'`.execute(town.db);
    expect(rows[0]!.n).toBe(0);
  });

  test('commits state, background work and audit together, and moves the public version only when asked', async () => {
    const version = town.publicVersion.current();
    await perform(town, systemActor, 'quiet', async () => done(1));
    expect(town.publicVersion.current()).toBe(version);
    await perform(town, systemActor, 'loud', async (act) => {
      act.publicChanged();
      act.record('thing:1', { said: '公开' });
      await act.enqueue('work', 'a', {});
      await act.enqueue('work', 'a', {});
      return done(1);
    });
    expect(town.publicVersion.current()).toBe(version + 1);
    const chores = await sql<{ n: number }>`select count(*) as n from platform_chores where kind = 'work'`.execute(town.db);
    expect(chores.rows[0]!.n).toBe(1);
  });

  test('cannot change or remove what the audit chain holds', async () => {
    await expect(sql`update platform_audit set verb = 'x'`.execute(town.db)).rejects.toThrow(/permission denied/);
    await expect(sql`delete from platform_audit`.execute(town.db)).rejects.toThrow(/permission denied/);
  });

  test('keeps the chain whole under twenty acts at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => perform(town, systemActor, `many-${i}`, async () => done(i))));
    const report = await verifyAudit(town.db);
    expect(report.brokenAt).toBeNull();
    expect(report.rows).toBeGreaterThanOrEqual(22);
  });

  test('shows exactly where the owner of the database tampered with the chain', async () => {
    const own = town.engine.owner(town.schema);
    const { rows } = await sql<{ entry: string }>`select entry from platform_audit where seq = 2`.execute(own);
    await sql`update platform_audit set entry = replace(entry, 'loud', 'soft') where seq = 2`.execute(own);
    expect((await verifyAudit(town.db)).brokenAt).toBe(2);
    await sql`update platform_audit set entry = ${rows[0]!.entry} where seq = 2`.execute(own);
    expect((await verifyAudit(town.db)).brokenAt).toBeNull();
  });
});
