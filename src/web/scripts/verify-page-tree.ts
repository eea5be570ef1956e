// A fetched or saved page as a tree, by the browser's own parser: the very one that made what the reader sees. Nothing of it runs.
import type { PageElement, PageNode } from '../../ledger/format/page-reading.ts';

function treeOf(element: Element): PageElement {
  const attrs: Record<string, string> = {};
  for (const attribute of Array.from(element.attributes)) attrs[attribute.name] = attribute.value;
  const children: PageNode[] = [];
  element.childNodes.forEach((node) => {
    if (node instanceof Element) children.push(treeOf(node));
    else if (node.nodeType === Node.TEXT_NODE) children.push(node.nodeValue ?? '');
  });
  return { name: element.localName, attrs, children };
}

export function pageOf(html: string): PageElement {
  return treeOf(new DOMParser().parseFromString(html, 'text/html').documentElement);
}

/** As it would be read where the page has it: inside of a <div>. */
export function fragmentOf(html: string): readonly PageNode[] {
  const doc = new DOMParser().parseFromString(`<!doctype html><body><div>${html}</div>`, 'text/html');
  const div = doc.body.firstElementChild;
  return div ? treeOf(div).children : [];
}
