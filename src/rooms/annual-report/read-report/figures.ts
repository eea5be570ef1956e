// Numbers said in the text, by what they count. A number that is not exact, wished for, or of another year is no figure.
import type { Figure } from '../annual-report.ts';
import { NUMERAL, numberIn } from './numerals.ts';
import type { Clause } from './plain.ts';
import { isIntent, type Narrative } from './said.ts';

export interface FigureKind {
  key: string;
  /** What it counts, for remarks. */
  name: string;
  unit: string;
  /** `#` stands for the number, `@` for anything within the clause that compares nothing. */
  patterns: readonly string[];
  /** Said to be none. */
  none?: RegExp;
  /** A clause with this is about something else. */
  unless?: RegExp;
  /** Plans count too: what will be built is a fact about the plan. */
  plans?: boolean;
  /** Counts a whole: behind 其中 stands a part of it. */
  whole?: boolean;
}

const CASES = '[件起宗次例]';
const none = (what: string): RegExp => new RegExp(`(?:未|没有|无|不存在)[^。正]{0,24}${what}`);

/** In order: a number is what the first kind that fits says. */
export const figureKinds: readonly FigureKind[] = [
  { key: 'catalogueItems', name: '公开目录事项', unit: '项', patterns: ['#项@目录', '目录@#项'] },
  { key: 'servicePoints', name: '代办点', unit: '个', plans: true, patterns: ['#个@(?:代办点|服务点)', '(?:代办点|服务点)@#个'] },
  { key: 'trainingsVillage', name: '对村（社区）的培训指导', unit: '次', patterns: ['村@(?:培训|指导)#[次期场]'] },
  { key: 'trainingsByCity', name: '上级部门的培训指导', unit: '次', patterns: ['(?:市|县|(?<!社)区)@(?:培训|指导)#[次期场]'] },
  { key: 'trainingsTown', name: '镇级培训', unit: '次', patterns: ['(?:镇|乡|街道)@培训#[次期场]'] },
  {
    key: 'trainings',
    name: '培训',
    unit: '次',
    patterns: ['(?:举办|开展|组织|召开)@培训@#[次期场]', '(?:举办|开展|组织|召开)@#[次期场]@培训', '培训[班会]?#[次期场]'],
  },
  { key: 'centres', name: '中心', unit: '个', patterns: ['#个中心'], plans: true },
  { key: 'platforms', name: '平台', unit: '个', patterns: ['#个平台'], plans: true },
  { key: 'windows', name: '服务窗口', unit: '个', patterns: ['#个[^,、]{0,6}窗口'], plans: true },
  {
    key: 'publishedNormative',
    name: '公开的规范性文件',
    unit: '件',
    patterns: ['公开[^,、]{0,10}规范性文件[^,、]{0,6}#[件份条]'],
  },
  {
    key: 'published',
    name: '主动公开政府信息',
    unit: '条',
    patterns: ['主动公开@#[条件篇份]', '公开(?:各类|政府|政务|相关|重点)*信息@#[条件篇份]'],
    unless: /规范性文件|目录|依申请|申请公开/,
    whole: true,
  },
  {
    key: 'partial',
    name: '部分公开',
    unit: '件',
    patterns: ['部分公开@#[件条份]', '#[件条份]@部分公开'],
  },
  {
    key: 'granted',
    name: '予以公开',
    unit: '件',
    patterns: ['(?<!不)(?:予以|同意|全部|准予)公开@#[件条份]'],
    unless: /部分公开/,
  },
  {
    key: 'carriedOut',
    name: '结转下年度',
    unit: '件',
    patterns: ['结转(?:至|到)?(?:下|次|20)@(?:办理|继续办理|年度?)?#[件条份]', '#[件条份]@结转(?:至|到)?(?:下|次)'],
  },
  {
    key: 'handled',
    name: '办结',
    unit: '件',
    patterns: ['(?:办结|办理完毕|答复)@#[件条份]'],
    unless: /率|复议|诉讼|信访|建议|提案|热线|留言|咨询|信箱/,
  },
  {
    key: 'requestsReceived',
    name: '收到申请',
    unit: '件',
    patterns: [
      '(?:收到|受理|新收|接收|接到)@申请@#[件条份宗起次]',
      '(?:收到|受理|新收|接收|接到)[^,、]{0,8}#[件条份宗起次]@申请',
      '(?:收到|受理)?依申请公开@#[件条份宗起次]',
    ],
    none: /(?:未|没有)(?:收到|接到|受理|出现|发生|产生)[^。]{0,40}申请|(?:没有|无)[^。正]{0,6}依申请公开|(?:收到|受理)[^。]{0,40}申请(?:为|均为)?(?:0|零)$/,
    unless: /复议|诉讼|撤[回销]|结转/,
    whole: true,
  },
  {
    key: 'reviews',
    name: '行政复议',
    unit: '件',
    patterns: [`行政复议@#${CASES}`, `#${CASES}[^,、]{0,12}行政复议`],
    none: none('行政复议'),
  },
  {
    key: 'lawsuits',
    name: '行政诉讼',
    unit: '件',
    patterns: [`行政诉讼@#${CASES}`, `#${CASES}[^,、]{0,12}行政诉讼`],
    none: none('行政诉讼'),
  },
  {
    key: 'feesCharged',
    name: '收取的信息处理费',
    unit: '元',
    patterns: ['(?:信息处理费|检索费|复制费|邮寄费|依申请公开@费用?|收取@费用?)@#万?元'],
    none: /(?:未|没有|无)[^。]{0,12}(?:收取|收费|信息处理费)|不收取/,
    unless: /行政事业性收费|学校|教育|罚没/,
  },
];

const compiled = figureKinds.map((kind) => ({
  kind,
  patterns: kind.patterns.map((p) => new RegExp(p.replaceAll('@', '[^,]{0,30}?').replace('#', NUMERAL), 'g')),
}));

/** Between the words and the number: how much more or less, not how many. */
const CHANGE = /增|减(?!免)|同比|环比|降/;
const OTHER_YEAR = /较(?:上|去|前)|比上|上年|去年|上一年|往年|历年|同比|自.{0,12}以来/;
const TOTAL = /共|总|全年|本年|年度/;
const PART = /其中|分别/;

interface Hit extends Figure {
  /** Where in the clause the number stands: one number counts one thing. */
  at: number;
  exact: boolean;
  part: boolean;
}

/** One number for two things tells nothing about either, unless it is zero. */
function isShared(key: string, said: string): boolean {
  return (key === 'reviews' && said.includes('诉讼')) || (key === 'lawsuits' && said.includes('复议'));
}

function hitOf(kind: FigureKind, clause: Clause, m: RegExpExecArray): Hit | null {
  const before = clause.text.slice(0, m.index);
  const said = m[0];
  const numeral = m.groups?.numeral ?? '';
  if (CHANGE.test(said) || OTHER_YEAR.test(before + said)) return null;
  if (!kind.plans && isIntent(before + said)) return null;
  const value = numberIn(numeral);
  const shared = isShared(kind.key, said);
  return {
    key: kind.key,
    value: (value ?? 0) * (kind.unit === '元' && /万元$/.test(said) ? 10_000 : 1),
    unit: kind.unit === '条' ? (/[条件篇份]$/.exec(said)?.[0] ?? kind.unit) : kind.unit,
    line: clause.line,
    at: shared && value === 0 ? -1 : m.index + said.lastIndexOf(numeral),
    exact: value !== null && (!shared || value === 0),
    part: PART.test(before) || (PART.test(clause.before) && !TOTAL.test(clause.text)),
  };
}

function hitsIn(clause: Clause, { kind, patterns }: (typeof compiled)[number]): Hit[] {
  if (kind.unless?.test(clause.text)) return [];
  const hits = patterns.flatMap((pattern) => [...clause.text.matchAll(pattern)].flatMap((m) => hitOf(kind, clause, m) ?? []));
  const isNone = hits.length === 0 && kind.none?.test(clause.text) && !isIntent(clause.text) && !OTHER_YEAR.test(clause.text);
  if (!isNone) return hits;
  return [{ key: kind.key, value: 0, unit: kind.unit, line: clause.line, at: -1, exact: true, part: false }];
}

export interface SaidFigures {
  figures: readonly Figure[];
  /** Kinds of which a number is said, be it inexact, with the first line that says one. */
  counted: ReadonlyMap<string, number>;
}

export function readFigures({ clauses }: Narrative): SaidFigures {
  const figures: Figure[] = [];
  const counted = new Map<string, number>();
  for (const clause of clauses) {
    if (!/[\d零〇一二两三四五六七八九十百千未无没不]/.test(clause.text)) continue;
    const taken = new Set<number>();
    for (const one of compiled)
      for (const { at, exact, part, ...figure } of hitsIn(clause, one)) {
        if (at >= 0 && taken.has(at)) continue;
        if (at >= 0) taken.add(at);
        if (!counted.has(figure.key)) counted.set(figure.key, figure.line);
        const same = figures.filter((f) => f.key === figure.key);
        // Said again, or a part of what was said: only a second total is news.
        if (!exact || same.some((f) => f.value === figure.value)) continue;
        if (same.length > 0 && (part || !TOTAL.test(clause.text))) continue;
        if (part && one.kind.whole) continue;
        figures.push(figure);
      }
  }
  return { figures, counted };
}
