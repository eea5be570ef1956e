// Copies the whole public site into a folder of plain files. The folder appears whole or not at all: it is made beside its
// place and moved there at the end; a copy that was cut short leaves the former one standing.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { makeDirectory } from '../../platform/make-directory.ts';
import type { Town } from '../../platform/town.ts';
import { listItems } from '../../rooms/catalogue/door.ts';
import { documentPath, editionPath, publicAddresses, withdrawnLines } from '../../rooms/disclosure/door.ts';
import { listOrgans } from '../../rooms/people/door.ts';
import { type Instant, shortTime } from '../../town/day.ts';
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { standingPages } from '../portal/standing-pages.ts';
import { CopyFolder } from './copy-folder.ts';
import { copyPath, relativeLink, SEARCH_PAGE } from './copy-path.ts';
import { documentsJson } from './documents-json.ts';
import { findPages, type FoundDocument } from './find-pages.tsx';
import { addressesIn, rewritePage } from './rewrite-page.ts';
import { type PublicSite, SiteReader } from './site-reader.ts';

export const MANIFEST = 'manifest.json';
export const FORMAT = 'gongkai-static-copy/1';

export type CopyRefusal = 'folder-not-empty' | 'folder-not-ours' | 'folder-is-file';

export const copyWords: Readonly<Record<CopyRefusal, (facts: Readonly<Record<string, string | number>>) => string>> = {
  'folder-not-empty': (f) => `目录不是空的，没有写入：${f.dir}。要换掉里面的旧副本，请加 --replace。`,
  'folder-not-ours': (f) => `这个目录里不是本程序做的副本，不会替换它：${f.dir}。请换一个空目录。`,
  'folder-is-file': (f) => `这是一个文件，不是目录：${f.dir}。`,
};

export interface Copied {
  dir: string;
  pages: number;
  files: number;
  bytes: number;
  documents: number;
  /** Addresses that pages link to and nothing answers; their links were taken out. */
  dead: readonly string[];
}

export interface CopyOptions {
  dir: string;
  /** Takes the place of a former copy of ours. */
  replace: boolean;
  report?(label: string, done: number, total: number | null): void;
}

async function place(dir: string, replace: boolean): Promise<Outcome<'new' | 'empty' | 'former', CopyRefusal>> {
  if (!existsSync(dir)) return done('new');
  let entries: string[];
  try {
    entries = await readdir(dir);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOTDIR') return refuse({ code: 'folder-is-file', facts: { dir } });
    throw fault;
  }
  if (entries.length === 0) return done('empty');
  if (!replace) return refuse({ code: 'folder-not-empty', facts: { dir } });
  const manifest = await readFile(join(dir, MANIFEST), 'utf8').catch(() => '');
  return manifest.includes(`"${FORMAT}"`) ? done('former') : refuse({ code: 'folder-not-ours', facts: { dir } });
}

/** Reads only; repeatable. Anybody may have what it writes: it is what the public sees. */
export async function exportStatic(town: Town, site: PublicSite, options: CopyOptions): Promise<Outcome<Copied, CopyRefusal>> {
  const dir = resolve(options.dir);
  const standing = await place(dir, options.replace);
  if (!standing.ok) return standing;
  // An empty folder may be the stick itself, which nothing can be moved onto: it is written in place.
  const inPlace = standing.value === 'empty';
  const work = inPlace ? dir : join(dirname(dir), `.${randomBytes(6).toString('hex')}.part`);
  makeDirectory(work, 0o755);
  try {
    const copied = await new Copy(town, site, await SiteReader.open(town, site), work, options.report ?? (() => {})).make();
    if (!inPlace) await moveTo(work, dir, standing.value === 'former');
    return done({ ...copied, dir });
  } catch (fault) {
    await (inPlace ? emptied(work) : rm(work, { recursive: true, force: true }));
    throw fault;
  }
}

async function moveTo(work: string, dir: string, former: boolean): Promise<void> {
  const aside = `${work}.old`;
  if (former) await rename(dir, aside);
  await rename(work, dir);
  if (former) await rm(aside, { recursive: true, force: true });
}

async function emptied(dir: string): Promise<void> {
  for (const entry of await readdir(dir)) await rm(join(dir, entry), { recursive: true, force: true });
}

const PIECE = 500;

class Copy {
  readonly #town: Town;
  readonly #site: PublicSite;
  readonly #reader: SiteReader;
  readonly #folder: CopyFolder;
  readonly #report: NonNullable<CopyOptions['report']>;
  readonly #at: Instant;
  readonly #banner: string;
  /** File → the address that fills it; in the order in which they are written. */
  readonly #wanted = new Map<string, string>();
  /** Files nothing answers for. */
  readonly #dead = new Set<string>();
  /** Pages that point to a file before it is known whether anything answers for it. */
  readonly #pointing = new Map<string, Set<string>>();
  readonly #ready = new Set<string>();
  /** Pages that stand in for the search: no address of the site answers with them. */
  #find = new Map<string, string>();
  #pages = 0;

  constructor(town: Town, site: PublicSite, reader: SiteReader, work: string, report: NonNullable<CopyOptions['report']>) {
    this.#town = town;
    this.#site = site;
    this.#reader = reader;
    this.#folder = new CopyFolder(work);
    this.#report = report;
    this.#at = town.clock.now();
    this.#banner = `<section class="demo-banner" aria-label="离线副本"><div class="wrap">离线副本：${shortTime(this.#at)} 取自 ${site.site.publicUrl}，此后的公开、更正、撤回不在其中。</div></section>`;
  }

  async make(): Promise<Omit<Copied, 'dir'>> {
    const version = this.#town.publicVersion.current();
    const documents = await documentsJson(this.#town, this.#folder, { copiedAt: this.#at, source: this.#site.site.publicUrl });
    await this.#findPages(documents);
    for (const address of await this.#known()) this.#want(address);
    let n = 0;
    // The map grows while it is walked: every page may name more.
    for (const [file, address] of this.#wanted) {
      await this.#fill(file, address);
      this.#report('写入页面', ++n, this.#wanted.size);
    }
    await this.#mend();
    const files = this.#folder.files();
    const bytes = files.reduce((sum, f) => sum + f.size, 0);
    const manifest = {
      format: FORMAT,
      town: this.#town.name,
      source: this.#site.site.publicUrl,
      copiedAt: this.#at,
      publicVersion: version,
      changedMeanwhile: this.#town.publicVersion.current() !== version,
      documents: documents.length,
      files,
    };
    await this.#folder.write(MANIFEST, [`${JSON.stringify(manifest, null, 1)}\n`]);
    return { pages: this.#pages, files: files.length, bytes, documents: documents.length, dead: [...this.#dead].sort() };
  }

  async #known(): Promise<string[]> {
    const { db } = this.#town;
    const addresses = standingPages.map((p) => p.href).filter((href) => href !== '/search');
    addresses.push(...(await listItems(db)).map((i) => `/catalogue/${i.code}`));
    addresses.push(...(await listOrgans(db, { includeClosed: true })).map((o) => `/organs/${o.code}`));
    for (let offset = 0; ; offset += PIECE) {
      const some = await publicAddresses(db, PIECE, offset);
      addresses.push(...some.map((a) => (a.edition === null ? documentPath(a.indexNo) : editionPath(a.indexNo, a.edition))));
      if (some.length < PIECE) break;
    }
    for (let offset = 0; ; offset += PIECE) {
      const some = await withdrawnLines(db, PIECE, offset);
      addresses.push(...some.map((w) => documentPath(w.indexNo)));
      if (some.length < PIECE) break;
    }
    return addresses;
  }

  #want(address: string): void {
    const file = copyPath(address);
    if (file !== null && !this.#ready.has(file) && !this.#wanted.has(file)) this.#wanted.set(file, address);
  }

  async #findPages(documents: readonly FoundDocument[]): Promise<void> {
    const items = await listItems(this.#town.db);
    const pages = findPages(this.#reader.context('/search'), documents, items);
    this.#find = new Map([...pages].map(([file, page]) => [file, renderToString(page.html)]));
    for (const file of this.#find.keys()) this.#ready.add(file);
    for (const [file, html] of this.#find) await this.#page(file, html);
  }

  async #fill(file: string, address: string): Promise<void> {
    const answer = await this.#reader.answer(address);
    if (answer === null) {
      this.#dead.add(file);
      return;
    }
    if (answer.kind === 'page') await this.#page(file, answer.html);
    else await this.#folder.write(file, answer.chunks);
    this.#ready.add(file);
    this.#pointing.delete(file);
  }

  async #page(file: string, html: string): Promise<void> {
    for (const address of addressesIn(html, this.#site.site.publicUrl)) this.#want(address);
    const written = rewritePage(html, {
      banner: this.#banner,
      insteadOfSearch: `<a class="btn push" href="${relativeLink(file, SEARCH_PAGE)}">查找文件</a>`,
      origin: this.#site.site.publicUrl,
      link: (address) => this.#link(file, address),
    });
    if (!this.#folder.has(file)) this.#pages++;
    await this.#folder.write(file, [written]);
  }

  #link(from: string, address: string): { to: string } | 'unlink' | 'drop' {
    const [path = '', fragment] = address.split('#');
    const file = copyPath(path);
    if (file === null) return /^\/(?:console|preferences)(?:[/?]|$)|^\/feed\.atom$/.test(path) ? 'drop' : 'unlink';
    if (this.#dead.has(file)) return 'unlink';
    if (!this.#ready.has(file)) {
      const pages = this.#pointing.get(file);
      if (pages) pages.add(from);
      else this.#pointing.set(file, new Set([from]));
    }
    return { to: `${relativeLink(from, file)}${fragment === undefined ? '' : `#${fragment}`}` };
  }

  /** Writes again the pages that pointed to what turned out not to be there. */
  async #mend(): Promise<void> {
    const pages = new Set([...this.#dead].flatMap((file) => [...(this.#pointing.get(file) ?? [])]));
    for (const file of pages) {
      const html = this.#find.get(file);
      const address = this.#wanted.get(file);
      if (html !== undefined) await this.#page(file, html);
      else if (address !== undefined) await this.#fill(file, address);
    }
  }
}
