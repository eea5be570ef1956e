// A role is taken away, at once or from a later day; a role asked for and not yet approved is turned down the same way.
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { givesRoles, mayAct } from './authority.ts';
import { isLastAdministrator } from './last-administrator.ts';
import { roleGrants } from './read-staff.ts';
import type { GrantId, RoleCode, RoleGrant } from './staff.ts';
import { lockPeople, markGrantRevoked, note } from './store.ts';

export interface Revoking {
  grantId: GrantId;
  /** From this day on it no longer holds; today when left out. */
  on?: Day;
  reason: string;
}

export async function revokeRole(act: Act, input: Revoking): Promise<Outcome<RoleGrant, RoleCode>> {
  if (!mayAct(act, givesRoles)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const before = (await roleGrants(act.db)).find((g) => g.id === input.grantId);
  if (!before) return refuse({ code: 'role-grant-unknown' });
  const on = input.on ?? act.today;
  // A day already set may be moved forward, never back: what was given since counts on it.
  if ((before.revokedOn !== null && before.revokedOn <= on) || (before.to !== null && before.to < act.today)) {
    return refuse({ code: 'role-grant-ended' });
  }
  const refusals: Refusal<RoleCode>[] = [];
  if (act.actor.staffId === before.staffId) refusals.push({ code: 'role-own' });
  if (act.actor.kind !== 'system' && on < act.today) refusals.push({ code: 'role-past', field: 'on' });
  if (input.reason.trim() === '' || input.reason.length > 200) refusals.push({ code: 'role-reason', field: 'reason' });
  const last = before.approvedAt === null ? null : await isLastAdministrator(act, before.staffId, before.id);
  if (last !== null) refusals.push({ code: 'role-last-administrator', facts: { role: last } });
  if (refusals.length > 0) return { ok: false, refusals };
  const after: RoleGrant = { ...before, revokedOn: on, revokedBy: act.actor.name, revokedReason: input.reason.trim() };
  await markGrantRevoked(act, before.id, on, after.revokedReason);
  await note(act, before.approvedAt === null ? 'role-declined' : 'role-revoked', `staff:${before.staffId}`, before, after);
  return done(after);
}
