// Staff, and what they may do on a day: their own roles and those they stand in for, never an administrator's.
import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../platform/db/engine.ts';
import type { StaffIdentity } from '../../platform/http/visitor.ts';
import type { Day } from '../../town/day.ts';
import type { AccountId, OrganId, StaffId } from '../../town/ids.ts';
import { adminRoles, type Role } from '../../town/roles.ts';
import type { Deputyship, Mandate, RoleGrant, StaffMember } from './staff.ts';

const staffColumns = sql`s.id, s.account_id as "accountId", s.name, s.organ_id as "organId", o.name as "organName", s.title, s.telephone,
  s.joined_on as "joinedOn", s.left_on as "leftOn"`;

async function selectStaff(db: Db, where: RawBuilder<unknown>): Promise<StaffMember[]> {
  const { rows } = await sql<StaffMember>`select ${staffColumns} from people_staff s join people_organs o on o.id = s.organ_id
    where ${where} order by o.sort, s.joined_on, s.id`.execute(db);
  return rows;
}

/**
 * Rows (staff_id, role, stands_in_for, organ_id) of everything anybody may do on a day. Standing in is not handed on:
 * who stands in for a deputy gets only the deputy's own roles.
 */
function mandates(day: Day): RawBuilder<unknown> {
  return sql`
    active as (
      select id, organ_id from people_staff where joined_on <= ${day}::date and (left_on is null or left_on > ${day}::date)
    ), own as (
      select a.id as staff_id, r.role, a.organ_id from people_roles r join active a on a.id = r.staff_id
      where r.approved_at is not null and r.valid_from <= ${day}::date and (r.valid_to is null or r.valid_to >= ${day}::date)
        and (r.revoked_on is null or r.revoked_on > ${day}::date)
    ), mandates as (
      select staff_id, role, null::text as stands_in_for, organ_id from own
      union
      select d.staff_id, own.role, d.stands_in_for, own.organ_id
      from people_deputies d join active a on a.id = d.staff_id join own on own.staff_id = d.stands_in_for
      where d.valid_from <= ${day}::date and d.valid_to >= ${day}::date and (d.ended_on is null or d.ended_on > ${day}::date)
        and (d.role is null or d.role = own.role) and own.role <> all(${adminRoles as string[]}::text[])
    )`;
}

/** The person behind an account as of a day, or null when there is none or they are not in service. */
export async function staffIdentity(db: Db, accountId: AccountId, today: Day): Promise<StaffIdentity | null> {
  const { rows } = await sql<Omit<StaffIdentity, 'roles'> & { roles: Role[] }>`
    with ${mandates(today)}
    select s.id, s.name, s.organ_id as "organId", o.name as "organName",
      coalesce((select jsonb_agg(distinct m.role) from mandates m where m.staff_id = s.id), '[]'::jsonb) as roles,
      coalesce((select jsonb_agg(distinct f.name) from mandates m join people_staff f on f.id = m.stands_in_for where m.staff_id = s.id), '[]'::jsonb)
        as "standsInFor"
    from people_staff s join active a on a.id = s.id join people_organs o on o.id = s.organ_id
    where s.account_id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

/** What a member of staff may do on a day, for which organ, in whose place. */
export async function mandatesOf(db: Db, staffId: StaffId, day: Day): Promise<Mandate[]> {
  const { rows } = await sql<Mandate>`with ${mandates(day)}
    select role, organ_id as "organId", stands_in_for as "standsInFor" from mandates where staff_id = ${staffId} order by stands_in_for nulls first, role`.execute(
    db,
  );
  return rows;
}

/**
 * Everybody who may act in a role on a day, deputies included. With an organ: for that organ, so the deputy of a head
 * counts for the head's organ, wherever the deputy sits.
 */
export async function staffWithRole(db: Db, role: Role, today: Day, organId?: OrganId): Promise<StaffMember[]> {
  const { rows } = await sql<StaffMember>`with ${mandates(today)}
    select ${staffColumns} from people_staff s join people_organs o on o.id = s.organ_id
    where s.id in (select staff_id from mandates where role = ${role} and (${organId ?? null}::text is null or organ_id = ${organId ?? null}::text))
    order by o.sort, s.joined_on, s.id`.execute(db);
  return rows;
}

/** Also those who have left. */
export async function staffById(db: Db, id: StaffId): Promise<StaffMember | null> {
  return (await selectStaff(db, sql`s.id = ${id}`))[0] ?? null;
}

export async function staffByAccount(db: Db, accountId: AccountId): Promise<StaffMember | null> {
  return (await selectStaff(db, sql`s.account_id = ${accountId}`))[0] ?? null;
}

/** Everybody who was ever in service, the department's order. */
export function listStaff(db: Db): Promise<StaffMember[]> {
  return selectStaff(db, sql`true`);
}

/** Those in service in an organ on a day, or who will still join it. */
export function staffOfOrgan(db: Db, organId: OrganId, today: Day): Promise<StaffMember[]> {
  return selectStaff(db, sql`s.organ_id = ${organId} and (s.left_on is null or s.left_on > ${today}::date)`);
}

/** Names for showing; an id that is nobody's is left out. */
export async function staffNames(db: Db, ids: readonly StaffId[]): Promise<ReadonlyMap<StaffId, string>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{
    id: StaffId;
    name: string;
  }>`select id, name from people_staff where id = any(${wanted}::text[])`.execute(db);
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** Every role ever granted or asked for, to one person or to all, newest first. */
export async function roleGrants(db: Db, staffId?: StaffId): Promise<RoleGrant[]> {
  const { rows } =
    await sql<RoleGrant>`select id, staff_id as "staffId", role, valid_from as "from", valid_to as "to", granted_by as "grantedBy",
      granted_at as "grantedAt", approved_by as "approvedBy", approved_at as "approvedAt", revoked_on as "revokedOn", revoked_by as "revokedBy", revoked_reason as "revokedReason"
    from people_roles where ${staffId ?? null}::text is null or staff_id = ${staffId ?? null}::text order by valid_from desc, id desc`.execute(
      db,
    );
  return rows;
}

/** Every deputyship ever set, in which one person (or anybody) stands in or is stood in for, newest first. */
export async function deputyships(db: Db, staffId?: StaffId): Promise<Deputyship[]> {
  const { rows } =
    await sql<Deputyship>`select d.id, d.staff_id as "staffId", s.name as "staffName", d.stands_in_for as "standsInFor",
      f.name as "standsInForName", d.role, d.valid_from as "from", d.valid_to as "to", d.reason, d.set_by as "setBy", d.ended_on as "endedOn"
    from people_deputies d join people_staff s on s.id = d.staff_id join people_staff f on f.id = d.stands_in_for
    where ${staffId ?? null}::text is null or d.staff_id = ${staffId ?? null}::text or d.stands_in_for = ${staffId ?? null}::text
    order by d.valid_from desc, d.id desc`.execute(db);
  return rows;
}
