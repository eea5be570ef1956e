// What the people room plugs into the program.
import type { Policy } from '../../platform/http/policy.ts';
import type { Room } from '../../platform/room.ts';
import type { PeopleDeps } from './web/deps.ts';
import { peopleRoutes } from './web/routes.ts';

const organs: Policy = { roles: ['system-admin', 'openness-office', 'audit-admin'] };
const staff: Policy = { roles: ['system-admin', 'security-admin', 'audit-admin'] };
const told: Policy = { roles: ['openness-office', 'audit-admin'] };

export function peopleRoom(deps: PeopleDeps): Room {
  return {
    name: 'people',
    routes: peopleRoutes(deps),
    consoleNav: [
      { key: 'organs', group: '机构和人员', label: '机构', href: '/console/organs', policy: organs },
      { key: 'staff', group: '机构和人员', label: '人员和角色', href: '/console/staff', policy: staff },
      { key: 'leaders', group: '机构和人员', label: '领导信息', href: '/console/leaders', policy: told },
      { key: 'leading-group', group: '机构和人员', label: '领导小组', href: '/console/leading-group', policy: told },
    ],
    chores: [],
    timetable: [],
  };
}
