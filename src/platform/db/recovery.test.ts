import {
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mixed } from '../../../test/support/older-directory.ts';
import { leaveClosedMark, readClosedMark } from './closed-mark.ts';
import { openEmbedded } from './embedded.ts';
import type { Db, Engine } from './engine.ts';
import { journalFiles } from './journal.ts';
import { copiesIn, filesBelow } from './physical-copy.ts';
import { type Notice, placesIn } from './recovery.ts';

// One directory, to which one thing after another happens: making one takes longer than all of it.
const root = mkdtempSync(join(tmpdir(), 'gongkai-recovery-'));
const places = placesIn(join(root, 'db'));
let acknowledged = 0;

afterAll(() => rmSync(root, { recursive: true, force: true }));

async function session(work: (db: Db, engine: Engine) => Promise<void> = async () => {}): Promise<Notice[]> {
  const notices: Notice[] = [];
  const engine = await openEmbedded(places.db, (notice) => notices.push(notice));
  try {
    await work(engine.owner('public'), engine);
  } finally {
    await engine.close();
  }
  return notices;
}

/** Rows that go into the table, an index, and pages of long values. */
async function add(db: Db, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const n = acknowledged + 1;
    await sql`insert into marks values (${n}, ${`word${n % 7}`}, ${'长'.repeat(n % 3000)})`.execute(db);
    acknowledged = n;
  }
}

/** Every row that was acknowledged is there once, in the table and by the index; read in full. */
async function expectWhole(db: Db): Promise<void> {
  const { rows } = await sql<{ n: number; most: number; long: number }>`
    select count(*) as n, max(n) as most, sum(length(body)) as long from marks`.execute(db);
  const long = Array.from({ length: acknowledged }, (_, i) => (i + 1) % 3000).reduce((a, b) => a + b, 0);
  expect(rows[0]).toEqual({ n: acknowledged, most: acknowledged, long });
  const byIndex = await sql<{ n: number }>`select count(*) as n from marks where word like 'word%' and word >= ''`.execute(db);
  expect(byIndex.rows[0]!.n).toBe(acknowledged);
}

/** All that lies in the folder, but for the lock. */
const found = (): string[] => [...filesBelow(places.db)].map((f) => f.path).filter((path) => !path.startsWith('lock'));

/** A session that first looks whether everything is there. */
const whole = (work: (db: Db, engine: Engine) => Promise<void> = async () => {}): Promise<Notice[]> =>
  session(async (db, engine) => {
    await expectWhole(db);
    await work(db, engine);
  });

function flip(path: string, at: number): void {
  const byte = readFileSync(path)[at]! ^ 1;
  const fd = openSync(path, 'r+');
  writeSync(fd, Buffer.from([byte]), 0, 1, at);
  closeSync(fd);
}

function keep(name: string): string {
  cpSync(places.pg, join(root, name), { recursive: true, preserveTimestamps: true });
  return join(root, name);
}

// The directory and its mark at an earlier moment.
let older: string;
let mark: Buffer;

beforeAll(async () => {
  const notices = await session(async (db) => {
    await sql`create table marks (n bigint primary key, word text not null, body text not null)`.execute(db);
    await sql`create index on marks (word)`.execute(db);
    await add(db, 40);
  });
  expect(notices).toEqual([]);
}, 120_000);

test('a directory that is as it was left is opened as it is', async () => {
  expect(await session((db) => add(db, 5))).toEqual([]);
}, 120_000);

test('a journal broken in the middle is refused, with nothing changed; mended, it leads to the end', async () => {
  older = keep('older');
  mark = readFileSync(join(places.db, 'closed.json'));
  rmSync(join(places.db, 'closed.json'));
  const { path } = journalFiles(places.journal).at(-1)!;
  const at = readFileSync(path).indexOf(10) + 40;
  flip(path, at);
  const before = found();
  await expect(session()).rejects.toMatchObject({ name: 'JournalBroken', file: path, line: 2 });
  expect(found()).toEqual(before);
  flip(path, at);
  expect(await whole((db) => add(db, 30))).toMatchObject([{ what: 'rebuilt', because: 'left', aside: null }]);
}, 120_000);

test('a directory put back to an older copy, with the mark it was left with, loses nothing and is kept for a person', async () => {
  rmSync(places.pg, { recursive: true });
  cpSync(older, places.pg, { recursive: true, preserveTimestamps: true });
  writeFileSync(join(places.db, 'closed.json'), mark);
  const aside = expect.stringMatching(/pg\.damaged-1$/);
  expect(await whole((db) => add(db, 10))).toMatchObject([{ what: 'rebuilt', because: 'changed', aside }]);
}, 120_000);

test('a directory half older, half present loses nothing', async () => {
  const files = mixed(older, places.pg, 1);
  expect(Math.min(files.older, files.newer)).toBeGreaterThan(3);
  const notices = await whole(async (db, engine) => {
    for (let i = 0; i < 3; i++) {
      await add(db, 3);
      await engine.dump!(join(root, 'dump.tar.gz'));
    }
    await add(db, 3);
    expect(await engine.journal!()).toMatchObject({ copies: 2, damaged: false, problem: null });
  });
  expect(notices).toMatchObject([{ what: 'rebuilt' }]);
}, 120_000);

test('with the newer copy damaged the older one leads to the same end; no copy is made of damaged pages', async () => {
  rmSync(join(places.db, 'closed.json'));
  const newest = copiesIn(places.copies)[0]!;
  flip(newest.path, Math.floor(newest.bytes / 2));
  const notices = await whole(async (db, engine) => {
    const { rows } = await sql<{ path: string }>`select pg_relation_filepath('marks') as path`.execute(db);
    await sql`checkpoint`.execute(db);
    flip(join(places.pg, rows[0]!.path), 5000);
    await add(db, 1);
    await expect(engine.dump!(join(root, 'dump.tar.gz'))).rejects.toThrow(/checksum/);
    expect(await engine.journal!()).toMatchObject({ damaged: true });
  });
  const pages = [expect.stringMatching(/^base\/\d+\/\d+#0$/)];
  expect(notices).toMatchObject([
    { what: 'copy-damaged', file: newest.path },
    { what: 'rebuilt' },
    { what: 'pages-damaged', pages },
  ]);
  expect(existsSync(join(places.db, 'closed.json'))).toBe(false);
}, 120_000);

test('a directory whose pages were damaged is made anew at the next start', async () => {
  const notices = await whole((_db, engine) => engine.dump!(join(root, 'dump.tar.gz')));
  expect(notices).toContainEqual(expect.objectContaining({ what: 'rebuilt', because: 'left' }));
}, 120_000);

test('a directory that is gone is made anew', async () => {
  rmSync(places.pg, { recursive: true });
  expect(await whole()).toMatchObject([{ what: 'rebuilt', because: 'missing', aside: null }]);
}, 120_000);

test('a directory that looks as it was left, and does not open, is made anew', async () => {
  const left = readClosedMark(places.db, places.pg)!;
  const control = join(places.pg, 'global', 'pg_control');
  writeFileSync(control, Buffer.alloc(statSync(control).size));
  leaveClosedMark(places.db, places.pg, left.mark, left.looks);
  expect(await whole((db) => add(db, 3))).toMatchObject([{ what: 'rebuilt', because: 'unreadable' }]);
}, 120_000);

test('a journal that has lost lines does not make a directory as it was left any older', async () => {
  truncateSync(journalFiles(places.journal).at(-1)!.path, 10);
  const aside = expect.stringMatching(/journal\.damaged-1$/);
  expect(await whole((db) => add(db, 3))).toMatchObject([{ what: 'journal-renewed', aside }]);
}, 120_000);

test('without a copy the journal leads on from, a directory that was not left in order is refused', async () => {
  rmSync(join(places.db, 'closed.json'));
  renameSync(places.copies, join(root, 'copies'));
  await expect(session()).rejects.toMatchObject({ name: 'DatabaseUnopened', madeWith: null });
  renameSync(join(root, 'copies'), places.copies);
  expect(await whole()).toMatchObject([{ what: 'rebuilt', because: 'left' }]);
}, 120_000);

test('a death in the middle of an act with more log than the directory keeps loses nothing before it', async () => {
  const image = join(root, 'image');
  await whole(async (db) => {
    await add(db, 3);
    await sql`select count(pg_logical_emit_message(false, 'large', repeat('x', 1000000))) from generate_series(1, 64)`.execute(
      db,
    );
    for (const name of ['pg', 'journal', 'copies']) cpSync(join(places.db, name), join(image, name), { recursive: true });
  });
  rmSync(places.db, { recursive: true });
  renameSync(image, places.db);
  expect(await whole((db) => add(db, 3))).toMatchObject([{ what: 'rebuilt', because: 'left' }]);
}, 60_000);

test('a directory without journal and copies, of an older program or a restored dump, is opened as it stands', async () => {
  for (const name of ['closed.json', 'journal', 'copies']) rmSync(join(places.db, name), { recursive: true });
  expect(await whole((db) => add(db, 3))).toEqual([]);
  expect(copiesIn(places.copies)).toHaveLength(1);
  rmSync(join(places.db, 'closed.json'));
  expect(await whole()).toMatchObject([{ what: 'rebuilt', because: 'left', aside: null }]);
}, 60_000);
