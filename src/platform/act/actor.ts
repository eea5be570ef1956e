// Who does something: a member of staff, a resident, or the system itself. The record shows every act with one.
import type { AccountId, OrganId, StaffId } from '../../town/ids.ts';
import type { Role } from '../../town/roles.ts';

export interface Actor {
  kind: 'staff' | 'system' | 'resident';
  accountId: AccountId | null;
  staffId: StaffId | null;
  organId: OrganId | null;
  /** Name as the record shows it; `系统` for the system itself. */
  name: string;
  roles: readonly Role[];
  /** Network address the act came from, when it came over the network. */
  address: string | null;
}

export const systemActor: Actor = {
  kind: 'system',
  accountId: null,
  staffId: null,
  organId: null,
  name: '系统',
  roles: [],
  address: null,
};
