// A holiday notice comes in while 100,000 requests are open: from the notice to the last clock, by the chores that do it, with how
// far they are readable on the way.
import { sql } from 'kysely';
import { perform } from '../src/platform/act/act.ts';
import { startChores } from '../src/platform/chores/chore-worker.ts';
import { importYear } from '../src/platform/calendar/import-year.ts';
import { recomputeChore, recomputeProgress, recomputeRequests } from '../src/rooms/requests/recompute.ts';
import { nationalCalendar } from '../src/town/calendar.ts';
import { addDays, day, yearOf } from '../src/town/day.ts';
import { granted } from '../test/support/people.ts';
import { loadRequests } from './requests-load.ts';
import { atMost, none, type Row } from './row.ts';
import type { World } from './world.ts';

const REQUESTS = 100_000;
const LIMIT_SECONDS = 20;

export async function requestsClocks(world: World): Promise<Row[]> {
  const { town, people } = world;
  // Due in a year whose notice is not there yet: every one of them changes.
  const known = nationalCalendar.coverage.to;
  const year = yearOf(known) + 1;
  await loadRequests(world, {
    count: REQUESTS,
    from: addDays(known, -40),
    to: known,
    open: 1,
    shapes: 12_000,
    whole: true,
    year: 2026,
  });
  const off = ['01-01', '01-04', '02-05', '02-08', '02-09', '02-10', '02-11', '02-12', '04-05', '05-03', '05-04'];
  const seen: number[] = [];
  const began = performance.now();
  granted(
    await perform(town, people.actors['openness-office'], 'bench', (act) =>
      importYear(act, `${year} 放假 ${off.join(' ')}`, { replace: false, recomputers: [recomputeRequests] }),
    ),
  );
  const chores = await startChores(town, { chores: [recomputeChore], timetable: [] });
  for (let progress = await recomputeProgress(town.db); progress; progress = await recomputeProgress(town.db)) {
    if (seen.at(-1) !== progress.seen) seen.push(progress.seen);
    await new Promise((r) => setTimeout(r, 100));
  }
  const seconds = (performance.now() - began) / 1_000;
  await chores.stop();
  const { rows } = await sql<{
    due: number;
    said: number;
    left: number;
  }>`select count(*) filter (where due_on is not null)::int as due,
      (select count(*)::int from requests_events where kind = 'recounted') as said,
      count(*) filter (where provisional and due_on <= ${day(`${year}-12-31`)})::int as left from requests_requests`.execute(
    town.db,
  );
  const [{ due, said, left }] = rows as [{ due: number; said: number; left: number }];
  return [
    atMost(
      `录入放假安排后重算 ${REQUESTS} 件在办申请（${said} 件改期并写明原因，进度读到 ${seen.length} 次）`,
      seconds,
      LIMIT_SECONDS,
      '秒',
    ),
    none(`其后仍按没有安排计算的（有期限的 ${due} 件）`, left, '件'),
  ];
}
