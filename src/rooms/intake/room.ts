// What the intake plugs into the program.
import type { Room } from '../../platform/room.ts';
import { batchChore } from './open-batch.ts';
import { runBatch } from './run-batch.ts';
import { intakeRoutes } from './web/routes.tsx';

export const intakeRoom: Room = {
  name: 'intake',
  routes: intakeRoutes,
  consoleNav: [{ key: 'import', group: '公开', label: '导入', href: '/console/import', policy: { roles: ['openness-office'] } }],
  chores: [{ kind: batchChore, run: runBatch }],
  timetable: [],
};
