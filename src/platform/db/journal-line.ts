// One line of the journal: a stretch of the write-ahead log, chained to the line before it by a hash.
import { createHash } from 'node:crypto';
import { formatLsn, type Lsn, parseLsn } from './wal.ts';

/** Where the journal stands after a line: what the next line begins with. */
export interface Mark {
  seq: number;
  hash: string;
  lsn: Lsn;
}

export interface JournalLine {
  seq: number;
  /** Numbers of the first and the last line that were synced together. Nothing of such a group was answered before all of it. */
  group: readonly [number, number];
  from: Lsn;
  prev: string;
  wal: Buffer;
  hash: string;
}

/** What the first line of a database's journal is chained to: no line of another database fits there. */
export function beginning(database: string, lsn: Lsn): Mark {
  return {
    seq: 0,
    lsn,
    hash: createHash('sha256')
      .update(`gongkai journal ${database} ${formatLsn(lsn)}`)
      .digest('hex'),
  };
}

function hashOf(prev: string, seq: number, group: readonly number[], from: string, wal: string | Buffer): string {
  return createHash('sha256')
    .update(`${prev} ${seq} ${group.join('-')} ${from} `)
    .update(wal)
    .digest('hex');
}

/** The line that follows `mark`, with its end of line, and where the journal stands after it. */
export function encodeLine(mark: Mark, group: readonly [number, number], bytes: Buffer): { text: string; mark: Mark } {
  const seq = mark.seq + 1;
  const from = formatLsn(mark.lsn);
  const wal = bytes.toString('base64');
  const hash = hashOf(mark.hash, seq, group, from, wal);
  const text = `${JSON.stringify({ seq, group, from, prev: mark.hash, wal, hash })}\n`;
  return { text, mark: { seq, hash, lsn: mark.lsn + bytes.byteLength } };
}

const BEFORE_WAL = '"wal":"';

/**
 * The line, when it is whole in itself; whether it follows the line before is `follows`. A start reads megabytes of them, so the
 * long value is not made into text more often than it must be.
 */
export function decodeLine(text: string | Buffer): JournalLine | null {
  const line = typeof text === 'string' ? Buffer.from(text) : text;
  const begin = line.indexOf(BEFORE_WAL) + BEFORE_WAL.length;
  const end = line.indexOf('"', begin);
  if (begin < BEFORE_WAL.length || end === -1) return null;
  const wal = line.subarray(begin, end);
  try {
    const short = line.toString('latin1', 0, begin) + line.toString('latin1', end);
    const { seq, group, from, prev, hash } = JSON.parse(short) as Record<string, unknown> & { group: [number, number] };
    if (typeof seq !== 'number' || typeof from !== 'string' || typeof prev !== 'string') return null;
    if (hash !== hashOf(prev, seq, group, from, wal)) return null;
    return { seq, group, from: parseLsn(from), prev, wal: Buffer.from(wal.toString('latin1'), 'base64'), hash };
  } catch {
    return null;
  }
}

export function follows(mark: Mark, line: JournalLine): boolean {
  return line.seq === mark.seq + 1 && line.prev === mark.hash && line.from === mark.lsn;
}

export function markAfter(line: JournalLine): Mark {
  return { seq: line.seq, hash: line.hash, lsn: line.from + line.wal.byteLength };
}
