// What a loss of power may leave of a database's folder at the worst: nothing of the working directory, and of everything else
// only what was synced, under names that were.
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../../src/platform/project.ts';
import type { Change } from './broken-build.ts';
import type { SyncNote } from './sync-recorder.ts';

/** Makes the database's thread note what it syncs. */
export const recordsSyncs: Change = {
  file: 'platform/db/embedded-worker.ts',
  from: "import { parentPort, workerData } from 'node:worker_threads';",
  to: `import '${pathToFileURL(projectFile('test', 'support', 'sync-recorder.ts')).href}';
import { parentPort, workerData } from 'node:worker_threads';`,
};

interface Durable {
  sizes: Map<number, number>;
  folders: Map<string, Map<string, number>>;
}

function durable(notes: string): Durable {
  const found: Durable = { sizes: new Map(), folders: new Map() };
  // The last line may have been cut off by the kill.
  for (const line of readFileSync(notes, 'utf8').split('\n').slice(0, -1)) {
    const note = JSON.parse(line) as SyncNote;
    if ('born' in note) found.sizes.delete(note.born);
    else if ('ino' in note) found.sizes.set(note.ino, note.size);
    else found.folders.set(note.folder, new Map(note.entries));
  }
  return found;
}

function takeAway(folder: string, kept: Durable): void {
  const entries = kept.folders.get(folder);
  for (const name of readdirSync(folder)) {
    if (name.startsWith('lock')) continue;
    const path = join(folder, name);
    const stat = lstatSync(path);
    if (entries?.get(name) !== stat.ino) rmSync(path, { recursive: true });
    else if (stat.isDirectory()) takeAway(path, kept);
    else if (!kept.sizes.has(stat.ino)) truncateSync(path, 0);
    else if (stat.size > kept.sizes.get(stat.ino)!) truncateSync(path, kept.sizes.get(stat.ino));
  }
}

export function losePower(db: string, notes: string): void {
  const pg = join(db, 'pg');
  if (existsSync(pg)) rmSync(pg, { recursive: true });
  takeAway(db, durable(notes));
}
