// AB 岗: somebody stands in for somebody else, with first and last day and a reason. As it gives roles, it is the security
// administrator's.
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { newId, type StaffId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import type { Role } from '../../town/roles.ts';
import { givesRoles, mayAct } from './authority.ts';
import { deputySpans, roleSpans } from './grant-role.ts';
import { deputyRefusals } from './role-rules.ts';
import { deputyships, roleGrants, staffById } from './read-staff.ts';
import type { DeputyCode, DeputyId, Deputyship, RoleGrant, StaffMember } from './staff.ts';
import { insertDeputy, lockPeople, markDeputyEnded, note } from './store.ts';

export interface NewDeputy {
  /** Who stands in. */
  staffId: StaffId;
  standsInFor: StaffId;
  /** One role only; all of them when left out. */
  role?: Role | null;
  from: Day;
  to: Day;
  reason: string;
}

export async function setDeputy(act: Act, input: NewDeputy): Promise<Outcome<Deputyship, DeputyCode>> {
  if (!mayAct(act, givesRoles)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const [staff, other] = [await staffById(act.db, input.staffId), await staffById(act.db, input.standsInFor)];
  if (!staff) return refuse({ code: 'deputy-staff-unknown', field: 'staffId' });
  if (!other) return refuse({ code: 'deputy-for-unknown', field: 'standsInFor' });
  const role = input.role ?? null;
  const wanted = { staffId: staff.id, standsInFor: other.id, role, from: input.from, to: input.to };
  const refusals: Refusal<DeputyCode>[] = deputyRefusals(
    wanted,
    roleSpans(counted(await roleGrants(act.db, staff.id))),
    roleSpans(counted(await roleGrants(act.db, other.id))),
    deputySpans(await deputyships(act.db)),
  );
  if (act.actor.staffId === staff.id) refusals.push({ code: 'deputy-own', field: 'staffId' });
  if (act.actor.kind !== 'system' && input.from < act.today) refusals.push({ code: 'deputy-past', field: 'from' });
  if (input.reason.trim() === '' || input.reason.length > 200) refusals.push({ code: 'deputy-reason', field: 'reason' });
  if (gone(staff, input.from) || gone(other, input.from)) refusals.push({ code: 'deputy-not-in-service', field: 'standsInFor' });
  if (refusals.length > 0) return { ok: false, refusals };
  const deputy: Deputyship = {
    id: newId(),
    staffId: staff.id,
    staffName: staff.name,
    standsInFor: other.id,
    standsInForName: other.name,
    role,
    from: input.from,
    to: input.to,
    reason: input.reason.trim(),
    setBy: act.actor.name,
    endedOn: null,
  };
  await insertDeputy(act, deputy);
  await note(act, 'deputy-set', `staff:${staff.id}`, null, deputy);
  return done(deputy);
}

/** Administrators' roles count even while they are only asked for: approving them later must not find a deputyship in the way. */
function counted(grants: readonly RoleGrant[]): RoleGrant[] {
  return grants.filter((g) => g.approvedAt !== null || g.role.endsWith('-admin'));
}

function gone(staff: StaffMember, from: Day): boolean {
  return staff.leftOn !== null && staff.leftOn <= from;
}

/** Ends a deputyship before its last day: from today on it no longer holds. */
export async function endDeputy(act: Act, input: { deputyId: DeputyId }): Promise<Outcome<Deputyship, DeputyCode>> {
  if (!mayAct(act, givesRoles)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const before = (await deputyships(act.db)).find((d) => d.id === input.deputyId);
  if (!before) return refuse({ code: 'deputy-unknown' });
  if (before.endedOn !== null || before.to < act.today) return refuse({ code: 'deputy-ended' });
  const after: Deputyship = { ...before, endedOn: act.today };
  await markDeputyEnded(act, before.id, act.today);
  await note(act, 'deputy-ended', `staff:${before.staffId}`, before, after);
  return done(after);
}
