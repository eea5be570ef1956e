// Positions in PostgreSQL's write-ahead log, and the segment files of a database directory its bytes lie in.
import { closeSync, existsSync, ftruncateSync, openSync, readdirSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Byte position in the log. 2^53 bytes of log are more than an embedded database writes. */
export type Lsn = number;

/** As initdb makes them; held against the engine's own file name at every start. */
export const SEGMENT_BYTES = 16 * 1024 * 1024;
const SEGMENTS_A_FILE_ID = 0x1_0000_0000 / SEGMENT_BYTES;

/** `0/16EF9D0` → 24050128. Throws RangeError on anything else. */
export function parseLsn(text: string): Lsn {
  const parts = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/.exec(text);
  const at = parts ? Number.parseInt(parts[1]!, 16) * 0x1_0000_0000 + Number.parseInt(parts[2]!, 16) : Number.NaN;
  if (!Number.isSafeInteger(at)) throw new RangeError(`not a position in the log: ${text.slice(0, 40)}`);
  return at;
}

export function formatLsn(at: Lsn): string {
  const hex = (n: number): string => n.toString(16).toUpperCase();
  return `${hex(Math.floor(at / 0x1_0000_0000))}/${hex(at % 0x1_0000_0000)}`;
}

/** Name of the segment file that holds the byte at `at`. Crash recovery never leaves the first timeline. */
export function segmentName(at: Lsn): string {
  const segment = Math.floor(at / SEGMENT_BYTES);
  const hex = (n: number): string => n.toString(16).toUpperCase().padStart(8, '0');
  return `00000001${hex(Math.floor(segment / SEGMENTS_A_FILE_ID))}${hex(segment % SEGMENTS_A_FILE_ID)}`;
}

function pieces(from: Lsn, to: Lsn): { at: Lsn; length: number }[] {
  const found: { at: Lsn; length: number }[] = [];
  for (let at = from; at < to; ) {
    const end = Math.min(to, (Math.floor(at / SEGMENT_BYTES) + 1) * SEGMENT_BYTES);
    found.push({ at, length: end - at });
    at = end;
  }
  return found;
}

/** The log's bytes from `from` up to `to`, or null where the directory does not hold them all. */
export function readWal(pg: string, from: Lsn, to: Lsn): Buffer | null {
  const bytes = Buffer.alloc(to - from);
  let filled = 0;
  for (const { at, length } of pieces(from, to)) {
    const path = join(pg, 'pg_wal', segmentName(at));
    if (!existsSync(path)) return null;
    const fd = openSync(path, 'r');
    try {
      if (readSync(fd, bytes, filled, length, at % SEGMENT_BYTES) !== length) return null;
    } finally {
      closeSync(fd);
    }
    filled += length;
  }
  return bytes;
}

/** Puts bytes back at their place. Segments get their full length, as the engine leaves them. */
export function writeWal(pg: string, from: Lsn, bytes: Buffer): void {
  let written = 0;
  for (const { at, length } of pieces(from, from + bytes.byteLength)) {
    const path = join(pg, 'pg_wal', segmentName(at));
    const fd = openSync(path, existsSync(path) ? 'r+' : 'w', 0o600);
    try {
      // A system may take a part only; the rest is offered again, which then says why.
      for (let done = 0; done < length; )
        done += writeSync(fd, bytes, written + done, length - done, (at % SEGMENT_BYTES) + done);
      ftruncateSync(fd, SEGMENT_BYTES);
    } finally {
      closeSync(fd);
    }
    written += length;
  }
}

/** How many segments the directory's log has. */
export function segmentsIn(pg: string): number {
  return readdirSync(join(pg, 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length;
}

/** Whether the directory's log holds exactly these bytes there: the sign that it is of the same history. */
export function holdsWal(pg: string, from: Lsn, bytes: Buffer): boolean {
  return readWal(pg, from, from + bytes.byteLength)?.equals(bytes) === true;
}
