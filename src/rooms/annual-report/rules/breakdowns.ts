// Sentences that say a number and its parts: 共 N 条，其中……。Only plain lists are taken: a remark that scolds wrongly costs
// more than one that is not made.
import { NUMERAL, numberIn } from '../read-report/numerals.ts';
import { plain } from '../read-report/plain.ts';

export interface Breakdown {
  /** The stretch of the sentence, for the remark. */
  said: string;
  /** Numbers of the same unit before the list; the nearest last. */
  totals: readonly number[];
  parts: readonly number[];
  /** The list says that it is complete: it ends with 其他, or names its parts 分别. */
  exhaustive: boolean;
  /** One piece goes out on several channels and is then counted in each. */
  mayOverlap: boolean;
  /** Its pauses are mixed, so that a part may have parts of its own. */
  isMixed: boolean;
  line: number;
}

const UNIT = '(万元|元|人次|条|件|次|个|篇|份|项|期|场|人|起|宗|例|家|户|处)';
const COUNT = new RegExp(`(?<![\\d.第〔零〇一二两三四五六七八九十百千])${NUMERAL}${UNIT}(?!性)`, 'g');
/** Nobody writes such a sentence; a file without full stops is no text. */
const LONGEST = 2000;

const LIST = /其中|分别(?:为|是)/;
/** What is left over, as the last part; the form has a row 其他法律行政法规禁止公开. */
const OTHERS = /^其[他它余](?!法律)/;
const CHANNEL =
  /网站|网络|门户|微信|微博|公众号|新媒体|客户端|平台|媒体|报刊|报纸|电视|广播|公报|公开栏|公示栏|显示屏|渠道|途径|方式|形式|通过/;
/** Numbers that compare or estimate, not count. */
const COMPARED =
  /同比|环比|比上|比去|较上|较去|增[加长]|减少|上升|下降|提高|上年|去年|往年|历年|约|近[\d一二三四五六七八九十百千]|超过?|不足|以上|以下|左右|至少|平均/;
/** In a later clause these begin a new statement rather than another part, unless the first part is worded that way too. */
const NEW_STATEMENT =
  /(?<!公)共(?!同|青|产)|总[共计数]|合计|全[年部]|本年|收到|受理|办结|办理|答复|回复|处理|召开|组织(?=召|开|了|各|培|参)|开展|举办|涉及|覆盖|包括|包含|均|已|还|另|并|率|点击|访问|浏览|阅读|关注/;

interface Count {
  value: number | null;
  unit: string;
}

function countsIn(text: string): Count[] {
  return [...text.matchAll(COUNT)].map((m) => ({ value: numberIn(m[1]!), unit: m[2]! }));
}

type Separator = '、' | ',' | ';';

interface Clause {
  text: string;
  /** What stands before it. */
  after: Separator | null;
}

/** `规章、规范性文件5件` is one clause: a label without a number belongs to the next. */
function clausesIn(list: string): Clause[] {
  const clauses: Clause[] = [];
  for (const [, sign, text = ''] of list.matchAll(/([、,;])?([^、,;]+)/g)) {
    const after = (sign as Separator | undefined) ?? null;
    const last = clauses.at(-1);
    const isLabel = after === '、' && last !== undefined && countsIn(last.text).length === 0 && !NEW_STATEMENT.test(last.text);
    if (isLabel) last.text += `、${text}`;
    else clauses.push({ text, after });
  }
  return clauses;
}

interface Parts {
  parts: number[];
  text: string;
  last: string;
  isMixed: boolean;
}

/** Parts of a list, or null when it is no plain one. */
function partsIn(list: string, unit: string): Parts | null {
  const parts: number[] = [];
  let text = '';
  let last = '';
  let isMixed = false;
  let between: Separator | null = null;
  const clauses = clausesIn(list);
  const first = clauses[0]?.text ?? '';
  for (const [i, clause] of clauses.entries()) {
    if (/^占/.test(clause.text)) continue;
    const begun = NEW_STATEMENT.exec(clause.text)?.[0];
    if (i > 0 && begun && !first.includes(begun)) break;
    const counts = countsIn(clause.text);
    if (counts.length === 0 && !/\d/.test(clause.text)) break;
    if (parts.length === 1) between = clause.after;
    // A wider pause ends the list, a narrower one may begin a list within a part.
    if (parts.length > 1 && clause.after !== between) {
      if (between === '、' || clause.after === ';') break;
      isMixed = true;
    }
    const [count] = counts;
    if (counts.length !== 1 || !count || count.value === null || count.unit !== unit || COMPARED.test(clause.text)) return null;
    parts.push(count.value);
    last = clause.text;
    text += (text === '' ? '' : (clause.after ?? '')) + clause.text;
  }
  return parts.length === 0 ? null : { parts, text, last, isMixed };
}

/** The clause that says the total and what follows it. */
function fromTotal(head: string): string {
  const at = [...head.matchAll(COUNT)].at(-1)?.index ?? 0;
  return head.slice(head.slice(0, at).lastIndexOf(',') + 1).replace(/[,:、]$/, '');
}

function breakdownOf(head: string, list: string, word: string, line: number): Breakdown | null {
  if (COMPARED.test(head)) return null;
  const heads = countsIn(head);
  const nearest = heads.at(-1);
  if (!nearest || nearest.value === null) return null;
  const totals = heads.filter((c) => c.unit === nearest.unit).map((c) => c.value);
  if (totals.some((t) => t === null)) return null;
  const found = partsIn(list.replace(/^[:,、]/, ''), nearest.unit);
  if (!found) return null;
  const said = `${fromTotal(head)}，${word}${found.text}`;
  return {
    said: said.replaceAll(',', '，').replaceAll(';', '；'),
    totals: totals.filter((t) => t !== null),
    parts: found.parts,
    exhaustive: found.parts.length > 1 && (OTHERS.test(found.last) || word !== '其中'),
    // Somebody applies on one way only.
    mayOverlap: CHANNEL.test(found.text) && !/申请/.test(head),
    isMixed: found.isMixed,
    line,
  };
}

/** A sentence with several 其中: where the second total begins cannot be told unless a semicolon parts them. */
function inSentence(sentence: string, line: number): Breakdown[] {
  const found: Breakdown[] = [];
  let rest = sentence;
  for (let m = LIST.exec(rest); m; m = LIST.exec(rest)) {
    const head = rest.slice(0, m.index).split(';').at(-1)!;
    let list = rest.slice(m.index + m[0].length);
    const next = LIST.exec(list);
    rest = list;
    if (next) {
      const stop = list.slice(0, next.index).lastIndexOf(';');
      if (stop < 0) continue;
      list = list.slice(0, stop);
    }
    const one = breakdownOf(head, list, m[0], line);
    if (one) found.push(one);
  }
  return found;
}

/** `12件（其中网络10件）`: brackets are read by themselves, then left out. */
function withoutBrackets(sentence: string): { outer: string; inner: string[] } {
  const inner: string[] = [];
  const outer = sentence.replace(/\(([^()]*)\)/g, (_all, content: string, at: number) => {
    const before = sentence.slice(0, at);
    if (LIST.test(content)) inner.push(`${before.split(/[,;、()]/).at(-1)},${content}`);
    return '';
  });
  return { outer, inner };
}

/** 其中 after a full stop goes on with the sentence before. No sentence runs over two lines: a paragraph is one line in every shape that is read. */
export function breakdownsIn(lines: readonly string[]): Breakdown[] {
  return lines.flatMap((text, i) => {
    if (!LIST.test(text)) return [];
    return plain(text)
      .replace(/。(?=其中)/g, ',')
      .split(/[。!?]/)
      .filter((sentence) => sentence.length <= LONGEST && LIST.test(sentence))
      .flatMap((sentence) => {
        const { outer, inner } = withoutBrackets(sentence);
        return [...inSentence(outer, i + 1), ...inner.flatMap((s) => inSentence(s, i + 1))];
      });
  });
}
