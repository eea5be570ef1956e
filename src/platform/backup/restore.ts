// Putting a town back from an archive, into an empty place. Nothing is left behind when anything does not fit.
import { createReadStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { verifyAudit } from '../act/audit.ts';
import type { Db } from '../db/engine.ts';
import { migrate, type Migration, readMigrations } from '../db/migrate.ts';
import { openFileStore } from '../files/store.ts';
import {
  filesFolder,
  type Installation,
  isTownSlug,
  listTowns,
  SHARED_SCHEMA,
  schemaFor,
  type TownRow,
} from '../installation.ts';
import { makeDirectory } from '../make-directory.ts';
import { ArchiveDamaged, type Manifest, type MigrationMark, tableEntry, unpackArchive } from './archive.ts';
import { placeOf } from './backup.ts';
import { eraseTown } from './erase.ts';
import { emptyTownTables, insertLines, type Place, readTable, withoutForeignKeys } from './tables.ts';

export type RestoreRefusal = 'damaged' | 'not-empty' | 'newer' | 'other-program' | 'account-taken' | 'differs' | 'audit-broken';

export const restoreWords: Readonly<Record<RestoreRefusal, (f: Readonly<Record<string, string | number>>) => string>> = {
  damaged: (f) => `${f.sentence}`,
  'not-empty': (f) => `要恢复到的地方不是空的：${f.what}。恢复只在空的数据目录或空的数据库里进行，不覆盖任何内容。`,
  newer: (f) => `备份来自更新的程序（多出 ${f.name}），请用相同或更新的程序恢复。`,
  'other-program': (f) => `备份的数据库结构与本程序不一致（${f.name} 内容不同），不能恢复。`,
  'account-taken': (f) => `账号名“${f.name}”在这里已经被别的镇使用，不能恢复。`,
  differs: (f) => `写入后重新读出的内容与备份不一致（${f.table}），已全部撤销。`,
  'audit-broken': (f) => `审计链从第 ${f.seq} 条起不连续，备份可能被改动过，已全部撤销。`,
};

export interface Restored {
  row: TownRow;
  manifest: Manifest;
  rows: number;
  files: number;
}

export type RestoreStep = (label: string, done: number, total: number | null) => void;

/** What was applied there must be a beginning of what we would apply. */
function compatible(ours: readonly Migration[], theirs: readonly MigrationMark[]): Refusal<RestoreRefusal> | null {
  for (const [i, mark] of theirs.entries()) {
    const file = ours[i];
    if (!file) return { code: 'newer', facts: { name: mark.name } };
    if (file.digest !== mark.digest) return { code: 'other-program', facts: { name: mark.name } };
  }
  return null;
}

async function obstacle(installation: Installation, slug: string): Promise<string | null> {
  const towns = await listTowns(installation);
  if (installation.engine.kind === 'embedded' && towns.length > 0) return `已有${towns.map((t) => t.name).join('、')}`;
  if (towns.some((t) => t.slug === slug)) return `已有代号为 ${slug} 的镇`;
  const owner = installation.engine.owner('public');
  const schema = await sql<{ n: number }>`select count(*) as n from pg_namespace where nspname = ${schemaFor(slug)}`.execute(
    owner,
  );
  if (schema.rows[0]!.n > 0) return `已有名为 ${schemaFor(slug)} 的数据模式`;
  const files = await readdir(filesFolder(installation.data, slug)).catch(() => []);
  return files.length > 0 ? '文件目录里已有文件' : null;
}

/** Restores an archive. Refusals leave the place as it was. */
export async function restore(
  installation: Installation,
  archive: string,
  each: RestoreStep = () => {},
): Promise<Outcome<Restored, RestoreRefusal>> {
  makeDirectory(installation.data);
  const folder = await mkdtemp(join(installation.data, '.restore-'));
  try {
    const manifest = await unpackArchive(archive, folder, (bytes) => each('读取并校验', bytes, null));
    if (!isTownSlug(manifest.town.slug)) return refuse({ code: 'damaged', facts: { sentence: '备份清单里的镇代号不合规。' } });
    const what = await obstacle(installation, manifest.town.slug);
    if (what !== null) return refuse({ code: 'not-empty', facts: { what } });
    const misfit =
      compatible(readMigrations('shared'), manifest.migrations.shared) ??
      compatible(readMigrations('town'), manifest.migrations.town);
    if (misfit) return refuse(misfit);
    return await putBack(installation, manifest, folder, each);
  } catch (fault) {
    if (fault instanceof ArchiveDamaged) return refuse({ code: 'damaged', facts: { sentence: fault.sentence } });
    throw fault;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

class Undone extends Error {
  constructor(readonly refusal: Refusal<RestoreRefusal>) {
    super(refusal.code);
  }
}

async function putBack(
  installation: Installation,
  manifest: Manifest,
  folder: string,
  each: RestoreStep,
): Promise<Outcome<Restored, RestoreRefusal>> {
  const { engine } = installation;
  const place = placeOf({ slug: manifest.town.slug, schema: schemaFor(manifest.town.slug) });
  let complete = false;
  try {
    await migrate(engine, 'shared', SHARED_SCHEMA);
    // To the level of the archive first: its rows fit its own tables; later migrations then carry them on.
    await migrate(engine, 'town', place.townSchema, manifest.migrations.town.length);
    await engine
      .owner(place.townSchema)
      .transaction()
      .execute((tx) => load(tx, manifest, place, folder, each));
    await migrate(engine, 'town', place.townSchema);
    await takeFiles(installation, manifest, folder, each);
    const row = (await listTowns(installation)).find((t) => t.slug === place.slug);
    if (!row) throw new Error(`the archive of ${place.slug} does not name its own town`);
    complete = true;
    return done({ row, manifest, rows: manifest.tables.reduce((n, t) => n + t.rows, 0), files: manifest.files.length });
  } catch (fault) {
    if (fault instanceof Undone) return { ok: false, refusals: [fault.refusal] };
    throw fault;
  } finally {
    if (!complete) await eraseTown(installation, place);
  }
}

async function load(tx: Db, manifest: Manifest, place: Place, folder: string, each: RestoreStep): Promise<void> {
  await emptyTownTables(tx, place);
  // Accounts first: rows of other shared tables are found through them.
  const tables = [...manifest.tables].sort((a, b) => Number(b.name === 'accounts') - Number(a.name === 'accounts'));
  await withoutForeignKeys(tx, place, async () => {
    for (const [i, table] of tables.entries()) {
      each('写入数据表', i, tables.length);
      await loadTable(tx, place, table, join(folder, tableEntry(table)));
    }
  });
  for (const [i, table] of tables.entries()) {
    each('核对数据表', i, tables.length);
    const digest = await readTable(tx, place, table);
    if (digest.sha256 !== table.sha256 && !isOlderShared(manifest, table))
      throw new Undone({ code: 'differs', facts: { table: table.name } });
    if (digest.rows !== table.rows) throw new Undone({ code: 'differs', facts: { table: table.name } });
  }
  each('核对审计链', 0, null);
  const chain = await verifyAudit(tx);
  if (chain.brokenAt !== null || chain.rows !== manifest.audit.seq)
    throw new Undone({ code: 'audit-broken', facts: { seq: chain.brokenAt ?? chain.rows } });
}

/** Shared tables are at our level at once; rows of an older archive gain columns there, so only their number is compared. */
function isOlderShared(manifest: Manifest, table: { set: string }): boolean {
  return table.set === 'shared' && manifest.migrations.shared.length < readMigrations('shared').length;
}

/** Lines end at \n only: readline would also break text at U+2028, which JSON may hold. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const pieces = (rest + String(chunk)).split('\n');
    rest = pieces.pop() ?? '';
    yield* pieces;
  }
  if (rest !== '') yield rest;
}

async function loadTable(tx: Db, place: Place, table: Manifest['tables'][number], path: string): Promise<void> {
  let lines: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    const batch = lines;
    lines = [];
    size = 0;
    await insertLines(tx, place, table, batch).catch((fault: { constraint?: string | null }) => {
      if (table.name === 'accounts' && fault.constraint?.includes('username')) {
        throw new Undone({
          code: 'account-taken',
          facts: { name: batch.map((l) => (JSON.parse(l) as { username: string }).username).join('、') },
        });
      }
      throw fault;
    });
  };
  for await (const line of linesOf(path)) {
    lines.push(line);
    size += line.length;
    if (lines.length >= 500 || size > 1_000_000) await flush();
  }
  await flush();
}

async function takeFiles(installation: Installation, manifest: Manifest, folder: string, each: RestoreStep): Promise<void> {
  const store = openFileStore(filesFolder(installation.data, manifest.town.slug));
  for (const [i, file] of manifest.files.entries()) {
    each('放回文件', i, manifest.files.length);
    const target = store.path(file.sha256);
    await mkdir(dirname(target), { recursive: true });
    await chmod(join(folder, 'files', file.sha256), 0o440);
    // Same disk, content already synced and checked.
    await rename(join(folder, 'files', file.sha256), target);
  }
}
