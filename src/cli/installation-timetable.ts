// Work at times of day that keeps the installation itself in order.
import { verifyAuditAtOnce } from '../platform/act/audit.ts';
import { dumpTimetable } from '../platform/backup/dumps.ts';
import type { Installation } from '../platform/installation.ts';
import type { Timetable } from '../platform/room.ts';
import { noteStanding } from '../platform/standing.ts';

export function installationTimetable(installation: Installation): Timetable[] {
  return [
    ...dumpTimetable(installation),
    {
      name: 'platform.verify-audit',
      cron: '20 * * * *',
      async run(town) {
        const { rows, brokenAt } = await verifyAuditAtOnce(town.db);
        await noteStanding(town, 'audit-verified', { at: town.clock.now(), rows, brokenAt });
        if (brokenAt !== null) town.log.error({ brokenAt }, 'the audit chain does not hold');
      },
    },
  ];
}
