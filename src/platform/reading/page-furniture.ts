// The lines that a government site puts around a document: where you are, title, date and source above it, crumbs below it.
import { type Day, type Instant, instantOf, parseDay, startOf } from '../../town/day.ts';

export interface PageFacts {
  readonly title: string;
  readonly publishedOn: Day | null;
  /** The moment the page states; midnight when it states only a day. */
  readonly publishedAt: Instant | null;
  readonly source: string;
  readonly docNo: string;
  readonly breadcrumb: readonly string[];
}

export interface DressedText {
  readonly facts: PageFacts;
  /** Which lines are the document itself. */
  readonly kept: readonly boolean[];
}

const PLACE = /^.{0,12}位置\s*[:：]\s*(.+)$/;
const LABEL = /(?:发布|发文|成文|生成|印发|公开)?(?:时间|日期)\s*[:：]/;
const MOMENT = /(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})(?:\s*日)?(?:\s+(\d{1,2}):(\d{2})(?::\d{2})?)?/;
const SOURCE = /(?:信息来源|文章来源|来源|发布机构|发布单位)\s*[:：]\s*([^\s:：|]+)/;
const CRUMB =
  /^(?:baidu|map|sitemap|百度|地图|打印|打印本页|关闭|关闭窗口|返回顶部|返回|收藏|分享|分享到.{0,20}|上一[篇条].*|下一[篇条].*|扫一扫.*|版权所有.*|主办单位.*|承办单位.*|网站地图.*|联系我们|相关链接|附件下载[:：]?|[【[（(]?(?:打印|关闭|返回|收藏).{0,6}[】\])）]?|[-—_=*|·.\s]+)$/i;
const META_ONLY =
  /^(?:字体|字号|浏览次数|点击次数|阅读次数|访问次数|作者|编辑|责任编辑|索引号|信息分类|主题分类|文号|有效性)\s*[:：]/;
const DOC_NO = /([\u4e00-\u9fa5]{1,12})\s*[〔[［【(（]\s*(\d{4})\s*[〕\]］】)）]\s*(?:第\s*)?(\d{1,4})\s*号/;

/** `港政[2014]第3号` and its kin, as the standard prints them: `港政〔2014〕3号`. Empty when there is none. */
export function docNoIn(text: string): string {
  const m = DOC_NO.exec(text);
  return m ? `${m[1]!.replace(/^(?:文号|发文字号|根据|按照|关于印发|现将)/, '')}〔${m[2]}〕${Number(m[3])}号` : '';
}

/** The first date in a text, with its time when one follows. */
export function momentIn(text: string): { on: Day; at: Instant } | null {
  const m = MOMENT.exec(text);
  const on = m ? parseDay(`${m[1]}-${m[2]!.padStart(2, '0')}-${m[3]!.padStart(2, '0')}`) : null;
  if (!m || !on) return null;
  const hours = Number(m[4] ?? 0);
  const minutes = Number(m[5] ?? 0);
  const sane = hours < 24 && minutes < 60;
  return { on, at: sane ? instantOf(Date.parse(startOf(on)) + (hours * 60 + minutes) * 60_000) : startOf(on) };
}

/** A date with its label, as the line under a title has it. */
function datedLine(line: string): { on: Day; at: Instant } | null {
  const label = LABEL.exec(line);
  return label ? momentIn(line.slice(label.index + label[0].length).slice(0, 30)) : null;
}

function crumbsIn(line: string): readonly string[] {
  const trail = PLACE.exec(line)?.[1];
  return (trail ?? '')
    .split(/[>＞»›→]/)
    .map((step) => step.trim())
    .filter((step) => step !== '');
}

/** Only the head of a page carries such lines; further down they are quotations. */
const HEAD = 30;

export function undress(given: readonly string[]): DressedText {
  const lines = given.map((line) => line.replace(/^[\s\u3000\ufeff]+|[\s\u3000]+$/g, ''));
  const kept = lines.map((line) => line !== '');
  const head = lines.slice(0, HEAD);
  const place = head.findIndex((line) => crumbsIn(line).length > 1);
  const dated = head.findIndex((line, i) => i > place && line.length < 200 && datedLine(line) !== null && !/。/.test(line));
  const moment = dated >= 0 ? datedLine(lines[dated]!) : null;
  const source =
    dated >= 0
      ? (head
          .slice(place + 1, dated + 4)
          .map((line) => SOURCE.exec(line)?.[1])
          .find((s) => s) ?? '')
      : '';
  const title = titleIn(lines, place, dated);
  const body = Math.max(place, dated, title.at);
  for (let i = 0; i <= body; i++) kept[i] = false;
  const repeats = (line: string): boolean => title.text !== '' && line === title.text;
  const meta = (line: string): boolean =>
    line !== '' && (META_ONLY.test(line) || (SOURCE.exec(line)?.index === 0 && line.length < 40));
  for (let i = body + 1; i < Math.min(lines.length, body + 6); i++) {
    if (lines[i] === '') continue;
    if (!repeats(lines[i]!) && !meta(lines[i]!)) break;
    kept[i] = false;
  }
  for (let i = lines.length - 1; i > body && (lines[i] === '' || CRUMB.test(lines[i]!)); i--) kept[i] = false;
  const numbered = docNoIn(
    [...head.slice(0, Math.max(body + 1, 0)), ...lines.filter((_, i) => kept[i]).slice(0, 3)]
      .filter((l) => l.length < 80)
      .join('\n'),
  );
  return {
    facts: {
      title: title.text,
      publishedOn: moment?.on ?? null,
      publishedAt: moment?.at ?? null,
      source,
      docNo: numbered,
      breadcrumb: place >= 0 ? crumbsIn(lines[place]!) : [],
    },
    kept,
  };
}

/** Between the trail and the date line; without a trail, above the date line; without either, a short first line. */
function titleIn(lines: readonly string[], place: number, dated: number): { text: string; at: number } {
  const may = (line: string): boolean => line !== '' && line.length <= 120 && !META_ONLY.test(line) && !/。$/.test(line);
  if (place >= 0 && dated > place) {
    const at = lines.findIndex((line, i) => i > place && i < dated && may(line));
    if (at >= 0) return { text: lines[at]!, at };
  }
  if (dated > 0) {
    const at = lines.findLastIndex((line, i) => i < dated && i > place && may(line));
    if (at >= 0) return { text: lines[at]!, at };
  }
  const at = lines.findIndex((line, i) => i > Math.max(place, dated) && line !== '');
  const first = at >= 0 ? lines[at]! : '';
  return first.length <= 60 && may(first) && !/^[一二三四五六七八九十]+、|[，。；：,;:]$/.test(first) && lines.length > 1
    ? { text: first, at }
    : { text: '', at: -1 };
}
