// Which directory the engine is to open: the one that stands there, when it is exactly as it was left, else one made anew
// from the newest copy and the journal. The standing directory is a working copy; copy and journal are the database.
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Looks, readClosedMark } from './closed-mark.ts';
import { cutTorn, type JournalEnd, journalFiles, newestLine, readJournal, syncFolder } from './journal.ts';
import type { Mark } from './journal-line.ts';
import { copiesIn, type PhysicalCopy, unpackCopy } from './physical-copy.ts';
import { DatabaseUnopened, ENGINE_MAJOR, JournalBroken } from './unopened.ts';
import { holdsWal, readWal, SEGMENT_BYTES, writeWal } from './wal.ts';

export interface Places {
  db: string;
  pg: string;
  journal: string;
  copies: string;
}

export function placesIn(db: string): Places {
  return { db, pg: join(db, 'pg'), journal: join(db, 'journal'), copies: join(db, 'copies') };
}

/** What a start had to do that the operator may want to know. */
export type Notice =
  /** `left`: the program had not ended by itself. `changed`: the directory was of another moment, or a mixture. */
  | { what: 'rebuilt'; because: 'left' | 'changed' | 'missing' | 'unreadable'; lines: number; aside: string | null }
  | { what: 'copy-damaged'; file: string; why: string }
  | { what: 'journal-renewed'; aside: string }
  | { what: 'pages-damaged'; pages: readonly string[] }
  | { what: 'journal-lost'; why: string };

export interface Standing {
  /** `new`: nothing there yet. `found`: a directory without copy and journal, of an older program or a restored copy. */
  kind: 'new' | 'found' | 'as-left' | 'rebuilt';
  /** Where the journal ends; null when it begins with the copy that is to be made now. */
  end: JournalEnd | null;
  /** What of the directory is known to be on the disk. */
  synced: Looks;
  notices: readonly Notice[];
}

const NOTHING: Looks = new Map();

const makingMark = (db: string): string => join(db, 'making');

/** Nothing that a first start has begun is worth keeping until it is whole. */
export function beginMaking(db: string): void {
  writeFileSync(makingMark(db), '', { mode: 0o600 });
  for (const folder of [db, dirname(db), dirname(dirname(db))]) syncFolder(folder);
}

export function endMaking(db: string): void {
  rmSync(makingMark(db), { force: true });
  syncFolder(db);
}

function freeName(path: string): string {
  for (let n = 1; ; n++) if (!existsSync(`${path}.damaged-${n}`)) return `${path}.damaged-${n}`;
}

/** Moves a folder out of the way, for a person to look at or remove. */
function setAside(path: string): string {
  const aside = freeName(path);
  renameSync(path, aside);
  return aside;
}

/** Directories moved aside by earlier starts. */
export function asideIn(db: string): string[] {
  return readdirSync(db).filter((name) => /\.damaged-\d+$/.test(name));
}

/** Whether the standing directory's log goes through the end of the journal as the one made anew does. */
function isSameHistory(pg: string, fresh: string, end: JournalEnd): boolean {
  const { lsn } = end.mark;
  const from = end.last?.from ?? lsn - Math.min(8192, lsn % SEGMENT_BYTES || SEGMENT_BYTES);
  const bytes = readWal(fresh, from, lsn);
  return bytes !== null && holdsWal(pg, from, bytes);
}

/**
 * What the left directory's log has beyond the journal's end is brought over: nothing of it was answered, but the engine
 * would have found it after a crash as well. Recovery takes of it what is whole.
 */
function bringOver(from: string, to: string, mark: Mark): void {
  for (let at = mark.lsn; ; ) {
    const end = (Math.floor(at / SEGMENT_BYTES) + 1) * SEGMENT_BYTES;
    const bytes = readWal(from, at, end);
    if (bytes === null) return;
    writeWal(to, at, bytes);
    at = end;
  }
}

const left = (places: Places): string => `${places.pg}.left`;

/** After the engine has opened the rebuilt directory. */
export function forgetLeft(places: Places): void {
  rmSync(left(places), { recursive: true, force: true });
}

/** A death between setting the left directory aside and putting the new one in its place: it stands again. */
function putBackLeft(places: Places): void {
  if (existsSync(left(places)) && !existsSync(places.pg)) renameSync(left(places), places.pg);
}

/** The copy with the journal after it, in a folder of its own that is there whole or not at all. */
async function unpackAndFollow(places: Places, copy: PhysicalCopy, fresh: string): Promise<{ end: JournalEnd; lines: number }> {
  let lines = 0;
  try {
    await unpackCopy(copy, fresh);
    const end = readJournal(places.journal, copy.mark, (line) => {
      writeWal(fresh, line.from, line.wal);
      lines++;
    });
    return { end, lines };
  } catch (fault) {
    rmSync(fresh, { recursive: true, force: true });
    throw fault;
  }
}

/** Makes the directory anew. Throws what is wrong with the copy, or JournalBroken, before the standing directory is touched. */
async function rebuild(places: Places, copy: PhysicalCopy, because: 'kept' | 'unreadable'): Promise<Standing> {
  const { pg } = places;
  const fresh = `${pg}.new`;
  const { end, lines } = await unpackAndFollow(places, copy, fresh);
  const present = existsSync(pg);
  const isOurs = because === 'kept' && present && isSameHistory(pg, fresh, end);
  if (isOurs) bringOver(pg, fresh, end.mark);
  let aside: string | null = null;
  forgetLeft(places);
  if (isOurs) renameSync(pg, left(places));
  else if (present) aside = setAside(pg);
  renameSync(fresh, pg);
  syncFolder(places.db);
  cutTorn(end);
  const why = !present ? 'missing' : isOurs ? 'left' : because === 'kept' ? 'changed' : 'unreadable';
  return { kind: 'rebuilt', end, synced: NOTHING, notices: [{ what: 'rebuilt', because: why, lines, aside }] };
}

/** From the newest copy that can be read and that the journal leads on from. */
export async function rebuildFromCopies(places: Places, because: 'kept' | 'unreadable'): Promise<Standing> {
  const damaged: Notice[] = [];
  let broken: JournalBroken | null = null;
  for (const copy of copiesIn(places.copies)) {
    if (copy.major !== ENGINE_MAJOR) throw new DatabaseUnopened(places.pg, copy.major);
    try {
      const standing = await rebuild(places, copy, because);
      return { ...standing, notices: [...damaged, ...standing.notices] };
    } catch (fault) {
      const { code } = fault as { code?: unknown };
      // A full disk or missing rights are no fault of the copy.
      if (typeof code === 'string' && code !== 'ENOENT' && code !== 'EIO') throw fault;
      if (fault instanceof JournalBroken) broken ??= fault;
      damaged.push({ what: 'copy-damaged', file: copy.path, why: String((fault as Error).message) });
    }
  }
  if (broken) throw broken;
  throw new DatabaseUnopened(places.pg, null, { cause: new Error(damaged.map((d) => JSON.stringify(d)).join(' ')) });
}

/** No copy: nothing can be made anew, and a directory of another moment than the journal must not pass for the present one. */
function withoutCopy(places: Places, isAsLeft: boolean): Standing {
  const isJournaled = journalFiles(places.journal).length > 0;
  if (!isJournaled && existsSync(makingMark(places.db))) rmSync(places.pg, { recursive: true, force: true });
  if (!existsSync(places.pg)) {
    if (isJournaled) throw new DatabaseUnopened(places.pg, null);
    return { kind: 'new', end: null, synced: NOTHING, notices: [] };
  }
  if (!isJournaled) return { kind: 'found', end: null, synced: NOTHING, notices: [] };
  if (!isAsLeft) throw new DatabaseUnopened(places.pg, null, { cause: new Error('a journal, but no copy it leads on from') });
  return renewed(places);
}

/** The directory is trusted and the journal is not: a new one begins. */
function renewed(places: Places): Standing {
  const aside = setAside(places.journal);
  if (existsSync(places.copies)) setAside(places.copies);
  syncFolder(places.db);
  return { kind: 'found', end: null, synced: NOTHING, notices: [{ what: 'journal-renewed', aside }] };
}

/** Where the journal ends, when it is whole up to there; null when it is not, and knows of nothing after `seq`. */
function endOfJournal(places: Places, copies: readonly PhysicalCopy[], seq: number): JournalEnd | null {
  let broken: JournalBroken | null = null;
  for (const copy of copies) {
    try {
      return readJournal(places.journal, copy.mark);
    } catch (fault) {
      if (!(fault instanceof JournalBroken)) throw fault;
      broken ??= fault;
    }
  }
  if (broken && newestLine(places.journal) > seq) throw broken;
  return null;
}

/** Looks at what stands there and sees to it that the engine may open `pg`. What it refuses is left as it was found. */
export async function standingDirectory(places: Places): Promise<Standing> {
  rmSync(`${places.pg}.new`, { recursive: true, force: true });
  putBackLeft(places);
  const closed = readClosedMark(places.db, places.pg);
  const copies = copiesIn(places.copies);
  if (copies.length === 0) return withoutCopy(places, closed !== null);
  endMaking(places.db);
  if (closed) {
    const end = endOfJournal(places, copies, closed.mark.seq);
    // A journal that ends before the mark, or breaks there, has lost something; one that goes on is newer than the directory.
    if (end === null || end.mark.seq < closed.mark.seq) return renewed(places);
    if (end.mark.hash === closed.mark.hash) {
      cutTorn(end);
      return { kind: 'as-left', end, synced: closed.looks, notices: [] };
    }
  }
  return rebuildFromCopies(places, 'kept');
}
