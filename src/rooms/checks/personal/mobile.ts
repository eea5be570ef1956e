// A mobile phone number in a text: 1, then 3–9, then nine digits, and not a piece of something longer.
import type { NumberFound } from './resident-id.ts';
import { hasCue, hasDecimals, isFraction, isMeasured, isPartOfCode, surroundingsOf } from './surroundings.ts';
import { isEvenlySet, isSpacedOut, isTorn, isWhole, setting, sizes, type Window } from './window.ts';

const MOBILE = /^1[3-9]\d{9}$/;
/** How people break the eleven digits up for reading. */
const settings = new Set(['3,4,4', '3,8', '7,4', '4,4,3', '4,3,4', '3,3,5', '3,5,3', '3,2,3,3', '2,3,3,3']);

export function findMobile(windows: readonly Window[], text: string, head: string): NumberFound | null {
  for (const w of windows) {
    if (w.digits.length > 15) break;
    const prefix = /^(?:0086|086|86|0)(?=1[3-9]\d{9}$)/.exec(w.digits)?.[0] ?? '';
    const value = w.digits.slice(prefix.length);
    if (!MOBILE.test(value) || !isOne(w, prefix, text, head)) continue;
    return { kind: 'mobile', value, start: w.start, end: w.end, last: w.last };
  }
  return null;
}

function isOne(w: Window, prefix: string, text: string, head: string): boolean {
  const around = surroundingsOf(text, w.start, w.end, head);
  if (hasCue(around, 'phone')) return !isMeasured(around) || isWhole(w);
  if (isPartOfCode(around) || isMeasured(around) || isFraction(around) || hasDecimals(around) || hasCue(around, 'code'))
    return false;
  if (prefix === '0') return false;
  if (prefix !== '') return isWhole(w) || (w.last - w.first <= 4 && isEvenlySet(w) && settings.has(sizes(w).slice(1).join()));
  return isWhole(w) || isSpacedOut(w) || isTorn(w, text) || (w.last - w.first <= 4 && isEvenlySet(w) && settings.has(setting(w)));
}
