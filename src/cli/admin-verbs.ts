// What a running program does when its administrator asks over the data directory's socket.
import { isAbsolute } from 'node:path';
import type { Config } from '../config.ts';
import { publicSite } from '../main.ts';
import { backUp } from '../platform/backup/backup.ts';
import { AdminRefused, type AdminVerb } from '../platform/admin-socket.ts';
import type { Installation, TownRow } from '../platform/installation.ts';
import { noteStanding } from '../platform/standing.ts';
import type { Town } from '../platform/town.ts';
import { exportStatic } from '../web/static-copy/export-static.ts';
import { archiveAsked } from './archive.ts';
import { examineDatabase } from './examine.ts';
import { asRehearsal, noteRehearsal } from './note-rehearsal.ts';
import { keysAsked } from './keys.ts';
import { type ImportAsked, runImport } from './import-run.ts';
import { meantFor } from './running.ts';

export function adminVerbs(
  installation: Installation,
  row: TownRow,
  town: Town,
  config: Config,
): Readonly<Record<string, AdminVerb>> {
  return {
    async backup(asked, say) {
      meantFor(row, asked);
      const to = String(asked.to);
      if (!isAbsolute(to)) throw new RangeError('a backup needs an absolute folder');
      const made = await backUp(installation, row, to, (label, done, total) => say({ label, done, total }));
      await noteStanding(town, 'last-backup', { at: town.clock.now(), file: made.file, bytes: made.bytes });
      return made;
    },
    async 'export-static'(asked, say) {
      meantFor(row, asked);
      const dir = String(asked.dir);
      if (!isAbsolute(dir)) throw new RangeError('a copy needs an absolute folder');
      return exportStatic(town, await publicSite(config), {
        dir,
        replace: asked.replace === true,
        report: (label, done, total) => say({ label, done, total }),
      });
    },
    async import(asked, say) {
      const { path } = asked as unknown as ImportAsked;
      if (typeof path !== 'string' || !isAbsolute(path)) throw new RangeError('an import needs an absolute path');
      return runImport(town, asked as unknown as ImportAsked, say);
    },
    async archive(asked, say) {
      meantFor(row, asked);
      return archiveAsked(town, asked, say);
    },
    async keys(asked, say) {
      meantFor(row, asked);
      if (asked.action === 'anew') throw new AdminRefused('网站正在运行。请先停下，再另造密钥。');
      return keysAsked(installation, row, town, asked, say);
    },
    'note-rehearsal': (asked) => noteRehearsal(installation, asRehearsal(asked)),
    examine: async (_asked, say) => examineDatabase(installation, (label) => say({ label, done: 0, total: null })),
  };
}
