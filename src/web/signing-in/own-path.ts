// Where to go after signing in: a path of ours, or the desk. What a link says is never followed out of the site.

export const DESK = '/console';

const CONTROL = /[\u0000-\u0020\u007f-\u009f\\]/;
/** Going back to these after signing in would only sign out again or go round in circles. */
const NOT_BACK_TO = /^\/console\/(sign-in|sign-out|second-factor|new-password|demo-sign-in|confirm|invitations)(\/|$)/;

/** The path and query of `given` when it is an address of this site, percent-encoded as a header needs it; else the desk. */
export function ownPath(given: string): string {
  if (given.length > 1000 || !/^\/(?![/\\])/.test(given) || CONTROL.test(given)) return DESK;
  const base = 'http://own.invalid';
  if (!URL.canParse(given, base)) return DESK;
  const url = new URL(given, base);
  // `/.//elsewhere` and `/a/..//elsewhere` come out of the parser as `//elsewhere`.
  if (url.origin !== base || url.pathname.startsWith('//') || NOT_BACK_TO.test(url.pathname)) return DESK;
  return url.pathname + url.search;
}

/** `path?next=…`, without the query when it would only name the desk. */
export function withNext(path: string, next: string): string {
  return next === DESK ? path : `${path}?next=${encodeURIComponent(next)}`;
}
