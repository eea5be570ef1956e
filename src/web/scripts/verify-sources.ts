// Where what is checked comes from: the town's own addresses, or files in the reader's hand. Nothing is kept afterwards.
import type { Bytes } from '../../ledger/format/bytes.ts';
import { fromUtf8 } from '../../ledger/format/bytes.ts';
import type { CheckGiven } from '../../ledger/format/check-document.ts';
import { type DocumentContent, parseContent } from '../../ledger/format/content.ts';
import { parseVkey } from '../../ledger/format/note.ts';
import type { GivenFile } from '../../ledger/format/page-findings.ts';
import { isDocumentPage, type PageElement, readPage } from '../../ledger/format/page-reading.ts';
import { parsePolicy, type Policy } from '../../ledger/format/policy.ts';
import { imagesOf } from '../../town/body.ts';
import { bytesOf, digestOf, sha256 } from './verify-crypto.ts';
import { pageOf } from './verify-page-tree.ts';

export type Tell = (said: string) => void;

export type Gathered = Pick<CheckGiven, 'content' | 'proofText' | 'page' | 'files' | 'strangers'> & {
  /** From files; the reader's own and the site's come on top. */
  vkeys: readonly string[];
  policy: Policy | null;
};

/** Ends gathering with a sentence for the reader. */
export class Trouble extends Error {}

export interface Wanted {
  indexNo: string;
  /** Null: whichever is shown now. */
  edition: number | null;
}

/** Out of a number that was typed, an address that was pasted, or a fragment. */
export function wantedOf(text: string): Wanted | null {
  const m = /([0-9A-Za-z]{6,30}\/[0-9]{4,8}-[0-9]{3,8})(?:\/(?:editions\/)?([1-9][0-9]{0,4}))?(?![0-9])/.exec(text);
  return m ? { indexNo: m[1]!.toUpperCase(), edition: m[2] ? Number(m[2]) : null } : null;
}

async function get(path: string): Promise<Response> {
  try {
    return await fetch(path, { cache: 'no-store', credentials: 'same-origin' });
  } catch {
    throw new Trouble('连不上网站。没有网络时，请在下面选择保存好的文件来核对。');
  }
}

async function wantedText(path: string, what: string): Promise<Response> {
  const answer = await get(path);
  if (answer.ok) return answer;
  if (answer.status === 410) throw new Trouble('这份文件已经撤回或清除，网站不再给出它的内容。文件页上写着何时、为何撤回。');
  if (answer.status === 404) throw new Trouble(`没有取到${what}：没有这个索引号或版次，或者它没有写入存证。`);
  if (answer.status === 429) throw new Trouble('查得太频繁了，请过一分钟再核对。');
  throw new Trouble(`没有取到${what}：网站答复 ${answer.status}。`);
}

/** The key and the policy the site gives out; either may be missing. */
export async function ownKeys(): Promise<{ vkey: string; policy: string }> {
  const text = async (path: string): Promise<string> => {
    const answer = await get(path);
    return answer.ok ? answer.text() : '';
  };
  const [vkey, policy] = await Promise.all([text('/ledger/vkey'), text('/ledger/policy')]);
  return { vkey: vkey.trim(), policy };
}

async function shownPage(wanted: Wanted): Promise<{ tree: PageElement; edition: number }> {
  const plain = pageOf(await (await wantedText(`/documents/${wanted.indexNo}`, '文件页')).text());
  const { edition } = readPage(plain);
  if (wanted.edition === null || wanted.edition === edition) {
    if (edition === null) throw new Trouble('文件页上没有版次：它没有写入存证。');
    return { tree: plain, edition };
  }
  const older = await wantedText(`/documents/${wanted.indexNo}/editions/${wanted.edition}`, '这一版的文件页');
  return { tree: pageOf(await older.text()), edition: wanted.edition };
}

async function fetched(path: string, name: string, tell: Tell): Promise<GivenFile | null> {
  const answer = await get(path);
  if (answer.status === 429) throw new Trouble('查得太频繁了，请过一分钟再核对。');
  if (!answer.ok) return null;
  const file = await answer.blob();
  return { name, sha256: await digestOf(file, percent(tell, name, file.size)), size: file.size };
}

function percent(tell: Tell, name: string, size: number): (done: number) => void {
  return (done) => tell(`正在计算“${name}”的指纹：${Math.floor((100 * done) / Math.max(1, size))}%`);
}

async function filesOf(content: DocumentContent, tell: Tell): Promise<ReadonlyMap<string, GivenFile | null>> {
  const files = new Map<string, GivenFile | null>();
  const all = content.attachments.length + imagesOf(content.body).length;
  const next = (): void => tell(`正在取附件和图片：第 ${files.size + 1} 个，共 ${all} 个`);
  for (const a of content.attachments) {
    next();
    files.set(a.sha256, await fetched(`/files/${a.sha256}/${encodeURIComponent(a.name)}`, a.name, tell));
  }
  for (const sha of imagesOf(content.body)) {
    next();
    files.set(sha, await fetched(`/images/${sha}`, `图片 ${sha.slice(0, 8)}`, tell));
  }
  return files;
}

export async function fromSite(wanted: Wanted, tell: Tell): Promise<Gathered> {
  tell('正在取文件页…');
  const { tree, edition } = await shownPage(wanted);
  tell('正在取内容文件和存证凭据…');
  const below = `/documents/${wanted.indexNo}/editions/${edition}`;
  const [contentAnswer, proofAnswer] = await Promise.all([
    wantedText(`${below}/content.json`, '内容文件'),
    wantedText(`${below}/proof.tlog-proof`, '存证凭据'),
  ]);
  const content = new Uint8Array(await contentAnswer.arrayBuffer());
  const proofText = fromUtf8(new Uint8Array(await proofAnswer.arrayBuffer())) ?? '';
  const read = parseContent(content);
  const files = read ? await filesOf(read, tell) : new Map<string, GivenFile | null>();
  return { content, proofText, page: { tree, kind: 'fetched' }, files, strangers: [], vkeys: [], policy: null };
}

interface Seen {
  file: File;
  /** Null for what is too large to be anything but an attachment. */
  bytes: Bytes | null;
  text: string;
}

const TEXT_MOST = 12_000_000;

async function seen(file: File): Promise<Seen> {
  const bytes = file.size <= TEXT_MOST ? await bytesOf(file) : null;
  return { file, bytes, text: (bytes && fromUtf8(bytes)) ?? '' };
}

const isProof = (s: Seen): boolean => /^c2sp\.org\/tlog-proof/.test(s.text) || /\.tlog-proof(?:\.txt)?$/i.test(s.file.name);
const isContent = (s: Seen): boolean => /^\s*\{/.test(s.text) && s.text.indexOf('"indexNo"') > 0;
const keysIn = (s: Seen): readonly string[] =>
  s.text.length < 4000 ? s.text.split(/\s+/).filter((w) => parseVkey(sha256, w)) : [];

/** Parts of a saved page's folder that nobody would take for attachments. */
const BESIDE = /\.(?:css|js|svg|woff2?|ico|download)$/i;

function pageIn(s: Seen): PageElement | null {
  if (!/<article\b/i.test(s.text)) return null;
  const tree = pageOf(s.text);
  return isDocumentPage(tree) ? tree : null;
}

function policyIn(s: Seen): Policy | null {
  if (!/^(?:#|log |witness |group |quorum )/.test(s.text)) return null;
  const read = parsePolicy(sha256, s.text);
  return read.ok ? read.policy : null;
}

/** Files in any number and order; each is recognised by what is in it. */
export async function fromFiles(given: readonly File[], tell: Tell): Promise<Gathered> {
  tell('正在读文件…');
  const all: Seen[] = [];
  for (const file of given) all.push(await seen(file));
  const proof = all.filter(isProof)[0];
  const contentFile = all.filter((s) => s !== proof && isContent(s))[0];
  const content = contentFile?.bytes ? parseContent(contentFile.bytes) : null;
  const files = new Map<string, GivenFile | null>();
  const strangers: string[] = [];
  const keys: string[] = [];
  let page: PageElement | null = null;
  let policy: Policy | null = null;
  for (const s of all) {
    if (s === proof || s === contentFile) continue;
    const { name, size } = s.file;
    const file = { name, size, sha256: await digestOf(s.file, percent(tell, name, size)) };
    const wanted = content ? placeOf(file, content) : null;
    if (wanted !== null) files.set(wanted, file);
    else if (page === null && pageIn(s)) page = pageIn(s);
    else if (keysIn(s).length > 0) keys.push(...keysIn(s));
    else if (policy === null && policyIn(s)) policy = policyIn(s);
    else if (content && !BESIDE.test(name)) strangers.push(name);
  }
  return {
    content: contentFile?.bytes ?? null,
    proofText: proof ? proof.text : null,
    page: page ? { tree: page, kind: 'saved' } : null,
    files,
    strangers,
    vkeys: keys,
    policy,
  };
}

/** The digest in the content that this file is, or by its name says it is. */
function placeOf(file: GivenFile, content: DocumentContent): string | null {
  const pictures = imagesOf(content.body);
  if (content.attachments.some((a) => a.sha256 === file.sha256) || pictures.indexOf(file.sha256) >= 0) return file.sha256;
  const named = content.attachments.filter((a) => a.name === file.name)[0];
  const picture = /^([0-9a-f]{64})(?:\.[a-z]{1,5})?$/.exec(file.name)?.[1];
  return named?.sha256 ?? (picture !== undefined && pictures.indexOf(picture) >= 0 ? picture : null);
}
