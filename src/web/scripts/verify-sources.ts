// Where what is checked comes from: the town's own addresses, or files in the reader's hand. Nothing is kept afterwards.
import { fromUtf8 } from '../../ledger/format/bytes.ts';
import { type DocumentContent, parseContent } from '../../ledger/format/content.ts';
import { gatherFiles, type Gathered, LOOK_MOST, type SeenFile } from '../../ledger/format/gather-files.ts';
import type { GivenFile } from '../../ledger/format/page-findings.ts';
import { type PageElement, readPage } from '../../ledger/format/page-reading.ts';
import type { Wanted } from '../../ledger/format/wanted-document.ts';
import { imagesOf } from '../../town/body.ts';
import { bytesOf, digestOf, sha256 } from './verify-crypto.ts';
import { pageOf } from './verify-page-tree.ts';

export type Tell = (said: string) => void;

/** Ends gathering with a sentence for the reader. */
export class Trouble extends Error {}

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

/** Each file is read once, its digest in pieces. */
export async function fromFiles(given: readonly File[], tell: Tell): Promise<Gathered> {
  tell('正在读文件…');
  const all: SeenFile[] = [];
  for (const file of given) {
    const { name, size } = file;
    const bytes = size <= LOOK_MOST ? await bytesOf(file) : null;
    all.push({
      name,
      size,
      bytes,
      text: (bytes && fromUtf8(bytes)) ?? '',
      sha256: await digestOf(file, percent(tell, name, size)),
    });
  }
  return gatherFiles(sha256, all, pageOf);
}
