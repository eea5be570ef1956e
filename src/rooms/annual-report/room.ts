// What the annual report plugs into the program.
import type { Policy } from '../../platform/http/policy.ts';
import type { Room } from '../../platform/room.ts';
import { draftingRoles } from '../../town/roles.ts';
import { figureSources } from './own-sources.ts';
import { consoleRoutes } from './web/console-routes.tsx';
import { foreignReportsRoutes } from './web/foreign-reports-routes.tsx';
import { publicRoutes } from './web/public-routes.tsx';

const readers: Policy = { roles: [...draftingRoles, 'openness-office', 'deputy-leader', 'principal', 'supervisor'] };

export const annualReportRoom: Room = {
  name: 'annual-report',
  routes: [...consoleRoutes(figureSources), ...foreignReportsRoutes, ...publicRoutes(figureSources)],
  consoleNav: [{ key: 'annual-reports', group: '公开', label: '年度报告', href: '/console/annual-reports', policy: readers }],
  chores: [],
  timetable: [],
};
