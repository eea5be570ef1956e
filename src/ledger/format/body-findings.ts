// Where the text of a page differs from the text in the ledger, block by block, in words that let a reader find the place.
import { type PageElement, type PageNode, textOf } from './page-reading.ts';

/** Whether two addresses are the same place; a saved page writes them in another way. */
export type SameAddress = (logged: string, shown: string) => boolean;

/** After so many differences the page is another text; more would not help anybody. */
const MOST = 20;

const kinds: Readonly<Record<string, readonly [measure: string, noun: string]>> = {
  p: ['段', ''],
  h2: ['个', '小标题'],
  h3: ['个', '小标题'],
  h4: ['个', '小标题'],
  h5: ['个', '小标题'],
  div: ['个', '表格'],
  table: ['个', '表格'],
  ul: ['个', '列表'],
  ol: ['个', '编号列表'],
  blockquote: ['处', '引文'],
  figure: ['幅', '图'],
  hr: ['条', '横线'],
  tr: ['行', ''],
  td: ['格', ''],
  th: ['格', ''],
  li: ['项', ''],
};
/** Counted together: a reader counts headings and cells, whatever their rank. */
const together: Readonly<Record<string, string>> = { h3: 'h2', h4: 'h2', h5: 'h2', th: 'td', table: 'div' };
/** Wrappers without a place of their own. */
const within: readonly string[] = ['tbody', 'thead'];

function kindOf(node: PageNode): string {
  return typeof node === 'string' ? '#text' : (together[node.name] ?? node.name);
}

function noun(node: PageNode): string {
  if (typeof node === 'string') return '文字';
  const [measure, word] = kinds[node.name] ?? ['处', `<${node.name}>`];
  return word !== '' ? word : node.name === 'p' ? '段落' : measure === '格' ? '单元格' : `一${measure}`;
}

function isBlock(node: PageNode): boolean {
  return typeof node !== 'string' && (Object.hasOwn(kinds, node.name) || within.indexOf(node.name) >= 0);
}

function quoted(text: string): string {
  return text === '' ? '（空）' : `“${text}”`;
}

/** Both texts around the first letter in which they differ. */
function around(logged: string, shown: string): readonly [string, string] {
  let at = 0;
  while (at < logged.length && at < shown.length && logged[at] === shown[at]) at++;
  const from = Math.max(0, at - 10);
  const cut = (text: string): string => {
    const piece = text.slice(from, at + 20).replace(/\n/g, ' ');
    return quoted(piece === '' ? '' : `${from > 0 ? '…' : ''}${piece}${text.length > at + 20 ? '…' : ''}`);
  };
  return [cut(logged), cut(shown)];
}

export function textDifference(where: string, logged: string, shown: string): string {
  const [was, is] = around(logged, shown);
  return `${where}：存证里是${was}，页面上是${is}`;
}

const attributeWords: Readonly<Record<string, string>> = {
  colspan: '合并的列数',
  rowspan: '合并的行数',
  start: '起始编号',
  class: '对齐方式',
  alt: '图片说明',
};

const MARKS = '字数相同，但加粗、上下标、链接或图片与存证不同';

class Comparison {
  readonly found: string[] = [];
  constructor(private readonly same: SameAddress) {}

  add(sentence: string): void {
    if (this.found.length < MOST) this.found.push(sentence);
  }

  attributes(logged: PageElement, shown: PageElement, where: string): void {
    for (const name of new Set([...Object.keys(logged.attrs), ...Object.keys(shown.attrs)])) {
      const was = logged.attrs[name];
      const is = shown.attrs[name];
      if (was !== undefined && this.isSameAttribute(name, was, is)) continue;
      if (logged.name === 'a' && name === 'href')
        this.add(
          `${where}的链接“${textOf(logged).slice(0, 20)}”：存证里指向 ${was ?? '（没有）'}，页面上指向 ${is ?? '（没有）'}`,
        );
      else if (logged.name === 'img' && name === 'src')
        this.add(`${where}：存证里是图片 ${short(was)}，页面上是图片 ${short(is)}`);
      else if (was === undefined) this.add(`${where}：页面上多了标记 ${name}="${(is ?? '').slice(0, 40)}"`);
      else {
        const word = attributeWords[name] ?? `标记 ${name}`;
        this.add(`${where}：${word}，存证里是“${was}”，页面上是${is === undefined ? '（没有）' : `“${is}”`}`);
      }
    }
  }

  element(logged: PageNode, shown: PageNode, where: string): void {
    if (typeof logged === 'string' || typeof shown === 'string') {
      if (logged !== shown) this.add(textDifference(where, textOf(logged), textOf(shown)));
      return;
    }
    if (logged.name !== shown.name) {
      this.add(`${where}：存证里是${noun(logged)}，页面上是${noun(shown)}（“${textOf(shown).slice(0, 20)}”）`);
      return;
    }
    this.attributes(logged, shown, where);
    if (logged.children.some(isBlock) || shown.children.some(isBlock)) this.blocks(logged.children, shown.children, where);
    else this.line(logged.children, shown.children, where);
  }

  /** Text with its marks: first the letters, then what they look like and lead to. */
  line(logged: readonly PageNode[], shown: readonly PageNode[], where: string): void {
    const was = logged.map(textOf).join('');
    const is = shown.map(textOf).join('');
    const alike = logged.length === shown.length && logged.every((n, i) => nameOf(n) === nameOf(shown[i]!));
    if (was !== is) this.add(textDifference(where, was, is));
    else if (!alike || logged.some((n, i) => typeof n === 'string' && n !== shown[i])) this.add(`${where}：${MARKS}`);
    else
      for (const [i, node] of logged.entries()) {
        const other = shown[i]!;
        if (typeof node === 'string' || typeof other === 'string') continue;
        this.attributes(node, other, where);
        this.line(node.children, other.children, where);
      }
  }

  blocks(logged: readonly PageNode[], shown: readonly PageNode[], where: string): void {
    let from = 0;
    while (from < logged.length && from < shown.length && this.isSame(logged[from]!, shown[from]!)) from++;
    let end = 0;
    const room = Math.min(logged.length, shown.length) - from;
    while (end < room && this.isSame(logged[logged.length - 1 - end]!, shown[shown.length - 1 - end]!)) end++;
    const was = logged.slice(from, logged.length - end);
    const is = shown.slice(from, shown.length - end);
    const both = Math.min(was.length, is.length);
    for (let i = 0; i < both; i++) this.element(was[i]!, is[i]!, this.place(logged, from + i, where));
    for (let i = both; i < was.length; i++)
      this.add(`${this.place(logged, from + i, where)}：存证里有，页面上没有（“${textOf(was[i]!).slice(0, 30)}”）`);
    for (let i = both; i < is.length; i++)
      this.add(`${this.place(shown, from + i, where)}：存证里没有，是页面上多出来的（“${textOf(is[i]!).slice(0, 30)}”）`);
  }

  private isSame(logged: PageNode, shown: PageNode): boolean {
    if (typeof logged === 'string' || typeof shown === 'string') return logged === shown;
    return (
      logged.name === shown.name &&
      logged.children.length === shown.children.length &&
      Object.keys(logged.attrs).length === Object.keys(shown.attrs).length &&
      Object.keys(logged.attrs).every((a) => this.isSameAttribute(a, logged.attrs[a]!, shown.attrs[a])) &&
      logged.children.every((child, i) => this.isSame(child, shown.children[i]!))
    );
  }

  private isSameAttribute(name: string, logged: string, shown: string | undefined): boolean {
    if (logged === shown) return true;
    return shown !== undefined && (name === 'href' || name === 'src') && this.same(logged, shown);
  }

  /** `第 2 个表格第 3 行第 1 格`: counted among its own kind, as a reader counts. */
  private place(siblings: readonly PageNode[], i: number, where: string): string {
    const node = siblings[i]!;
    if (typeof node !== 'string' && within.indexOf(node.name) >= 0) return where;
    if (typeof node !== 'string' && node.name === 'table' && where !== '正文') return where;
    const kind = kindOf(node);
    const nth = siblings.slice(0, i + 1).filter((s) => kindOf(s) === kind).length;
    const [measure, word] = typeof node === 'string' ? ['处', '文字'] : (kinds[node.name] ?? ['处', `<${node.name}>`]);
    return `${where}第 ${nth} ${measure}${word}`;
  }
}

function nameOf(node: PageNode): string {
  return typeof node === 'string' ? '#text' : node.name;
}

function short(src: string | undefined): string {
  if (src === undefined) return '（没有）';
  const last = src.slice(src.lastIndexOf('/') + 1);
  return last.length > 12 ? `${last.slice(0, 12)}…` : last;
}

/** Lines end in one way only, and pieces of text that touch are one: parsers and saved files differ in both. */
function settled(nodes: readonly PageNode[]): readonly PageNode[] {
  const out: PageNode[] = [];
  for (const node of nodes) {
    if (typeof node !== 'string') out.push({ ...node, children: settled(node.children) });
    else {
      const text = node.replace(/\r\n?/g, '\n');
      const last = out[out.length - 1];
      if (typeof last === 'string') out[out.length - 1] = last + text;
      else if (text !== '') out.push(text);
    }
  }
  return out;
}

/** Sentences, at most 20; none when the page shows the very text. */
export function bodyFindings(logged: readonly PageNode[], shown: readonly PageNode[], same: SameAddress): readonly string[] {
  const comparison = new Comparison(same);
  comparison.blocks(settled(logged), settled(shown), '正文');
  return comparison.found;
}
