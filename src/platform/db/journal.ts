// The journal: every byte the engine writes to its log, appended to files of our own and synced before anything is
// answered. Together with a copy of the directory it makes the database anew, whatever became of the directory itself.
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { decodeLine, encodeLine, follows, type JournalLine, type Mark, markAfter } from './journal-line.ts';
import { JournalBroken } from './unopened.ts';
import type { Lsn } from './wal.ts';

/** Most bytes of the log in one line. */
const STRETCH = 1024 * 1024;
const READ = 4 * 1024 * 1024;
const NONE = Buffer.alloc(0);
const NAME = /^(\d{12})\.ndjson$/;

export function syncFolder(path: string): void {
  // Folders cannot be opened on Windows, where their entries are synced with the file.
  if (process.platform === 'win32') return;
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

interface JournalFile {
  first: number;
  path: string;
}

export function journalFiles(folder: string): JournalFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => (NAME.test(name) ? [{ first: Number(name.slice(0, 12)), path: join(folder, name) }] : []))
    .sort((a, b) => a.first - b.first);
}

/** Whole lines of a file with the place each begins at. What stands after the last end of line comes with `whole: false`. */
function* linesOf(path: string): Generator<{ text: Buffer; at: number; whole: boolean }> {
  const fd = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    let at = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(READ);
      const read = readSync(fd, chunk, 0, READ, null);
      if (read === 0) break;
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      let begin = 0;
      for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10, begin)) {
        yield { text: rest.subarray(begin, end), at: at + begin, whole: true };
        begin = end + 1;
      }
      at += begin;
      rest = rest.subarray(begin);
    }
    if (rest.byteLength > 0) yield { text: rest, at, whole: false };
  } finally {
    closeSync(fd);
  }
}

/** Where the last group that was synced whole ends, and what was begun after it. */
export interface JournalEnd {
  mark: Mark;
  last: JournalLine | null;
  /** A group cut off by a crash before it was answered: the file and the length it has without it. */
  torn: { path: string; length: number } | null;
}

interface Place {
  path: string;
  line: number;
  at: number;
}

/** The whole line at the end of a damaged one: where an end of line was lost, two stand as one. */
function lineInside(text: Buffer): JournalLine | null {
  const at = text.lastIndexOf('{"seq":');
  return at > 0 ? decodeLine(text.subarray(at)) : null;
}

/** Follows the chain. A group that is not whole, with nothing after it, was cut off; with something after it, it is a break. */
class ChainReader {
  #group: JournalLine[] = [];
  #gap: (Place & { seq: number }) | null = null;
  last: JournalLine | null = null;
  torn: JournalEnd['torn'] = null;

  constructor(
    public mark: Mark,
    readonly each: (line: JournalLine) => void,
  ) {}

  take(text: Buffer, place: Place): void {
    const line = decodeLine(text);
    if (this.#gap) {
      this.#afterGap(line);
      return;
    }
    this.torn ??= { path: place.path, length: place.at };
    const before = this.#group.length > 0 ? markAfter(this.#group.at(-1)!) : this.mark;
    if (!line) {
      this.#gap = { ...place, seq: before.seq + 1 };
      this.#afterGap(lineInside(text));
      return;
    }
    // A line that is whole in itself was not cut off by anything: it is of another history.
    if (!follows(before, line)) throw new JournalBroken(place.path, place.line);
    this.#group.push(line);
    if (line.seq === line.group[1]) this.#close(line);
  }

  #afterGap(line: JournalLine | null): void {
    if (this.#gap && line && line.group[0] > this.#gap.seq) throw new JournalBroken(this.#gap.path, this.#gap.line);
  }

  #close(line: JournalLine): void {
    for (const done of this.#group) this.each(done);
    this.#group = [];
    this.mark = markAfter(line);
    this.last = line;
    this.torn = null;
  }
}

/**
 * Hands on every line after `after`, in order. A copy is always made between two files, so `after` is the end of one.
 * Throws JournalBroken where acknowledged lines cannot be had. Changes nothing.
 */
export function readJournal(folder: string, after: Mark, each: (line: JournalLine) => void = () => {}): JournalEnd {
  const reader = new ChainReader(after, each);
  for (const file of journalFiles(folder)) {
    if (file.first <= after.seq) continue;
    let line = 0;
    for (const { text, at, whole } of linesOf(file.path)) reader.take(whole ? text : NONE, { path: file.path, line: ++line, at });
  }
  return { mark: reader.mark, last: reader.last, torn: reader.torn };
}

/** Number of the newest line that is whole in itself, wherever the chain may be broken; 0 without any. */
export function newestLine(folder: string): number {
  let newest = 0;
  for (const file of journalFiles(folder))
    for (const { text } of linesOf(file.path)) newest = Math.max(newest, decodeLine(text)?.seq ?? 0);
  return newest;
}

/** Takes away what a crash cut off. */
export function cutTorn(end: JournalEnd): void {
  if (!end.torn) return;
  const fd = openSync(end.torn.path, 'r+');
  try {
    ftruncateSync(fd, end.torn.length);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** A system may take a part only; the rest is offered again, which then says why. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.byteLength; ) done += writeSync(fd, bytes, done);
}

export class JournalLost extends Error {
  constructor(cause: unknown) {
    super('the journal could not be synced; the program has to be started anew', { cause });
    this.name = 'JournalLost';
  }
}

/** Appends to the journal, every opening to a file of its own. One writer for a folder: the directory's lock sees to that. */
export class JournalWriter {
  #fd: number | null = null;
  #lost: JournalLost | null = null;

  constructor(
    readonly folder: string,
    public mark: Mark,
  ) {
    makeDirectory(folder);
    syncFolder(dirname(folder));
  }

  #open(): number {
    if (this.#fd === null) {
      const path = join(this.folder, `${String(this.mark.seq + 1).padStart(12, '0')}.ndjson`);
      const fd = openSync(path, 'a', 0o600);
      try {
        syncFolder(this.folder);
      } catch (fault) {
        closeSync(fd);
        throw this.#lose(fault);
      }
      this.#fd = fd;
    }
    return this.#fd;
  }

  #lose(fault: unknown): JournalLost {
    this.#lost = new JournalLost(fault);
    return this.#lost;
  }

  /**
   * Appends the log from where the journal stands up to `to` and syncs it. When this has come back, the bytes are kept.
   * What could not be written (a full disk) leaves no trace and may be tried again; what could not be synced never is.
   */
  append(to: Lsn, read: (from: Lsn, to: Lsn) => Buffer): void {
    if (this.#lost) throw this.#lost;
    const fd = this.#open();
    const length = fstatSync(fd).size;
    const lines = Math.ceil((to - this.mark.lsn) / STRETCH);
    const group = [this.mark.seq + 1, this.mark.seq + lines] as const;
    let mark = this.mark;
    try {
      while (mark.lsn < to) {
        const line = encodeLine(mark, group, read(mark.lsn, Math.min(to, mark.lsn + STRETCH)));
        writeAll(fd, Buffer.from(line.text));
        mark = line.mark;
      }
    } catch (fault) {
      this.#takeBack(fd, length);
      throw fault;
    }
    try {
      fdatasyncSync(fd);
    } catch (fault) {
      throw this.#lose(fault);
    }
    this.mark = mark;
  }

  /** Half a line must not stay with whole ones after it. */
  #takeBack(fd: number, length: number): void {
    try {
      ftruncateSync(fd, length);
    } catch (fault) {
      throw this.#lose(fault);
    }
  }

  /** The next line begins a file of its own: a copy was made that holds everything before it, or the program ends. */
  turn(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}

/** Removes files that hold nothing after line `seq`: the older of the copies that are kept has it all. */
export function forgetUpTo(folder: string, seq: number): void {
  for (const file of journalFiles(folder)) if (file.first <= seq) rmSync(file.path, { force: true });
}
