// Which office may do what in this room. The policy table keeps others off the pages; the verbs hold it again, so that
// no other way in (command line, another room) goes around it.
import type { Act } from '../../platform/act/act.ts';
import type { Role } from '../../town/roles.ts';

/** Creates organs and staff. */
export const keepsOrgans: readonly Role[] = ['system-admin'];
/** Edits what the public is told: organ facts, leaders, the leadership group. */
export const tellsPublic: readonly Role[] = ['openness-office'];
/** Gives, approves and takes away roles; sets deputies. */
export const givesRoles: readonly Role[] = ['security-admin'];

/** The system itself (first start, seed, import) may do everything. */
export function mayAct(act: Act, roles: readonly Role[]): boolean {
  return act.actor.kind === 'system' || (act.actor.kind === 'staff' && roles.some((r) => act.actor.roles.includes(r)));
}
