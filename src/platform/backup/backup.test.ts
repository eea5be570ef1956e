import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { quietLog, testClock } from '../../../test/support/stand-ins.ts';
import { engineKind, testEngine } from '../../../test/support/town.ts';
import { done } from '../../town/outcome.ts';
import { perform } from '../act/act.ts';
import { systemActor } from '../act/actor.ts';
import { verifyAudit } from '../act/audit.ts';
import { openEmbedded } from '../db/embedded.ts';
import type { Engine } from '../db/engine.ts';
import { createTown, type Installation, listTowns, openTown, SHARED_SCHEMA, type TownRow } from '../installation.ts';
import { unpackArchive } from './archive.ts';
import { type Backup, backUp } from './backup.ts';
import { eraseTown } from './erase.ts';
import { placeOf } from './backup.ts';
import { restore } from './restore.ts';

let root: string;
let here: Engine;
let there: Engine;
let count = 0;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-backup-'));
  here = await testEngine();
  there = await openEmbedded(null);
});
afterAll(async () => {
  await there.close();
  rmSync(root, { recursive: true, force: true });
});

function installation(engine: Engine): Installation {
  const data = join(root, `data-${count++}`);
  mkdirSync(data);
  return { engine, data, shared: engine.schema(SHARED_SCHEMA), clock: testClock(), log: quietLog, close: async () => {} };
}

/** A town with an act, awkward text, a stored file, an account with its history, background work. */
async function furnished(on: Installation): Promise<TownRow> {
  const row = await createTown(on, { slug: `b${process.pid}-${count++}`, name: '港口镇', demo: false });
  const town = await openTown(on, row);
  const file = await town.files.put(Buffer.from('附件内容'));
  await sql`insert into accounts (id, town, username, created_at) values (${`acc-${row.slug}`}, ${row.slug}, ${`name-${row.slug}`}, ${on.clock.now()})`.execute(
    on.shared,
  );
  await sql`insert into password_history (account_id, password_hash, replaced_at) values (${`acc-${row.slug}`}, 'x', ${on.clock.now()})`.execute(
    on.shared,
  );
  await perform(town, systemActor, 'furnish', async (act) => {
    act.record('thing:1', { text: 'a\u2028b\u2029c "引号" \\ 反斜杠 \t𠀀' });
    await act.enqueue('later', 'k', { n: 1.5, deep: { 中: ['文', null, true] } });
    await sql`insert into platform_files (sha256, kind, size, original_sha256, text_content, stored_at, stored_by)
      values (${file.sha256}, 'txt', ${file.size}, ${file.sha256}, ${'第一行\n第二行\r\n'}, ${act.at}, '测试')`.execute(act.db);
    act.publicChanged();
    return done(null);
  });
  return row;
}

async function save(on: Installation, row: TownRow): Promise<Backup> {
  return backUp(on, row, join(root, `out-${count++}`));
}

describe('a backup', () => {
  test('of a town with lost and damaged files names them, and can still be restored', async () => {
    const from = installation(here);
    const row = await furnished(from);
    const town = await openTown(from, row);
    const damaged = await town.files.put(Buffer.from('坏掉的附件'));
    chmodSync(town.files.path(damaged.sha256), 0o640);
    writeFileSync(town.files.path(damaged.sha256), '坏掉的附仵');
    const whole = await town.files.put(Buffer.from('附件内容'));
    rmSync(town.files.path(whole.sha256));
    const saved = await save(from, row);
    expect(saved).toMatchObject({ files: 0, lost: [damaged.sha256, whole.sha256].sort() });
    const to = installation(there);
    expect(await restore(to, saved.file)).toMatchObject({ ok: true, value: { files: 0 } });
    await eraseTown(to, placeOf(row));
  });

  test('restored on the other engine is the same in every table, file and link of the audit chain', async () => {
    const from = installation(here);
    const row = await furnished(from);
    const first = await save(from, row);
    const to = installation(there);
    const restored = await restore(to, first.file);
    expect(restored).toMatchObject({ ok: true, value: { row: { slug: row.slug, name: '港口镇' }, files: 1 } });
    const town = await openTown(to, (await listTowns(to))[0]!);
    expect((await verifyAudit(town.db)).brokenAt).toBeNull();
    expect(town.publicVersion.current()).toBe(2);
    const again = await save(to, row);
    const digests = async (b: Backup): Promise<unknown> => {
      const folder = join(root, `look-${count++}`);
      mkdirSync(folder);
      const m = await unpackArchive(b.file, folder, () => {});
      return { tables: m.tables, files: m.files, audit: m.audit };
    };
    expect(await digests(again)).toEqual(await digests(first));
    await eraseTown(to, placeOf(row));
    expect(await listTowns(to)).toEqual([]);
  });

  test.runIf(engineKind === 'postgres')('of the embedded database is restored on PostgreSQL', async () => {
    const from = installation(there);
    const row = await furnished(from);
    const saved = await save(from, row);
    expect(await restore(installation(here), saved.file)).toMatchObject({ ok: true });
    await eraseTown(from, placeOf(row));
  });

  test('is an ordinary tar.gz whose sums anybody can check', async () => {
    const from = installation(here);
    const saved = await save(from, await furnished(from));
    const folder = join(root, `tar-${count++}`);
    mkdirSync(folder);
    execFileSync('tar', ['xzf', saved.file, '-C', folder]);
    expect(execFileSync('sha256sum', ['-c', '--quiet', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })).toBe('');
    expect(readdirSync(join(folder, 'tables')).sort()).toEqual(['shared', 'town']);
    expect(readdirSync(join(folder, 'tables', 'shared'))).not.toContain('sessions.jsonl');
  });

  test('leaves nothing but itself behind', async () => {
    const from = installation(here);
    const saved = await save(from, await furnished(from));
    expect(readdirSync(join(saved.file, '..'))).toEqual([saved.file.split('/').at(-1)]);
  });
});

describe('a restore', () => {
  let saved: Backup;
  let row: TownRow;
  beforeAll(async () => {
    const from = installation(there);
    row = await furnished(from);
    saved = await save(from, row);
    await eraseTown(from, placeOf(row));
  });

  async function refusedAs(file: string, code: string): Promise<void> {
    const to = installation(there);
    expect(await restore(to, file)).toMatchObject({ ok: false, refusals: [{ code }] });
    expect(await listTowns(to)).toEqual([]);
    const { rows } = await sql<{ n: number }>`select count(*) as n from pg_namespace where nspname = ${row.schema}`.execute(
      there.owner('public'),
    );
    expect(rows[0]!.n).toBe(0);
    expect(readdirSync(to.data).filter((n) => n.startsWith('.restore'))).toEqual([]);
  }

  /** The archive with its tar changed, compressed again so that only our own sums can notice. */
  function changed(change: (tar: Buffer) => Buffer): string {
    const file = join(root, `changed-${count++}.tar.gz`);
    writeFileSync(file, gzipSync(change(gunzipSync(readFileSync(saved.file)))));
    return file;
  }

  test('of a cut file, of a file with one changed byte, of a file that is something else, is refused and leaves nothing', async () => {
    const whole = readFileSync(saved.file);
    const cut = join(root, 'cut.tar.gz');
    writeFileSync(cut, whole.subarray(0, whole.length / 2));
    await refusedAs(cut, 'damaged');
    const flipped = changed((tar) => {
      const at = tar.indexOf('附件内容');
      tar[at + 2]! ^= 1;
      return tar;
    });
    await refusedAs(flipped, 'damaged');
    const other = join(root, 'other.tar.gz');
    writeFileSync(other, gzipSync('hello'));
    await refusedAs(other, 'damaged');
  });

  test('never writes outside its folder', async () => {
    const evil = changed((tar) => {
      const header = Buffer.from(tar.subarray(0, 512));
      header.fill(0, 0, 100);
      header.write('../../evil.json', 0);
      header.write('        ', 148);
      let sum = 0;
      for (const byte of header) sum += byte;
      header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
      return Buffer.concat([header, tar.subarray(512)]);
    });
    await refusedAs(evil, 'damaged');
  });

  test('into a place that is not empty is refused, and what is there stays as it was', async () => {
    const to = installation(there);
    const present = await furnished(to);
    const before = await save(to, present);
    expect(await restore(to, saved.file)).toMatchObject({ ok: false, refusals: [{ code: 'not-empty' }] });
    expect((await save(to, present)).rows).toBe(before.rows);
    await eraseTown(to, placeOf(present));
  });

  test('of an audit chain that was tampered with is refused although every sum is right', async () => {
    const from = installation(there);
    const tampered = await furnished(from);
    await sql`update platform_audit set entry = replace(entry, 'furnish', 'nothing')`.execute(there.owner(tampered.schema));
    const file = (await save(from, tampered)).file;
    await eraseTown(from, placeOf(tampered));
    await refusedAs(file, 'audit-broken');
  });
});
