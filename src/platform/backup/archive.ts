// What an archive holds, and the two passes over it: making one, and taking one apart with every digest checked.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createGzip } from 'node:zlib';
import type { Instant } from '../../town/day.ts';
import { readTar, TarWriter, unzipped } from './tar.ts';
import type { TableDigest } from './tables.ts';

export interface MigrationMark {
  number: number;
  name: string;
  digest: string;
}

export interface Manifest {
  format: 1;
  program: string;
  createdAt: Instant;
  town: { slug: string; name: string; demo: boolean; schema: string };
  migrations: { shared: readonly MigrationMark[]; town: readonly MigrationMark[] };
  audit: { seq: number; hash: string };
  tables: readonly TableDigest[];
  files: readonly { sha256: string; size: number }[];
  /** What is not in it, for the person who has to rely on it. */
  leftOut: readonly string[];
}

export const MANIFEST = 'manifest.json';
export const SUMS = 'SHA256SUMS';
const NAME = /^(manifest\.json|SHA256SUMS|tables\/(shared|town)\/[a-z][a-z0-9_]{0,62}\.jsonl|files\/[0-9a-f]{64})$/;

export function tableEntry(table: { set: string; name: string }): string {
  return `tables/${table.set}/${table.name}.jsonl`;
}

async function sync(path: string, mode: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, mode);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file is whole or absent: temporary name, sync, rename, sync of the folder. */
export async function writeWhole(target: string, write: (temporary: string) => Promise<void>): Promise<void> {
  const temporary = `${target}.part`;
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await write(temporary);
  await sync(temporary, 'r+');
  await rename(temporary, target);
  await sync(dirname(target), 'r');
}

export interface Source {
  name: string;
  path: string;
  size: number;
  sha256: string;
}

/** Packs the manifest and the sources, in order. Returns the digest of the whole. */
export async function packArchive(
  target: string,
  manifest: Manifest,
  sources: readonly Source[],
  each: (done: number) => void,
): Promise<string> {
  const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
  const sums = [{ name: MANIFEST, sha256: createHash('sha256').update(text).digest('hex') }, ...sources]
    .map((s) => `${s.sha256}  ${s.name}\n`)
    .join('');
  const whole = createHash('sha256');
  await writeWhole(target, async (temporary) => {
    const file = createWriteStream(temporary, { mode: 0o600 });
    const gzip = createGzip({ level: 5 });
    const finished = new Promise<void>((resolve, reject) => {
      gzip.on('error', reject);
      file.on('error', reject);
      file.on('close', resolve);
    });
    gzip.on('data', (chunk: Buffer) => whole.update(chunk));
    gzip.pipe(file);
    // A failure of either stream must end the wait of the writer, too.
    finished.catch((fault: Error) => gzip.destroy(fault));
    const tar = new TarWriter(gzip, Math.floor(Date.parse(manifest.createdAt) / 1000));
    await tar.add(MANIFEST, text.byteLength, [text]);
    await tar.add(SUMS, Buffer.byteLength(sums), [Buffer.from(sums)]);
    for (const [i, s] of sources.entries()) {
      await tar.add(s.name, s.size, createReadStream(s.path));
      each(i + 1);
    }
    await Promise.all([tar.end(), finished]);
  });
  return whole.digest('hex');
}

export class ArchiveDamaged extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
    this.name = 'ArchiveDamaged';
  }
}

/** `physical` when it is a copy of an embedded database's directory, which has a version file of PostgreSQL in it. */
export async function archiveKind(path: string): Promise<'archive' | 'physical' | 'unknown'> {
  try {
    for await (const entry of readTar(unzipped(path))) {
      if (entry.name === MANIFEST) return 'archive';
      if (/(^|\/)(PG_VERSION|global\/.*|base\/.*|pg_wal\/.*)$/.test(entry.name)) return 'physical';
    }
  } catch {
    return 'unknown';
  }
  return 'unknown';
}

/** Takes an archive apart into `folder` and checks every digest. Throws ArchiveDamaged with a sentence. */
export async function unpackArchive(path: string, folder: string, each: (bytes: number) => void): Promise<Manifest> {
  const found = new Map<string, string>();
  let bytes = 0;
  try {
    for await (const entry of readTar(unzipped(path))) {
      // Names are a closed list, so that nothing is ever written outside the folder.
      if (!NAME.test(entry.name) || found.has(entry.name))
        throw new ArchiveDamaged(`备份里有不该有的内容：${entry.name.slice(0, 80)}`);
      const target = join(folder, entry.name);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      const hash = createHash('sha256');
      const handle = await open(target, 'wx', 0o600);
      try {
        for await (const chunk of entry.chunks()) {
          hash.update(chunk);
          await handle.write(chunk);
          bytes += chunk.byteLength;
          each(bytes);
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      found.set(entry.name, hash.digest('hex'));
    }
  } catch (fault) {
    if (fault instanceof ArchiveDamaged) throw fault;
    throw new ArchiveDamaged(`备份文件读不完整，可能损坏或不是备份：${(fault as Error).message}`);
  }
  const sums = found.has(SUMS) ? await readFile(join(folder, SUMS), 'utf8') : '';
  const stated = new Map(
    sums
      .split('\n')
      .filter((l) => l !== '')
      .map((l) => [l.slice(66), l.slice(0, 64)]),
  );
  for (const [name, sha256] of stated) if (found.get(name) !== sha256) throw new ArchiveDamaged(`备份内容与校验值不符：${name}`);
  for (const name of found.keys())
    if (name !== SUMS && !stated.has(name)) throw new ArchiveDamaged(`备份里有没有校验值的内容：${name}`);
  if (!stated.has(MANIFEST)) throw new ArchiveDamaged('备份里没有清单，不是 gongkai 的备份文件。');
  const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  if (manifest.format !== 1) throw new ArchiveDamaged(`备份格式 ${String(manifest.format)} 比本程序新，请用更新的程序恢复。`);
  for (const t of manifest.tables)
    if (found.get(tableEntry(t)) !== t.sha256) throw new ArchiveDamaged(`备份缺少数据表：${t.name}`);
  for (const f of manifest.files)
    if (found.get(`files/${f.sha256}`) !== f.sha256) throw new ArchiveDamaged(`备份缺少文件：${f.sha256}`);
  return manifest;
}
