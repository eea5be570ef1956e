// The texts of a Word part in reading order, and how a stretch of one is taken out. A text box is a story of its own, since
// it stands beside the text that goes on around it; so is the string of a watermark or a list label.
import type { Hiding } from './find-passages.ts';
import { markFor } from './passage.ts';
import { dropEmptyRuns } from './word-strip.ts';
import { type XmlElement, element, elementsOf, textIn } from './xml-tree.ts';

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly node: XmlElement;
  readonly parent: XmlElement;
  /** `text` can be shortened, `sign` is one character as an element, `gap` is white space as an element. */
  readonly kind: 'text' | 'sign' | 'gap';
  /** The text is the value of this attribute. */
  readonly attr?: string;
}

interface Paragraph {
  readonly from: number;
  readonly to: number;
  readonly node: XmlElement;
  readonly parent: XmlElement;
}

export interface Story {
  /** The value of an attribute, which is not text to somebody who reads between the tags. */
  readonly isValue: boolean;
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly paragraphs: readonly Paragraph[];
}

/** Properties hold no text of the page. */
const PROPERTIES =
  /^(?:w:(?:pPr|rPr|sectPr|tblPr|tblPrEx|tblGrid|trPr|tcPr|instrText)|m:(?:rPr|ctrlPr|\w+Pr)|wp:posOffset|wp:align)$/;
const TEXTS: ReadonlySet<string> = new Set(['w:t', 'm:t', 'a:t']);
const GAPS: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:br': '\n',
  'w:cr': '\n',
  'w:softHyphen': '\u00ad',
};
const SPOKEN_VALUES: Readonly<Record<string, string>> = { 'v:textpath': 'string', 'w:lvlText': 'w:val' };

function signOf(node: XmlElement): string | null {
  if (node.name === 'w:noBreakHyphen') return '\u2011';
  if (node.name !== 'w:sym') return null;
  const code = Number.parseInt(node.attrs.get('w:char') ?? '', 16);
  return code > 0x20 && code < 0xd800 ? String.fromCharCode(code) : '\ufffc';
}

class Reader {
  text = '';
  readonly pieces: Piece[] = [];
  readonly paragraphs: Paragraph[] = [];

  constructor(private readonly boxes: Story[]) {}

  read(node: XmlElement): void {
    for (const child of elementsOf(node)) this.child(child, node);
  }

  private add(text: string, node: XmlElement, parent: XmlElement, kind: Piece['kind'], attr?: string): void {
    this.pieces.push({ from: this.text.length, to: this.text.length + text.length, node, parent, kind, attr });
    this.text += text;
  }

  private child(node: XmlElement, parent: XmlElement): void {
    const { name } = node;
    if (PROPERTIES.test(name)) return;
    const sign = signOf(node);
    const attr = SPOKEN_VALUES[name];
    if (name === 'w:txbxContent') this.aside(false, (reader) => reader.read(node));
    else if (attr !== undefined && node.attrs.has(attr))
      this.aside(true, (reader) => reader.add(node.attrs.get(attr)!, node, parent, 'text', attr));
    else if (TEXTS.has(name)) this.add(textIn(node), node, parent, 'text');
    else if (sign !== null) this.add(sign, node, parent, 'sign');
    else if (GAPS[name] !== undefined) this.add(GAPS[name]!, node, parent, 'gap');
    else {
      const from = this.text.length;
      this.read(node);
      if (name === 'w:p') {
        this.paragraphs.push({ from, to: this.text.length, node, parent });
        this.text += '\n';
      }
    }
  }

  private aside(isValue: boolean, fill: (reader: Reader) => void): void {
    const reader = new Reader(this.boxes);
    fill(reader);
    this.boxes.push(reader.story(isValue));
  }

  story(isValue = false): Story {
    return { isValue, text: this.text, pieces: this.pieces, paragraphs: this.paragraphs };
  }
}

export function storiesOf(root: XmlElement): readonly Story[] {
  const boxes: Story[] = [];
  const main = new Reader(boxes);
  main.read(root);
  return [main.story(), ...boxes].filter((s) => s.text !== '');
}

function setText(piece: Piece, text: string): void {
  if (piece.attr !== undefined) piece.node.attrs.set(piece.attr, text);
  else piece.node.children = text === '' ? [] : [{ kind: 'text', text }];
}

/** What is left of a piece; the mark stands where the hidden stretch begins. */
function leftOf(piece: Piece, text: string, hidings: readonly Hiding[]): string {
  const parts: string[] = [];
  let at = piece.from;
  for (const { from, to, ground } of hidings) {
    if (from >= piece.from) parts.push(text.slice(at - piece.from, from - piece.from), markFor(ground));
    at = Math.min(to, piece.to);
  }
  return parts.join('') + text.slice(at - piece.from);
}

function remove(node: XmlElement, parent: XmlElement): void {
  parent.children = parent.children.filter((c) => c !== node);
}

function replaceSign(piece: Piece, hidings: readonly Hiding[]): void {
  const begins = hidings.find((h) => h.from === piece.from);
  if (!begins) {
    remove(piece.node, piece.parent);
    return;
  }
  const mark = element('w:t', { 'xml:space': 'preserve' }, [{ kind: 'text', text: markFor(begins.ground) }]);
  piece.parent.children = piece.parent.children.map((c) => (c === piece.node ? mark : c));
}

const isPageBreak = (node: XmlElement): boolean => node.name === 'w:br' && node.attrs.has('w:type');

/** A paragraph all of which was the middle or the end of a hidden stretch; left standing it would count them. */
function dropParagraph({ from, to, node, parent }: Paragraph, hidings: readonly Hiding[]): void {
  if (!hidings.some((h) => h.from < from && h.to >= to)) return;
  const next = elementsOf(parent)[elementsOf(parent).indexOf(node) + 1];
  const properties = elementsOf(node).find((c) => c.name === 'w:pPr');
  const isNeeded = next?.name !== 'w:p' || (properties && elementsOf(properties).some((c) => c.name === 'w:sectPr'));
  if (!isNeeded && elementsOf(node).every((c) => c.name === 'w:pPr')) remove(node, parent);
}

/** Takes the stretches out of the tree the story was read from. Offsets count from the beginning of the story. */
export function hideInStory(story: Story, hidings: readonly Hiding[]): void {
  if (hidings.length === 0) return;
  let first = 0;
  for (const piece of story.pieces) {
    while (first < hidings.length && hidings[first]!.to <= piece.from) first++;
    const touching: Hiding[] = [];
    for (let i = first; i < hidings.length && hidings[i]!.from < piece.to; i++) touching.push(hidings[i]!);
    if (touching.length === 0 || piece.from === piece.to) continue;
    if (piece.kind === 'text') setText(piece, leftOf(piece, story.text.slice(piece.from, piece.to), touching));
    else if (piece.kind === 'sign') replaceSign(piece, touching);
    else if (!isPageBreak(piece.node)) remove(piece.node, piece.parent);
  }
  for (const paragraph of story.paragraphs) {
    dropEmptyRuns(paragraph.node);
    dropParagraph(paragraph, hidings);
  }
}
