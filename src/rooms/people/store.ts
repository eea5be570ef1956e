// The only SQL of this room that writes. Every change leaves a row in people_events with what was before and after.
import { sql } from 'kysely';
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { type AccountId, newId, type OrganId, type StaffId } from '../../town/ids.ts';
import type { EventKind } from './events.ts';
import type { Group, GroupId, Leader, LeaderId, Post, PostId } from './leadership.ts';
import type { Organ } from './organ.ts';
import type { Deputyship, DeputyId, GrantId, RoleGrant, StaffMember } from './staff.ts';

/** Acts of this room wait for one another from here to their commit. First statement of every verb. */
export async function lockPeople(act: Act): Promise<void> {
  await sql`select id from people_lock where id = 1 for update`.execute(act.db);
}

/** What happened, for the room's own history and for the audit chain. */
export async function note(
  act: Act,
  what: EventKind,
  subject: string,
  before: object | null,
  after: object | null,
): Promise<void> {
  await sql`insert into people_events (id, at, what, subject, who, staff_id, before, after)
    values (${newId()}, ${act.at}, ${what}, ${subject}, ${act.actor.name}, ${act.actor.staffId},
      ${before === null ? null : JSON.stringify(before)}::jsonb, ${after === null ? null : JSON.stringify(after)}::jsonb)`.execute(
    act.db,
  );
  act.record(subject, { what, before, after });
}

export async function insertOrgan(act: Act, o: Organ): Promise<void> {
  await sql`insert into people_organs (id, code, name, short_name, kind, parent_id, credit_code, functions, address, hours, telephone,
      fax, mail, head_name, head_post, sort, opened_on, changed_at)
    values (${o.id}, ${o.code}, ${o.name}, ${o.shortName}, ${o.kind}, ${o.parentId}, ${o.creditCode}, ${o.functions.join('\n')}, ${o.address},
      ${o.hours}, ${o.telephone}, ${o.fax}, ${o.mail}, ${o.headName}, ${o.headPost}, ${o.sort}, ${o.openedOn}, ${act.at})`.execute(
    act.db,
  );
}

export async function updateOrgan(act: Act, o: Organ): Promise<void> {
  await sql`update people_organs set name = ${o.name}, short_name = ${o.shortName}, kind = ${o.kind}, parent_id = ${o.parentId},
      credit_code = ${o.creditCode}, functions = ${o.functions.join('\n')}, address = ${o.address}, hours = ${o.hours},
      telephone = ${o.telephone}, fax = ${o.fax}, mail = ${o.mail}, head_name = ${o.headName}, head_post = ${o.headPost}, sort = ${o.sort},
      revision = revision + 1, changed_at = ${act.at}
    where id = ${o.id}`.execute(act.db);
}

export async function markOrganClosed(act: Act, id: OrganId, on: Day, closedNote: string): Promise<void> {
  await sql`update people_organs set closed_on = ${on}, closed_note = ${closedNote}, revision = revision + 1, changed_at = ${act.at}
    where id = ${id}`.execute(act.db);
}

export async function insertStaff(act: Act, s: Omit<StaffMember, 'organName'>): Promise<void> {
  await sql`insert into people_staff (id, account_id, name, organ_id, title, telephone, joined_on, created_at, created_by)
    values (${s.id}, ${s.accountId}, ${s.name}, ${s.organId}, ${s.title}, ${s.telephone}, ${s.joinedOn}, ${act.at}, ${act.actor.name})`.execute(
    act.db,
  );
}

export async function updateStaff(act: Act, s: Omit<StaffMember, 'organName'>): Promise<void> {
  await sql`update people_staff set name = ${s.name}, organ_id = ${s.organId}, title = ${s.title}, telephone = ${s.telephone}
    where id = ${s.id}`.execute(act.db);
}

export async function setAccount(act: Act, id: StaffId, accountId: AccountId): Promise<void> {
  await sql`update people_staff set account_id = ${accountId} where id = ${id}`.execute(act.db);
}

export async function markStaffLeft(act: Act, id: StaffId, on: Day, reason: string): Promise<void> {
  await sql`update people_staff set left_on = ${on}, left_reason = ${reason} where id = ${id}`.execute(act.db);
}

export async function insertGrant(act: Act, g: RoleGrant): Promise<void> {
  await sql`insert into people_roles (id, staff_id, role, valid_from, valid_to, granted_by, granted_at, approved_by, approved_at)
    values (${g.id}, ${g.staffId}, ${g.role}, ${g.from}, ${g.to}, ${g.grantedBy}, ${g.grantedAt}, ${g.approvedBy}, ${g.approvedAt})`.execute(
    act.db,
  );
}

export async function markGrantApproved(act: Act, id: GrantId, from: Day): Promise<void> {
  await sql`update people_roles set approved_by = ${act.actor.name}, approved_at = ${act.at}, valid_from = ${from} where id = ${id}`.execute(
    act.db,
  );
}

export async function markGrantRevoked(act: Act, id: GrantId, on: Day, reason: string): Promise<void> {
  await sql`update people_roles set revoked_on = ${on}, revoked_by = ${act.actor.name}, revoked_reason = ${reason} where id = ${id}`.execute(
    act.db,
  );
}

export async function insertDeputy(act: Act, d: Omit<Deputyship, 'staffName' | 'standsInForName'>): Promise<void> {
  await sql`insert into people_deputies (id, staff_id, stands_in_for, role, valid_from, valid_to, reason, set_by, set_at)
    values (${d.id}, ${d.staffId}, ${d.standsInFor}, ${d.role}, ${d.from}, ${d.to}, ${d.reason}, ${d.setBy}, ${act.at})`.execute(
    act.db,
  );
}

export async function markDeputyEnded(act: Act, id: DeputyId, on: Day): Promise<void> {
  await sql`update people_deputies set ended_on = ${on}, ended_by = ${act.actor.name} where id = ${id}`.execute(act.db);
}

export async function insertGroup(act: Act, g: Omit<Group, 'posts'>): Promise<void> {
  await sql`insert into people_groups (id, name, office_name, office_organ_id, basis, valid_from, valid_to, formed_at, formed_by)
    values (${g.id}, ${g.name}, ${g.officeName}, ${g.officeOrganId}, ${g.basis}, ${g.from}, ${g.to}, ${act.at}, ${act.actor.name})`.execute(
    act.db,
  );
}

/** Ends the composition and every post of it that would have outlived it. */
export async function markGroupEnded(act: Act, id: GroupId, to: Day): Promise<void> {
  await sql`update people_groups set valid_to = ${to} where id = ${id}`.execute(act.db);
  await sql`update people_posts set valid_to = ${to} where group_id = ${id} and (valid_to is null or valid_to > ${to})`.execute(
    act.db,
  );
}

export async function insertPost(act: Act, p: Post): Promise<void> {
  await sql`insert into people_posts (id, group_id, part, post, name, work, duty, organ_id, sort, valid_from, valid_to)
    values (${p.id}, ${p.groupId}, ${p.part}, ${p.post}, ${p.name}, ${p.work}, ${p.duty}, ${p.organId}, ${p.sort}, ${p.from}, ${p.to})`.execute(
    act.db,
  );
}

export async function markPostEnded(act: Act, id: PostId, to: Day): Promise<void> {
  await sql`update people_posts set valid_to = ${to} where id = ${id}`.execute(act.db);
}

export async function insertLeader(act: Act, l: Leader): Promise<void> {
  await sql`insert into people_leaders (id, name, posts, division, in_charge, cv, telephone, office_hours, photo, sort, valid_from, valid_to, changed_at)
    values (${l.id}, ${l.name}, ${l.posts.join('\n')}, ${l.division}, ${JSON.stringify(l.inCharge)}::jsonb, ${l.cv}, ${l.telephone},
      ${l.officeHours}, ${l.photo}, ${l.sort}, ${l.from}, ${l.to}, ${act.at})`.execute(act.db);
}

export async function updateLeader(act: Act, l: Leader): Promise<void> {
  await sql`update people_leaders set name = ${l.name}, posts = ${l.posts.join('\n')}, division = ${l.division},
      in_charge = ${JSON.stringify(l.inCharge)}::jsonb, cv = ${l.cv}, telephone = ${l.telephone}, office_hours = ${l.officeHours},
      photo = ${l.photo}, sort = ${l.sort}, valid_from = ${l.from}, revision = revision + 1, changed_at = ${act.at}
    where id = ${l.id}`.execute(act.db);
}

export async function markLeaderEnded(act: Act, id: LeaderId, to: Day): Promise<void> {
  await sql`update people_leaders set valid_to = ${to}, revision = revision + 1, changed_at = ${act.at} where id = ${id}`.execute(
    act.db,
  );
}
