// Roles and deputies as promises: three administrators apart, nobody gives themselves anything, deputies by dates.
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { codesOf, granted, samplePeople, type SamplePeople, samplePerson } from '../../../test/support/people.ts';
import { testTown, type TestTown } from '../../../test/support/town.ts';
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import { addDays, day } from '../../town/day.ts';
import type { AccountId } from '../../town/ids.ts';
import { leaveStaff, mandatesOf, setDeputy, staffIdentity, staffNames, staffWithRole } from './door.ts';
import { approveRole, grantRole, proposeRole } from './grant-role.ts';
import { revokeRole } from './revoke-role.ts';
import { endDeputy } from './set-deputy.ts';
import { roleGrants } from './read-staff.ts';
import type { StaffMember } from './staff.ts';
import { adminRoles, type Role } from '../../town/roles.ts';

const today = day('2026-11-23');

describe('a role is refused', () => {
  let town: TestTown;
  let people: SamplePeople;
  beforeAll(async () => {
    town = await testTown();
    people = await samplePeople(town);
  });
  const grant = (by: Role, to: StaffMember, role: Role, from = today) =>
    perform(town, people.actors[by], 'grant-role', (act) => grantRole(act, { staffId: to.id, role, from }));

  test('when anybody but the security administrator gives it', async () => {
    for (const by of Object.keys(people.actors) as Role[]) {
      const codes = codesOf(await grant(by, people.staff.window, 'agent'));
      expect(codes, by).toEqual(by === 'security-admin' ? [] : ['not-allowed']);
    }
  });

  test('as a second administrator’s role, whichever two they are', async () => {
    expect(codesOf(await grant('security-admin', people.staff['system-admin'], 'audit-admin'))).toEqual([
      'role-two-administrators',
    ]);
    expect(codesOf(await grant('security-admin', people.staff['audit-admin'], 'security-admin'))).toEqual([
      'role-two-administrators',
    ]);
  });

  test('to an administrator when it publishes, and an administrator’s role to whoever publishes', async () => {
    expect(codesOf(await grant('security-admin', people.staff['audit-admin'], 'drafter'))).toEqual(['role-administrator-alone']);
    expect(codesOf(await grant('security-admin', people.staff.principal, 'system-admin'))).toEqual(['role-administrator-alone']);
  });

  test('to oneself, twice, from a past day, or under a name that is no role', async () => {
    expect(codesOf(await grant('security-admin', people.staff['security-admin'], 'window'))).toContain('role-own');
    expect(codesOf(await grant('security-admin', people.staff.drafter, 'drafter'))).toEqual(['role-held']);
    expect(codesOf(await grant('security-admin', people.staff.drafter, 'agent', addDays(today, -1)))).toEqual(['role-past']);
    expect(codesOf(await grant('security-admin', people.staff.drafter, 'root' as Role))).toEqual(['role-unknown']);
  });

  test('when acts at the same moment would make two administrators of one person', async () => {
    for (let round = 0; round < 5; round++) {
      const person = await samplePerson(town, people.office, `钱样例${round}`, []);
      const wanted: Role[] = ['system-admin', 'audit-admin', 'drafter', 'security-admin', 'agent'];
      await Promise.all(wanted.map((role) => grant('security-admin', person, role)));
      const held = (await mandatesOf(town.db, person.id, today)).map((m) => m.role);
      if (held.some((r) => adminRoles.includes(r))) expect(held).toHaveLength(1);
      else expect(held.sort()).toEqual(['agent', 'drafter']);
    }
  });

  test('and what was asked for gives nothing until the security administrator approves it', async () => {
    const person = await samplePerson(town, people.office, '孙样例', []);
    const asked = granted(
      await perform(town, people.actors['system-admin'], 'propose', (act) =>
        proposeRole(act, { staffId: person.id, role: 'drafter' }),
      ),
    );
    expect(await mandatesOf(town.db, person.id, today)).toEqual([]);
    const self = await perform(town, people.actors['system-admin'], 'approve', (act) => approveRole(act, { grantId: asked.id }));
    expect(codesOf(self)).toEqual(['not-allowed']);
    granted(await perform(town, people.actors['security-admin'], 'approve', (act) => approveRole(act, { grantId: asked.id })));
    expect((await mandatesOf(town.db, person.id, today)).map((m) => m.role)).toEqual(['drafter']);
    const again = await perform(town, people.actors['security-admin'], 'approve', (act) =>
      approveRole(act, { grantId: asked.id }),
    );
    expect(codesOf(again)).toEqual(['role-grant-approved']);
  });

  test('and the last security administrator can neither lose the role nor leave', async () => {
    const fresh = await testTown();
    const alone = await samplePeople(fresh);
    const [mine] = await roleGrants(fresh.db, alone.staff['security-admin'].id);
    const taken = await perform(fresh, systemActor, 'revoke', (act) => revokeRole(act, { grantId: mine!.id, reason: '调整' }));
    expect(codesOf(taken)).toEqual(['role-last-administrator']);
    const gone = await perform(fresh, alone.actors['system-admin'], 'leave', (act) =>
      leaveStaff(act, { staffId: alone.staff['security-admin'].id, on: today, reason: '调离' }),
    );
    expect(codesOf(gone)).toEqual(['role-last-administrator']);
  });
});

test('a role given by the system from a past day is in force at once', async () => {
  const town = await testTown();
  const people = await samplePeople(town);
  const person = await samplePerson(town, people.office, '旧例', []);
  granted(
    await perform(town, systemActor, 'grant', (act) =>
      grantRole(act, { staffId: person.id, role: 'window', from: day('2024-01-01') }),
    ),
  );
  expect(await mandatesOf(town.db, person.id, day('2025-01-01'))).toHaveLength(0);
  expect(await mandatesOf(town.db, person.id, today)).toHaveLength(1);
});

describe('a deputy', () => {
  let town: TestTown;
  let people: SamplePeople;
  let a: StaffMember;
  let b: StaffMember;
  let c: StaffMember;
  beforeAll(async () => {
    town = await testTown();
    people = await samplePeople(town);
    a = await samplePerson(town, people.finance, '甲样例', ['department-head']);
    b = await samplePerson(town, people.office, '乙样例', ['drafter']);
    c = await samplePerson(town, people.office, '丙样例', ['window']);
  });
  const set = (staff: StaffMember, other: StaffMember, from: string, to: string, role: Role | null = null) =>
    perform(town, people.actors['security-admin'], 'set-deputy', (act) =>
      setDeputy(act, { staffId: staff.id, standsInFor: other.id, role, from: day(from), to: day(to), reason: '年休假' }),
    );

  test('is refused for an administrator on either side, for oneself, and without a reason', async () => {
    expect(codesOf(await set(b, people.staff['audit-admin'], '2026-12-01', '2026-12-31'))).toEqual(['deputy-administrator']);
    expect(codesOf(await set(people.staff['audit-admin'], a, '2026-12-01', '2026-12-31'))).toEqual(['deputy-administrator']);
    expect(codesOf(await set(b, b, '2026-12-01', '2026-12-31'))).toEqual(['deputy-oneself']);
    const silent = await perform(town, people.actors['security-admin'], 'set-deputy', (act) =>
      setDeputy(act, { staffId: b.id, standsInFor: a.id, from: day('2026-12-01'), to: day('2026-12-02'), reason: ' ' }),
    );
    expect(codesOf(silent)).toEqual(['deputy-reason']);
  });

  test('is refused with the last day before the first, in the past, or for more than a year', async () => {
    expect(codesOf(await set(b, a, '2026-12-02', '2026-12-01'))).toEqual(['deputy-dates']);
    expect(codesOf(await set(b, a, '2026-11-01', '2026-12-01'))).toEqual(['deputy-past']);
    expect(codesOf(await set(b, a, '2026-12-01', '2027-12-01'))).toEqual(['deputy-too-long']);
  });

  test('is refused for a role the other does not hold', async () => {
    expect(codesOf(await set(b, a, '2026-12-01', '2026-12-31', 'principal'))).toEqual(['deputy-nothing-to-do']);
  });

  test('holds the other’s roles for the other’s organ on its days, the last one included, and on no other day', async () => {
    granted(await set(b, a, '2026-12-01', '2026-12-10'));
    const rolesOn = async (d: string) => (await staffIdentity(town.db, b.accountId as AccountId, day(d)))?.roles;
    expect(await rolesOn('2026-11-30')).toEqual(['drafter']);
    expect(await rolesOn('2026-12-01')).toEqual(['department-head', 'drafter']);
    expect(await rolesOn('2026-12-10')).toEqual(['department-head', 'drafter']);
    expect(await rolesOn('2026-12-11')).toEqual(['drafter']);
    expect((await staffIdentity(town.db, b.accountId as AccountId, day('2026-12-05')))?.standsInFor).toEqual(['甲样例']);
    const heads = await staffWithRole(town.db, 'department-head', day('2026-12-05'), people.finance.id);
    expect(heads.map((s) => s.name)).toContain('乙样例');
    expect(
      (await staffWithRole(town.db, 'department-head', day('2026-12-05'), people.office.id)).map((s) => s.name),
    ).not.toContain('乙样例');
  });

  test('is refused in a circle on the same days, of any length, and allowed on others; roles stood in for are not handed on', async () => {
    granted(await set(c, b, '2026-12-05', '2026-12-20'));
    expect((await mandatesOf(town.db, c.id, day('2026-12-06'))).map((m) => m.role)).toEqual(['window', 'drafter']);
    expect(codesOf(await set(a, b, '2026-12-10', '2026-12-12'))).toEqual(['deputy-circle']);
    expect(codesOf(await set(a, c, '2026-12-09', '2026-12-30'))).toEqual(['deputy-circle']);
    granted(await set(a, c, '2026-12-11', '2026-12-30'));
  });

  test('keeps its holder from becoming an administrator while it lasts, and not after', async () => {
    const grantFrom = (from: string) =>
      perform(town, people.actors['security-admin'], 'grant', (act) =>
        grantRole(act, { staffId: c.id, role: 'audit-admin', from: day(from) }),
      );
    expect(codesOf(await grantFrom('2026-12-20'))).toEqual(['role-administrator-alone', 'role-administrator-deputy']);
  });

  test('never holds an administrator’s role, not even through a row that no verb has written', async () => {
    await sql`insert into people_deputies (id, staff_id, stands_in_for, valid_from, valid_to, reason, set_by, set_at)
      values ('x', ${b.id}, ${people.staff['audit-admin'].id}, '2026-11-01', '2026-11-30', 'x', 'x', now())`.execute(town.db);
    expect((await mandatesOf(town.db, b.id, today)).map((m) => m.role)).toEqual(['drafter']);
    expect((await staffWithRole(town.db, 'audit-admin', today)).map((s) => s.id)).not.toContain(b.id);
  });

  test('ends at once when ended, and when either side leaves', async () => {
    const d = await samplePerson(town, people.office, '丁样例', []);
    const deputy = granted(await set(d, a, '2026-11-23', '2026-11-30'));
    expect(await mandatesOf(town.db, d.id, today)).toHaveLength(1);
    granted(await perform(town, people.actors['security-admin'], 'end', (act) => endDeputy(act, { deputyId: deputy.id })));
    expect(await mandatesOf(town.db, d.id, today)).toEqual([]);
    granted(await set(d, b, '2026-11-23', '2026-11-30'));
    granted(
      await perform(town, people.actors['system-admin'], 'leave', (act) =>
        leaveStaff(act, { staffId: b.id, on: today, reason: '退休' }),
      ),
    );
    expect(await mandatesOf(town.db, d.id, today)).toEqual([]);
    expect(await staffIdentity(town.db, b.accountId as AccountId, today)).toBeNull();
    expect((await staffNames(town.db, [b.id])).get(b.id)).toBe('乙样例');
  });

  test('and every change of it stays in events nobody can alter', async () => {
    const { rows } = await sql<{ what: string }>`select distinct what from people_events order by what`.execute(town.db);
    expect(rows.map((r) => r.what)).toEqual([
      'deputy-ended',
      'deputy-set',
      'organ-created',
      'role-granted',
      'staff-added',
      'staff-left',
    ]);
    await expect(sql`update people_events set who = 'x'`.execute(town.db)).rejects.toThrow(/permission denied/);
    await expect(sql`delete from people_events`.execute(town.db)).rejects.toThrow(/permission denied/);
  });
});
