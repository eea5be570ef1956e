// What the vault asks of a disk. Tests let each step fail. Names are paths below the folder of one town's keys; `parts/` below it
// holds what is on its way in or out, each under the name it belongs to, so that a crash leaves nothing that cannot be found.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makeDirectory } from '../make-directory.ts';

export interface KeyDisk {
  /** Null when there is no such file. */
  read(path: string): string | null;
  has(path: string): boolean;
  /** Names in a folder; none when there is no such folder. */
  list(path: string): readonly string[];
  /** Lays a new file down, lasting when it returns. An existing one is never replaced: false. */
  putNewNow(path: string, text: string): boolean;
  /** Puts content under a name, the old or the new, whole. Synced; `syncFolders` makes the name last. */
  put(path: string, text: string): Promise<void>;
  syncFolders(paths: readonly string[]): Promise<void>;
  /** Takes a file away: its name first, then what it held is written over, then the rest. Lasting; gone already is well, too. */
  wipe(path: string): Promise<void>;
}

export const PARTS = 'parts';
const OWNER_ONLY = 0o600;

// Only syncing waits for the disk. Everything else is done at once: the files are small, and nothing can come between two steps.
const synced = promisify(fsync);

function isAbsent(fault: unknown): boolean {
  const { code } = fault as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** What the work gives, or null when there is no such file. */
function unlessAbsent<T>(work: () => T): T | null {
  try {
    return work();
  } catch (fault) {
    if (isAbsent(fault)) return null;
    throw fault;
  }
}

/** Zeros in place of what a file held. */
async function writeOver(path: string): Promise<void> {
  const file = unlessAbsent(() => openSync(path, 'r+'));
  if (file === null) return;
  try {
    const { size, nlink } = fstatSync(file);
    // Left by a crash in the midst of laying down: the same file under its own name is in use.
    if (nlink === 1) writeSync(file, Buffer.alloc(size));
    await synced(file);
  } finally {
    closeSync(file);
  }
}

/** Folders cannot be opened on Windows, where their entries are synced with the file. */
const foldersSync = process.platform !== 'win32';

function syncFolderNow(path: string): void {
  if (!foldersSync) return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

async function syncFolder(path: string): Promise<void> {
  if (!foldersSync) return;
  const folder = openSync(path, 'r');
  try {
    await synced(folder);
  } finally {
    closeSync(folder);
  }
}

export function keyDiskAt(given: string): KeyDisk {
  const folder = resolve(given);
  const at = (path: string): string => join(folder, path);
  const partOf = (kind: 'in' | 'out', path: string): string => {
    makeDirectory(at(PARTS));
    return at(join(PARTS, `${kind}.${basename(path)}.${randomBytes(6).toString('hex')}`));
  };
  const begin = (path: string, text: string): { part: string; file: number } => {
    const part = partOf('in', path);
    const file = openSync(part, 'wx', OWNER_ONLY);
    try {
      writeFileSync(file, text);
    } catch (fault) {
      closeSync(file);
      unlinkSync(part);
      throw fault;
    }
    return { part, file };
  };
  /** Folders whose own names are on disk for good: only ever made by us, never removed while we run. */
  const lasting = new Set<string>();
  // The folder of all towns' keys is a name too, where it is we who make it.
  const above = existsSync(dirname(folder)) ? [dirname(folder)] : [dirname(folder), dirname(dirname(folder))];
  const withParents = (paths: readonly string[]): { all: Set<string>; fresh: string[] } => {
    const all = new Set(paths.map(at));
    const fresh: string[] = [];
    for (const path of paths) {
      for (let p = at(path); !lasting.has(p); p = dirname(p)) {
        fresh.push(p);
        for (const parent of p === folder ? above : [dirname(p)]) all.add(parent);
        if (p === folder) break;
      }
    }
    return { all, fresh };
  };
  return {
    read: (path) => unlessAbsent(() => readFileSync(at(path), 'utf8')),
    has: (path) => statSync(at(path), { throwIfNoEntry: false }) !== undefined,
    list: (path) => unlessAbsent(() => readdirSync(at(path)).sort()) ?? [],
    putNewNow(path, text) {
      const { part, file } = begin(path, text);
      try {
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      makeDirectory(dirname(at(path)));
      try {
        linkSync(part, at(path));
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw fault;
      } finally {
        unlinkSync(part);
      }
      const { all, fresh } = withParents([dirname(path)]);
      for (const one of all) syncFolderNow(one);
      for (const one of fresh) lasting.add(one);
      return true;
    },
    async put(path, text) {
      const { part, file } = begin(path, text);
      try {
        await synced(file);
        makeDirectory(dirname(at(path)));
        renameSync(part, at(path));
      } catch (fault) {
        rmSync(part, { force: true });
        throw fault;
      } finally {
        closeSync(file);
      }
    },
    async syncFolders(paths) {
      const { all, fresh } = withParents(paths);
      await Promise.all([...all].map(syncFolder));
      for (const one of fresh) lasting.add(one);
    },
    async wipe(path) {
      // Somebody else may be taking the same away: what has gone meanwhile was written over before it went.
      const isPart = dirname(path) === PARTS;
      const part = isPart ? at(path) : partOf('out', path);
      if (!isPart) {
        if (unlessAbsent(() => renameSync(at(path), part)) === null) return;
        await Promise.all([syncFolder(dirname(at(path))), syncFolder(at(PARTS))]);
      }
      // Most disks write over the same place. Those that do not, and disks that keep what they were told to forget, are the reason
      // to rotate the master key: what such a place still holds is wrapped under it.
      await writeOver(part);
      rmSync(part, { force: true });
      await syncFolder(at(PARTS));
    },
  };
}
