// What the ledger asks of a disk: four operations, each complete on disk when it returns. Tests let each of them fail.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fdatasync,
  fsync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

export interface Disk {
  /** The bytes, or null when there is no such file. */
  read(path: string): Promise<Uint8Array | null>;
  /** Lays a new file down, synced, its name not yet: `syncFolders` makes names last. An existing one is never replaced: false. */
  putNew(path: string, bytes: Uint8Array): Promise<boolean>;
  /** Makes the names in these folders last. */
  syncFolders(paths: readonly string[]): Promise<void>;
  /** Puts other content under a name: readers see the old or the new, whole; lasting when it returns. */
  replace(path: string, bytes: Uint8Array, mode?: number): Promise<void>;
}

// Only syncing waits for the disk. Everything else is done at once: files are small, and a trip through the thread pool for
// each call costs more than the call.
const dataSynced = promisify(fdatasync);
const synced = promisify(fsync);

/** Nearly always the folder is there: it is made when it turns out not to be. */
function openNew(path: string, mode: number): number {
  try {
    return openSync(path, 'wx', mode);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ENOENT') throw fault;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'wx', mode);
  }
}

async function writeSynced(path: string, bytes: Uint8Array, mode = 0o644): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = openNew(temporary, mode);
  try {
    writeFileSync(file, bytes);
    await dataSynced(file);
  } finally {
    closeSync(file);
  }
  return temporary;
}

async function syncFolder(path: string): Promise<void> {
  const folder = openSync(path, 'r');
  try {
    await synced(folder);
  } finally {
    closeSync(folder);
  }
}

export function diskAt(folder: string): Disk {
  const at = (path: string): string => join(folder, path);
  /** Folders whose own names are on disk for good: only ever made by us, never removed while we run. */
  const lasting = new Set<string>();
  return {
    async read(path) {
      try {
        return readFileSync(at(path));
      } catch (fault) {
        if (isAbsent(fault)) return null;
        throw fault;
      }
    },
    async putNew(path, bytes) {
      const target = at(path);
      const temporary = await writeSynced(target, bytes);
      try {
        // A crash before this leaves a .part file that nothing refers to; a link never overwrites.
        linkSync(temporary, target);
        return true;
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw fault;
      } finally {
        unlinkSync(temporary);
      }
    },
    async syncFolders(paths) {
      // A folder is itself a name in the one above: that is synced too, until this has been done once.
      const all = new Set(paths);
      const fresh = new Set<string>();
      for (const path of paths) {
        for (let p = path; p !== '.' && !lasting.has(p); p = dirname(p)) {
          fresh.add(p);
          all.add(dirname(p));
        }
      }
      await Promise.all([...all].map((p) => syncFolder(at(p))));
      for (const p of fresh) lasting.add(p);
    },
    async replace(path, bytes, mode) {
      const target = at(path);
      const temporary = await writeSynced(target, bytes, mode);
      try {
        renameSync(temporary, target);
      } catch (fault) {
        rmSync(temporary, { force: true });
        throw fault;
      }
      await syncFolder(dirname(target));
    },
  };
}

/** No such file, or a name that stands where a folder would have to. */
function isAbsent(fault: unknown): boolean {
  const { code } = fault as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}
