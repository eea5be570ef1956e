// A small tree of the XML in a Word package. Names come out under one prefix for each namespace we know, whatever the
// sender called it; what belongs to a namespace we do not know is marked, so that nobody takes it along by mistake.
import { unescapeXml } from '../files/office.ts';

export interface XmlElement {
  readonly kind: 'element';
  /** `w:p`; `?:chart` for a namespace we do not know. */
  name: string;
  readonly attrs: Map<string, string>;
  children: XmlNode[];
}
export interface XmlText {
  readonly kind: 'text';
  text: string;
}
export type XmlNode = XmlElement | XmlText;

const OFFICE = 'http://schemas.openxmlformats.org/';
const MS_WORD = 'http://schemas.microsoft.com/office/word/2010/wordprocessing';
const spaces: Readonly<Record<string, string>> = {
  w: `${OFFICE}wordprocessingml/2006/main`,
  r: `${OFFICE}officeDocument/2006/relationships`,
  wp: `${OFFICE}drawingml/2006/wordprocessingDrawing`,
  a: `${OFFICE}drawingml/2006/main`,
  pic: `${OFFICE}drawingml/2006/picture`,
  m: `${OFFICE}officeDocument/2006/math`,
  mc: `${OFFICE}markup-compatibility/2006`,
  wps: `${MS_WORD}Shape`,
  wpg: `${MS_WORD}Group`,
  wpc: `${MS_WORD}Canvas`,
  v: 'urn:schemas-microsoft-com:vml',
  o: 'urn:schemas-microsoft-com:office:office',
  w10: 'urn:schemas-microsoft-com:office:word',
};
const prefixOf: ReadonlyMap<string, string> = new Map(Object.entries(spaces).map(([prefix, uri]) => [uri, prefix]));

const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>|([^<]+)/g;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

type Scope = ReadonlyMap<string, string>;

function known(name: string, scope: Scope, isAttribute: boolean): string {
  const colon = name.indexOf(':');
  const prefix = colon < 0 ? '' : name.slice(0, colon);
  const local = name.slice(colon + 1);
  if (prefix === 'xml') return name;
  if (prefix === '' && isAttribute) return local;
  return `${prefixOf.get(scope.get(prefix) ?? '') ?? '?'}:${local}`;
}

function opened(name: string, attributes: string, outer: Scope): { element: XmlElement; scope: Scope } {
  const given = [...attributes.matchAll(ATTRIBUTE)].map((m) => [m[1]!, unescapeXml(m[2] ?? m[3]!)] as const);
  const declared = given.filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'));
  const scope = declared.length === 0 ? outer : new Map([...outer, ...declared.map(([k, uri]) => [k.slice(6), uri] as const)]);
  const attrs = new Map<string, string>();
  for (const [key, value] of given) {
    if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
    const plain = known(key, scope, true);
    if (!plain.startsWith('?:')) attrs.set(plain, value);
  }
  return { element: { kind: 'element', name: known(name, scope, false), attrs, children: [] }, scope };
}

/** The root, or null when tags do not fit each other. For parts that have passed `readXml`: no document type, bounded depth. */
export function parseXml(xml: string): XmlElement | null {
  const open: { element: XmlElement; scope: Scope; name: string }[] = [];
  let root: XmlElement | null = null;
  for (const m of xml.replace(/^\ufeff/, '').matchAll(TOKEN)) {
    const [, cdata, closing, name, attributes, isEmpty, text] = m;
    const top = open.at(-1);
    if (closing !== undefined) {
      if (open.pop()?.name !== closing) return null;
    } else if (name !== undefined) {
      const made = opened(name, attributes ?? '', top?.scope ?? new Map());
      if (top) top.element.children.push(made.element);
      else if (root) return null;
      else root = made.element;
      if (isEmpty !== '/') open.push({ ...made, name });
    } else if (top && (text ?? cdata) !== undefined) {
      top.element.children.push({ kind: 'text', text: cdata ?? unescapeXml(text!) });
    }
  }
  return open.length === 0 ? root : null;
}

const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
const escapedValue = (text: string): string =>
  escaped(text)
    .replace(/"/g, '&quot;')
    .replace(/[\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);

function write(node: XmlNode, out: string[], head: string): void {
  if (node.kind === 'text') {
    out.push(escaped(node.text));
    return;
  }
  out.push('<', node.name, head);
  for (const [key, value] of node.attrs) out.push(' ', key, '="', escapedValue(value), '"');
  if (node.children.length === 0) {
    out.push('/>');
    return;
  }
  out.push('>');
  for (const child of node.children) write(child, out, '');
  out.push('</', node.name, '>');
}

function prefixesIn(node: XmlElement, found: Set<string>): void {
  for (const name of [node.name, ...node.attrs.keys()]) if (name.includes(':')) found.add(name.slice(0, name.indexOf(':')));
  for (const child of elementsOf(node)) prefixesIn(child, found);
}

/** A whole part. Throws when something of an unknown namespace is left, since that is our mistake. */
export function writeXml(root: XmlElement): string {
  const used = new Set<string>();
  prefixesIn(root, used);
  used.delete('xml');
  const head = [...used].map((prefix) => {
    const uri = spaces[prefix];
    if (uri === undefined) throw new Error(`no namespace for ${prefix}`);
    return ` xmlns:${prefix}="${uri}"`;
  });
  const out: string[] = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'];
  write(root, out, head.join(''));
  return out.join('');
}

export function elementsOf(node: XmlElement): readonly XmlElement[] {
  return node.children.filter((c): c is XmlElement => c.kind === 'element');
}

export function childNamed(node: XmlElement, name: string): XmlElement | undefined {
  return elementsOf(node).find((c) => c.name === name);
}

export function textIn(node: XmlElement): string {
  return node.children.map((c) => (c.kind === 'text' ? c.text : '')).join('');
}

export function element(name: string, attrs: Readonly<Record<string, string>> = {}, children: XmlNode[] = []): XmlElement {
  return { kind: 'element', name, attrs: new Map(Object.entries(attrs)), children };
}

/** Every element below and including `node`, parents before children. */
export function* everyElement(node: XmlElement): Generator<XmlElement> {
  yield node;
  for (const child of elementsOf(node)) yield* everyElement(child);
}
