// Who may use a route. Deny by default: what the table does not name does not start.
import type { Role } from '../../town/roles.ts';
import type { Visitor } from './visitor.ts';

export type Policy =
  /** Anyone, signed in or not. */
  | 'public'
  /** Pages of signing in itself: nobody yet, or half-way through. */
  | 'signing-in'
  /** Any member of staff with a full session. */
  | 'staff'
  /** Members of staff holding one of these roles, deputised ones included. */
  | { roles: readonly Role[] };

export function allows(policy: Policy, visitor: Visitor | null): 'yes' | 'sign-in' | 'second-factor' | 'no' {
  if (policy === 'public' || policy === 'signing-in') return 'yes';
  if (!visitor) return 'sign-in';
  if (visitor.session.stage !== 'full') return 'second-factor';
  if (policy === 'staff') return 'yes';
  return policy.roles.some((role) => visitor.staff.roles.includes(role)) ? 'yes' : 'no';
}
