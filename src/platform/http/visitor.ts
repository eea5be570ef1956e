// Who is looking: nobody in particular, or a signed-in member of staff with the roles they hold today.
import type { Instant } from '../../town/day.ts';
import type { AccountId, OrganId, StaffId } from '../../town/ids.ts';
import type { Role } from '../../town/roles.ts';

/** A member of staff as the people room knows them today; deputised roles (AB 岗) are included. */
export interface StaffIdentity {
  id: StaffId;
  name: string;
  organId: OrganId;
  organName: string;
  roles: readonly Role[];
  /** Names of those whose post this person stands in for today. */
  standsInFor: readonly string[];
}

export interface Session {
  tokenHash: string;
  accountId: AccountId;
  username: string;
  csrf: string;
  /** `password`: the second factor is still to be given; only the second-factor pages may be seen. */
  stage: 'password' | 'full';
  /** When the holder last proved who they are; sensitive acts ask again after a while. */
  confirmedAt: Instant;
}

export interface Visitor {
  session: Session;
  staff: StaffIdentity;
}
