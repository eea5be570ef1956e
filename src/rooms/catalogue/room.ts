// What the catalogue plugs into the program.
import { perform } from '../../platform/act/act.ts';
import { systemActor } from '../../platform/act/actor.ts';
import type { Policy } from '../../platform/http/policy.ts';
import type { Room } from '../../platform/room.ts';
import type { Town } from '../../platform/town.ts';
import { clerks } from './authority.ts';
import { generateDuties, horizon } from './generate-duties.ts';
import { recomputeOpenDuties } from './recompute.ts';
import { sayOverdue } from './say.ts';
import { calendarRoutes } from './web/calendar-routes.tsx';
import type { CatalogueDeps } from './web/deps.ts';
import { dutyRoutes } from './web/duty-routes.tsx';
import { itemRoutes } from './web/item-routes.tsx';
import { publicRoutes } from './web/public-routes.tsx';

const office: Policy = { roles: ['openness-office'] };
const board: Policy = { roles: ['openness-office', 'deputy-leader', 'principal', 'supervisor'] };
const calendar: Policy = { roles: ['openness-office', 'system-admin'] };

/** Makes the duties that have come up by the end of next month. Run at start and each night; repeating it makes nothing twice. */
export async function nightly(town: Town): Promise<void> {
  const outcome = await perform(town, systemActor, 'generate-duties', (act) => generateDuties(act, horizon(act.today)));
  if (outcome.ok && outcome.value.made > 0) town.log.info({ made: outcome.value.made }, 'duties made');
  await sayOverdue(town);
}

export function catalogueRoom({ recomputers }: CatalogueDeps): Room {
  return {
    name: 'catalogue',
    routes: [...publicRoutes, ...dutyRoutes, ...itemRoutes, ...calendarRoutes([recomputeOpenDuties, ...recomputers])],
    consoleNav: [
      { key: 'my-duties', group: '公开', label: '我的应公开', href: '/console/my-duties', policy: { roles: clerks } },
      { key: 'duties', group: '公开', label: '督办板', href: '/console/duties', policy: board },
      { key: 'catalogue', group: '公开', label: '公开目录', href: '/console/catalogue', policy: office },
      { key: 'calendar', group: '公开', label: '日历与时限', href: '/console/calendar', policy: calendar },
    ],
    chores: [],
    timetable: [{ name: 'generate-duties', cron: '10 0 * * *', run: nightly }],
  };
}
