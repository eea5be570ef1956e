// Everything a reader has at hand, checked together and answered in one word: receipt, page, attachments, pictures. What is
// missing is said; what was not looked at is never called right.
import type { Bytes } from './bytes.ts';
import { attachmentStep, type GivenFile, imageStep, pageFindings, pageStep } from './page-findings.ts';
import { type PageElement, type PageNode, readPage } from './page-reading.ts';
import type { Policy } from './policy.ts';
import { type Receipt, type Step, step, type VerifyDeps, verifyReceipt } from './verify-document.ts';

export interface CheckGiven {
  content: Bytes | null;
  proofText: string | null;
  vkeys: readonly string[];
  policy?: Policy;
  page: { tree: PageElement; kind: 'fetched' | 'saved' } | null;
  /** HTML as the parser reads it that has made the page's tree. */
  parse(html: string): readonly PageNode[];
  /** By the digest the content has of them; null: asked for and not had. */
  files: ReadonlyMap<string, GivenFile | null>;
  /** Names of files that belong to nothing in the content. */
  strangers: readonly string[];
}

export type Verdict = 'fits' | 'differs' | 'incomplete';

export interface Checked {
  verdict: Verdict;
  /** For the top of the answer: what fits, or what does not, or what is missing. */
  headline: string;
  said: string;
  /** What differs, place by place; or what is missing. */
  points: readonly string[];
  steps: readonly Step[];
  receipt: Receipt | null;
}

function missingOf(given: CheckGiven): readonly string[] {
  const missing: string[] = [];
  if (given.proofText === null) missing.push('存证凭据（扩展名 .tlog-proof，在文件页“公开存证”一栏下载）');
  if (given.content === null) missing.push('内容文件（content.json，在文件页“公开存证”一栏下载）');
  if (given.vkeys.every((v) => v.trim() === '')) missing.push('存证公钥（公开栏上张贴的存证单上有）');
  return missing;
}

export function checkDocument(deps: VerifyDeps, given: CheckGiven): Checked {
  const missing = missingOf(given);
  if (given.content === null || given.proofText === null || missing.length > 0)
    return {
      verdict: 'incomplete',
      headline: '还没法核对',
      said: '缺少下面的东西，补上再核对：',
      points: missing,
      steps: [],
      receipt: null,
    };
  const { content, proofText, vkeys, policy } = given;
  const receipt = verifyReceipt(deps, { content, proofText, vkeys, policy });
  const steps = [...receipt.steps, ...besides(receipt, given)];
  return { ...verdictOf(steps, receipt, given), steps, receipt };
}

function besides(receipt: Receipt, given: CheckGiven): readonly Step[] {
  const { content, entry } = receipt;
  if (!content) return given.page ? [step('page', 'unchecked', '内容文件读不出来，没法核对网页。')] : [];
  const steps: (Step | null)[] = [];
  if (given.page) {
    const host = (receipt.checkpoint?.origin ?? '').split('/')[0]!;
    // A paper brought in from elsewhere shows the day it was public there, and that day is what its entry claims.
    const published = entry?.type === 'publish' ? entry.claimedAt : undefined;
    const source = { kind: given.page.kind, host, parse: given.parse, publishedAt: published };
    steps.push(pageStep(pageFindings(content, readPage(given.page.tree), source)));
  } else steps.push(step('page', 'caution', '没有给出网页，只核对了内容文件；您看到的网页是不是这样，没有核对。'));
  steps.push(attachmentStep(content, given.files), imageStep(content, given.files));
  if (given.strangers.length > 0)
    steps.push(
      step('attachments', 'wrong', '有文件对不上存证里的任何附件或图片：内容被改动过，或者选错了文件。', given.strangers),
    );
  return steps.filter((s): s is Step => s !== null);
}

function verdictOf(steps: readonly Step[], receipt: Receipt, given: CheckGiven): Omit<Checked, 'steps' | 'receipt'> {
  const failed = steps.filter((s) => !s.ok);
  const { content } = receipt;
  if (failed.length > 0) {
    const wrong = failed.filter((s) => s.state === 'wrong');
    const points = wrong.reduce<string[]>((all, s) => all.concat(s.details ?? [s.said]), []);
    return { verdict: 'differs', headline: '与存证不一致', said: '下面这些对不上，请不要当作原件：', points };
  }
  const title = content ? `《${content.title}》第 ${content.edition} 版` : '';
  const looked = given.page ? '网页和内容' : '内容文件';
  return {
    verdict: 'fits',
    headline: '与存证一致',
    said: `${title}：${looked}与第 ${receipt.index} 号存证一字不差，存证本身也没有被改动过。`,
    points: steps.filter((s) => s.state === 'caution').map((s) => s.said),
  };
}
