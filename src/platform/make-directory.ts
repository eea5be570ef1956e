// A folder of ours, with those above it. Node's own recursive mkdir never comes back where the system says "no such
// folder" about a parent that is there (/proc, some network mounts), and an operator may type any path.
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Makes `path`, by itself readable by its owner alone; one that is there stays as it is. Throws what the system says, with the path. */
export function makeDirectory(path: string, mode = 0o700): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeDirectory(parent, mode);
  try {
    mkdirSync(path, { mode });
  } catch (fault) {
    // Another process may have made it just now.
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(path)) throw fault;
  }
}
