// Members of staff, the roles they hold by dates, and who stands in for whom (AB 岗).
import type { Day, Instant } from '../../town/day.ts';
import type { AccountId, Id, OrganId, StaffId } from '../../town/ids.ts';
import type { Role } from '../../town/roles.ts';

export type GrantId = Id<'role-grant'>;
export type DeputyId = Id<'deputy'>;

export interface StaffMember {
  id: StaffId;
  accountId: AccountId | null;
  name: string;
  organId: OrganId;
  organName: string;
  /** 职务 */
  title: string;
  telephone: string;
  joinedOn: Day;
  /** From this day on no longer in service. */
  leftOn: Day | null;
}

export interface RoleGrant {
  id: GrantId;
  staffId: StaffId;
  role: Role;
  from: Day;
  /** Last day it holds; null while no end is set. */
  to: Day | null;
  grantedBy: string;
  /** When it was asked for or given. */
  grantedAt: Instant;
  /** Null while it waits for the security administrator. */
  approvedBy: string | null;
  approvedAt: Instant | null;
  /** From this day on it is taken away. */
  revokedOn: Day | null;
  revokedBy: string | null;
  revokedReason: string;
}

export interface Deputyship {
  id: DeputyId;
  /** Who stands in. */
  staffId: StaffId;
  staffName: string;
  standsInFor: StaffId;
  standsInForName: string;
  /** One role only, or null for all of them. */
  role: Role | null;
  from: Day;
  to: Day;
  reason: string;
  setBy: string;
  /** From this day on it no longer holds, earlier than planned. */
  endedOn: Day | null;
}

/** A role somebody may use on a day, for which organ, and in whose place (null: their own). */
export interface Mandate {
  role: Role;
  organId: OrganId;
  standsInFor: StaffId | null;
}

export function isActive(staff: Pick<StaffMember, 'joinedOn' | 'leftOn'>, day: Day): boolean {
  return staff.joinedOn <= day && (staff.leftOn === null || staff.leftOn > day);
}

export type StaffCode =
  | 'not-allowed'
  | 'staff-unknown'
  | 'staff-name'
  | 'staff-title'
  | 'staff-telephone'
  | 'staff-organ'
  | 'staff-joined'
  | 'staff-account-taken'
  | 'staff-account-set'
  | 'staff-left'
  | 'staff-leaving-day'
  | 'staff-leaving-reason'
  | 'staff-self'
  | 'staff-no-account'
  | 'staff-account-reason';

export type RoleCode =
  | 'not-allowed'
  | 'staff-unknown'
  | 'staff-left'
  | 'role-unknown'
  | 'role-own'
  | 'role-dates'
  | 'role-past'
  | 'role-held'
  | 'role-two-administrators'
  | 'role-administrator-alone'
  | 'role-administrator-deputy'
  | 'role-grant-unknown'
  | 'role-grant-approved'
  | 'role-grant-ended'
  | 'role-reason'
  | 'role-last-administrator';

export type DeputyCode =
  | 'not-allowed'
  | 'deputy-staff-unknown'
  | 'deputy-for-unknown'
  | 'deputy-oneself'
  | 'deputy-own'
  | 'deputy-dates'
  | 'deputy-past'
  | 'deputy-too-long'
  | 'deputy-reason'
  | 'deputy-role'
  | 'deputy-nothing-to-do'
  | 'deputy-administrator'
  | 'deputy-exists'
  | 'deputy-circle'
  | 'deputy-not-in-service'
  | 'deputy-unknown'
  | 'deputy-ended';
