// A member of staff leaves by date. From that day on they have no role, stand in for nobody and cannot sign in;
// what they did stays under their name.
import type { Act } from '../../platform/act/act.ts';
import { addDays, type Day } from '../../town/day.ts';
import type { StaffId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { keepsOrgans, mayAct } from './authority.ts';
import { isLastAdministrator } from './last-administrator.ts';
import { staffById } from './read-staff.ts';
import type { RoleCode, StaffCode, StaffMember } from './staff.ts';
import { lockPeople, markStaffLeft, note } from './store.ts';

export interface Leaving {
  staffId: StaffId;
  /** The first day they are no longer in service; today works at once. */
  on: Day;
  reason: string;
}

export async function leaveStaff(act: Act, input: Leaving): Promise<Outcome<StaffMember, StaffCode | RoleCode>> {
  if (!mayAct(act, keepsOrgans)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const staff = await staffById(act.db, input.staffId);
  if (!staff) return refuse({ code: 'staff-unknown' });
  if (staff.leftOn !== null && staff.leftOn <= act.today) return refuse({ code: 'staff-left', facts: { day: staff.leftOn } });
  const refusals: Refusal<StaffCode | RoleCode>[] = [];
  if (act.actor.staffId === staff.id) refusals.push({ code: 'staff-self' });
  const earliest = act.actor.kind === 'system' ? staff.joinedOn : act.today;
  if (input.on < earliest || input.on > addDays(act.today, 366)) refusals.push({ code: 'staff-leaving-day', field: 'on' });
  if (input.reason.trim() === '' || input.reason.length > 200) refusals.push({ code: 'staff-leaving-reason', field: 'reason' });
  const last = await isLastAdministrator(act, staff.id);
  if (last !== null) refusals.push({ code: 'role-last-administrator', facts: { role: last } });
  if (refusals.length > 0) return { ok: false, refusals };
  const after: StaffMember = { ...staff, leftOn: input.on };
  await markStaffLeft(act, staff.id, input.on, input.reason.trim());
  await note(act, 'staff-left', `staff:${staff.id}`, staff, { ...after, reason: input.reason.trim() });
  return done(after);
}
