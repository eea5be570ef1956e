// A forgiving, bounded tree of somebody else's HTML. Nothing of it is ever sent to a browser.
import { Parser } from 'htmlparser2';

export interface Element {
  readonly name: string;
  readonly attrs: Readonly<Record<string, string>>;
  readonly children: Node[];
}
export type Node = Element | string;

const DEEPEST = 120;
const MOST_NODES = 300_000;
/** Their content is never text of the document. */
const SKIPPED = new Set(
  (
    'script style noscript iframe frame frameset object embed applet svg math template textarea select button input form-data audio video canvas ' +
    'xml o:documentproperties o:officedocumentsettings w:worddocument w:latentstyles'
  ).split(' '),
);

export interface HtmlTree {
  readonly root: Element;
  readonly cut: boolean;
}

/** Deeper elements are read as if their tags were not there; after 300,000 nodes reading stops and says so. */
export function htmlTree(html: string): HtmlTree {
  const root: Element = { name: '#root', attrs: {}, children: [] };
  const open: { element: Element; name: string }[] = [{ element: root, name: '#root' }];
  let skipping = 0;
  let nodes = 0;
  const parser = new Parser(
    {
      onopentag(name, attrs) {
        if (SKIPPED.has(name) || skipping > 0) skipping++;
        if (++nodes > MOST_NODES) parser.pause();
        const top = open.at(-1)!;
        if (skipping > 0 || open.length > DEEPEST) open.push({ element: top.element, name });
        else {
          const element: Element = { name, attrs, children: [] };
          top.element.children.push(element);
          open.push({ element, name });
        }
      },
      ontext(text) {
        if (skipping > 0 || nodes > MOST_NODES) return;
        const { children } = open.at(-1)!.element;
        const last = children.at(-1);
        if (typeof last === 'string') children[children.length - 1] = last + text;
        else {
          children.push(text);
          nodes++;
        }
      },
      onclosetag() {
        if (skipping > 0) skipping--;
        open.pop();
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  // In slices, so that the pause takes effect; a paused parser keeps the rest unread.
  for (let at = 0; at < html.length && nodes <= MOST_NODES; at += 65_536) parser.write(html.slice(at, at + 65_536));
  if (nodes <= MOST_NODES) parser.end();
  return { root, cut: nodes > MOST_NODES };
}

export function textOf(node: Node): string {
  return typeof node === 'string' ? node : node.name === 'br' ? '\n' : node.children.map(textOf).join('');
}

export function findElement(root: Element, wanted: (element: Element) => boolean): Element | null {
  for (const child of root.children) {
    if (typeof child === 'string') continue;
    if (wanted(child)) return child;
    const below = findElement(child, wanted);
    if (below) return below;
  }
  return null;
}

export function findElements(root: Element, wanted: (element: Element) => boolean): readonly Element[] {
  return root.children.flatMap((child) =>
    typeof child === 'string' ? [] : wanted(child) ? [child, ...findElements(child, wanted)] : findElements(child, wanted),
  );
}
