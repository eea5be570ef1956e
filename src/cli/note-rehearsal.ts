// A rehearsed backup is noted with the town it is of, when that town lives here: by the running program when there is
// one, because the embedded database has only one owner.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { standsInAudit } from '../platform/act/audit.ts';
import { type Installation, listTowns, openTown } from '../platform/installation.ts';
import { noteStanding } from '../platform/standing.ts';
import type { Log } from '../platform/town.ts';
import { askRunning } from './running.ts';
import { withInstallation } from './with-installation.ts';

export interface Rehearsal {
  slug: string;
  /** Head of the audit chain in the backup. */
  audit: { seq: number; hash: string };
  file: string;
}

/** Whether it was noted. A namesake's backup is not: the row at the backup's head must stand in this town's own chain. */
export async function noteRehearsal(installation: Installation, { slug, audit, file }: Rehearsal): Promise<boolean> {
  const row = (await listTowns(installation)).find((t) => t.slug === slug);
  if (!row) return false;
  const town = await openTown(installation, row);
  if (!(await standsInAudit(town.db, audit))) return false;
  await noteStanding(town, 'last-restore-test', { at: town.clock.now(), file });
  return true;
}

/** Reads what came over the socket. */
export function asRehearsal(asked: Readonly<Record<string, unknown>>): Rehearsal {
  const { seq, hash } = (asked.audit ?? {}) as { seq?: unknown; hash?: unknown };
  const { slug, file } = asked;
  if (typeof slug !== 'string' || typeof file !== 'string' || typeof hash !== 'string' || !Number.isSafeInteger(seq))
    throw new RangeError('a rehearsal needs slug, file and the head of the audit chain');
  return { slug, file, audit: { seq: seq as number, hash } };
}

/** Null when there is no installation to note it in. Nothing is set up for the sake of a note. */
export async function tellRehearsal(config: Config, log: Log, rehearsal: Rehearsal): Promise<boolean | null> {
  const byRunning = await askRunning(config, 'note-rehearsal', rehearsal, () => {});
  if (byRunning) return byRunning.value === true;
  if (config.databaseUrl === null && !existsSync(join(config.data, 'db'))) return null;
  return withInstallation(config, log, (installation) => noteRehearsal(installation, rehearsal));
}
