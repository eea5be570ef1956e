// The town always keeps somebody who can create staff and somebody who can give roles: without them nobody could be
// let in again.
import type { Act } from '../../platform/act/act.ts';
import type { StaffId } from '../../town/ids.ts';
import { type Role, roleNames } from '../../town/roles.ts';
import { mandatesOf, roleGrants, staffWithRole } from './read-staff.ts';
import type { GrantId } from './staff.ts';

const needed: readonly Role[] = ['system-admin', 'security-admin'];

/** The name of the role that nobody else holds today, so that this person cannot lose it; or null. */
export async function isLastAdministrator(act: Act, staffId: StaffId, grant?: GrantId): Promise<string | null> {
  const mine = new Set((await mandatesOf(act.db, staffId, act.today)).map((m) => m.role));
  for (const role of needed) {
    if (!mine.has(role)) continue;
    if (grant && !(await roleGrants(act.db, staffId)).some((g) => g.id === grant && g.role === role)) continue;
    const others = (await staffWithRole(act.db, role, act.today)).filter((s) => s.id !== staffId);
    if (others.length === 0) return roleNames[role];
  }
  return null;
}
