// A member of staff moves to another organ, gets another post or telephone.
import type { Act } from '../../platform/act/act.ts';
import type { OrganId, StaffId } from '../../town/ids.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { staffRefusals } from './add-staff.ts';
import { keepsOrgans, mayAct } from './authority.ts';
import { organById } from './read-organs.ts';
import { staffById } from './read-staff.ts';
import type { StaffCode, StaffMember } from './staff.ts';
import { lockPeople, note, updateStaff } from './store.ts';

export interface StaffChange {
  id: StaffId;
  name?: string;
  organId?: OrganId;
  title?: string;
  telephone?: string;
}

export async function changeStaff(act: Act, input: StaffChange): Promise<Outcome<StaffMember, StaffCode>> {
  if (!mayAct(act, keepsOrgans)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const before = await staffById(act.db, input.id);
  if (!before) return refuse({ code: 'staff-unknown' });
  if (before.leftOn !== null && before.leftOn <= act.today) return refuse({ code: 'staff-left', facts: { day: before.leftOn } });
  const organ = await organById(act.db, input.organId ?? before.organId);
  const after: StaffMember = {
    ...before,
    name: (input.name ?? before.name).trim(),
    title: (input.title ?? before.title).trim(),
    telephone: input.telephone ?? before.telephone,
  };
  const refusals = staffRefusals(after);
  if (!organ || organ.closedOn !== null) refusals.push({ code: 'staff-organ', field: 'organId' });
  if (refusals.length > 0 || !organ) return { ok: false, refusals };
  after.organId = organ.id;
  after.organName = organ.name;
  await updateStaff(act, after);
  await note(act, 'staff-changed', `staff:${after.id}`, before, after);
  return done(after);
}
