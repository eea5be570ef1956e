// Hourly physical copies of the embedded database, and which of them are kept.
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installation } from '../installation.ts';
import type { Timetable } from '../room.ts';
import { noteStanding } from '../standing.ts';
import { writeWhole } from './archive.ts';
import { stamp } from './backup.ts';

const HOURLY = 48;
const DAILY = 30;
const MONTHLY = 12;
const NAME = /^(\d{6})(\d{2})-\d{4}\.tar\.gz$/;

export function dumpsFolder(data: string): string {
  return join(data, 'dumps');
}

/** Of dump names, those to keep: the last 48, the last of each of the last 30 days and 12 months that have any. */
export function dumpsToKeep(names: readonly string[]): Set<string> {
  const newestFirst = names
    .filter((n) => NAME.test(n))
    .sort()
    .reverse();
  const firstOfEach = (part: (name: string) => string, most: number): string[] => {
    const seen = new Map<string, string>();
    for (const name of newestFirst) if (!seen.has(part(name))) seen.set(part(name), name);
    return [...seen.values()].slice(0, most);
  };
  return new Set([
    ...newestFirst.slice(0, HOURLY),
    ...firstOfEach((n) => n.slice(0, 8), DAILY),
    ...firstOfEach((n) => n.slice(0, 6), MONTHLY),
  ]);
}

/** Copies the embedded database under `name`. Null on PostgreSQL, which has tools of its own for this. */
async function dumpAs(installation: Installation, name: string): Promise<{ file: string; bytes: number } | null> {
  const { dump } = installation.engine;
  if (dump === null) return null;
  const file = join(dumpsFolder(installation.data), name);
  await writeWhole(file, dump);
  return { file, bytes: (await stat(file)).size };
}

export async function dumpNow(installation: Installation): Promise<{ file: string; bytes: number } | null> {
  const made = await dumpAs(installation, `${stamp(installation.clock.now())}.tar.gz`);
  if (made === null) return null;
  const folder = dumpsFolder(installation.data);
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  const keep = dumpsToKeep(names);
  for (const name of names) if (NAME.test(name) && !keep.has(name)) await rm(join(folder, name), { force: true });
  return made;
}

/** A copy from before the tables change, kept until a person removes it. */
export function dumpBeforeMigration(installation: Installation): Promise<{ file: string; bytes: number } | null> {
  return dumpAs(installation, `before-migration-${stamp(installation.clock.now())}.tar.gz`);
}

export function dumpTimetable(installation: Installation): Timetable[] {
  if (installation.engine.dump === null) return [];
  return [
    {
      name: 'platform.dump',
      cron: '5 * * * *',
      async run(town) {
        const made = await dumpNow(installation);
        if (made) await noteStanding(town, 'last-dump', { at: town.clock.now(), ...made });
      },
    },
  ];
}
