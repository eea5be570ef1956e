// A person's account is taken out of use, put back, or freed of a lost telephone: by the security administrator, with a
// reason, on the person's own record. What an account is, signing in knows; it is handed in as `carryOut`.
import type { Act } from '../../platform/act/act.ts';
import type { AccountId, StaffId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { givesRoles, mayAct } from './authority.ts';
import type { EventKind } from './events.ts';
import { staffById } from './read-staff.ts';
import type { StaffCode } from './staff.ts';
import { lockPeople, note } from './store.ts';

export interface AccountAct {
  staffId: StaffId;
  reason: string;
}

/** The act on the account itself, inside the same act; its refusals are told beside this room's. */
export type CarryOut = (act: Act, accountId: AccountId, reason: string) => Promise<Outcome<null, string>>;

/** Works at once: open sessions end, unused links die. */
export function stopAccount(act: Act, input: AccountAct, carryOut: CarryOut): Promise<Outcome<null, string>> {
  return onAccount(act, input, 'account-disabled', carryOut);
}

export function restoreAccount(act: Act, input: AccountAct, carryOut: CarryOut): Promise<Outcome<null, string>> {
  return onAccount(act, input, 'account-enabled', carryOut);
}

export function clearSecondFactor(act: Act, input: AccountAct, carryOut: CarryOut): Promise<Outcome<null, string>> {
  return onAccount(act, input, 'second-factor-reset', carryOut);
}

async function onAccount(act: Act, input: AccountAct, what: EventKind, carryOut: CarryOut): Promise<Outcome<null, string>> {
  if (!mayAct(act, givesRoles)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const staff = await staffById(act.db, input.staffId);
  if (!staff) return refuse({ code: 'staff-unknown' });
  if (staff.leftOn !== null && staff.leftOn <= act.today) return refuse({ code: 'staff-left', facts: { day: staff.leftOn } });
  if (staff.accountId === null) return refuse({ code: 'staff-no-account' });
  const reason = input.reason.trim();
  const missing: Refusal<StaffCode>[] =
    reason === '' || reason.length > 200 ? [{ code: 'staff-account-reason', field: 'reason' }] : [];
  const carried = await carryOut(act, staff.accountId, reason);
  const refusals = [...missing, ...(carried.ok ? [] : carried.refusals)];
  if (refusals.length > 0) return { ok: false, refusals };
  await note(act, what, `staff:${staff.id}`, null, { reason });
  return done(null);
}
