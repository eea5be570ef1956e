// Who may use which address: every route of the program, in one table. A route that is missing here keeps the program
// from starting, and so does a line without a route. Finer rules (own organ, not one's own work) are in the verbs.
import type { Policy } from '../platform/http/policy.ts';

const office: Policy = { roles: ['openness-office'] };

export const policies: Readonly<Record<string, Policy>> = {
  // portal

  // signing in
  'GET /console/account': 'staff',
  'GET /console/account/backup-codes': 'staff',
  'GET /console/account/second-factor': 'staff',
  'GET /console/confirm': 'staff',
  'GET /console/invitations/:token': 'signing-in',
  'GET /console/new-password': 'signing-in',
  'GET /console/second-factor': 'signing-in',
  'GET /console/sessions': { roles: ['security-admin'] },
  'GET /console/sign-in': 'signing-in',
  'POST /console/account/backup-codes': 'staff',
  'POST /console/account/password': 'staff',
  'POST /console/account/second-factor': 'staff',
  'POST /console/account/sessions/:id/end': 'staff',
  'POST /console/confirm': 'staff',
  'POST /console/demo-sign-in': 'signing-in',
  'POST /console/invitations/:token': 'signing-in',
  'POST /console/new-password': 'signing-in',
  'POST /console/second-factor': 'signing-in',
  'POST /console/sign-in': 'signing-in',
  'POST /console/sign-out': 'signing-in',

  // people

  // catalogue

  // disclosure

  // platform
  'GET /assets/:file': 'public',
};

void office;
