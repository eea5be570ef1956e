// What requests plug into the program.
import type { Policy } from '../../platform/http/policy.ts';
import type { Room } from '../../platform/room.ts';
import { destroyKeyChore, retentionTimetable } from './erase.ts';
import { recomputeChore } from './recompute.ts';
import { requestTallies } from './request-tallies.ts';
import { deskRoutes } from './web/desk-routes.tsx';
import { logRoutes } from './web/log-routes.tsx';
import { publicRoutes } from './web/public-routes.tsx';
import { remedyOrgansRoutes } from './web/remedy-organs-routes.tsx';

const desk: Policy = { roles: ['drafter', 'department-head', 'openness-office', 'deputy-leader', 'principal', 'window'] };

export const requestsRoom: Room = {
  name: 'requests',
  routes: [...deskRoutes, ...logRoutes, ...publicRoutes, ...remedyOrgansRoutes],
  consoleNav: [{ key: 'requests', group: '公开', label: '依申请公开', href: '/console/requests', policy: desk }],
  chores: [destroyKeyChore, recomputeChore],
  timetable: [retentionTimetable, { name: 'requests.settle-tallies', cron: '55 3 * * *', run: requestTallies.settle }],
};
