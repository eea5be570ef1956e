// An embedded database directory that cannot be opened, told apart by what the operator has to do about it.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Major version of the PostgreSQL inside the embedded engine we ship. Directories of another one cannot be opened by it. */
export const ENGINE_MAJOR = 18;

export class DatabaseUnopened extends Error {
  constructor(
    readonly dir: string,
    /** Major version the directory was made with, when that is the reason; null when its content cannot be used. */
    readonly madeWith: number | null,
    options?: ErrorOptions,
  ) {
    super(`the embedded database in ${dir} cannot be opened`, options);
    this.name = 'DatabaseUnopened';
  }
}

/**
 * The journal does not lead from the newest copy to the end: what was acknowledged after `place` cannot be told. Thrown before
 * anything is changed.
 */
export class JournalBroken extends Error {
  constructor(
    readonly file: string,
    /** Line in the file, from 1; null when the file as a whole is not the one that should follow. */
    readonly line: number | null,
    options?: ErrorOptions,
  ) {
    super(`the journal of the embedded database is broken at ${file}${line === null ? '' : `, line ${line}`}`, options);
    this.name = 'JournalBroken';
  }
}

/** Looks before the engine does, which only says that it failed. Throws DatabaseUnopened, or the system's word on permissions. */
export function lookAtDirectory(pg: string): void {
  if (!existsSync(pg)) return;
  accessSync(pg, constants.R_OK | constants.W_OK | constants.X_OK);
  const mark = join(pg, 'PG_VERSION');
  if (!existsSync(mark)) return;
  const made = Number(readFileSync(mark, 'utf8').trim());
  if (Number.isInteger(made) && made > 0 && made !== ENGINE_MAJOR) throw new DatabaseUnopened(pg, made);
}
