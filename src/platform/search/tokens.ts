// Chinese words for the search index. Text and query are cut by the same dictionary, so that AND of the words finds them.
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

/** Moves when the words below change; documents indexed under an older number are re-indexed by a chore. */
export const DICTIONARY = 1;

/** The counter's own words, which a general dictionary cuts apart. */
const ownWords = [
  '政务公开',
  '依申请公开',
  '主动公开',
  '不予公开',
  '公开目录',
  '公开指南',
  '代办点',
  '代办员',
  '便民服务卡',
  '公开栏',
  '村务公开',
  '年度报告',
  '三公经费',
  '一卡通',
  '惠农补贴',
  '最低生活保障',
  '特困人员',
  '临时救助',
  '高龄津贴',
  '残疾人补贴',
  '宅基地',
  '承包地',
  '土地流转',
  '征地补偿',
  '任前公示',
  '预审备案',
  '保密审查',
  '政务服务中心',
  '为民服务',
  '综治中心',
  '招投标',
  '公益性岗位',
  '人居环境',
  '索引号',
  '生育登记',
  '预决算',
];

let cutter: Jieba | null = null;

function jieba(): Jieba {
  if (!cutter) {
    cutter = Jieba.withDict(dict);
    cutter.loadDict(Buffer.from(ownWords.map((w) => `${w} 20000 n`).join('\n')));
  }
  return cutter;
}

const WORD = /[\p{L}\p{N}]/u;
/** Words that stand in nearly every document and find nothing. */
const stopWords = new Set([
  '的',
  '了',
  '和',
  '与',
  '及',
  '或',
  '在',
  '对',
  '为',
  '是',
  '有',
  '等',
  '将',
  '按',
  '由',
  '于',
  '其',
  '该',
  '并',
  '以',
  '关于',
  '进行',
  '以及',
  '一个',
  '我们',
  '他们',
  '这个',
  '可以',
  '怎么',
  '如何',
  '什么',
  '请问',
  '哪里',
]);

function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Documents are cut into words and the shorter words within them; queries into words only, so that AND asks no more than was typed. */
function words(text: string, withInner: boolean): string[] {
  const out: string[] = [];
  const cut = withInner ? jieba().cutForSearch(normalise(text), true) : jieba().cut(normalise(text), true);
  for (const raw of cut) {
    const word = raw.trim();
    // tsvector refuses words beyond 2 KB and we need none beyond 40 characters
    if (word.length > 0 && word.length <= 40 && WORD.test(word) && !stopWords.has(word)) out.push(word);
  }
  return out;
}

function quoted(word: string): string {
  return `'${word.replace(/\\/g, '\\\\').replace(/'/g, "''")}'`;
}

export interface IndexedText {
  title: string;
  /** Document number, keywords, organ: found as readily as the title. */
  names: string;
  body: string;
  attachments: string;
}

const MOST_POSITIONS = 16_000;

/** Text form of a tsvector: title and names weigh A and B, body C, attachments' text D. Positions allow ranking by nearness. */
export function tsvectorText(text: IndexedText): string {
  const positions = new Map<string, string[]>();
  let at = 0;
  for (const [part, weight] of [
    [text.title, 'A'],
    [text.names, 'B'],
    [text.body, 'C'],
    [text.attachments, 'D'],
  ] as const) {
    for (const word of words(part, true)) {
      at = Math.min(at + 1, MOST_POSITIONS);
      const list = positions.get(word) ?? [];
      // more occurrences than this change neither whether nor where a document is found
      if (list.length < 12) list.push(`${at}${weight === 'D' ? '' : weight}`);
      positions.set(word, list);
    }
  }
  return [...positions].map(([word, where]) => `${quoted(word)}:${where.join(',')}`).join(' ');
}

/** Query words; single characters only when nothing longer is asked for. Empty when nothing can be searched. */
export function queryWords(query: string): string[] {
  const all = [...new Set(words(query.slice(0, 200), false))];
  const long = all.filter((w) => [...w].length > 1);
  return (long.length > 0 ? long : all).slice(0, 12);
}

export function tsqueryText(wordsGiven: readonly string[]): string {
  return wordsGiven.map(quoted).join(' & ');
}

export interface Piece {
  text: string;
  hit: boolean;
}

/** Cuts a text at the searched words. */
export function highlight(text: string, wordsGiven: readonly string[]): Piece[] {
  if (wordsGiven.length === 0) return [{ text, hit: false }];
  const lower = text.toLowerCase();
  const hit = new Uint8Array(text.length);
  for (const word of wordsGiven) {
    for (let i = lower.indexOf(word); i >= 0; i = lower.indexOf(word, i + 1)) hit.fill(1, i, i + word.length);
  }
  const pieces: Piece[] = [];
  let start = 0;
  for (let i = 1; i <= text.length; i++) {
    if (i === text.length || hit[i] !== hit[start]) {
      pieces.push({ text: text.slice(start, i), hit: hit[start] === 1 });
      start = i;
    }
  }
  return pieces;
}

/** About 120 characters of a text around the first searched word. */
export function excerpt(text: string, wordsGiven: readonly string[], length = 120): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const lower = flat.toLowerCase();
  const at = Math.min(...wordsGiven.map((w) => lower.indexOf(w)).filter((i) => i >= 0), flat.length);
  const from = at === flat.length ? 0 : Math.max(0, at - Math.floor(length / 4));
  const piece = flat.slice(from, from + length);
  return `${from > 0 ? '…' : ''}${piece}${from + length < flat.length ? '…' : ''}`;
}
