// How the reader wants pages: two cookies, then back to where they were. What a link names as `next` is followed only
// when it is a path of this site.
import { type CookieChange, type Reply, seeOther } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';

const YEAR = 365 * 86_400;
const UNPRINTABLE = /[\u0000-\u0020\u007f-\u009f\\]/;
const BASE = 'http://own.invalid';

/** The path and query of `given` when it lies on this site, else the home page. */
export function pathOfOurs(given: string): string {
  if (given.length > 2000 || !/^\/(?![/\\])/.test(given) || UNPRINTABLE.test(given) || !URL.canParse(given, BASE)) return '/';
  const url = new URL(given, BASE);
  // `/.//elsewhere` comes out of the parser as `//elsewhere`; coming back here would go round in circles.
  if (url.origin !== BASE || url.pathname.startsWith('//') || url.pathname === '/preferences') return '/';
  return url.pathname + url.search;
}

function cookie(name: string, value: string): CookieChange {
  return { name, value, maxAge: value === '' ? 0 : YEAR, httpOnly: false };
}

function setPreferences(ctx: Ctx): Reply {
  const size = ctx.query.line('size');
  const elder = ctx.query.line('elder');
  const cookies: CookieChange[] = [];
  if (size === 'small' || size === 'large') cookies.push(cookie('gk-size', size));
  if (size === 'medium') cookies.push(cookie('gk-size', ''));
  if (elder === '1') cookies.push(cookie('gk-elder', '1'));
  if (elder === '0') cookies.push(cookie('gk-elder', ''));
  return seeOther(pathOfOurs(ctx.query.secret('next')), cookies);
}

export const preferenceRoutes: readonly Route[] = [{ method: 'GET', path: '/preferences', handle: setPreferences }];
