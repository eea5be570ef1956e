// All that other rooms may see of people: who is who, who may do what on a day, and the verbs the loader and the command
// line need.
import { addPost, endPost } from './add-post.ts';
import { addStaff, linkAccount } from './add-staff.ts';
import { changeOrgan } from './change-organ.ts';
import { changeStaff } from './change-staff.ts';
import { closeOrgan } from './close-organ.ts';
import { createOrgan } from './create-organ.ts';
import { endGroup, formGroup } from './form-group.ts';
import { approveRole, grantRole, proposeRole } from './grant-role.ts';
import { leaveStaff } from './leave-staff.ts';
import { isOrganKind, organKindNames, organKinds } from './organ.ts';
import { allGroups, allLeaders, groupsOn, leaderById, leaders } from './read-leadership.ts';
import { listOrgans, organAndTown, organByCode, organById, organsById, organTree, townOrgan } from './read-organs.ts';
import {
  listStaff,
  mandatesOf,
  roleGrants,
  staffByAccount,
  staffById,
  staffIdentity,
  staffNames,
  staffWithRole,
} from './read-staff.ts';
import { revokeRole } from './revoke-role.ts';
import { endDeputy, setDeputy } from './set-deputy.ts';
import { endLeader, setLeader } from './set-leader.ts';

export type { Group, GroupId, GroupPart, Leader, LeaderId, Post, PostId } from './leadership.ts';
export type { Organ, OrganKind, OrganNode } from './organ.ts';
export type { Deputyship, DeputyId, GrantId, Mandate, RoleGrant, StaffMember } from './staff.ts';

export { isOrganKind, organKindNames, organKinds };
export { listOrgans, organAndTown, organByCode, organById, organsById, organTree, townOrgan };
export { listStaff, mandatesOf, roleGrants, staffByAccount, staffById, staffIdentity, staffNames, staffWithRole };
export { allGroups, allLeaders, groupsOn, leaderById, leaders };
export { changeOrgan, closeOrgan, createOrgan };
export { addStaff, changeStaff, leaveStaff, linkAccount };
export { approveRole, endDeputy, grantRole, proposeRole, revokeRole, setDeputy };
export { addPost, endGroup, endLeader, endPost, formGroup, setLeader };
