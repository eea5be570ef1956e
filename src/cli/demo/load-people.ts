// Organs, leaders, the leadership group, staff with roles, deputies: by the people room's own verbs.
import { createDemoAccount } from '../../platform/auth/accounts.ts';
import type { Actor } from '../../platform/act/actor.ts';
import { day, startOf } from '../../town/day.ts';
import type { AccountId, OrganId, StaffId } from '../../town/ids.ts';
import type { Role } from '../../town/roles.ts';
import { addPost, addStaff, createOrgan, formGroup, grantRole, setDeputy, setLeader } from '../../rooms/people/door.ts';
import { deputies, staff } from '../../../seed/staff.ts';
import { leaders, leadershipTerms } from '../../../seed/leadership.ts';
import { organs } from '../../../seed/organs.ts';
import type { SeedLeadershipTerm } from '../../../seed/types.ts';
import { bySystem, insist, type PastTown, shift, type Timeline } from './timeline.ts';

export interface DemoPerson {
  key: string;
  name: string;
  staffId: StaffId;
  accountId: AccountId;
  organ: string;
  roles: readonly Role[];
}

export interface DemoPeople {
  organId(code: string): OrganId;
  person(key: string): DemoPerson;
  actor(key: string): Actor;
}

const FOUNDED = day('2008-05-01');

export async function loadPeople(town: PastTown): Promise<DemoPeople> {
  const organIds = new Map<string, OrganId>();
  for (const o of organs) {
    const { parent, head, code, ...rest } = o;
    const parentId = parent === null ? null : (organIds.get(parent) ?? null);
    const made = await insist(town, bySystem, 'people.create-organ', `organ ${code}`, (act) =>
      createOrgan(act, { ...rest, code, parentId, headName: head, openedOn: FOUNDED }),
    );
    organIds.set(code, made.id);
  }
  const organId = (code: string): OrganId => {
    const id = organIds.get(code);
    if (!id) throw new Error(`seed names an unknown organ: ${code}`);
    return id;
  };

  const people = new Map<string, DemoPerson>();
  for (const s of staff) {
    const made = await insist(town, bySystem, 'people.add-staff', `staff ${s.key}`, async (act) => {
      const account = await createDemoAccount(act, s.key);
      if (!account.ok) return account;
      const added = await addStaff(act, {
        name: s.name,
        organId: organId(s.organ),
        title: s.post,
        telephone: s.telephone,
        joinedOn: FOUNDED,
        accountId: account.value,
      });
      if (!added.ok) return added;
      for (const role of s.roles) {
        const granted = await grantRole(act, { staffId: added.value.id, role, from: FOUNDED });
        if (!granted.ok) return granted;
      }
      return { ok: true as const, value: { staffId: added.value.id, accountId: account.value } };
    });
    people.set(s.key, { key: s.key, name: s.name, organ: s.organ, roles: s.roles, ...made });
  }
  const person = (key: string): DemoPerson => {
    const p = people.get(key);
    if (!p) throw new Error(`seed names unknown staff: ${key}`);
    return p;
  };

  return {
    organId,
    person,
    actor(key) {
      const p = person(key);
      return {
        kind: 'staff',
        accountId: p.accountId,
        staffId: p.staffId,
        organId: organId(p.organ),
        name: p.name,
        roles: p.roles,
        address: null,
      };
    },
  };
}

/** The moment of the day at which such things are decided. */
const MORNING = 9 * 3_600_000;

/** Who leads, who sits in the leadership group, who stands in for whom: each from the day it began. */
export function planLeadership(timeline: Timeline, town: PastTown, people: DemoPeople): void {
  const { organId, person } = people;
  const on = (d: string) => shift(startOf(day(d)), MORNING);
  for (const d of deputies) {
    timeline.plan(on(d.from), async () => {
      await insist(town, bySystem, 'people.set-deputy', `deputy ${d.by} for ${d.of}`, (act) =>
        setDeputy(act, {
          staffId: person(d.by).staffId,
          standsInFor: person(d.of).staffId,
          role: d.role,
          from: day(d.from),
          to: day(d.until),
          reason: d.reason,
        }),
      );
    });
  }
  for (const l of leaders) {
    timeline.plan(on('2026-01-05'), async () => {
      await insist(town, bySystem, 'people.set-leader', `leader ${l.name}`, (act) =>
        setLeader(act, {
          name: l.name,
          posts: l.posts,
          division: l.duties,
          inCharge: l.inCharge.map(organId),
          cv: l.cv,
          telephone: l.telephone,
          officeHours: l.receptionDay,
          photo: null,
          sort: l.sort,
          from: day('2026-01-05'),
        }),
      );
    });
  }
  for (const term of leadershipTerms) timeline.plan(on(term.from), () => formTerm(town, people, term));
}

async function formTerm(town: PastTown, people: DemoPeople, term: SeedLeadershipTerm): Promise<void> {
  const group = await insist(town, bySystem, 'people.form-group', `group ${term.key}`, (act) =>
    formGroup(act, {
      name: '政务服务和政务公开领导小组',
      officeName: '领导小组办公室（政务公开办）',
      officeOrganId: people.organId('office'),
      basis: term.basis,
      from: day(term.from),
      to: term.until === null ? null : day(term.until),
    }),
  );
  for (const [i, p] of term.posts.entries()) {
    const part = p.post.startsWith('办公室') ? 'office' : 'group';
    await insist(town, bySystem, 'people.add-post', `post ${p.post} ${p.name}`, (act) =>
      addPost(act, { groupId: group.id, part, post: p.post, name: p.name, work: p.work, duty: p.duty, sort: (i + 1) * 10 }),
    );
  }
}
