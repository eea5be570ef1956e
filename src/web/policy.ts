// Who may use which address: every route of the program, in one table. A route that is missing here keeps the program
// from starting, and so does a line without a route. Finer rules (own organ, not one's own work) are in the verbs.
import type { Policy } from '../platform/http/policy.ts';

const office: Policy = { roles: ['openness-office'] };

export const policies: Readonly<Record<string, Policy>> = {
  // portal

  // signing in

  // people

  // catalogue

  // disclosure

  // platform
  'GET /assets/:file': 'public',
};

void office;
