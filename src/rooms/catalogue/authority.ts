// Who may do what here. The policy table keeps others off the pages; the verbs hold it again for every other way in.
import type { Act } from '../../platform/act/act.ts';
import type { OrganId } from '../../town/ids.ts';
import type { Role } from '../../town/roles.ts';

/** Who answers for what their own organ publishes. */
export const clerks: readonly Role[] = ['drafter', 'department-head', 'agent'];

/** The openness office keeps the catalogue; the system does at first start. */
export function mayKeepCatalogue(act: Act): boolean {
  return act.actor.kind === 'system' || (act.actor.kind === 'staff' && act.actor.roles.includes('openness-office'));
}

/** Somebody who answers for what this organ publishes. */
export function speaksFor(act: Act, organId: OrganId): boolean {
  if (act.actor.kind === 'system') return true;
  return act.actor.kind === 'staff' && act.actor.organId === organId && act.actor.roles.some((r) => clerks.includes(r));
}
