// A page as a tree for comparing it with the ledger, outside of browsers. Unlike the importers' reading nothing is left out here:
// a script or a frame that somebody slipped in is just what is looked for.
import { Parser } from 'htmlparser2';
import type { PageElement, PageNode } from './format/page-reading.ts';

const DEEPEST = 400;
const MOST_NODES = 500_000;

interface Open extends PageElement {
  readonly children: PageNode[];
}

/** Null for a page no browser of ours would have been sent: nested too deep, or of endless elements. */
export function pageTree(html: string): PageElement | null {
  const root: Open = { name: '#root', attrs: {}, children: [] };
  const open: Open[] = [root];
  let nodes = 0;
  let deepest = 0;
  const parser = new Parser(
    {
      onopentag(name, attrs) {
        const element: Open = { name, attrs: { ...attrs }, children: [] };
        open[open.length - 1]!.children.push(element);
        open.push(element);
        nodes++;
        deepest = Math.max(deepest, open.length);
      },
      ontext(text) {
        const { children } = open[open.length - 1]!;
        const last = children[children.length - 1];
        if (typeof last === 'string') children[children.length - 1] = last + text;
        else children.push(text);
      },
      onclosetag() {
        open.pop();
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  for (let at = 0; at < html.length; at += 65_536) {
    parser.write(html.slice(at, at + 65_536));
    if (nodes > MOST_NODES || deepest > DEEPEST) return null;
  }
  parser.end();
  return nodes > MOST_NODES || deepest > DEEPEST ? null : root;
}

/** A piece of HTML of our own making. */
export function fragmentTree(html: string): readonly PageNode[] {
  const root = pageTree(html);
  if (!root) throw new RangeError('a fragment nested too deep');
  return root.children;
}
