// A page of the running site as a page of the copy: links point to files, what only a server can do is taken out.
import { Parser } from 'htmlparser2';

export interface RewriteOptions {
  /**
   * How this page points to an address of the site (path, query, fragment): a relative link; `unlink` to keep the words
   * without the link; `drop` to take the words out too.
   */
  link(address: string): { to: string } | 'unlink' | 'drop';
  /** Stands where a search form stood. */
  insteadOfSearch: string;
  /** Written at the top of the page. */
  banner: string;
  /** The site's own origin: its absolute addresses are addresses of the site. */
  origin: string;
}

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const RAW = new Set(['script', 'style']);

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
}

/** The address within the site, or null for one that leads elsewhere or nowhere (tel:, mailto:, #here). */
function ownAddress(href: string, origin: string): string | null {
  if (href.startsWith(`${origin}/`)) return href.slice(origin.length);
  return href.startsWith('/') && !href.startsWith('//') ? href : null;
}

export function rewritePage(html: string, options: RewriteOptions): string {
  const out: string[] = ['<!doctype html>'];
  /** Open elements; what each writes at its end. */
  const open: { name: string; end: string }[] = [];
  let dropping = 0;
  let raw = false;

  const start = (name: string, attributes: Record<string, string>, end: string): void => {
    out.push(
      `<${name}${Object.entries(attributes)
        .map(([k, v]) => (v === '' && k !== 'alt' && k !== 'href' ? ` ${k}` : ` ${k}="${escaped(v)}"`))
        .join('')}>`,
    );
    if (!VOID.has(name)) open.push({ name, end });
  };
  const drop = (name: string): void => {
    if (VOID.has(name)) return;
    dropping++;
    open.push({ name, end: 'drop' });
  };

  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (dropping === 0 && name === 'form' && attributes.action === '/search') out.push(options.insteadOfSearch);
        if (dropping > 0 || name === 'form' || (attributes.class ?? '').split(' ').includes('screen-only')) return drop(name);
        if (name === 'meta' && attributes['http-equiv'] === 'refresh') return;
        raw = RAW.has(name);
        const key = name === 'a' || name === 'link' ? 'href' : name === 'img' || name === 'source' ? 'src' : null;
        const address = key && attributes[key] !== undefined ? ownAddress(attributes[key], options.origin) : null;
        if (!key || address === null) {
          start(name, attributes, `</${name}>`);
          if (name === 'body') out.push(options.banner);
          return;
        }
        const link = options.link(address);
        if (typeof link === 'object') start(name, { ...attributes, [key]: link.to }, `</${name}>`);
        else if (link === 'drop' || name === 'link' || name === 'img') drop(name);
        else open.push({ name, end: '' });
      },
      ontext(text) {
        if (dropping === 0) out.push(raw ? text : escaped(text));
      },
      onclosetag(name) {
        if (VOID.has(name)) return;
        raw = false;
        const element = open.pop();
        if (element?.end === 'drop') dropping--;
        else if (element) out.push(element.end);
      },
    },
    { decodeEntities: true, lowerCaseTags: false, lowerCaseAttributeNames: false, recognizeSelfClosing: true },
  );
  parser.end(html);
  return out.join('');
}

/** Addresses of the site that a page's links and pictures name, fragments left out. */
export function addressesIn(html: string, origin: string): string[] {
  const found = new Set<string>();
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        const href =
          name === 'a' || name === 'link' ? attributes.href : name === 'img' || name === 'source' ? attributes.src : undefined;
        const address = href === undefined ? null : ownAddress(href, origin);
        if (address !== null) found.add(address.split('#')[0]!);
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  return [...found];
}
