// Copies of the database directory the journal is read on from: one tar file each, synced, with its digest beside it.
// Made while the engine stands still; every data page is held against its checksum on the way.
import { createHash, type Hash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { readTar, TarWriter } from '../backup/tar.ts';
import { makeDirectory } from '../make-directory.ts';
import { syncFolder, writeAll } from './journal.ts';
import type { Mark } from './journal-line.ts';
import { badPages, isPaged } from './page-checksum.ts';
import { type Lsn, segmentName } from './wal.ts';

export interface PhysicalCopy {
  /** The end of the journal when it was made: the lines after it lead on from the copy. */
  mark: Mark;
  /** The database it is of, by the engine's own number, and the engine's major version. */
  database: string;
  major: number;
  sha256: string;
  bytes: number;
  path: string;
}

const NAME = /^(\d{12})\.json$/;

function described(folder: string, name: string): PhysicalCopy[] {
  const path = join(folder, name.replace('.json', '.tar'));
  try {
    return existsSync(path)
      ? [{ ...(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Omit<PhysicalCopy, 'path'>), path }]
      : [];
  } catch (fault) {
    if (fault instanceof SyntaxError) return [];
    throw fault;
  }
}

/** Whole copies, newest first. One whose description is missing was never finished, one whose description cannot be read is none. */
export function copiesIn(folder: string): PhysicalCopy[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => NAME.test(name));
  return names
    .sort()
    .reverse()
    .flatMap((name) => described(folder, name));
}

/** Thrown when the directory itself holds pages that do not fit their checksum: such a copy would only keep the damage. */
export class PagesDamaged extends Error {
  constructor(readonly pages: readonly string[]) {
    super(`data pages do not fit their checksums: ${pages.slice(0, 5).join(', ')}${pages.length > 5 ? ' …' : ''}`);
    this.name = 'PagesDamaged';
  }
}

/** Every file and folder below `root`, as paths with `/`, in a fixed order. */
export function* filesBelow(root: string, path = ''): Generator<{ path: string; isFolder: boolean }> {
  const entries = readdirSync(join(root, path), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const own = path === '' ? entry.name : `${path}/${entry.name}`;
    yield { path: own, isFolder: entry.isDirectory() };
    if (entry.isDirectory()) yield* filesBelow(root, own);
  }
}

/** A synced file that knows its digest. */
class DigestedFile extends Writable {
  readonly #fd: number;
  readonly #hash: Hash = createHash('sha256');
  bytes = 0;

  constructor(path: string) {
    super({ highWaterMark: 4 * 1024 * 1024 });
    this.#fd = openSync(path, 'w', 0o600);
  }

  override _write(chunk: Buffer, _encoding: string, done: (fault?: Error) => void): void {
    try {
      this.#hash.update(chunk);
      writeAll(this.#fd, chunk);
      this.bytes += chunk.byteLength;
      done();
    } catch (fault) {
      done(fault as Error);
    }
  }

  override _final(done: (fault?: Error) => void): void {
    try {
      fsyncSync(this.#fd);
      done();
    } catch (fault) {
      done(fault as Error);
    }
  }

  override _destroy(fault: Error | null, done: (fault: Error | null) => void): void {
    closeSync(this.#fd);
    done(fault);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** Of the log only what recovery begins with: from the last checkpoint's segment on. */
function isNeeded(path: string, redo: Lsn, end: Lsn): boolean {
  if (path === 'postmaster.pid' || path.startsWith('pg_stat_tmp/')) return false;
  const segment = /^pg_wal\/([0-9A-F]{24})$/.exec(path)?.[1];
  return segment === undefined || (segment >= segmentName(redo) && segment <= segmentName(end));
}

export interface CopyOf {
  pg: string;
  database: string;
  major: number;
  /** End of the journal, and of the log: a checkpoint has just been made. */
  mark: Mark;
  redo: Lsn;
}

interface Packed {
  sha256: string;
  bytes: number;
}

/** @param damaged hears of pages that do not fit their checksum; when it throws, there is no copy. */
async function pack(of: CopyOf, to: string, damaged: (pages: readonly string[]) => void): Promise<Packed> {
  const { pg, redo, mark } = of;
  const file = new DigestedFile(to);
  const closed = new Promise<void>((resolve, reject) => file.once('close', resolve).once('error', reject));
  closed.catch(() => {});
  const tar = new TarWriter(file, 0);
  const bad: string[] = [];
  for (const { path, isFolder } of filesBelow(pg)) {
    if (!isNeeded(path, redo, mark.lsn)) continue;
    if (isFolder) await tar.addFolder(path);
    else {
      const content = readFileSync(join(pg, path));
      if (isPaged(path)) bad.push(...badPages(path, content).map((page) => `${path}#${page}`));
      await tar.add(path, content.byteLength, [content]);
    }
  }
  await tar.end();
  await closed;
  if (bad.length > 0) damaged(bad);
  return { sha256: file.digest(), bytes: file.bytes };
}

function refuse(pages: readonly string[]): void {
  throw new PagesDamaged(pages);
}

/** Makes a copy, whole or not at all. The engine must not write meanwhile. Throws PagesDamaged unless `damaged` bears it. */
export async function makeCopy(folder: string, of: CopyOf, damaged = refuse): Promise<PhysicalCopy> {
  makeDirectory(folder);
  syncFolder(dirname(folder));
  const name = join(folder, String(of.mark.seq).padStart(12, '0'));
  const { mark, database, major } = of;
  try {
    const made = await pack(of, `${name}.part`, damaged);
    renameSync(`${name}.part`, `${name}.tar`);
    writeFileSync(`${name}.json.part`, `${JSON.stringify({ mark, database, major, ...made }, null, 1)}\n`, {
      mode: 0o600,
      flush: true,
    });
    syncFolder(folder);
    renameSync(`${name}.json.part`, `${name}.json`);
    syncFolder(folder);
    return { mark, database, major, ...made, path: `${name}.tar` };
  } finally {
    for (const rest of [`${name}.part`, `${name}.json.part`]) rmSync(rest, { force: true });
  }
}

/**
 * Keeps the newest two: should one not be readable, the other leads there as well, with more of the journal. What else
 * lies there are older ones, and what deaths while copying have left.
 */
export function forgetOldCopies(folder: string): PhysicalCopy[] {
  const kept = copiesIn(folder).slice(0, 2);
  const names = new Set(kept.flatMap(({ path }) => [basename(path), basename(path).replace(/tar$/, 'json')]));
  // A description goes before what it describes.
  for (const name of readdirSync(folder).sort()) if (!names.has(name)) rmSync(join(folder, name), { force: true });
  return kept;
}

async function* digested(copy: PhysicalCopy): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(copy.path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    yield chunk as Buffer;
  }
  if (hash.digest('hex') !== copy.sha256) throw new Error(`${copy.path} does not fit its digest`);
}

/** Throws what is wrong with a copy. */
export async function checkCopy(copy: PhysicalCopy): Promise<void> {
  for await (const _ of digested(copy));
}

/**
 * Unpacks a copy into `target`, which is emptied first. Not synced: what it is made from stays. Throws when the copy is
 * not what it was.
 */
export async function unpackCopy(copy: PhysicalCopy, target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { mode: 0o700 });
  for await (const entry of readTar(digested(copy))) {
    if (entry.name.split('/').includes('..')) throw new Error(`not a name in a copy: ${entry.name.slice(0, 80)}`);
    const path = join(target, entry.name);
    if (entry.isFolder) mkdirSync(path, { recursive: true, mode: 0o700 });
    else await writeFile(path, entry.chunks());
  }
}

async function writeFile(path: string, chunks: AsyncGenerator<Buffer>): Promise<void> {
  const fd = openSync(path, 'w', 0o600);
  try {
    for await (const chunk of chunks) writeAll(fd, chunk);
  } finally {
    closeSync(fd);
  }
}
