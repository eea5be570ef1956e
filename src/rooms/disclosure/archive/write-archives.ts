// Archives as folders on a disk or a stick: one document's, or a year's of them with an index over all. A folder appears whole or
// not at all: it is made beside its place under another name and moved there at the end.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { sql } from 'kysely';
import { perform } from '../../../platform/act/act.ts';
import { systemActor } from '../../../platform/act/actor.ts';
import { safeFileName } from '../../../platform/files/file-name.ts';
import { sha256Hex } from '../../../platform/files/store.ts';
import { makeDirectory } from '../../../platform/make-directory.ts';
import type { Db } from '../../../platform/db/engine.ts';
import type { Town } from '../../../platform/town.ts';
import { addDays, type Day, dayOf, type Instant, startOf } from '../../../town/day.ts';
import type { DocumentId } from '../../../town/ids.ts';
import { done, type Outcome, refuse } from '../../../town/outcome.ts';
import { documentByIndexNo } from '../reads.ts';
import { archiveOf } from './archive-of.ts';
import type { ArchiveIndex } from './archive-index.ts';
import { archiveFolder } from './file-places.ts';
import { noteArchived } from './note-archived.ts';
import { allPage } from './pages/all-page.tsx';
import { ALL_FORMAT, type AllIndex, type ArchivedDocument } from './all-index.ts';

export type ArchiveRefusal = 'document-unknown' | 'document-not-public' | 'folder-exists' | 'place-is-file' | 'none-in-span';

type Facts = Readonly<Record<string, string | number>>;

export const archiveWords: Readonly<Record<ArchiveRefusal, (f: Facts) => string>> = {
  'document-unknown': (f) => `没有索引号为 ${f.indexNo} 的文件。`,
  'document-not-public': (f) => `${f.indexNo} 还没有公开，没有可以移交的案卷。`,
  'folder-exists': (f) => `已经有这个文件夹，没有覆盖：${f.folder}。请换一个目录，或者先把它移走。`,
  'place-is-file': (f) => `这是一个文件，不是目录：${f.to}。`,
  'none-in-span': () => '这段时间里没有公开过文件，没有写出任何内容。',
};

export interface ArchiveWish {
  /** Of one document; null for all. */
  indexNo: string | null;
  /** By the day of first publication, both days included. */
  from: Day | null;
  until: Day | null;
  /** The folder the archive is put into; made when it is not there. */
  to: string;
  report?(label: string, done: number, total: number): void;
}

export interface WrittenArchives {
  folder: string;
  documents: number;
  files: number;
  bytes: number;
  /** Of SHA256SUMS at the top: one line that settles everything below. */
  sumsDigest: string;
}

interface Chosen {
  id: DocumentId;
  indexNo: string;
}

/** Everything that was ever public, what was withdrawn since included, the earliest first. */
async function publicSpan(db: Db, from: Day | null, until: Day | null): Promise<Chosen[]> {
  const { rows } = await sql<Chosen>`select id, index_no as "indexNo" from disclosure_documents
    where state in ('published', 'withdrawn') and index_no is not null
      and ${from ? sql`first_published_at >= ${startOf(from)}::timestamptz` : sql`true`}
      and ${until ? sql`first_published_at < ${startOf(addDays(until, 1))}::timestamptz` : sql`true`}
    order by first_published_at, index_no`.execute(db);
  return rows;
}

async function chosen(town: Town, wish: ArchiveWish): Promise<Outcome<readonly Chosen[], ArchiveRefusal>> {
  if (wish.indexNo === null) {
    const all = await publicSpan(town.db, wish.from, wish.until);
    return all.length > 0 ? done(all) : refuse({ code: 'none-in-span' });
  }
  const document = await documentByIndexNo(town.db, wish.indexNo);
  const facts = { indexNo: wish.indexNo };
  if (!document) return refuse({ code: 'document-unknown', facts });
  const wasPublic = (document.state === 'published' || document.state === 'withdrawn') && document.indexNo !== null;
  return wasPublic
    ? done([{ id: document.id, indexNo: document.indexNo as string }])
    : refuse({ code: 'document-not-public', facts });
}

function spanName(town: Town, wish: ArchiveWish): string {
  const until = wish.until ?? dayOf(town.clock.now());
  return safeFileName(`归档移交-${town.name}-${wish.from ? `${wish.from}至${until}` : `截至${until}`}`);
}

/** Every handing over is on record, each document's with the document. */
export async function writeArchives(town: Town, wish: ArchiveWish): Promise<Outcome<WrittenArchives, ArchiveRefusal>> {
  const to = resolve(wish.to);
  const documents = await chosen(town, wish);
  if (!documents.ok) return documents;
  const name = wish.indexNo === null ? spanName(town, wish) : archiveFolder(wish.indexNo);
  const folder = join(to, name);
  if (existsSync(folder)) return refuse({ code: 'folder-exists', facts: { folder } });
  try {
    makeDirectory(to, 0o755);
  } catch (fault) {
    if (['ENOTDIR', 'EEXIST'].includes((fault as NodeJS.ErrnoException).code ?? ''))
      return refuse({ code: 'place-is-file', facts: { to } });
    throw fault;
  }
  const work = join(to, `.${randomBytes(6).toString('hex')}.part`);
  try {
    await noteAll(town, documents.value);
    const written = await writeAll(town, wish, documents.value, work);
    const made = join(work, wish.indexNo === null ? '' : name);
    if (existsSync(folder)) return refuse({ code: 'folder-exists', facts: { folder } });
    await rename(made, folder);
    return done({ ...written, folder });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const AT_ONCE = 500;

/** Before the first file, so that each archive holds the line of its own handing over. */
async function noteAll(town: Town, documents: readonly Chosen[]): Promise<void> {
  for (let i = 0; i < documents.length; i += AT_ONCE)
    await perform(town, systemActor, 'disclosure.archive', async (act) => noteArchived(act, documents.slice(i, i + AT_ONCE)));
}

async function writeAll(
  town: Town,
  wish: ArchiveWish,
  documents: readonly Chosen[],
  work: string,
): Promise<Omit<WrittenArchives, 'folder'>> {
  const tally = { files: 0, bytes: 0 };
  const listed: ArchivedDocument[] = [];
  for (const [i, d] of documents.entries()) {
    wish.report?.('写出案卷', i, documents.length);
    listed.push(await writeOne(town, d, work, tally));
  }
  wish.report?.('写出案卷', documents.length, documents.length);
  if (wish.indexNo !== null) return { documents: 1, ...tally, sumsDigest: listed[0]!.sumsDigest };
  const at: Instant = town.clock.now();
  const index: AllIndex = {
    format: ALL_FORMAT,
    town: town.name,
    madeAt: at,
    from: wish.from,
    until: wish.until,
    documents: listed,
  };
  const files = { 'index.json': `${JSON.stringify(index, null, 1)}\n`, 'index.html': allPage(index) };
  const sums = [
    ...Object.entries(files).map(([path, text]) => `${sha256Hex(Buffer.from(text))}  ${path}\n`),
    ...listed.map((d) => `${d.sumsDigest}  ${d.folder}/SHA256SUMS\n`),
  ].join('');
  for (const [path, text] of Object.entries({ ...files, SHA256SUMS: sums })) {
    await put(work, path, Buffer.from(text));
    tally.files++;
    tally.bytes += Buffer.byteLength(text);
  }
  return { documents: listed.length, ...tally, sumsDigest: sha256Hex(Buffer.from(sums)) };
}

async function writeOne(town: Town, d: Chosen, work: string, tally: { files: number; bytes: number }): Promise<ArchivedDocument> {
  let index: ArchiveIndex | null = null;
  let sumsDigest = '';
  for await (const { path, bytes } of archiveOf(town, d.id)) {
    await put(work, path, bytes);
    tally.files++;
    tally.bytes += bytes.length;
    if (path.endsWith('/index.json')) index = JSON.parse(Buffer.from(bytes).toString('utf8')) as ArchiveIndex;
    if (path.endsWith('/SHA256SUMS')) sumsDigest = sha256Hex(bytes);
  }
  if (!index) throw new Error(`the archive of ${d.indexNo} has no index`);
  const { indexNo, title, state, text, organ, item, firstPublishedAt } = index;
  return {
    folder: archiveFolder(indexNo),
    indexNo,
    title: text === 'erased' ? '' : title,
    state,
    text,
    organ,
    item,
    firstPublishedAt,
    editions: index.editions.length,
    files: index.files.length + 2,
    sumsDigest,
  };
}

async function put(work: string, path: string, bytes: Uint8Array): Promise<void> {
  const target = join(work, path);
  if (!target.startsWith(work + sep)) throw new Error(`${path} leads out of the archive`);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, bytes, { flag: 'wx' });
}
