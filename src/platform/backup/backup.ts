// Making an archive of a town: all tables in one snapshot, then the stored files, which never change.
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Instant, shortTime } from '../../town/day.ts';
import type { Db } from '../db/engine.ts';
import { filesFolder, type Installation, SHARED_SCHEMA, type TownRow } from '../installation.ts';
import { makeDirectory } from '../make-directory.ts';
import { programVersion } from '../version.ts';
import { type Manifest, type MigrationMark, packArchive, type Source, tableEntry } from './archive.ts';
import { type Place, readTable, tablesOf, type TableDigest } from './tables.ts';

export interface Backup {
  file: string;
  bytes: number;
  sha256: string;
  rows: number;
  files: number;
  /** Digests of files the town knows that are not in it, because the disk has lost or changed them. */
  lost: readonly string[];
}

export type BackupStep = (label: string, done: number, total: number | null) => void;

export function placeOf(row: Pick<TownRow, 'slug' | 'schema'>): Place {
  return { slug: row.slug, townSchema: row.schema, sharedSchema: SHARED_SCHEMA };
}

/** `20261123-0930`, in Shanghai time, for file names. */
export function stamp(at: Instant): string {
  return shortTime(at).replace(/[-:]/g, '').replace(' ', '-');
}

/** An archive of the same minute is left as it is. */
function free(folder: string, name: string): string {
  for (let n = 1; ; n++) {
    const file = join(folder, `${name}${n === 1 ? '' : `-${n}`}.tar.gz`);
    if (!existsSync(file)) return file;
  }
}

/** Reads everything of the town in one snapshot and lays the tables down in `folder`. */
async function spoolTables(
  installation: Installation,
  row: TownRow,
  folder: string,
  each: BackupStep,
): Promise<Omit<Manifest, 'files' | 'leftOut'>> {
  const place = placeOf(row);
  return installation.engine
    .owner(row.schema)
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const refs = await tablesOf(tx, place.townSchema, place.sharedSchema);
      const tables: TableDigest[] = [];
      for (const ref of refs) {
        each('数据表', tables.length, refs.length);
        const out = createWriteStream(join(folder, `${ref.set}.${ref.name}`), { mode: 0o600 });
        const digest = await readTable(
          tx,
          place,
          ref,
          (chunk) => new Promise((resolve, reject) => out.write(chunk, (fault) => (fault ? reject(fault) : resolve()))),
        );
        await new Promise<void>((resolve, reject) => {
          out.once('error', reject);
          out.end(resolve);
        });
        tables.push(digest);
      }
      each('数据表', refs.length, refs.length);
      const head = await sql<{
        seq: number;
        hash: string;
      }>`select audit_seq as seq, audit_hash as hash from platform_heads where id = 1`.execute(tx);
      return {
        format: 1,
        program: programVersion,
        createdAt: installation.clock.now(),
        town: { slug: row.slug, name: row.name, demo: row.demo, schema: row.schema },
        migrations: { shared: await marks(tx, SHARED_SCHEMA), town: await marks(tx, row.schema) },
        audit: head.rows[0]!,
        tables,
      };
    });
}

async function marks(tx: Db, schema: string): Promise<MigrationMark[]> {
  const { rows } =
    await sql<MigrationMark>`select number, name, digest from ${sql.table(`${schema}.migrations`)} order by number`.execute(tx);
  return rows;
}

const SHA = /^[0-9a-f]{64}$/;

/** The stored files of a town, by digest. */
export async function storedFiles(folder: string): Promise<{ sha256: string; path: string; size: number }[]> {
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((e) => e.isFile() && SHA.test(e.name));
  const found = await Promise.all(
    names.map(async (e) => ({
      sha256: e.name,
      path: join(e.parentPath, e.name),
      size: (await stat(join(e.parentPath, e.name))).size,
    })),
  );
  return found.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}

/**
 * The files whose content is what it was stored as. One damaged file must not make every later archive one that no
 * restore accepts, so it is left out by name.
 */
async function soundFiles(
  installation: Installation,
  row: TownRow,
  each: BackupStep,
): Promise<{ files: Awaited<ReturnType<typeof storedFiles>>; lost: string[] }> {
  const known = await sql<{ sha256: string }>`select sha256 from platform_files`.execute(installation.engine.owner(row.schema));
  const stored = await storedFiles(filesFolder(installation.data, row.slug));
  const files: typeof stored = [];
  for (const [i, file] of stored.entries()) {
    each('核对附件', i, stored.length);
    if ((await digestOf(file.path)) === file.sha256) files.push(file);
  }
  const sound = new Set(files.map((f) => f.sha256));
  const lost = new Set([...known.rows, ...stored].map((f) => f.sha256).filter((sha256) => !sound.has(sha256)));
  return { files, lost: [...lost].sort() };
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Archives a town into `folder/gongkai-<slug>-<stamp>.tar.gz`. Reading and writing of the town go on meanwhile on PostgreSQL. */
export async function backUp(
  installation: Installation,
  row: TownRow,
  folder: string,
  each: BackupStep = () => {},
): Promise<Backup> {
  makeDirectory(folder);
  const spool = join(folder, `.spool-${randomBytes(6).toString('hex')}`);
  await mkdir(spool, { mode: 0o700 });
  try {
    const snapshot = await spoolTables(installation, row, spool, each);
    const { files, lost } = await soundFiles(installation, row, each);
    const manifest: Manifest = {
      ...snapshot,
      files: files.map(({ sha256, size }) => ({ sha256, size })),
      leftOut: [
        'sessions: everybody signs in again',
        'secret: kept in the data directory or GONGKAI_SECRET; forms open at restore become stale without it',
        'keys of personal data: kept apart (gongkai keys copy), so that what is destroyed there is forgotten here; nobody reads it without them',
        ...lost.map((sha256) => `files/${sha256}: lost or changed on the disk before this backup`),
      ],
    };
    const sources: Source[] = [
      ...snapshot.tables.map((t) => ({
        name: tableEntry(t),
        path: join(spool, `${t.set}.${t.name}`),
        size: t.bytes,
        sha256: t.sha256,
      })),
      ...files.map((f) => ({ ...f, name: `files/${f.sha256}` })),
    ];
    const file = free(folder, `gongkai-${row.slug}-${stamp(manifest.createdAt)}`);
    const sha256 = await packArchive(file, manifest, sources, (done) => each('打包', done, sources.length));
    const rows = snapshot.tables.reduce((n, t) => n + t.rows, 0);
    return { file, bytes: (await stat(file)).size, sha256, rows, files: files.length, lost };
  } finally {
    await rm(spool, { recursive: true, force: true });
  }
}
