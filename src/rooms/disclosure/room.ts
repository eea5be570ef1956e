// What disclosure plugs into the program.
import type { Room } from '../../platform/room.ts';
import { draftingRoles } from '../../town/roles.ts';
import { showCovered } from './publish.ts';
import { eraseFilesChore, runEraseFiles } from './erase.ts';
import { releaseChore, runRelease } from './release.ts';
import { chainRoutes } from './web/chain-routes.tsx';
import { deskRoutes } from './web/desk-routes.tsx';
import { draftListRoutes } from './web/draft-list-routes.tsx';
import { listRoutes } from './web/list-routes.tsx';
import { publicRoutes } from './web/public-routes.tsx';
import { recordRoutes } from './web/record-routes.tsx';
import { selfCheck } from './self-check.ts';
import { publicTallies } from './public-tallies.ts';
import { reviewRoutes } from './web/review-routes.tsx';
import { sealRoutes } from './web/seal-routes.tsx';
import { searchRoutes } from './web/search-routes.tsx';

export const disclosureRoom: Room = {
  name: 'disclosure',
  routes: [
    ...publicRoutes,
    ...sealRoutes,
    ...listRoutes,
    ...searchRoutes,
    ...draftListRoutes,
    ...recordRoutes,
    ...deskRoutes,
    ...reviewRoutes,
    ...chainRoutes,
  ],
  consoleNav: [
    {
      key: 'drafts',
      group: '公开',
      label: '拟稿与审查',
      href: '/console/drafts',
      policy: {
        roles: [...draftingRoles, 'department-head', 'secrecy-reviewer', 'openness-office', 'deputy-leader', 'principal'],
      },
    },
    { key: 'chains', group: '公开', label: '审查流程', href: '/console/chains', policy: { roles: ['openness-office'] } },
  ],
  chores: [
    { kind: releaseChore, run: runRelease },
    { kind: eraseFilesChore, run: runEraseFiles },
  ],
  timetable: [
    { name: 'disclosure.self-check', cron: '*/4 * * * *', run: async (town) => void (await selfCheck(town)) },
    { name: 'disclosure.settle-tallies', cron: '50 3 * * *', run: publicTallies.settle },
  ],
  covered: showCovered,
};
