// What `gongkai verify` checks: fetched from a town's addresses, or read from files. Nothing is judged here.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { sha256 } from '../ledger/crypto.ts';
import { type Bytes, fromUtf8 } from '../ledger/format/bytes.ts';
import { type DocumentContent, parseContent } from '../ledger/format/content.ts';
import { gatherFiles, type Gathered, keysIn, LOOK_MOST, type SeenFile } from '../ledger/format/gather-files.ts';
import type { GivenFile } from '../ledger/format/page-findings.ts';
import { type PageElement, readPage } from '../ledger/format/page-reading.ts';
import { parsePolicy } from '../ledger/format/policy.ts';
import { wantedOf } from '../ledger/format/wanted-document.ts';
import { callOut, type OutboundAnswer } from '../ledger/outbound.ts';
import { pageTree } from '../ledger/page-tree.ts';
import { imagesOf } from '../town/body.ts';
import { type Io, Stop } from './command.ts';

export interface Found {
  gathered: Gathered;
  /** What the site calls its own key; trusted only where the reader names none. */
  siteKeys: readonly string[];
}

const TIMEOUT_MS = 60_000;
const FILE_MOST = 200 * 1024 * 1024;
const FOLDER_MOST = 500;

export function isAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

async function get(url: string, most = LOOK_MOST): Promise<OutboundAnswer> {
  return callOut({ method: 'GET', url, timeoutMs: TIMEOUT_MS, most });
}

async function wanted(url: string, what: string): Promise<Bytes> {
  const answer = await get(url);
  if (answer.status === 200) return answer.body;
  if (answer.status === 410) throw new Stop(1, '这份文件已经撤回或清除，网站不再给出它的内容；文件页上写着何时、为何撤回。');
  if (answer.status === 404) throw new Stop(1, `没有${what}：没有这个索引号或版次，或者它没有写入存证。（${url}）`);
  if (answer.status === 429) throw new Stop(3, '网站说查得太频繁，请过一分钟再核对。');
  throw new Stop(3, `没有取到${what}：网站答复 ${answer.status}。（${url}）`);
}

function treeOf(html: Bytes): PageElement {
  const tree = pageTree(Buffer.from(html).toString('utf8'));
  if (!tree) throw new Stop(1, '网页嵌套得异常深或异常大，不是本系统写出的页面。');
  return tree;
}

async function optional(url: string): Promise<string> {
  const answer = await get(url);
  return answer.status === 200 ? Buffer.from(answer.body).toString('utf8') : '';
}

async function filesOf(io: Io, base: string, content: DocumentContent): Promise<ReadonlyMap<string, GivenFile | null>> {
  const files = new Map<string, GivenFile | null>();
  const all = [
    ...content.attachments.map((a) => ({ ...a, path: `/files/${a.sha256}/${encodeURIComponent(a.name)}` })),
    ...imagesOf(content.body).map((sha) => ({ name: sha, sha256: sha, path: `/images/${sha}` })),
  ];
  if (all.length === 0) return files;
  const progress = io.progress('取附件和图片');
  for (const [i, file] of all.entries()) {
    progress.at(i, all.length, file.name);
    const { status, body } = await get(`${base}${file.path}`, FILE_MOST);
    if (status === 429) throw new Stop(3, '网站说查得太频繁，请过一分钟再核对。');
    files.set(file.sha256, status === 200 ? { name: file.name, sha256: digestOf(body), size: body.length } : null);
  }
  progress.end(`${all.length} 个`);
  return files;
}

/** As a reader would see it: the page itself first, then what the ledger has of the edition it shows. */
export async function fromAddress(io: Io, address: string): Promise<Found> {
  const [place, base] = [wantedOf(decoded(address)), /^https?:\/\/[^/?#]+/i.exec(address)?.[0]];
  if (!place || !base)
    throw new Stop(
      2,
      '网址里没有索引号。请用文件页的网址，例如 https://gk.example.gov.cn/documents/11341899999900011F/202611-00012。',
    );
  const page = `${base}/documents/${place.indexNo}`;
  let tree = treeOf(await wanted(page, '文件页'));
  const edition = place.edition ?? readPage(tree).edition;
  if (edition === null) throw new Stop(1, '文件页上没有版次：它不是存证中的文件，或者页面被改动过。');
  const below = `${page}/editions/${edition}`;
  if (readPage(tree).edition !== edition) tree = treeOf(await wanted(below, '这一版的文件页'));
  const content = await wanted(`${below}/content.json`, '内容文件');
  const proofText = fromUtf8(await wanted(`${below}/proof.tlog-proof`, '存证凭据')) ?? '';
  const read = parseContent(content);
  const rules = parsePolicy(sha256, await optional(`${base}/ledger/policy`));
  const files = read ? await filesOf(io, base, read) : new Map<string, GivenFile | null>();
  return {
    gathered: {
      content,
      proofText,
      page: { tree, kind: 'fetched' },
      files,
      strangers: [],
      vkeys: [],
      policy: rules.ok ? rules.policy : null,
    },
    siteKeys: keysIn(sha256, await optional(`${base}/ledger/vkey`)),
  };
}

function decoded(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function digestOf(b: Uint8Array): string {
  return createHash('sha256').update(b).digest('hex');
}

/** The bytes, or a sentence that says what could not be read. */
export function readFileOr(file: string, otherwise: string): Buffer {
  try {
    return readFileSync(file);
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException;
    if (code === undefined) throw fault;
    throw new Stop(2, `${otherwise}：${file}（${code}）`);
  }
}

function seen(file: string): SeenFile {
  const b = readFileOr(file, '读不了这个文件');
  const bytes = b.length <= LOOK_MOST ? new Uint8Array(b) : null;
  return { name: basename(file), size: b.length, sha256: digestOf(b), bytes, text: (bytes && fromUtf8(bytes)) ?? '' };
}

function filesIn(place: string): readonly string[] {
  const is = statSync(place, { throwIfNoEntry: false });
  if (!is) throw new Stop(2, `没有这个文件或文件夹：${place}`);
  if (!is.isDirectory()) return [place];
  const inside = readdirSync(place, { withFileTypes: true }).filter((e) => e.isFile() && !e.name.startsWith('.'));
  if (inside.length > FOLDER_MOST)
    throw new Stop(2, `文件夹里有 ${inside.length} 个文件，太多了；请把要核对的文件放进单独的文件夹。`);
  return inside.map((e) => join(place, e.name));
}

/** An archive is checked as a whole: its pages for reading and its second receipts belong to no single document. */
function refuseArchive(place: string): void {
  for (const folder of [place, dirname(place), dirname(dirname(place))]) {
    if (!existsSync(join(folder, 'SHA256SUMS')) || !existsSync(join(folder, 'index.json'))) continue;
    throw new Stop(2, `这是归档移交的案卷，请整卷核对：gongkai archive --check ${folder}`);
  }
}

/** A file, a folder, or neither, with the two files that may be named on their own. */
export function fromPlaces(place: string | null, named: { content: string | null; proof: string | null }): Found {
  if (place !== null && statSync(place, { throwIfNoEntry: false })?.isDirectory()) refuseArchive(resolve(place));
  const own = [named.content, named.proof].filter((f): f is string => f !== null).map((f) => resolve(f));
  const beside = (place === null ? [] : filesIn(place)).map((f) => resolve(f)).filter((f) => !own.includes(f));
  // Those that were named come first, and are what they are called even where it cannot be seen any more.
  const gathered = gatherFiles(sha256, [...own, ...beside].map(seen), pageTree);
  const content = named.content === null ? gathered.content : new Uint8Array(readFileOr(named.content, '读不了内容文件'));
  const proofText = named.proof === null ? gathered.proofText : readFileOr(named.proof, '读不了存证凭据').toString('utf8');
  return { gathered: { ...gathered, content, proofText }, siteKeys: [] };
}
