// Loaded first into a thread: notes what that thread syncs, so that afterwards everything it did not sync can be taken away,
// as a loss of power would. One JSON object a line, in the file named by SYNCED.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export type SyncNote =
  /** A file of this number was made: what an earlier file of the same number had synced is not its. */
  { born: number } | { ino: number; size: number } | { folder: string; entries: readonly [name: string, ino: number][] };

const paper = fs.openSync(process.env.SYNCED as string, 'a');
const real = { ...fs };
const pathOf = new Map<number, string>();
const note = (what: SyncNote): void => void real.writeSync(paper, `${JSON.stringify(what)}\n`);

function synced(fd: number): void {
  const stat = real.fstatSync(fd);
  if (!stat.isDirectory()) {
    note({ ino: stat.ino, size: stat.size });
    return;
  }
  const folder = pathOf.get(fd)!;
  const entries = real.readdirSync(folder).map((name): [string, number] => [name, real.lstatSync(`${folder}/${name}`).ino]);
  note({ folder, entries });
}

fs.openSync = (path, flags, mode) => {
  const isNew = !real.existsSync(path);
  const fd = real.openSync(path, flags, mode);
  pathOf.set(fd, String(path));
  if (isNew) note({ born: real.fstatSync(fd).ino });
  return fd;
};
fs.fsyncSync = (fd) => {
  real.fsyncSync(fd);
  synced(fd);
};
fs.fdatasyncSync = (fd) => {
  real.fdatasyncSync(fd);
  synced(fd);
};
fs.writeFileSync = (file, data, options) => {
  const isNew = typeof file === 'string' && !real.existsSync(file);
  real.writeFileSync(file, data, options);
  if (typeof file !== 'string') return;
  const { ino, size } = real.statSync(file);
  if (isNew) note({ born: ino });
  if (typeof options === 'object' && options !== null && 'flush' in options && options.flush) note({ ino, size });
};
syncBuiltinESMExports();
