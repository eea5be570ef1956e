import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { cutTorn, forgetUpTo, journalFiles, JournalWriter, newestLine, readJournal } from './journal.ts';
import { beginning, decodeLine, encodeLine, type JournalLine, type Mark } from './journal-line.ts';
import { JournalBroken } from './unopened.ts';
import { formatLsn, holdsWal, parseLsn, readWal, SEGMENT_BYTES, segmentName, writeWal } from './wal.ts';

const root = mkdtempSync(join(tmpdir(), 'gongkai-journal-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const START = beginning('7713302516674002986', parseLsn('0/16EF9D0'));
const MEGABYTE = 1024 * 1024;
/** Bytes that say where they stand. */
const log = (from: number, to: number): Buffer =>
  Buffer.from(Array.from({ length: to - from }, (_, i) => ((from + i) * 7) % 251));

let folder: string;
let next = 0;
beforeEach(() => {
  folder = join(root, String(next++), 'journal');
  mkdirSync(join(folder, '..'), { recursive: true });
});

function written(...lengths: readonly number[]): Mark {
  const writer = new JournalWriter(folder, START);
  for (const length of lengths) writer.append(writer.mark.lsn + length, log);
  writer.turn();
  return writer.mark;
}

function lines(after: Mark = START): JournalLine[] {
  const found: JournalLine[] = [];
  readJournal(folder, after, (line) => found.push(line));
  return found;
}

const only = (): string => journalFiles(folder)[0]!.path;
const textOf = (): string[] => readFileSync(only(), 'utf8').trimEnd().split('\n');

describe('a journal that cannot be followed', () => {
  test('because a byte inside it was changed is refused, with file and line, and left as it was', () => {
    written(100, 200, 300);
    const text = textOf();
    for (const place of [/"wal":"../, /"from":"0\/1/, /"prev":"../, /"hash":"../, /^\{"seq"/]) {
      const damaged = [text[0], text[1]!.replace(place, (m) => `${m.slice(0, -1)}${m.endsWith('x') ? 'y' : 'x'}`), text[2]];
      writeFileSync(only(), `${damaged.join('\n')}\n`);
      expect(() => lines()).toThrow(new JournalBroken(only(), 2));
      expect(readFileSync(only(), 'utf8')).toBe(`${damaged.join('\n')}\n`);
    }
  });

  test('because a line was taken out, doubled, or put elsewhere is refused', () => {
    written(100, 200, 300);
    const [a, b, c] = textOf() as [string, string, string];
    for (const [order, line] of [
      [[a, c], 2],
      [[b, c], 1],
      [[a, a, b, c], 2],
      [[a, c, b], 2],
    ] as const) {
      writeFileSync(only(), `${order.join('\n')}\n`);
      expect(() => lines()).toThrow(new JournalBroken(only(), line));
    }
  });

  test('because a file between two is missing is refused', () => {
    written(100);
    const writer = new JournalWriter(folder, readJournal(folder, START).mark);
    for (const length of [10, 20]) {
      writer.append(writer.mark.lsn + length, log);
      writer.turn();
    }
    expect(lines()).toHaveLength(3);
    rmSync(journalFiles(folder)[1]!.path);
    expect(() => lines()).toThrow(JournalBroken);
  });

  test('because it is of another database is refused', () => {
    written(100);
    expect(() => lines(beginning('7713302516674002987', START.lsn))).toThrow(JournalBroken);
  });
});

describe('a group a crash cut off', () => {
  test('at any byte is taken away, and what was synced before it stays', () => {
    const before = written(100);
    const whole = statSync(only()).size;
    const { text, mark } = encodeLine(before, [2, 2], log(before.lsn, before.lsn + 40));
    for (let length = 1; length <= text.length; length = length < text.length ? Math.min(length + 9, text.length) : length + 1) {
      truncateSync(only(), whole);
      appendFileSync(only(), text.slice(0, length));
      const end = readJournal(folder, START);
      expect(end.mark).toEqual(length === text.length ? mark : before);
      cutTorn(end);
      expect(statSync(only()).size).toBe(length === text.length ? whole + length : whole);
    }
  });

  test('is taken away whole when a later line of it reached the disk before an earlier one', () => {
    const before = written(100);
    const whole = statSync(only()).size;
    const first = encodeLine(before, [2, 3], log(before.lsn, before.lsn + 40));
    const second = encodeLine(first.mark, [2, 3], log(first.mark.lsn, first.mark.lsn + 40));
    appendFileSync(only(), '\0'.repeat(first.text.length) + second.text);
    const end = readJournal(folder, START);
    expect(end).toMatchObject({ mark: before, torn: { path: only(), length: whole } });
    cutTorn(end);
    expect(lines()).toHaveLength(1);
  });

  test('is no excuse for a hole with an acknowledged line after it', () => {
    const before = written(100);
    const lost = encodeLine(before, [2, 2], log(before.lsn, before.lsn + 40));
    const kept = encodeLine(lost.mark, [3, 3], log(lost.mark.lsn, lost.mark.lsn + 40));
    appendFileSync(only(), '\0'.repeat(lost.text.length) + kept.text);
    expect(() => lines()).toThrow(new JournalBroken(only(), 2));
    writeFileSync(only(), readFileSync(only(), 'utf8').replaceAll('\0', '~').replace('~{', '\n{'));
    expect(() => lines()).toThrow(new JournalBroken(only(), 2));
    expect(newestLine(folder)).toBe(3);
  });
});

describe('the journal', () => {
  test('gives back every byte in order, in lines of a megabyte that stand and fall together', () => {
    const end = written(1, 3 * MEGABYTE + 5, 77);
    const found = lines();
    expect(found.map((l) => [l.seq, ...l.group])).toEqual([
      [1, 1, 1],
      [2, 2, 5],
      [3, 2, 5],
      [4, 2, 5],
      [5, 2, 5],
      [6, 6, 6],
    ]);
    expect(Buffer.concat(found.map((l) => l.wal)).equals(log(START.lsn, end.lsn))).toBe(true);
    expect(readJournal(folder, START).mark).toEqual(end);
  });

  test('keeps no trace of what could not be had or written, and goes on', () => {
    const before = written(100);
    const writer = new JournalWriter(folder, before);
    const full = (from: number, to: number): Buffer => {
      if (from > before.lsn) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      return log(from, to);
    };
    expect(() => writer.append(before.lsn + 2 * MEGABYTE, full)).toThrow(/no space/);
    expect(readJournal(folder, START)).toMatchObject({ mark: before, torn: null });
    writer.append(before.lsn + 50, log);
    expect(lines()).toHaveLength(2);
  });

  test('is read on from a copy, and forgets what the older copy holds', () => {
    const copied = written(100, 200);
    const writer = new JournalWriter(folder, copied);
    writer.append(copied.lsn + 10, log);
    writer.turn();
    expect(lines(copied).map((l) => l.seq)).toEqual([3]);
    forgetUpTo(folder, copied.seq);
    expect(journalFiles(folder).map((f) => f.first)).toEqual([3]);
    expect(readJournal(folder, copied).mark).toEqual(writer.mark);
  });

  test('has lines that anybody can hold against their hash', () => {
    written(100);
    const line = decodeLine(textOf()[0]!)!;
    expect(line).toMatchObject({ seq: 1, from: START.lsn, prev: START.hash });
    expect(decodeLine('{"seq":1}')).toBeNull();
    expect(decodeLine('null')).toBeNull();
  });
});

describe('positions in the log', () => {
  test('are read and written as the engine writes them, others refused', () => {
    for (const text of ['0/16EF9D0', '0/FFFFFFFF', '1/0', 'AB/1000000']) expect(formatLsn(parseLsn(text))).toBe(text);
    for (const text of ['', '0', '0/', '0/1g', '0/1 ', '123456789/0']) expect(() => parseLsn(text)).toThrow(RangeError);
  });

  test('name the segment they lie in', () => {
    expect(segmentName(parseLsn('0/16EF9D0'))).toBe('000000010000000000000001');
    expect(segmentName(parseLsn('2/FF000000'))).toBe('0000000100000002000000FF');
    expect(segmentName(parseLsn('3/0'))).toBe('000000010000000300000000');
  });

  test('bytes across segments come back from where they were put, and from nowhere else', () => {
    const pg = join(folder, 'pg');
    mkdirSync(join(pg, 'pg_wal'), { recursive: true });
    const from = 2 * SEGMENT_BYTES - 1000;
    const bytes = log(from, from + 3000);
    writeWal(pg, from, bytes);
    expect(readWal(pg, from, from + 3000)?.equals(bytes)).toBe(true);
    expect(holdsWal(pg, from, bytes)).toBe(true);
    expect(holdsWal(pg, from + 1, bytes)).toBe(false);
    expect(readWal(pg, from, from + 2 * SEGMENT_BYTES)).toBeNull();
    expect(statSync(join(pg, 'pg_wal', segmentName(from))).size).toBe(SEGMENT_BYTES);
  });
});
