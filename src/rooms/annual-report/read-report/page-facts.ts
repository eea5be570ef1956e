// What stands around a report: whose it is, about which year, since when public.
import { momentIn } from '../../../platform/reading/page-furniture.ts';
import { type Day, parseDay } from '../../../town/day.ts';
import { plain } from './plain.ts';

export interface Around {
  title: string;
  publishedOn: Day | null;
  source: string;
}

const ABOUT = /信息公开|政务公开/;
const CHINESE = '〇一二三四五六七八九';

function yearIn(text: string): { year: number; at: number; end: number } | null {
  const digits = /(20\d\d)(?=年)/.exec(text) ?? /(20\d\d)(?!\d)/.exec(text);
  if (digits) return { year: Number(digits[1]), at: digits.index, end: digits.index + 4 };
  const said = /二[〇○零][〇○零一二三四五六七八九]{2}(?=年)/.exec(text);
  if (!said) return null;
  const year = Number([...said[0].replace(/[○零]/g, '〇')].map((c) => CHINESE.indexOf(c)).join(''));
  return { year, at: said.index, end: said.index + 4 };
}

/** Titles run over two or three lines on paper. */
export function titleIn(lines: readonly string[], title: string): string | null {
  const head = [title, ...lines.slice(0, 40)]
    .map(plain)
    .filter((l) => l !== '' && l.length <= 80 && !/[。>:]|20\d\d[-/.]\d/.test(l));
  const fits = (t: string): boolean => ABOUT.test(t) && /报告|年报/.test(t) && yearIn(t) !== null;
  const alone = head.findIndex(fits);
  if (alone >= 0) {
    const said = head[alone]!;
    const before = alone > 0 ? head[alone - 1]! : '';
    // 港口镇人民政府 in a line of its own above it.
    return /^(?:关于)?20\d\d年|^二[〇○零]/.test(said) && /(?:政府|办事处|街道|镇|乡|局|委员会)$/.test(before)
      ? before + said
      : said;
  }
  for (let i = 0; i < head.length; i++)
    for (const n of [2, 3]) {
      const joined = head.slice(i, i + n).join('');
      if (joined.length <= 80 && fits(joined)) return joined;
    }
  return null;
}

/** The year a report is about: its title's, or that of the period it says it covers. */
export function fiscalYearIn(title: string | null, lines: readonly string[]): number | null {
  const named = title === null ? null : yearIn(title);
  if (named) return named.year;
  const text = lines.slice(0, 60).map(plain).join('\n');
  const period =
    /(20\d\d)年?0?1月0?1日?[^\d\n]{1,6}(?:\1年?)?12月31日/.exec(text) ?? /截[至止]到?[^\d\n]{0,4}(20\d\d)年?12月?31日/.exec(text);
  return period ? Number(period[1]) : null;
}

export function unitIn(title: string | null, source: string): string | null {
  const found = title === null ? null : yearIn(title);
  if (title === null || !found) return isOrgan(source) ? source : null;
  const before = title
    .slice(0, found.at)
    .replace(/^关于|[《"“]/g, '')
    .replace(/^[:,]+|[:,]+$/g, '');
  if (isOrgan(before)) return before;
  // 港口镇人民政府信息公开 names the government once and means it twice.
  const after = title
    .slice(found.end)
    .replace(/^年?度?/, '')
    .replace(/(人民政府)?(?:政府)?信息公开.*$|政务公开.*$/, '$1');
  if (isOrgan(after)) return after;
  return isOrgan(source) ? source : null;
}

function isOrgan(text: string): boolean {
  return text.length >= 2 && text.length <= 40 && /^[\u4e00-\u9fff()]+$/.test(text) && !/^(?:本级|本站|原创)$/.test(text);
}

/** Dates that lost their marks on the way: `20140527`. */
export function publishedIn(around: Around, lines: readonly string[]): Day | null {
  if (around.publishedOn) return around.publishedOn;
  for (const line of lines.slice(0, 30)) {
    const labelled = /(?:发布|公开|发文|公布)(?:时间|日期)\s*[:：]?\s*(.{0,30})/.exec(line.normalize('NFKC'))?.[1];
    if (labelled === undefined) continue;
    const run = /^(\d{4})(\d{2})(\d{2})日?(?!\d)/.exec(labelled);
    const found = run ? parseDay(`${run[1]}-${run[2]}-${run[3]}`) : (momentIn(labelled)?.on ?? null);
    if (found) return found;
  }
  return null;
}

export const looksLikeReport = (lines: readonly string[]): boolean => lines.some((l) => ABOUT.test(plain(l)));
