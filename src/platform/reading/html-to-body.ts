// Foreign HTML (a page, Word's clipboard, mammoth's output) → our closed body. Only what we know is rebuilt; the rest is gone.
import {
  type Block,
  type Body,
  bodyLimits,
  emptyBody,
  type HeadingLevel,
  type Inline,
  type ListItem,
  type Mark,
  type Table,
  type TableCell,
  type TableRow,
} from '../../town/body.ts';
import { InlineRun, isHiddenElement, marksWith } from './html-inline.ts';
import { type Element, findElement, htmlTree, textOf } from './html-tree.ts';
import type { ReadWarning } from './words.ts';

export interface HtmlBodyOptions {
  /** SHA-256 in the file store for a picture's src, or null to leave the picture out. */
  readonly picture?: (src: string) => string | null;
  /** Leave out navigation, headers and footers of a page. */
  readonly page?: boolean;
}

const BLOCKS = new Set(
  'p div section article main address center fieldset form dl dt dd figure figcaption header footer nav aside pre body html #root caption h1 h2 h3 h4 h5 h6 ul ol li blockquote hr table img'.split(
    ' ',
  ),
);
const NOT_CONTENT = new Set(['head', 'title', 'meta', 'link', 'base', 'option', 'rt', 'rp']);
const NAVIGATION = new Set(['nav', 'footer', 'aside']);
const HEADING: ReadonlyMap<string, HeadingLevel> = new Map([
  ['h1', 1],
  ['h2', 2],
  ['h3', 3],
  ['h4', 4],
  ['h5', 4],
  ['h6', 4],
]);
/** Word nests nine levels; each is two of ours. */
const DEEPEST_WORD_LIST = 6;
/** Left for the paragraphs that close open structures. */
const MOST_NODES = bodyLimits.nodes - 500;

class Converter {
  readonly warnings = new Set<ReadWarning>();
  private nodes = 0;
  private text = 0;
  /** How many headings we are inside of: a heading of several lines is one heading. */
  private headings = 0;
  /** Lists of one item that Word wrote as paragraphs, with their level. */
  private readonly wordLists = new WeakMap<Block, number>();
  private markersAsText = true;

  constructor(private readonly options: HtmlBodyOptions) {}

  private readonly warn = (warning: ReadWarning): void => void this.warnings.add(warning);

  /** False once the body is as large as a body may be. */
  private room(cost = 1): boolean {
    this.nodes += cost;
    if (this.nodes > MOST_NODES) this.warn('content-cut');
    return this.nodes <= MOST_NODES;
  }

  private textRoom(content: readonly Inline[]): boolean {
    for (const node of content) this.text += node.type === 'text' ? Buffer.byteLength(node.text) : 0;
    if (this.text > bodyLimits.textBytes - 10_000) this.warn('content-cut');
    return this.text <= bodyLimits.textBytes - 10_000;
  }

  blocks(element: Element, marks: readonly Mark[] = [], inTable = false, depth = 0): Block[] {
    const out: Block[] = [];
    const run = new InlineRun();
    const flush = (): void => {
      for (const content of this.headings > 0 ? [run.take()] : run.takeParagraphs())
        if (content.length > 0 && this.room(1 + content.length) && this.textRoom(content))
          out.push({ type: 'paragraph', ...alignOf(element), content });
    };
    const walk = (parent: Element, around: readonly Mark[]): void => {
      for (const child of parent.children) {
        if (typeof child === 'string') run.text(child, around);
        else if (this.leftOut(child)) continue;
        else if (child.name === 'br') run.lineBreak();
        else if (BLOCKS.has(child.name)) {
          flush();
          out.push(...this.block(child, around, inTable, depth));
        } else if (isListMarker(child)) run.text(this.markersAsText ? numberMarker(textOf(child)) : '', around);
        else walk(child, marksWith(child, around, this.warn));
      }
    };
    walk(element, marks);
    flush();
    return joined(out, this.wordLists);
  }

  private leftOut(element: Element): boolean {
    if (NOT_CONTENT.has(element.name) || (this.options.page && NAVIGATION.has(element.name))) return true;
    if (!isHiddenElement(element)) return false;
    if (textOf(element).trim() !== '') this.warn('hidden-text-dropped');
    return true;
  }

  private block(element: Element, marks: readonly Mark[], inTable: boolean, depth: number): Block[] {
    // Blocks nest at most half as deep as a body may, since a list counts twice.
    if (depth > 20) return this.blocksFlat(element, marks);
    const level = HEADING.get(element.name);
    if (level) return this.heading(element, level, marks, inTable, depth);
    switch (element.name) {
      case 'hr':
        return this.room() ? [{ type: 'horizontalRule' }] : [];
      case 'img':
        return this.picture(element);
      case 'ul':
      case 'ol':
        return this.list(element, marks, inTable, depth);
      case 'table':
        return this.table(element, marks, inTable, depth);
      case 'blockquote': {
        const content = this.blocks(element, marks, inTable, depth + 1);
        return content.length > 0 && this.room() ? [{ type: 'blockquote', content }] : content;
      }
      default: {
        const inner = marksWith(element, marks, this.warn);
        const outline = /mso-outline-level\s*:\s*([1-4])/i.exec(element.attrs.style ?? '')?.[1];
        if (outline) return this.heading(element, Number(outline) as HeadingLevel, inner, inTable, depth);
        const item = this.headings === 0 && depth <= DEEPEST_WORD_LIST ? wordItemOf(element) : null;
        const before = this.markersAsText;
        this.markersAsText = item === null;
        const content = this.blocks(element, inner, inTable, depth + 1);
        this.markersAsText = before;
        if (item === null || content[0]?.type !== 'paragraph' || !this.room(2)) return content;
        const items = [{ type: 'listItem', content } as const];
        const list: Block =
          item.start === null
            ? { type: 'bulletList', content: items }
            : { type: 'orderedList', attrs: { start: item.start }, content: items };
        this.wordLists.set(list, item.level);
        return [list];
      }
    }
  }

  private blocksFlat(element: Element, marks: readonly Mark[]): Block[] {
    const run = new InlineRun();
    run.text(textOf(element), marks);
    const content = run.take();
    return content.length > 0 && this.room(1 + content.length) && this.textRoom(content) ? [{ type: 'paragraph', content }] : [];
  }

  private heading(element: Element, level: HeadingLevel, marks: readonly Mark[], inTable: boolean, depth: number): Block[] {
    // A heading is bold by itself; a table or list inside it is kept as what it is.
    this.headings++;
    const blocks = this.blocks(element, marks, inTable, depth + 1);
    this.headings--;
    return blocks.map((block): Block => {
      if (block.type !== 'paragraph') return block;
      const content = block.content?.map((n) => (n.type === 'text' && n.marks ? withoutBold(n.text, n.marks) : n));
      return { type: 'heading', attrs: { level }, ...(content ? { content } : {}) };
    });
  }

  private picture(element: Element): Block[] {
    const file = this.options.picture?.(element.attrs.src ?? '') ?? null;
    if (!file) {
      if (element.attrs.src) this.warn('pictures-dropped');
      return [];
    }
    const alt = (element.attrs.alt ?? '')
      .replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu, ' ')
      .trim()
      .slice(0, 300);
    return this.room() ? [{ type: 'image', attrs: { file, alt } }] : [];
  }

  private list(element: Element, marks: readonly Mark[], inTable: boolean, depth: number): Block[] {
    const items = element.children.filter((child): child is Element => typeof child !== 'string' && !this.leftOut(child));
    const content = items.flatMap((item) => {
      const blocks = this.blocks(
        { name: '#root', attrs: item.attrs, children: item.name === 'li' ? item.children : [item] },
        marks,
        inTable,
        depth + 1,
      );
      if (blocks.length === 0 || !this.room(2)) return [];
      return [
        {
          type: 'listItem',
          content: blocks[0]!.type === 'paragraph' ? blocks : [{ type: 'paragraph' } as const, ...blocks],
        } as const,
      ];
    });
    if (content.length === 0) return [];
    if (element.name === 'ul') return [{ type: 'bulletList', content }];
    const start = Number(element.attrs.start ?? 1);
    return [
      { type: 'orderedList', attrs: { start: Number.isInteger(start) && start >= 0 && start <= 100_000 ? start : 1 }, content },
    ];
  }

  /** A table inside a table, or one that only arranges the page, is read as the blocks it holds. */
  private table(element: Element, marks: readonly Mark[], inTable: boolean, depth: number): Block[] {
    const rows = rowsOf(element);
    const arranges = rows.every((cells) => cells.length <= 1) || findElement(element, (e) => e.name === 'table') !== null;
    if (inTable || arranges) {
      if (inTable) this.warn('inner-tables-flattened');
      return rows.flat().flatMap((cell) => this.blocks(cell, marks, inTable, depth + 1));
    }
    const caption = findElement(element, (e) => e.name === 'caption');
    const content: TableRow[] = [];
    for (const cells of rows) {
      const row = cells.flatMap((cell): TableCell[] => {
        if (!this.room(2)) return [];
        const inside = this.blocks(cell, marks, true, depth + 1);
        const attrs = {
          colspan: span(cell.attrs.colspan, bodyLimits.colspan),
          rowspan: span(cell.attrs.rowspan, bodyLimits.rowspan),
        };
        return [
          {
            type: cell.name === 'th' ? 'tableHeader' : 'tableCell',
            attrs,
            content: inside.length > 0 ? inside : [{ type: 'paragraph' }],
          },
        ];
      });
      if (row.length > 0 && this.room()) content.push({ type: 'tableRow', content: row });
    }
    const table: Table = { type: 'table', content };
    return [...(caption ? this.blocks(caption, marks, true, depth + 1) : []), ...(content.length > 0 ? [table] : [])];
  }
}

function withoutBold(text: string, marks: readonly Mark[]): { type: 'text'; text: string; marks?: readonly Mark[] } {
  const left = marks.filter((mark) => mark.type !== 'bold');
  return left.length > 0 ? { type: 'text', text, marks: left } : { type: 'text', text };
}

function rowsOf(table: Element): readonly (readonly Element[])[] {
  const elements = (parent: Element): Element[] => parent.children.filter((child): child is Element => typeof child !== 'string');
  return elements(table)
    .flatMap((child) =>
      child.name === 'tr'
        ? [child]
        : /^(?:thead|tbody|tfoot)$/.test(child.name)
          ? elements(child).filter((c) => c.name === 'tr')
          : [],
    )
    .map((row) => elements(row).filter((cell) => cell.name === 'td' || cell.name === 'th'));
}

function span(given: string | undefined, most: number): number {
  const n = Number.parseInt(given ?? '1', 10);
  return n >= 1 ? Math.min(n, most) : 1;
}

function alignOf(element: Element): { attrs?: { align: 'center' | 'right' } } {
  const found =
    /text-align\s*:\s*(center|right)/i.exec(element.attrs.style ?? '')?.[1] ??
    element.attrs.align ??
    (element.name === 'center' ? 'center' : '');
  const align = found.toLowerCase();
  return align === 'center' || align === 'right' ? { attrs: { align } } : {};
}

/** Word writes the number or bullet of a list paragraph as text in a span of its own. */
function isListMarker(element: Element): boolean {
  return /mso-list\s*:\s*Ignore/i.test(element.attrs.style ?? '');
}

function numberMarker(text: string): string {
  const marker = text.replace(/[\s\u00a0]+/g, '');
  return /[0-9一二三四五六七八九十]|^[（(]?[A-Za-z][.、)）]$/.test(marker) ? marker : '';
}

interface WordItem {
  level: number;
  /** Its number; null for a bullet. */
  start: number | null;
}

/**
 * A paragraph that Word shows as an item of a list. Only numbers like 1. become a list: 一、 and （一） are part of an official
 * text's own numbering and stay in it.
 */
function wordItemOf(element: Element): WordItem | null {
  const listed = /mso-list\s*:\s*l\d+(?:\s+level([1-9]))?/i.exec(element.attrs.style ?? '');
  const marker = listed && findElement(element, isListMarker);
  if (!marker) return null;
  const level = Number(listed[1] ?? 1);
  const number = numberMarker(textOf(marker));
  if (number === '') return { level, start: null };
  const counted = /^(\d{1,5})[.．、]$/.exec(number)?.[1];
  return counted === undefined ? null : { level, start: Number(counted) };
}

interface OpenList {
  level: number;
  type: 'bulletList' | 'orderedList';
  start: number;
  items: ListItem[];
}

/** What Word wrote paragraph by paragraph as lists again: neighbours become one, deeper levels stand inside the item above. */
function joined(blocks: readonly Block[], levels: WeakMap<Block, number>): Block[] {
  const out: Block[] = [];
  const open: OpenList[] = [];
  for (const block of blocks) {
    const level = levels.get(block);
    if (level === undefined || (block.type !== 'bulletList' && block.type !== 'orderedList')) {
      open.length = 0;
      out.push(block);
      continue;
    }
    const start = block.type === 'orderedList' ? block.attrs.start : 0;
    while (open.length > 0 && open.at(-1)!.level > level) open.pop();
    const same = open.at(-1)?.level === level ? open.at(-1) : undefined;
    if (same?.type === block.type && (same.type === 'bulletList' || start === same.start + same.items.length)) {
      same.items.push(...block.content);
      continue;
    }
    if (same) open.pop();
    const items = [...block.content];
    const list: Block = { ...block, content: items };
    const above = open.at(-1);
    const item = above?.items.at(-1);
    if (above && item) above.items[above.items.length - 1] = { ...item, content: [...item.content, list] };
    else out.push(list);
    open.push({ level, type: block.type, start, items });
  }
  return out;
}

/** Body of an element already parsed. */
export function elementToBody(element: Element, options: HtmlBodyOptions = {}): { body: Body; warnings: readonly ReadWarning[] } {
  const converter = new Converter(options);
  const content = converter.blocks(element);
  return { body: content.length > 0 ? { type: 'doc', content } : emptyBody, warnings: [...converter.warnings] };
}

/** Body of any HTML, for paste and import. Always a valid body; what could not be kept is told in `warnings`. */
export function htmlToBody(html: string, options: HtmlBodyOptions = {}): { body: Body; warnings: readonly ReadWarning[] } {
  // Word's clipboard marks the copied part; outside of it is only its style sheet.
  const copied = /<!--StartFragment-->([\s\S]*)<!--EndFragment-->/.exec(html)?.[1] ?? html;
  const { root, cut } = htmlTree(copied);
  const { body, warnings } = elementToBody(root, options);
  return { body, warnings: cut && !warnings.includes('content-cut') ? [...warnings, 'content-cut'] : warnings };
}
