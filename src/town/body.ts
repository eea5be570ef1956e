// The text of a public document: a closed tree of blocks, the same JSON the editor writes. Whatever is not in this
// file cannot be stored, shown or signed. Parsing copies; nothing of the given object survives.
import { done, type Outcome, type Refusal } from './outcome.ts';

export type Align = 'left' | 'center' | 'right';
export type HeadingLevel = 1 | 2 | 3 | 4;
export type PlainMark = 'bold' | 'italic' | 'underline' | 'superscript' | 'subscript';
export type Mark = { readonly type: PlainMark } | { readonly type: 'link'; readonly attrs: { readonly href: string } };

export interface TextNode {
  readonly type: 'text';
  readonly text: string;
  readonly marks?: readonly Mark[];
}
export interface HardBreak {
  readonly type: 'hardBreak';
}
export type Inline = TextNode | HardBreak;

export interface Paragraph {
  readonly type: 'paragraph';
  readonly attrs?: { readonly align: Align };
  readonly content?: readonly Inline[];
}
export interface Heading {
  readonly type: 'heading';
  readonly attrs: { readonly level: HeadingLevel };
  readonly content?: readonly Inline[];
}
export interface ListItem {
  readonly type: 'listItem';
  readonly content: readonly Block[];
}
export interface BulletList {
  readonly type: 'bulletList';
  readonly content: readonly ListItem[];
}
export interface OrderedList {
  readonly type: 'orderedList';
  readonly attrs: { readonly start: number };
  readonly content: readonly ListItem[];
}
export interface Blockquote {
  readonly type: 'blockquote';
  readonly content: readonly Block[];
}
export interface HorizontalRule {
  readonly type: 'horizontalRule';
}
/** `file` is the SHA-256 of a picture in the town's file store, never an address. */
export interface Image {
  readonly type: 'image';
  readonly attrs: { readonly file: string; readonly alt: string };
}
export interface TableCell {
  readonly type: 'tableCell' | 'tableHeader';
  readonly attrs: { readonly colspan: number; readonly rowspan: number };
  readonly content: readonly Block[];
}
export interface TableRow {
  readonly type: 'tableRow';
  readonly content: readonly TableCell[];
}
export interface Table {
  readonly type: 'table';
  readonly content: readonly TableRow[];
}
export type Block = Paragraph | Heading | BulletList | OrderedList | Blockquote | HorizontalRule | Image | Table;
export interface Body {
  readonly type: 'doc';
  readonly content: readonly Block[];
}
export type BodyNode = Body | Block | ListItem | TableRow | TableCell | Inline;

export const bodyRefusals = [
  'body-not-a-document',
  'body-too-deep',
  'body-too-many-nodes',
  'body-too-long',
  'body-unknown-node',
  'body-misplaced-node',
  'body-unknown-attribute',
  'body-bad-attribute',
  'body-unknown-mark',
  'body-bad-link',
  'body-bad-character',
] as const;
export type BodyRefusal = (typeof bodyRefusals)[number];

export const bodyLimits = { depth: 64, nodes: 20_000, textBytes: 2_000_000, colspan: 100, rowspan: 1_000, refusals: 20 } as const;

export const emptyBody: Body = { type: 'doc', content: [{ type: 'paragraph' }] };

/** Control characters, halves of surrogate pairs and direction overrides: they cannot be printed or they disguise text. */
const BAD_CHARACTER = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/u;
const BAD_CHARACTERS = new RegExp(BAD_CHARACTER.source, 'gu');

/** For importers: the text without the characters that parseBody refuses. */
export function printable(text: string): string {
  return text.replace(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n').replace(BAD_CHARACTERS, '');
}

/** The link as it may be stored, or null. http(s), mailto, tel, or a path of this site (never `//host`). */
export function safeHref(text: string): string | null {
  if (text.length > 2000 || /[\u0000-\u0020\u007f-\u00a0\\<>"`\u2028\u2029]/.test(text) || BAD_CHARACTER.test(text)) return null;
  if (/^\/(?!\/)/.test(text)) return text;
  if (/^tel:\+?[0-9()-]{3,32}$/i.test(text)) return text;
  if (/^mailto:[^@:/?#]+@[^@:/?#]+$/i.test(text)) return text;
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.hostname !== '' && url.username === '' && url.password === '' ? text : null;
}

type Fields = Readonly<Record<string, unknown>>;
const plainMarks: readonly string[] = ['bold', 'italic', 'underline', 'superscript', 'subscript'] satisfies PlainMark[];
/** What the editor writes beside our attributes; it carries no meaning here and is dropped. */
const editorOnly: Readonly<Record<string, readonly string[]>> = {
  paragraph: [],
  orderedList: ['type'],
  tableCell: ['colwidth', 'align'],
  tableHeader: ['colwidth', 'align'],
  link: ['target', 'rel', 'class', 'title'],
};
const blockTypes = ['paragraph', 'heading', 'bulletList', 'orderedList', 'blockquote', 'horizontalRule', 'image', 'table'];
const otherTypes = ['doc', 'listItem', 'tableRow', 'tableCell', 'tableHeader', 'text', 'hardBreak'];
const inCell = blockTypes.filter((t) => t !== 'table');
/** Which children a node takes; a node that is not here takes none. */
const children: Readonly<Record<string, readonly string[]>> = {
  doc: blockTypes,
  paragraph: ['text', 'hardBreak'],
  heading: ['text', 'hardBreak'],
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  listItem: blockTypes,
  blockquote: blockTypes,
  table: ['tableRow'],
  tableRow: ['tableCell', 'tableHeader'],
  tableCell: inCell,
  tableHeader: inCell,
};

function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const proto = Object.getPrototypeOf(value);
  return proto === Object.prototype || proto === null ? (value as Fields) : null;
}

function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

class Parser {
  readonly refusals: Refusal<BodyRefusal>[] = [];
  private nodes = 0;
  private textBytes = 0;
  private stopped = false;
  private readonly encoder = new TextEncoder();

  refuse(code: BodyRefusal, path: string, facts: Record<string, string | number> = {}): null {
    if (this.refusals.length < bodyLimits.refusals) this.refusals.push({ code, facts: { path, ...facts } });
    return null;
  }

  /** A limit was passed: what follows is not looked at. */
  private stop(code: BodyRefusal, path: string, limit: number): null {
    if (!this.stopped) this.refuse(code, path, { limit });
    this.stopped = true;
    return null;
  }

  node(value: unknown, allowed: readonly string[], path: string, depth: number, table: boolean): BodyNode | null {
    if (this.stopped) return null;
    if (++this.nodes > bodyLimits.nodes) return this.stop('body-too-many-nodes', path, bodyLimits.nodes);
    if (depth > bodyLimits.depth) return this.stop('body-too-deep', path, bodyLimits.depth);
    const fields = fieldsOf(value);
    const type = fields ? own(fields, 'type') : undefined;
    if (!fields || typeof type !== 'string') return this.refuse('body-unknown-node', path);
    if (![...blockTypes, ...otherTypes].includes(type))
      return this.refuse('body-unknown-node', path, { node: type.slice(0, 40) });
    if (!allowed.includes(type) || (table && type === 'table')) return this.refuse('body-misplaced-node', path, { node: type });
    for (const key of Object.keys(fields)) {
      const known =
        key === 'type' || key === 'attrs' || key === 'content' || (type === 'text' && key === 'text') || key === 'marks';
      if (!known) this.refuse('body-unknown-attribute', path, { attribute: key.slice(0, 40) });
    }
    if (type === 'text') return this.text(fields, path);
    const attrs = this.attrs(type, own(fields, 'attrs'), path);
    const content = this.content(type, own(fields, 'content'), path, depth, table || type === 'table');
    if (type === 'hardBreak') return { type };
    if (own(fields, 'marks') !== undefined) this.refuse('body-unknown-attribute', path, { attribute: 'marks' });
    return attrs === undefined || content === null
      ? null
      : ({ type, ...(attrs ? { attrs } : {}), ...(content ? { content } : {}) } as unknown as BodyNode);
  }

  /** undefined: the node takes or has no content. null: refused. */
  private content(type: string, value: unknown, path: string, depth: number, table: boolean): BodyNode[] | undefined | null {
    const allowed = children[type];
    const textBlock = type === 'paragraph' || type === 'heading';
    if (value !== undefined && !Array.isArray(value)) return this.refuse('body-misplaced-node', path);
    const given: readonly unknown[] = value ?? [];
    if (!allowed) return given.length === 0 ? undefined : this.refuse('body-misplaced-node', path, { node: type });
    if (given.length === 0) return textBlock ? undefined : this.refuse('body-misplaced-node', path, { node: type });
    const parsed: BodyNode[] = [];
    for (let i = 0; i < given.length && !this.stopped; i++) {
      const node = this.node(given[i], allowed, path === '' ? String(i) : `${path}.${i}`, depth + 1, table);
      if (node && type === 'listItem' && i === 0 && node.type !== 'paragraph')
        this.refuse('body-misplaced-node', path, { node: node.type });
      if (node) parsed.push(node);
    }
    return parsed;
  }

  /** null: the node has none. undefined: refused. */
  private attrs(type: string, value: unknown, path: string): Record<string, unknown> | null | undefined {
    const fields = value === undefined || value === null ? {} : fieldsOf(value);
    if (!fields) return void this.refuse('body-bad-attribute', path, { attribute: 'attrs' });
    const found = new Map(Object.keys(fields).map((key) => [key, fields[key]]));
    for (const key of editorOnly[type] ?? []) found.delete(key);
    const take = (name: string, read: (given: unknown) => unknown): unknown => {
      const read1 = read(found.get(name) ?? undefined);
      found.delete(name);
      if (read1 === undefined) this.refuse('body-bad-attribute', path, { attribute: name });
      return read1;
    };
    const whole = (min: number, max: number, otherwise?: number) => (v: unknown) =>
      v === undefined ? otherwise : typeof v === 'number' && Number.isInteger(v) && v >= min && v <= max ? v : undefined;
    let attrs: Record<string, unknown> | null = null;
    if (type === 'paragraph') {
      const align = take('align', (v) =>
        v === undefined || v === 'left' ? 'left' : v === 'center' || v === 'right' ? v : undefined,
      );
      if (align !== 'left') attrs = { align };
    } else if (type === 'heading') attrs = { level: take('level', whole(1, 4)) };
    else if (type === 'orderedList') attrs = { start: take('start', whole(0, 100_000, 1)) };
    else if (type === 'tableCell' || type === 'tableHeader')
      attrs = {
        colspan: take('colspan', whole(1, bodyLimits.colspan, 1)),
        rowspan: take('rowspan', whole(1, bodyLimits.rowspan, 1)),
      };
    else if (type === 'image')
      attrs = {
        file: take('file', (v) => (typeof v === 'string' && /^[0-9a-f]{64}$/.test(v) ? v : undefined)),
        alt: take('alt', (v) =>
          v === undefined ? '' : typeof v === 'string' && v.length <= 1000 && this.readable(v, path) ? v : undefined,
        ),
      };
    for (const key of found.keys()) this.refuse('body-unknown-attribute', path, { attribute: key.slice(0, 40) });
    return attrs;
  }

  private readable(text: string, path: string): boolean {
    this.textBytes += text.length > bodyLimits.textBytes ? text.length : this.encoder.encode(text).length;
    if (this.textBytes > bodyLimits.textBytes) this.stop('body-too-long', path, bodyLimits.textBytes);
    else if (BAD_CHARACTER.test(text)) this.refuse('body-bad-character', path);
    return true;
  }

  private text(fields: Fields, path: string): TextNode | null {
    const text = own(fields, 'text');
    if (typeof text !== 'string' || text === '') return this.refuse('body-bad-attribute', path, { attribute: 'text' });
    if (own(fields, 'content') !== undefined || own(fields, 'attrs') !== undefined) this.refuse('body-misplaced-node', path);
    this.readable(text, path);
    const given = own(fields, 'marks') ?? [];
    if (!Array.isArray(given) || given.length > 8) return this.refuse('body-unknown-mark', path);
    const marks: Mark[] = [];
    for (const value of given as readonly unknown[]) {
      const mark = this.mark(value, path);
      if (mark && !marks.some((m) => m.type === mark.type)) marks.push(mark);
    }
    return marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text };
  }

  private mark(value: unknown, path: string): Mark | null {
    const fields = fieldsOf(value);
    const type = fields ? own(fields, 'type') : undefined;
    const attrs = fieldsOf((fields && own(fields, 'attrs')) ?? {});
    if (!fields || !attrs || typeof type !== 'string') return this.refuse('body-unknown-mark', path);
    for (const key of Object.keys(fields))
      if (key !== 'type' && key !== 'attrs') this.refuse('body-unknown-attribute', path, { attribute: key.slice(0, 40) });
    const own1 = Object.keys(attrs).filter((key) => !(editorOnly[type]?.includes(key) ?? false));
    if (plainMarks.includes(type) && own1.length === 0) return { type: type as PlainMark };
    if (type !== 'link' || own1.some((key) => key !== 'href'))
      return this.refuse('body-unknown-mark', path, { mark: type.slice(0, 40) });
    const href = own(attrs, 'href');
    const safe = typeof href === 'string' ? safeHref(href) : null;
    return safe === null ? this.refuse('body-bad-link', path) : { type: 'link', attrs: { href: safe } };
  }
}

/** Reads a body from anything: an editor, an importer, an attacker. Answers a fresh body or all that is wrong with it (at most 20). */
export function parseBody(value: unknown): Outcome<Body, BodyRefusal> {
  const parser = new Parser();
  const fields = fieldsOf(value);
  if (!fields || own(fields, 'type') !== 'doc') parser.refuse('body-not-a-document', '');
  else {
    const body = parser.node(fields, ['doc'], '', 0, false);
    if (body?.type === 'doc' && parser.refusals.length === 0) return done(body);
    if (parser.refusals.length === 0) parser.refuse('body-not-a-document', '');
  }
  return { ok: false, refusals: parser.refusals };
}

export interface BodyBlock {
  /** Place in the tree, `2.0.1`: child numbers from the top. */
  readonly path: string;
  readonly kind: 'paragraph' | 'heading' | 'cell' | 'item';
  readonly text: string;
}

function inlineText(content: readonly Inline[] | undefined): string {
  return (content ?? []).map((n) => (n.type === 'text' ? n.text : '\n')).join('');
}

/** Every paragraph and heading that has text, in reading order; the kind says where it stands. */
export function bodyBlocks(body: Body): readonly BodyBlock[] {
  const found: BodyBlock[] = [];
  const walk = (nodes: readonly BodyNode[], path: string, place: BodyBlock['kind']): void => {
    nodes.forEach((node, i) => {
      const at = path === '' ? String(i) : `${path}.${i}`;
      if (node.type === 'paragraph' || node.type === 'heading') {
        const text = inlineText(node.content);
        if (text.trim() !== '') found.push({ path: at, kind: node.type === 'heading' ? 'heading' : place, text });
      } else if (node.type === 'listItem') walk(node.content, at, 'item');
      else if (node.type === 'tableCell' || node.type === 'tableHeader') walk(node.content, at, 'cell');
      else if ('content' in node && node.content) walk(node.content, at, place);
    });
  };
  walk(body.content, '', 'paragraph');
  return found;
}

/** For search, checks and fingerprints: one line a block, the cells of a table row parted by tabs. */
export function plainText(body: Body): string {
  const lines = (nodes: readonly BodyNode[]): string[] =>
    nodes.flatMap((node): string[] => {
      if (node.type === 'paragraph' || node.type === 'heading') return [inlineText(node.content)];
      if (node.type === 'tableRow') return [node.content.map((cell) => lines(cell.content).join(' ')).join('\t')];
      return 'content' in node && node.content ? lines(node.content) : [];
    });
  return lines(body.content).join('\n').trim();
}

/** `一、` gives 1, `（一）` gives 2, `第一章` gives 1; null for a line that only begins like a heading and runs on. */
export function chineseHeading(line: string): 1 | 2 | null {
  if (line.length > 50 || /[。！？；]|[;!?，,：:]$/.test(line)) return null;
  if (/^(?:[一二三四五六七八九十百]{1,4}、|第[一二三四五六七八九十百]{1,4}[章编][\s\u3000])\s*\S/.test(line)) return 1;
  return /^[（(][一二三四五六七八九十百]{1,4}[)）]\s*\S/.test(line) ? 2 : null;
}

/** One paragraph a line; numbered Chinese headings become headings. The text is made storable first. */
export function bodyFromText(text: string): Body {
  const content = printable(text)
    .split('\n')
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''))
    .filter((line) => line !== '')
    .map((line): Block => {
      const level = chineseHeading(line);
      const inside: Inline[] = [{ type: 'text', text: line }];
      return level ? { type: 'heading', attrs: { level }, content: inside } : { type: 'paragraph', content: inside };
    });
  return content.length > 0 ? { type: 'doc', content } : emptyBody;
}

function everyNode(nodes: readonly BodyNode[], see: (node: BodyNode) => void): void {
  for (const node of nodes) {
    see(node);
    if ('content' in node && node.content) everyNode(node.content, see);
  }
}

/** SHA-256 of each picture, once, in reading order. */
export function imagesOf(body: Body): readonly string[] {
  const files = new Set<string>();
  everyNode(body.content, (node) => node.type === 'image' && files.add(node.attrs.file));
  return [...files];
}

/** Each address linked to, once, in reading order. */
export function linksOf(body: Body): readonly string[] {
  const hrefs = new Set<string>();
  everyNode(body.content, (node) => {
    for (const mark of node.type === 'text' ? (node.marks ?? []) : []) if (mark.type === 'link') hrefs.add(mark.attrs.href);
  });
  return [...hrefs];
}
