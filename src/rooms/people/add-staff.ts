// A member of staff comes. They can do nothing until the security administrator has approved a role.
import type { Act } from '../../platform/act/act.ts';
import { addDays, type Day } from '../../town/day.ts';
import { type AccountId, newId, type OrganId, type StaffId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { keepsOrgans, mayAct } from './authority.ts';
import { isTelephone } from './organ.ts';
import { organById } from './read-organs.ts';
import { staffByAccount, staffById } from './read-staff.ts';
import type { StaffCode, StaffMember } from './staff.ts';
import { insertStaff, lockPeople, note, setAccount } from './store.ts';

export interface NewStaff {
  name: string;
  organId: OrganId;
  title: string;
  telephone?: string;
  /** Today when left out. */
  joinedOn?: Day;
  accountId?: AccountId | null;
}

export async function addStaff(act: Act, input: NewStaff): Promise<Outcome<StaffMember, StaffCode>> {
  if (!mayAct(act, keepsOrgans)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const telephone = input.telephone ?? '';
  const joinedOn = input.joinedOn ?? act.today;
  const accountId = input.accountId ?? null;
  const organ = await organById(act.db, input.organId);
  const refusals = staffRefusals({ name: input.name, title: input.title, telephone });
  if (!organ || organ.closedOn !== null) refusals.push({ code: 'staff-organ', field: 'organId' });
  if (joinedOn > addDays(act.today, 366)) refusals.push({ code: 'staff-joined', field: 'joinedOn' });
  if (accountId !== null && (await staffByAccount(act.db, accountId))) refusals.push({ code: 'staff-account-taken' });
  if (refusals.length > 0 || !organ) return { ok: false, refusals };
  const staff: StaffMember = {
    id: newId(),
    accountId,
    name: input.name.trim(),
    organId: organ.id,
    organName: organ.name,
    title: input.title.trim(),
    telephone,
    joinedOn,
    leftOn: null,
  };
  await insertStaff(act, staff);
  await note(act, 'staff-added', `staff:${staff.id}`, null, staff);
  return done(staff);
}

export function staffRefusals(s: { name: string; title: string; telephone: string }): Refusal<StaffCode>[] {
  const found: Refusal<StaffCode>[] = [];
  if (s.name.trim() === '' || s.name.length > 40) found.push({ code: 'staff-name', field: 'name' });
  if (s.title.trim() === '' || s.title.length > 60) found.push({ code: 'staff-title', field: 'title' });
  if (s.telephone !== '' && !isTelephone(s.telephone)) found.push({ code: 'staff-telephone', field: 'telephone' });
  return found;
}

/** Gives a member of staff the account they sign in with: once, and no account to two. */
export async function linkAccount(
  act: Act,
  input: { staffId: StaffId; accountId: AccountId },
): Promise<Outcome<StaffMember, StaffCode>> {
  if (!mayAct(act, keepsOrgans)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const staff = await staffById(act.db, input.staffId);
  if (!staff) return refuse({ code: 'staff-unknown' });
  if (staff.accountId !== null) return refuse({ code: 'staff-account-set' });
  if (await staffByAccount(act.db, input.accountId)) return refuse({ code: 'staff-account-taken' });
  const after: StaffMember = { ...staff, accountId: input.accountId };
  await setAccount(act, staff.id, input.accountId);
  await note(act, 'account-linked', `staff:${staff.id}`, staff, after);
  return done(after);
}
