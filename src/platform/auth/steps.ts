// What is still to be done between the right password and a full session.
import type { Role } from '../../town/roles.ts';
import { adminRoles } from '../../town/roles.ts';

/** Roles whose holders need a second factor: whoever approves, leads or administers. Demonstration towns ask nobody. */
const needsSecondFactor: Readonly<Record<Role, boolean>> = {
  drafter: false,
  'department-head': true,
  'secrecy-reviewer': false,
  'openness-office': true,
  'deputy-leader': true,
  principal: true,
  window: false,
  agent: false,
  supervisor: false,
  'system-admin': true,
  'security-admin': true,
  'audit-admin': true,
};

/**
 * `second-factor`: a code from the device that is set up; `enrol`: set one up first;
 * `new-password`: the password has outlived the town's limit.
 */
export type Step = 'second-factor' | 'enrol' | 'new-password';

export interface StepFacts {
  hasTotp: boolean;
  secondFactorGiven: boolean;
  roles: readonly Role[];
  demoTown: boolean;
  passwordExpired: boolean;
}

export function mustHaveSecondFactor(roles: readonly Role[], demoTown: boolean): boolean {
  return !demoTown && roles.some((r) => needsSecondFactor[r]);
}

/** The next step, or null when the session may become full. A second factor once set up is always asked for. */
export function nextStep(facts: StepFacts): Step | null {
  if (facts.hasTotp && !facts.secondFactorGiven) return 'second-factor';
  if (!facts.hasTotp && mustHaveSecondFactor(facts.roles, facts.demoTown)) return 'enrol';
  return facts.passwordExpired ? 'new-password' : null;
}

/** 三员: one living session each. */
export function hasAdminRole(roles: readonly Role[]): boolean {
  return roles.some((r) => adminRoles.includes(r));
}

/** Roles as a session remembers them; a session made under other roles is not continued. */
export function rolesMark(roles: readonly Role[]): string {
  return [...new Set(roles)].sort().join(' ');
}
