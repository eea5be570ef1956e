// An open database directory with its journal and its copies: what the worker thread calls before it answers.
import { statfsSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { leaveClosedMark, type Looks, takeAwayClosedMark } from './closed-mark.ts';
import { DatabaseFault } from './faults.ts';
import type { JournalReport } from './engine.ts';
import { forgetUpTo, JournalLost, JournalWriter, readJournal } from './journal.ts';
import { beginning, type Mark } from './journal-line.ts';
import { checkCopy, copiesIn, forgetOldCopies, makeCopy, PagesDamaged, type PhysicalCopy } from './physical-copy.ts';
import { createDatabase } from './pglite.ts';
import {
  asideIn,
  beginMaking,
  endMaking,
  forgetLeft,
  type Notice,
  type Places,
  placesIn,
  rebuildFromCopies,
  type Standing,
  standingDirectory,
} from './recovery.ts';
import { DatabaseUnopened, ENGINE_MAJOR } from './unopened.ts';
import { holdsWal, type Lsn, parseLsn, readWal, segmentName, segmentsIn } from './wal.ts';

/** So much log since the last copy makes a new one: a start reads it all again. */
const LONG = 32 * 1024 * 1024;

/** Two segments of the log, and as much of the journal. */
const ROOM = 64 * 1024 * 1024;

function hasRoom(path: string): boolean {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize >= ROOM;
}

/**
 * End of the log, always between two records: where something stands in memory only, a message of no content is logged and
 * the log written out with it.
 */
const POSITION = `select (case when pg_current_wal_insert_lsn() = pg_current_wal_flush_lsn() then pg_current_wal_flush_lsn()
  else pg_logical_emit_message(false, 'gongkai', '', true) end)::text as lsn`;

function isWhole(copy: PhysicalCopy): Promise<boolean> {
  return checkCopy(copy).then(
    () => true,
    () => false,
  );
}

/** SQLSTATE of content that cannot be right: a page, an index, a missing file. */
const DAMAGE = new Set(['XX001', 'XX002', '58P01']);

export class JournaledDirectory {
  #distrusted = false;
  #isLost = false;
  /** How far the log has been committed without being in the journal. */
  #owed: Lsn | null = null;
  /** How much log there is after the newest copy. */
  #since: number;

  constructor(
    readonly database: PGlite,
    readonly places: Places,
    readonly databaseId: string,
    readonly writer: JournalWriter,
    /** What of the directory was on the disk before it was opened. */
    readonly synced: Looks,
    readonly notify: (notice: Notice) => void,
  ) {
    this.#since = writer.mark.lsn - (copiesIn(places.copies)[0]?.mark.lsn ?? writer.mark.lsn);
  }

  async #position(sql = POSITION): Promise<Lsn> {
    const results = await this.database.exec(sql);
    return parseLsn((results.at(-1)!.rows[0] as { lsn: string }).lsn);
  }

  /** Journals the log up to `to`. A fault here means that what was committed is not kept: nobody may be told that it is. */
  #append(to: Lsn): void {
    this.#owed = to;
    const { lsn } = this.writer.mark;
    try {
      if (to > lsn) this.writer.append(to, (from, end) => this.#log(from, end));
    } catch (fault) {
      if (fault instanceof JournalLost) throw this.#lost(fault);
      const { code } = fault as { code?: unknown };
      const state = code === 'ENOSPC' ? '53100' : '58030';
      throw new DatabaseFault(`the journal could not be written: ${String(fault)}`, state, null, 'journal');
    }
    this.#owed = null;
    this.#since += Math.max(0, to - lsn);
  }

  #lost(fault: JournalLost): JournalLost {
    if (!this.#isLost) this.notify({ what: 'journal-lost', why: String(fault.cause) });
    this.#isLost = true;
    return fault;
  }

  #log(from: Lsn, to: Lsn): Buffer {
    const bytes = readWal(this.places.pg, from, to);
    if (bytes === null) throw new Error(`the log of the database lacks ${segmentName(from)}`);
    return bytes;
  }

  /**
   * What an earlier commit could not journal comes first, and there has to be room, or nothing is written: an engine that
   * cannot write its log gives up and does not even read any more.
   */
  beforeWriting(): void {
    this.retry();
    if (!hasRoom(this.places.db))
      throw new DatabaseFault('no room is left for the log of the database', '53100', null, 'journal');
  }

  retry(): void {
    if (this.#owed !== null) this.#append(this.#owed);
  }

  /** Ends the transaction; when this comes back it is kept. */
  async commit(): Promise<void> {
    this.#append(await this.#position(`commit;${POSITION}`));
  }

  async keep(): Promise<void> {
    this.#append(await this.#position());
  }

  /** What the engine said of its own content: a directory with damage is never trusted at the next start. */
  heard(code: string | undefined): void {
    if (code !== undefined && DAMAGE.has(code)) this.#distrusted = true;
  }

  /** A copy of this moment. The journal before it is no longer needed, but for the older copy that is kept. */
  async copy(): Promise<PhysicalCopy> {
    await this.keep();
    const newest = copiesIn(this.places.copies)[0];
    if (newest?.mark.hash === this.writer.mark.hash && (await isWhole(newest))) return newest;
    await this.#checkpoint();
    await this.keep();
    return this.#copyAfterCheckpoint();
  }

  /** The owner's right. Whoever stands here is put back where they stood. */
  async #checkpoint(): Promise<void> {
    const { rows } = await this.database.query<{ role: string }>("select current_setting('role') as role");
    const { role } = rows[0]!;
    await this.database.exec('reset role; checkpoint;');
    if (role !== 'none') await this.database.exec(`set role "${role}"`);
  }

  /** The first copy, before anything is journaled. Damage that was there before is told; what can be saved is kept going. */
  firstCopy(): Promise<PhysicalCopy> {
    return this.#copyAfterCheckpoint((pages) => this.#found(pages));
  }

  async #copyAfterCheckpoint(damaged?: (pages: readonly string[]) => void): Promise<PhysicalCopy> {
    const { rows } = await this.database.query<{ redo: string }>('select redo_lsn::text as redo from pg_control_checkpoint()');
    const { pg, copies, journal } = this.places;
    const of = { pg, database: this.databaseId, major: ENGINE_MAJOR, mark: this.writer.mark, redo: parseLsn(rows[0]!.redo) };
    // Before the copy is there: no file may hold lines of both sides of it.
    this.writer.turn();
    const copy = await makeCopy(copies, of, damaged).catch((fault: unknown) => {
      if (fault instanceof PagesDamaged) this.#found(fault.pages);
      throw fault;
    });
    this.#since = 0;
    forgetUpTo(journal, forgetOldCopies(copies).at(-1)!.mark.seq);
    return copy;
  }

  #found(pages: readonly string[]): void {
    this.#distrusted = true;
    this.notify({ what: 'pages-damaged', pages });
  }

  /** Keeps the next start short. A copy that does not succeed (a full disk, damaged pages) is tried again later. */
  async copyWhenLong(): Promise<void> {
    if (this.#since < LONG) return;
    this.#since = 0;
    await this.copy().catch(() => {});
  }

  /** Reads the newest copy and the journal from end to end. */
  async examine(): Promise<JournalReport> {
    const { copies, journal, db } = this.places;
    const found = copiesIn(copies);
    const aside = asideIn(db);
    let problem: string | null = null;
    try {
      await checkCopy(found[0]!);
      const end = readJournal(journal, found[0]!.mark);
      if (end.mark.hash !== this.writer.mark.hash) problem = `ends at line ${end.mark.seq}, not ${this.writer.mark.seq}`;
    } catch (fault) {
      problem = String((fault as Error).message);
    }
    return {
      line: this.writer.mark.seq,
      copies: found.length,
      copyBytes: found[0]?.bytes ?? 0,
      damaged: this.#distrusted,
      problem,
      aside,
    };
  }

  /** Leaves the directory so that the next start may open it as it is, unless there is doubt about it. */
  async close(): Promise<void> {
    const kept = await this.keep().then(
      () => true,
      () => false,
    );
    await this.database.close();
    this.writer.turn();
    if (kept && !this.#distrusted) leaveClosedMark(this.places.db, this.places.pg, this.writer.mark, this.synced);
  }
}

interface Identity {
  id: string;
  lsn: Lsn;
}

/** Which database this is and where its log ends. Throws when its log is not of the shape we know. */
async function identify(database: PGlite): Promise<Identity> {
  const [answer] = await database.exec(POSITION);
  const position = (answer!.rows[0] as { lsn: string }).lsn;
  const lsn = parseLsn(position);
  const found = await database.query<{ id: string; file: string }>(
    'select system_identifier::text as id, pg_walfile_name($1::pg_lsn) as file from pg_control_system()',
    [position],
  );
  const { id, file } = found.rows[0]!;
  if (file !== segmentName(lsn) && file !== segmentName(lsn - 1))
    throw new Error(`the log of the database is in ${file}, not in ${segmentName(lsn)}`);
  return { id, lsn };
}

/** Whether the engine, having opened the directory, stands at or after the journal's end in the same history. */
function goesOn(places: Places, standing: Standing, at: Identity): boolean {
  if (standing.end === null) return true;
  const { last, mark } = standing.end;
  if (at.lsn < mark.lsn || copiesIn(places.copies)[0]?.database !== at.id) return false;
  return last === null || holdsWal(places.pg, last.from, last.wal);
}

interface Opened {
  database: PGlite;
  at: Identity;
  standing: Standing;
}

async function openStanding(places: Places, standing: Standing): Promise<Opened | { fault: unknown }> {
  let database: PGlite | null = null;
  try {
    database = await createDatabase(places.pg, standing.kind === 'rebuilt' ? segmentsIn(places.pg) : undefined);
    const at = await identify(database);
    if (goesOn(places, standing, at)) return { database, at, standing };
    await database.close();
    return { fault: new Error('the directory does not go on from the end of the journal') };
  } catch (fault) {
    await database?.close().catch(() => {});
    return { fault };
  }
}

/** Opens what stands there; what cannot be opened is made anew once, where there is a copy. */
async function openOrRebuild(places: Places): Promise<Opened> {
  const standing = await standingDirectory(places);
  takeAwayClosedMark(places.db);
  if (standing.kind === 'new') beginMaking(places.db);
  const opened = await openStanding(places, standing);
  if ('database' in opened) return opened;
  // What the engine says of a full disk is that it failed.
  if (!hasRoom(places.db)) throw Object.assign(new Error('no room to open the database'), { code: 'ENOSPC', path: places.db });
  if (standing.kind === 'new') throw opened.fault;
  if (standing.kind !== 'as-left') throw new DatabaseUnopened(places.pg, null, { cause: opened.fault });
  const again = await openStanding(places, await rebuildFromCopies(places, 'unreadable'));
  if ('database' in again) return again;
  throw new DatabaseUnopened(places.pg, null, { cause: again.fault });
}

/** Throws DatabaseUnopened or JournalBroken, with nothing lost. */
export async function openDirectory(db: string, notify: (notice: Notice) => void): Promise<JournaledDirectory> {
  const places = placesIn(db);
  const { database, at, standing } = await openOrRebuild(places);
  for (const notice of standing.notices) notify(notice);
  const made = (mark: Mark): JournaledDirectory =>
    new JournaledDirectory(database, places, at.id, new JournalWriter(places.journal, mark), standing.synced, notify);
  if (standing.end) {
    const directory = made(standing.end.mark);
    await directory.keep();
    forgetLeft(places);
    return directory;
  }
  await database.exec('checkpoint');
  const directory = made(beginning(at.id, (await identify(database)).lsn));
  await directory.firstCopy();
  endMaking(places.db);
  return directory;
}
