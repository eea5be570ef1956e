// Which file of the copy an address of the site becomes, and how one file points to another. Pure.
import { createHash } from 'node:crypto';

/** What a copy does not hold: the desk, preferences, the touch screen, what only a running server can answer. */
const LEFT_OUT =
  /^\/(?:console|preferences|kiosk|api|verify|requests\/new|requests\/progress|healthz|readyz|statusz|robots\.txt|sitemap\.xml)(?:\/|$)|\.atom$/;
const FILE = /\.(?:css|js|svg|xlsx|csv|jsonl?|pdf|txt|zip|tlog-proof)$/i;
const FILE_PLACES = /^\/(?:assets|files|images|ledger\/tile)\/|^\/ledger\/(?:checkpoint|vkey|policy)$|\/photo$/;
/** Bytes a name may have on every file system a stick may carry. */
const NAME_MOST = 120;

export const SEARCH_PAGE = 'search/index.html';

/** A name that any file system takes: what might not be is written as its code points. */
function safeName(text: string): string {
  const safe = text
    .normalize('NFC')
    .replace(/[\\/:*?"<>|~%#\u0000-\u001f\u007f]|^\.+|[. ]$/g, (c) =>
      [...c].map((x) => `~${x.codePointAt(0)!.toString(16)}`).join(''),
    );
  if (Buffer.byteLength(safe) <= NAME_MOST) return safe;
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(safe)?.[0] ?? '';
  let kept = safe.slice(0, safe.length - ending.length);
  while (Buffer.byteLength(kept) > NAME_MOST - 14 - ending.length) kept = [...kept].slice(0, -1).join('');
  return `${kept}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}${ending}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** `?genre=公示&page=2` → `_genre-公示_page-2` */
function queryName(search: string): string {
  const pairs = [...new URLSearchParams(search)].filter(([, value]) => value !== '');
  return pairs.length === 0 ? '' : safeName(pairs.map(([name, value]) => `_${name}-${value}`).join(''));
}

/** Path below the copy for an address (path and query, no fragment), or null for what a copy does not hold. */
export function copyPath(address: string): string | null {
  const url = new URL(address, 'http://own.invalid');
  if (LEFT_OUT.test(url.pathname)) return null;
  if (url.pathname === '/search') return SEARCH_PAGE;
  const segments = url.pathname
    .split('/')
    .filter((s) => s !== '')
    .map((s) => safeName(decoded(s)));
  const query = queryName(url.search);
  if (FILE_PLACES.test(url.pathname) || FILE.test(url.pathname)) {
    const last = segments.pop() ?? '';
    const dot = last.lastIndexOf('.');
    return [...segments, query === '' || dot < 0 ? last + query : last.slice(0, dot) + query + last.slice(dot)].join('/');
  }
  return [...segments, ...(query === '' ? [] : [query]), 'index.html'].join('/');
}

/** How `from` (a file of the copy) points to `to` (another), as an address. */
export function relativeLink(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let same = 0;
  while (same < here.length && same < there.length - 1 && here[same] === there[same]) same++;
  const up = here.slice(same).map(() => '..');
  return [...up, ...there.slice(same)].map((s) => (s === '..' ? s : encodeURIComponent(s))).join('/');
}
