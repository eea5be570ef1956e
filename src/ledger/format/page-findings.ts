// Whether what a page, its attachments and its pictures show is what the ledger's content says. Every difference gets a sentence.
import { bodyHtml } from '../../town/body-html.ts';
import { imagesOf } from '../../town/body.ts';
import { bodyFindings, type SameAddress, textDifference } from './body-findings.ts';
import type { ContentAttachment, DocumentContent } from './content.ts';
import { oneLine, type PageNode, type PageReading, type ShownAttachment } from './page-reading.ts';
import { type Step, step } from './verify-document.ts';

export type FindingPlace = 'index-no' | 'edition' | 'title' | 'field' | 'body' | 'attachment' | 'extra' | 'foreign';

export interface PageFinding {
  place: FindingPlace;
  /** False for what an honest page may have: a browser extension's traces in a saved page. */
  grave: boolean;
  said: string;
}

export interface PageSource {
  /** `fetched`: the server's own text. `saved`: a browser wrote the file and has changed addresses in it. */
  kind: 'fetched' | 'saved';
  /** Host of the town, as in the log's origin; addresses of saved pages are compared below it. */
  host: string;
  /** A fragment of HTML as the same parser reads it that has read the page. */
  parse(html: string): readonly PageNode[];
  /** Of a first publication: what the entry says of its moment. */
  publishedAt?: string;
}

/** Saved pages have every address in full, and pictures in a folder beside them, named by the last part of their address. */
function sameSaved(host: string): SameAddress {
  const base = `https://${host}/`;
  const full = (address: string): string => {
    try {
      return new URL(address, base).href.replace(/^http:/, 'https:');
    } catch {
      return address;
    }
  };
  const picture = (address: string): string | undefined => /(?:^|\/)([0-9a-f]{64})(?:\.[a-z]{1,5})?$/.exec(address)?.[1];
  return (logged, shown) => {
    if (full(logged) === full(shown)) return true;
    const wanted = /^\/images\//.test(logged) ? picture(logged) : undefined;
    return wanted !== undefined && picture(shown) === wanted;
  };
}

const exactly: SameAddress = (logged, shown) => logged === shown;

interface FieldRule {
  word: string;
  text(c: DocumentContent): string;
  /** The field may be left out when this is so. */
  optional?(c: DocumentContent): boolean;
  /** The ledger does not know what the page shows then: the organ's name of the day. */
  unknown?(c: DocumentContent): boolean;
}

const fieldRules: Readonly<Record<string, FieldRule>> = {
  docNo: { word: '文号', text: (c) => c.docNo || '无' },
  genre: { word: '体裁', text: (c) => c.genre },
  topic: { word: '主题分类', text: (c) => c.topic },
  sourceUnit: { word: '来源', text: (c) => c.sourceUnit, unknown: (c) => c.sourceUnit === '' },
  createdOn: { word: '生成日期', text: (c) => c.createdOn ?? '未注明' },
  effectiveOn: { word: '生效日期', text: (c) => c.effectiveOn ?? '未注明' },
  validity: { word: '有效性', text: (c) => c.validity },
  repealedOn: { word: '失效日期', text: (c) => (c.repealedOn ? `自 ${c.repealedOn} 起` : ''), optional: () => true },
  audience: { word: '公开对象', text: (c) => c.audience },
  summary: { word: '内容概述', text: (c) => c.summary },
  keywords: { word: '关键词', text: (c) => c.keywords.join('、'), optional: (c) => c.keywords.length === 0 },
};

function finding(place: FindingPlace, said: string, grave = true): PageFinding {
  return { place, grave, said };
}

function fieldFindings(c: DocumentContent, page: PageReading): PageFinding[] {
  const found: PageFinding[] = [];
  for (const [name, rule] of Object.entries(fieldRules)) {
    const logged = oneLine(rule.text(c));
    const shown = page.fields.get(name);
    if (rule.unknown?.(c)) continue;
    if (shown === undefined) {
      if (!rule.optional?.(c)) found.push(finding('field', `${rule.word}：页面上没有这一栏，存证里是“${logged}”`));
    } else if (shown.text !== logged) found.push(finding('field', textDifference(rule.word, logged, shown.text)));
  }
  return found;
}

/** Names of organs and items may change; their codes are in the links, or stand alone. A page need not have these fields. */
function codeFindings(c: DocumentContent, page: PageReading): PageFinding[] {
  const found: PageFinding[] = [];
  const check = (name: string, word: string, code: string, path: string): void => {
    const shown = page.fields.get(name);
    if (!shown) return;
    const codes = shown.links.map((l) => new RegExp(`/${path}/([^/?#]+)$`).exec(l)?.[1] ?? '');
    const fits = codes.length > 0 ? codes.every((x) => decode(x) === code) : shown.text === code;
    if (!fits)
      found.push(
        finding('field', `${word}：存证里的代码是 ${code}，页面上是“${shown.text}”（${codes.join('、') || '没有链接'}）`),
      );
  };
  check('organ', '发布机构', c.organ, 'organs');
  check('item', '公开目录', c.item, 'catalogue');
  return found;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function attachmentFindings(
  a: ContentAttachment,
  nth: string,
  shown: ShownAttachment | undefined,
  same: SameAddress,
): PageFinding[] {
  if (!shown) return [finding('attachment', `${nth}“${a.name}”：存证里有，页面上没有`)];
  const found: PageFinding[] = [];
  const name = oneLine(a.name);
  if (shown.name !== name) found.push(finding('attachment', textDifference(`${nth}的名称`, name, shown.name)));
  if (shown.sha256 !== a.sha256) {
    const [was, is] = [a.sha256.slice(0, 12), shown.sha256.slice(0, 12)];
    found.push(finding('attachment', `${nth}“${a.name}”：存证里的指纹是 ${was}…，页面上写的是 ${is}…`));
  } else if (!same(`/files/${a.sha256}/${encodeURIComponent(a.name)}`, shown.href))
    found.push(finding('attachment', `${nth}“${a.name}”：页面上的链接指向 ${shown.href.slice(0, 80)}，不是存证里的那个文件`));
  return found;
}

function attachmentLines(c: DocumentContent, page: PageReading, same: SameAddress): PageFinding[] {
  const listed = c.attachments.map((a, i) => attachmentFindings(a, `第 ${i + 1} 个附件`, page.attachments[i], same));
  const more = page.attachments.slice(c.attachments.length);
  return [...listed, more.map((m) => finding('attachment', `附件“${m.name}”：存证里没有，是页面上多出来的`))].reduce(
    (all, some) => all.concat(some),
    [],
  );
}

/** The page's own day of publication against the entry's, to the minute. */
function publishedFindings(page: PageReading, publishedAt: string | undefined): PageFinding[] {
  const shown = page.fields.get('publishedAt')?.time;
  if (publishedAt === undefined || shown === undefined || shown === null) return [];
  const apart = Math.abs(Date.parse(shown) - Date.parse(publishedAt));
  return apart < 60_000 ? [] : [finding('field', `发布日期：存证登记的时刻是 ${publishedAt}，页面上是 ${shown}`)];
}

/** Everything in which the page differs from the content; empty when it shows the very document. */
export function pageFindings(c: DocumentContent, page: PageReading, source: PageSource): readonly PageFinding[] {
  const same = source.kind === 'saved' ? sameSaved(source.host) : exactly;
  const found: PageFinding[] = [];
  if (page.indexNo !== c.indexNo)
    found.push(finding('index-no', `索引号：存证里是 ${c.indexNo}，页面上是 ${page.indexNo ?? '（没有）'}`));
  if (page.edition !== c.edition)
    found.push(
      finding(
        'edition',
        `版次：存证里是第 ${c.edition} 版，页面上是${page.edition === null ? '（没有）' : `第 ${page.edition} 版`}`,
      ),
    );
  if (page.title === null) found.push(finding('title', '页面上没有标题'));
  else if (page.title !== oneLine(c.title)) found.push(finding('title', textDifference('标题', oneLine(c.title), page.title)));
  found.push(...fieldFindings(c, page), ...codeFindings(c, page), ...publishedFindings(page, source.publishedAt));
  if (page.body === null) found.push(finding('body', '页面上没有正文'));
  else {
    const logged = source.parse(bodyHtml(c.body, { imageSrc: (sha) => `/images/${sha}` }));
    found.push(...bodyFindings(logged, page.body, same).map((said) => finding('body', said)));
  }
  found.push(...attachmentLines(c, page, same));
  found.push(...page.extra.map((word) => finding('extra', `页面上多出${word}，存证里没有`)));
  const own = source.kind === 'fetched';
  found.push(
    ...page.foreign.map((word) =>
      finding(
        'foreign',
        own
          ? `页面里有${word}，本站的公开页从来没有`
          : `保存的页面里有${word}：可能是浏览器或扩展程序加的，也可能改变了您看到的样子`,
        own,
      ),
    ),
  );
  return found;
}

export function pageStep(findings: readonly PageFinding[]): Step {
  const grave = findings.filter((f) => f.grave);
  const details = [...grave, ...findings.filter((f) => !f.grave)].map((f) => f.said);
  if (grave.length > 0) return step('page', 'wrong', `网页与存证不一致，有 ${grave.length} 处。`, details);
  if (details.length > 0)
    return step('page', 'caution', '网页的标题、信息表、正文和附件清单与存证一致；有事项请您留意。', details);
  return step('page', 'ok', '网页的标题、信息表、正文和附件清单与存证一致。');
}

/** A file that was looked at; null for one that could not be had. */
export interface GivenFile {
  name: string;
  /** Of its bytes, computed here. */
  sha256: string;
  size: number;
}

/** `given` by the digest in the content; those that are not in it were not looked at. */
export function attachmentStep(c: DocumentContent, given: ReadonlyMap<string, GivenFile | null>): Step | null {
  if (c.attachments.length === 0) return null;
  const wrong: string[] = [];
  let seen = 0;
  for (const a of c.attachments) {
    const file = given.get(a.sha256);
    if (file === undefined) continue;
    seen++;
    const why = file === null ? '拿不到这个文件' : differs(a, file);
    if (why !== null) wrong.push(`附件“${a.name}”：${why}`);
  }
  const all = c.attachments.length;
  if (wrong.length > 0) return step('attachments', 'wrong', `${all} 个附件中有 ${wrong.length} 个与存证不一致。`, wrong);
  if (seen === 0)
    return step(
      'attachments',
      'caution',
      `存证里有 ${all} 个附件，没有给出文件，未核对。`,
      c.attachments.map((a) => a.name),
    );
  return seen === all
    ? step('attachments', 'ok', `${all} 个附件逐字节与存证一致。`)
    : step('attachments', 'caution', `${all} 个附件中核对了 ${seen} 个，都与存证一致；其余没有给出文件。`);
}

function differs(a: ContentAttachment, file: GivenFile): string | null {
  if (file.sha256 !== a.sha256) return `内容被换过，指纹是 ${file.sha256.slice(0, 12)}…，存证里是 ${a.sha256.slice(0, 12)}…`;
  return file.size === a.size ? null : `长度 ${file.size} 字节，存证里是 ${a.size} 字节`;
}

/** As for attachments; pictures are named by the digest of their bytes. */
export function imageStep(c: DocumentContent, given: ReadonlyMap<string, GivenFile | null>): Step | null {
  const all = imagesOf(c.body);
  if (all.length === 0) return null;
  const seen = all.filter((sha) => given.has(sha));
  const wrong = seen.filter((sha) => given.get(sha)?.sha256 !== sha);
  const named = wrong.map((sha) => `正文第 ${all.indexOf(sha) + 1} 幅图：${given.get(sha) ? '图片被换过' : '拿不到这幅图'}`);
  if (wrong.length > 0) return step('images', 'wrong', `${all.length} 幅图中有 ${wrong.length} 幅与存证不一致。`, named);
  if (seen.length === 0) return step('images', 'caution', `正文里有 ${all.length} 幅图，没有给出文件，未核对。`);
  return seen.length === all.length
    ? step('images', 'ok', `正文里的 ${all.length} 幅图逐字节与存证一致。`)
    : step('images', 'caution', `正文里的 ${all.length} 幅图核对了 ${seen.length} 幅，都与存证一致；其余没有给出文件。`);
}
