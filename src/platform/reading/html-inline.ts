// Running text of foreign HTML: white space as a browser would show it, marks from tags and from Word's styles.
import { type Inline, type Mark, type PlainMark, printable, safeHref } from '../../town/body.ts';
import type { Element } from './html-tree.ts';
import type { ReadWarning } from './words.ts';

const TAG_MARKS: Readonly<Record<string, PlainMark>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  sup: 'superscript',
  sub: 'subscript',
};

export function isHiddenElement(element: Element): boolean {
  const style = element.attrs.style ?? '';
  return (
    /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])/i.test(style) ||
    'hidden' in element.attrs
  );
}

function marksByStyle(style: string): readonly PlainMark[] {
  const found: PlainMark[] = [];
  if (/font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style)) found.push('bold');
  if (/font-style\s*:\s*italic/i.test(style)) found.push('italic');
  if (/text-decoration[^;]*underline/i.test(style)) found.push('underline');
  if (/vertical-align\s*:\s*super/i.test(style)) found.push('superscript');
  if (/vertical-align\s*:\s*sub/i.test(style)) found.push('subscript');
  return found;
}

/** Marks of an element on top of those around it. A link that may not be stored loses its address and says so. */
export function marksWith(element: Element, around: readonly Mark[], warn: (warning: ReadWarning) => void): readonly Mark[] {
  const added: Mark[] = marksByStyle(element.attrs.style ?? '').map((type) => ({ type }));
  const byTag = Object.hasOwn(TAG_MARKS, element.name) ? TAG_MARKS[element.name] : undefined;
  if (byTag) added.push({ type: byTag });
  const given = element.name === 'a' ? element.attrs.href?.trim() : undefined;
  if (given && !given.startsWith('#')) {
    const href = safeHref(given.replace(/[\t\n\r]/g, ''));
    if (href) added.push({ type: 'link', attrs: { href } });
    else warn('links-dropped');
  }
  const fresh = added.filter(
    (mark, i) => !around.some((m) => m.type === mark.type) && added.findIndex((m) => m.type === mark.type) === i,
  );
  return fresh.length > 0 ? [...around, ...fresh] : around;
}

interface Piece {
  /** Null is a break. */
  text: string | null;
  readonly marks: readonly Mark[];
}

/** What Chinese typists put before a paragraph: two wide spaces, or as many narrow ones as look like them. */
const INDENT = /^[ ]*(?:[\u3000\u2003]{2}|(?:\u00a0 ?){4})/;

/** Collects inline content until a block begins or ends. */
export class InlineRun {
  private nodes: Piece[] = [];

  text(raw: string, marks: readonly Mark[]): void {
    const text = printable(raw).replace(/[\t\n\f ]+/g, ' ');
    if (text === '') return;
    const last = this.nodes.at(-1);
    if (last && last.text !== null && JSON.stringify(last.marks) === JSON.stringify(marks)) last.text += text;
    else this.nodes.push({ text, marks });
  }

  lineBreak(): void {
    this.nodes.push({ text: null, marks: [] });
  }

  /** What was collected as one paragraph, its breaks kept; the run is empty afterwards. */
  take(): Inline[] {
    const nodes = this.nodes;
    this.nodes = [];
    return tidied(nodes);
  }

  /**
   * The same as paragraphs: old pages separate them by an empty line or by a break and an indent, and have no other sign.
   * A break before anything else is a line of an address or a verse and stays one.
   */
  takeParagraphs(): Inline[][] {
    const paragraphs: Piece[][] = [[]];
    let line: Piece[] = [];
    let afterEmpty = false;
    const endLine = (): void => {
      const text = line.map((piece) => piece.text).join('');
      if (/^\s*$/.test(text)) afterEmpty = true;
      else {
        if (afterEmpty || INDENT.test(text)) paragraphs.push([]);
        else paragraphs.at(-1)!.push({ text: null, marks: [] });
        paragraphs.at(-1)!.push(...line);
        afterEmpty = false;
      }
      line = [];
    };
    for (const piece of this.nodes) {
      if (piece.text === null) endLine();
      else line.push(piece);
    }
    endLine();
    this.nodes = [];
    return paragraphs.map(tidied).filter((inline) => inline.length > 0);
  }
}

/** Double spaces, leading indents and breaks at both ends are taken out. */
function tidied(nodes: readonly Piece[]): Inline[] {
  const inline: Inline[] = [];
  let afterSpace = true;
  for (const { text, marks } of nodes) {
    if (text === null) {
      if (inline.length > 0) inline.push({ type: 'hardBreak' });
      afterSpace = true;
      continue;
    }
    let kept: string = text.replace(/ {2,}/g, ' ').replace(/^ /, afterSpace ? '' : ' ');
    if (afterSpace) kept = kept.replace(/^[\s\u3000\u00a0]+/, '');
    if (kept === '') continue;
    afterSpace = kept.endsWith(' ');
    const plain = kept.replace(/\u00a0/g, ' ');
    inline.push(marks.length > 0 ? { type: 'text', text: plain, marks } : { type: 'text', text: plain });
  }
  for (let last = inline.at(-1); last; last = inline.at(-1)) {
    if (last.type === 'hardBreak') inline.pop();
    else {
      const text = last.text.replace(/[\s\u3000]+$/, '');
      inline.pop();
      if (text === '') continue;
      inline.push({ ...last, text });
      break;
    }
  }
  return inline;
}
