// Roles are given by the security administrator, or asked for by the system administrator and approved by the security
// administrator (GB/T 22239: 三员分立). Nobody gives one to themselves.
import type { Act } from '../../platform/act/act.ts';
import type { Day } from '../../town/day.ts';
import { newId, type StaffId } from '../../town/ids.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { isRole, type Role } from '../../town/roles.ts';
import { givesRoles, keepsOrgans, mayAct } from './authority.ts';
import { cutOff, grantRefusals, later, type RoleSpan, type Span } from './role-rules.ts';
import { deputyships, roleGrants, staffById } from './read-staff.ts';
import type { Deputyship, GrantId, RoleCode, RoleGrant, StaffMember } from './staff.ts';
import { insertGrant, lockPeople, markGrantApproved, note } from './store.ts';

export interface NewGrant {
  staffId: StaffId;
  role: Role;
  /** Today when left out. People cannot date a grant back; the system can (seed, import). */
  from?: Day;
  /** Last day, or null without end. */
  to?: Day | null;
}

/** Takes effect at once (or on `from`). */
export function grantRole(act: Act, input: NewGrant): Promise<Outcome<RoleGrant, RoleCode>> {
  return add(act, input, true);
}

/** Gives nobody anything until `approveRole`. */
export function proposeRole(act: Act, input: NewGrant): Promise<Outcome<RoleGrant, RoleCode>> {
  return add(act, input, false);
}

async function add(act: Act, input: NewGrant, approved: boolean): Promise<Outcome<RoleGrant, RoleCode>> {
  if (!mayAct(act, approved ? givesRoles : keepsOrgans)) return refuse({ code: 'not-allowed' });
  if (!isRole(input.role)) return refuse({ code: 'role-unknown', field: 'role' });
  await lockPeople(act);
  const staff = await staffById(act.db, input.staffId);
  const from = input.from ?? act.today;
  const to = input.to ?? null;
  const refusals = personRefusals(act, staff, { from, to });
  if (act.actor.kind !== 'system' && from < act.today) refusals.push({ code: 'role-past', field: 'from' });
  if (refusals.length > 0) return { ok: false, refusals };
  const wanted: RoleSpan = { role: input.role, from, to };
  const against = await collisions(act, input.staffId, wanted, null);
  if (against.length > 0) return { ok: false, refusals: against };
  const grant: RoleGrant = {
    id: newId(),
    staffId: input.staffId,
    role: input.role,
    from,
    to,
    grantedBy: act.actor.name,
    grantedAt: act.at,
    approvedBy: approved ? act.actor.name : null,
    approvedAt: approved ? act.at : null,
    revokedOn: null,
    revokedBy: null,
    revokedReason: '',
  };
  await insertGrant(act, grant);
  await note(act, approved ? 'role-granted' : 'role-proposed', `staff:${grant.staffId}`, null, grant);
  return done(grant);
}

/** The security administrator lets a proposed role take effect, from today at the earliest. */
export async function approveRole(act: Act, input: { grantId: GrantId }): Promise<Outcome<RoleGrant, RoleCode>> {
  if (!mayAct(act, givesRoles)) return refuse({ code: 'not-allowed' });
  await lockPeople(act);
  const before = (await roleGrants(act.db)).find((g) => g.id === input.grantId);
  if (!before) return refuse({ code: 'role-grant-unknown' });
  if (before.approvedAt !== null) return refuse({ code: 'role-grant-approved' });
  if (before.revokedOn !== null) return refuse({ code: 'role-grant-ended' });
  const from = later(before.from, act.today);
  const refusals = personRefusals(act, await staffById(act.db, before.staffId), { from, to: before.to });
  if (refusals.length > 0) return { ok: false, refusals };
  const against = await collisions(act, before.staffId, { role: before.role, from, to: before.to }, before.id);
  if (against.length > 0) return { ok: false, refusals: against };
  const after: RoleGrant = { ...before, from, approvedBy: act.actor.name, approvedAt: act.at };
  await markGrantApproved(act, before.id, from);
  await note(act, 'role-approved', `staff:${before.staffId}`, before, after);
  return done(after);
}

function personRefusals(act: Act, staff: StaffMember | null, span: Span): Refusal<RoleCode>[] {
  if (!staff) return [{ code: 'staff-unknown' }];
  const found: Refusal<RoleCode>[] = [];
  if (staff.leftOn !== null && staff.leftOn <= span.from) found.push({ code: 'staff-left', facts: { day: staff.leftOn } });
  if (act.actor.staffId === staff.id) found.push({ code: 'role-own' });
  if (span.to !== null && span.to < span.from) found.push({ code: 'role-dates', field: 'to' });
  return found;
}

/** Against everything already given or asked for, except the row itself: two requests that cannot both be approved are told apart early. */
async function collisions(act: Act, staffId: StaffId, wanted: RoleSpan, except: GrantId | null): Promise<Refusal<RoleCode>[]> {
  const grants = (await roleGrants(act.db, staffId)).filter((g) => g.id !== except && (except === null || g.approvedAt !== null));
  return grantRefusals(wanted, roleSpans(grants), deputySpans(await deputyships(act.db, staffId)));
}

/** Grants as the days they really hold. */
export function roleSpans(grants: readonly RoleGrant[]): RoleSpan[] {
  return grants.flatMap((g) => {
    const span = cutOff({ from: g.from, to: g.to }, g.revokedOn);
    return span === null ? [] : [{ role: g.role, ...span }];
  });
}

/** Deputyships as the days they really hold. */
export function deputySpans(all: readonly Deputyship[]): (Span & Pick<Deputyship, 'staffId' | 'standsInFor' | 'role'>)[] {
  return all.flatMap((d) => {
    const span = cutOff({ from: d.from, to: d.to }, d.endedOn);
    return span === null ? [] : [{ ...span, staffId: d.staffId, standsInFor: d.standsInFor, role: d.role }];
  });
}
