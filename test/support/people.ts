// A small town hall for the tests of any room: the town government, three departments, one village, and one person for
// every role, made through the people room's own verbs.
import { perform } from '../../src/platform/act/act.ts';
import { type Actor, systemActor } from '../../src/platform/act/actor.ts';
import type { Town } from '../../src/platform/town.ts';
import { addStaff, createOrgan, grantRole, type Organ, type OrganKind, type StaffMember } from '../../src/rooms/people/door.ts';
import { type AccountId, newId } from '../../src/town/ids.ts';
import type { Outcome } from '../../src/town/outcome.ts';
import { type Role, roleNames, roles } from '../../src/town/roles.ts';

/** The value of an outcome that the test counts on; a refusal fails the test and shows itself. */
export function granted<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusals)}`);
  return outcome.value;
}

/** The codes of a refusal; an empty list when the act was done. */
export function codesOf(outcome: Outcome<unknown>): string[] {
  return outcome.ok ? [] : outcome.refusals.map((r) => r.code);
}

export function sampleOrgan(
  code: string,
  kind: OrganKind,
  parent: Organ | null,
  name = `样例机构${code}`,
): Parameters<typeof createOrgan>[1] {
  return {
    code,
    name,
    shortName: name.slice(0, 12),
    kind,
    parentId: parent?.id ?? null,
    creditCode: null,
    functions: ['承担样例工作。'],
    address: '样例路 1 号',
    hours: '工作日 8:30—17:30',
    telephone: '0563-4000123',
    headName: '赵示范',
    headPost: '主任',
    sort: 10,
  };
}

/** Somebody in an organ, holding roles from today without end. */
export async function samplePerson(town: Town, organ: Organ, name: string, held: readonly Role[]): Promise<StaffMember> {
  const staff = granted(
    await perform(town, systemActor, 'test-staff', (act) =>
      addStaff(act, { name, organId: organ.id, title: '科员', accountId: newId<AccountId>() }),
    ),
  );
  for (const role of held)
    granted(await perform(town, systemActor, 'test-role', (act) => grantRole(act, { staffId: staff.id, role })));
  return staff;
}

/** Somebody as the author of acts. */
export function actorFor(staff: StaffMember, held: readonly Role[]): Actor {
  return {
    kind: 'staff',
    accountId: staff.accountId,
    staffId: staff.id,
    organId: staff.organId,
    name: staff.name,
    roles: held,
    address: '127.0.0.1',
  };
}

export interface SamplePeople {
  town: Organ;
  office: Organ;
  finance: Organ;
  village: Organ;
  /** Drafter and department head sit in finance, the agent in the village, everybody else in the office. */
  staff: Readonly<Record<Role, StaffMember>>;
  actors: Readonly<Record<Role, Actor>>;
}

export async function samplePeople(town: Town): Promise<SamplePeople> {
  const make = async (code: string, kind: OrganKind, parent: Organ | null, name: string): Promise<Organ> =>
    granted(await perform(town, systemActor, 'test-organ', (act) => createOrgan(act, sampleOrgan(code, kind, parent, name))));
  const hall = await make('town', 'town', null, '港口镇人民政府');
  const office = await make('office', 'department', hall, '党政办公室');
  const finance = await make('finance', 'department', hall, '财政所');
  const village = await make('shanmen', 'village', hall, '山门村');
  const homes: Partial<Record<Role, Organ>> = { drafter: finance, 'department-head': finance, agent: village };
  const staff = {} as Record<Role, StaffMember>;
  const actors = {} as Record<Role, Actor>;
  for (const role of roles) {
    const person = await samplePerson(town, homes[role] ?? office, `${roleNames[role]}样例`, [role]);
    staff[role] = person;
    actors[role] = actorFor(person, [role]);
  }
  return { town: hall, office, finance, village, staff, actors };
}
