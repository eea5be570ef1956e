// What sentences of a report state as done, as against what they wish for.
import { CLAUSE_MOST, type Clause, clausesOf, type Line, plain, type Sentence, sentencesOf } from './plain.ts';

/** Plans and duties: `将`, `应当`, `要按照` … say nothing about the year that was. */
const INTENT =
  /(?:^|[^即现])将(?!.{0,12}(?:纳入|列入))|(?<![相回响供对适反])应(?![急用诉答对])|必须|拟(?!定|订)|计划|力争|争取|确保(?!了)|要(?:按|依|加强|做|求|把|不断|建立)/;

export function isIntent(text: string): boolean {
  return INTENT.test(text);
}

const NONE = '(?:未|没有|无|不存在)';
const COUNTED = '(?:\\d+(?:\\.\\d+)?|[零〇一二两三四五六七八九十百]+)';

const facts: Readonly<Record<'requests' | 'fees' | 'remedies', RegExp>> = {
  requests: new RegExp(
    `(?:收到|受理|接到|接收|办理|办结|答复)[^。]{0,40}申请[^。]{0,24}${COUNTED}(?:余)?[件条份宗起次]|依申请公开[^。]{0,24}${COUNTED}(?:余)?[件条份宗起次]|` +
      `(?:收到|受理|接到)[^。]{0,12}${COUNTED}(?:余)?[件条份宗起次][^。]{0,24}申请|` +
      `(?:未|没有)(?:收到|接到|受理|出现|发生|产生|有)?[^。复诉]{0,24}申请|无[^。复诉正]{0,16}申请(?:公开)?|` +
      `不予公开[^。]{0,16}${COUNTED}[件条份]|${NONE}[^。]{0,12}不予公开`,
  ),
  fees: new RegExp(
    `${NONE}[^。]{0,20}(?:收费|收取|费用|减免)|不(?:收取|收费)|免费(?:提供|查阅)|免收|(?:收取|收费|减免)[^。]{0,24}${COUNTED}(?:余)?(?:万元|元)|` +
      `(?:收费|费用|减免)[^。]{0,12}(?:为|是)?(?:0|零|无)`,
  ),
  remedies: new RegExp(
    `${NONE}[^。]{0,32}(?:复议|诉讼|申诉)|(?:复议|诉讼|申诉)[^。]{0,24}${COUNTED}[件起宗次例]|${COUNTED}[件起宗次例][^。]{0,16}(?:复议|诉讼)|` +
      `(?:复议|诉讼|申诉)[^。]{0,16}(?:为|均为)?(?:0|零|无)(?![\\u4e00-\\u9fff])`,
  ),
};

/** Fees of schools and of licences are no fees for information. */
const ABOUT_FEES = /信息|申请|检索|复制|邮寄|查阅|公开/;

/** Whether a sentence states how it was with requests, fees or remedies: how many, or that there were none. */
export function statesFact(id: keyof typeof facts, sentence: Sentence, underHeading: boolean): boolean {
  const { text } = sentence;
  if (isIntent(text) && !/(?:未|没有|\d)/.test(text)) return false;
  if (id === 'fees' && !underHeading && !ABOUT_FEES.test(text)) return false;
  const clauses = text.split(',').filter((c) => c.length <= CLAUSE_MOST);
  return clauses.some((c, i) => facts[id].test(clauses.slice(i, i + 3).join('')) && !isIntent(c));
}

export interface Narrative {
  lines: readonly Line[];
  sentences: readonly Sentence[];
  clauses: readonly Clause[];
}

/** The text between and around the tables. */
export function narrativeOf(lines: readonly Line[], isTable: (line: number) => boolean): Narrative {
  const told = lines.filter((l) => !isTable(l.number) && plain(l.text) !== '');
  const sentences = sentencesOf(told);
  return { lines: told, sentences, clauses: clausesOf(sentences) };
}
