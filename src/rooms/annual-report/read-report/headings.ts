// Where a report's parts begin. Headings vary from town to town: the number and key words decide, not the wording.
import type { ContentId } from '../contents.ts';
import { type Line, plain } from './plain.ts';

export interface Heading {
  title: string;
  line: number;
}

export interface Part extends Heading {
  /** Its lines, without the heading. */
  lines: readonly Line[];
}

const NUMBERED =
  /^(?:第?[一二三四五六七八九十]{1,3}(?:部分|[、.,:])|[一二三四五六七八九十]{1,3}(?=[\u4e00-\u9fff]{2}))[、.,:]?(?=\S)/;
/** Rows of a table carry numbers too. */
const ROW = /本年新收|上年结转|本年度?(?:办理结果|$)|结转下|第二十条|勾稽/;
/** What stands without a number when a list's numbering was lost on the way out of a word processor. */
const FIXED =
  /^(?:总体情况|(?:行政机关)?主动公开政府信息(?:的)?情况|(?:行政机关)?收到和处理政府信息公开申请(?:的)?情况|(?:因)?政府信息公开(?:工作)?(?:申请)?(?:被)?(?:提起)?行政复议、?(?:和)?(?:提起)?行政诉讼(?:的)?情况|(?:政府信息公开工作)?存在的?(?:主要)?问题(?:及|和)?(?:改进|整改)(?:情况|措施)|其他需要报告的?事项)$/;

function headingOf(text: string): string | null {
  const said = plain(text);
  if (said.length < 3 || said.length > 45 || /[。;!?|]/.test(said) || /[:,]$/.test(said) || ROW.test(said)) return null;
  const number = NUMBERED.exec(said);
  if (number && /[、.,:]|部分/.test(number[0])) return said.slice(number[0].length);
  return FIXED.test(said) ? said : null;
}

/** Every heading of the first level with what stands under it, in order. */
export function partsOf(lines: readonly Line[]): Part[] {
  const heads = lines.flatMap((l, i) => {
    const title = l.text.includes('\t') || l.text.includes('|') ? null : headingOf(l.text);
    return title === null ? [] : [{ at: i, title, line: l.number }];
  });
  return heads.map(({ at, title, line }, i) => ({ title, line, lines: lines.slice(at + 1, heads[i + 1]?.at ?? lines.length) }));
}

const partWords: Readonly<Partial<Record<ContentId, RegExp>>> = {
  overview: /^(?:总体|概述|总体概况|基本情况|工作(?:总体)?情况$)/,
  remedies: /复议|诉讼/,
  requests: /申请/,
  proactive: /主动公开/,
  problems: /问题|不足/,
  other: /其[他它]/,
};

/** Which part of the form since 2019 a heading opens, by its key words; null for headings of its own. */
export function partNamed(title: string): ContentId | null {
  for (const [id, words] of Object.entries(partWords)) if (words.test(title)) return id as ContentId;
  return null;
}

/** The parts of the form since 2019; what stands under headings of a town's own, or rows that look like headings, belongs to the part. */
export function formParts(parts: readonly Part[]): Part[] {
  const out: Part[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (partNamed(part.title) !== null || last === undefined) out.push(part);
    else out[out.length - 1] = { ...last, lines: [...last.lines, { number: part.line, text: part.title }, ...part.lines] };
  }
  return out;
}

const contentWords: readonly (readonly [ContentId, RegExp])[] = [
  ['fees', /收费|费用|减免/],
  ['remedies', /复议|诉讼|申诉/],
  ['requests', /申请|不予公开/],
  ['problems', /问题|不足|困难/],
  ['other', /其[他它]|计划|打算|安排|下一步|明年|来年|今后/],
  ['proactive', /主动公开/],
];

/** Which of the six contents of the 2007 form a heading announces. */
export function contentNamed(title: string): ContentId | null {
  return contentWords.find(([, words]) => words.test(title))?.[0] ?? null;
}

/** A table of contents names every part too; the part is where most is said. */
export function fullest(parts: readonly Part[]): Part | null {
  const size = (p: Part): number => p.lines.reduce((n, l) => n + plain(l.text).length, 0);
  return parts.reduce<Part | null>((best, p) => (best === null || size(p) > size(best) ? p : best), null);
}
