// What a running program does when its administrator asks over the data directory's socket.
import { isAbsolute } from 'node:path';
import { backUp } from '../platform/backup/backup.ts';
import type { AdminVerb } from '../platform/admin-socket.ts';
import type { Installation, TownRow } from '../platform/installation.ts';
import { noteStanding } from '../platform/standing.ts';
import type { Town } from '../platform/town.ts';
import { examineDatabase } from './examine.ts';

export function adminVerbs(installation: Installation, row: TownRow, town: Town): Readonly<Record<string, AdminVerb>> {
  return {
    async backup(asked, say) {
      const to = String(asked.to);
      if (!isAbsolute(to)) throw new RangeError('a backup needs an absolute folder');
      const made = await backUp(installation, row, to, (label, done, total) => say({ label, done, total }));
      await noteStanding(town, 'last-backup', { at: town.clock.now(), file: made.file, bytes: made.bytes });
      return made;
    },
    examine: async (_asked, say) => examineDatabase(installation, (label) => say({ label, done: 0, total: null })),
  };
}
