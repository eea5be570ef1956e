// Every address of the people room.
import type { Route } from '../../../platform/http/route.ts';
import type { PeopleDeps } from './deps.ts';
import { groupRoutes } from './group-routes.ts';
import { leaderRoutes } from './leader-routes.ts';
import { organRoutes } from './organ-routes.ts';
import { personRoutes } from './person-routes.ts';
import { publicRoutes } from './public-routes.ts';
import { staffRoutes } from './staff-routes.ts';

export function peopleRoutes(deps: PeopleDeps): Route[] {
  return [...publicRoutes(deps), ...organRoutes, ...staffRoutes(deps), ...personRoutes(deps), ...groupRoutes, ...leaderRoutes];
}
