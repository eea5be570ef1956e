// What a clean end leaves behind: the looks of every file of the directory, and where the journal ended. A directory that
// still looks so is opened as it is; any other (a crash, an older copy, a mixture) is made anew from copy and journal.
import { createHash } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolder } from './journal.ts';
import type { Mark } from './journal-line.ts';
import { filesBelow } from './physical-copy.ts';

interface ClosedMark {
  mark: Mark;
  digest: string;
}

/** A directory that is as it was left: synced whole, with these looks. */
export interface AsLeft {
  mark: Mark;
  looks: Looks;
}

/** Size and time of change of every file, by path. */
export type Looks = ReadonlyMap<string, string>;

export function looksOf(pg: string): Looks {
  const looks = new Map<string, string>();
  for (const { path, isFolder } of filesBelow(pg)) {
    if (isFolder) continue;
    const { size, mtimeNs } = statSync(join(pg, path), { bigint: true });
    looks.set(path, `${size} ${mtimeNs}`);
  }
  return looks;
}

function digestOf(looks: Looks): string {
  const hash = createHash('sha256');
  for (const [path, look] of looks) hash.update(`${path} ${look}\n`);
  return hash.digest('hex');
}

const file = (db: string): string => join(db, 'closed.json');

/** The mark, when the directory looks exactly as it was left. */
export function readClosedMark(db: string, pg: string): AsLeft | null {
  if (!existsSync(file(db))) return null;
  try {
    const { mark, digest } = JSON.parse(readFileSync(file(db), 'utf8')) as ClosedMark;
    const looks = existsSync(pg) ? looksOf(pg) : null;
    return looks !== null && digestOf(looks) === digest ? { mark, looks } : null;
  } catch (fault) {
    // Not of the shape we leave: no mark at all.
    if (fault instanceof SyntaxError || fault instanceof TypeError) return null;
    throw fault;
  }
}

/** Before the engine opens the directory, which changes it. */
export function takeAwayClosedMark(db: string): void {
  if (!existsSync(file(db))) return;
  rmSync(file(db));
  syncFolder(db);
}

function sync(path: string): void {
  const fd = openSync(path, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Syncs what has changed since `before` and leaves the mark. The engine has ended.
 * @param before the looks of a directory that was synced whole; empty when it never was.
 */
export function leaveClosedMark(db: string, pg: string, mark: Mark, before: Looks): void {
  const looks = looksOf(pg);
  const folders = new Set<string>([pg]);
  for (const [path, look] of looks) {
    if (before.get(path) === look) continue;
    sync(join(pg, path));
    folders.add(dirname(join(pg, path)));
  }
  for (const folder of folders) syncFolder(folder);
  const closed: ClosedMark = { mark, digest: digestOf(looks) };
  writeFileSync(`${file(db)}.part`, `${JSON.stringify(closed)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file(db)}.part`, file(db));
  syncFolder(db);
}
