// A payment card number in a text: 16–19 digits that pass Luhn, with an issuer's prefix or a word that calls it a card.
import { checkCreditCode } from '../../../town/credit-code.ts';
import { checkLuhn } from '../../../town/luhn.ts';
import type { NumberFound } from './resident-id.ts';
import { hasCue, isFraction, isMeasured, isPartOfCode, type Surroundings, surroundingsOf } from './surroundings.ts';
import { isEvenlySet, isSpacedOut, isTorn, isWhole, sizes, type Window } from './window.ts';

/** 62 and the older prefixes of Chinese banks at any length; the foreign schemes only in their own length and unbroken. */
const UNION_PAY = /^(?:62|9558|955880|601382|60336[78]|690755|6858|685800|84[0-9]{4}(?=\d{13}$))/;
const FOREIGN = /^(?:4|5[1-5]|35[2-8])/;

export function findBankCard(windows: readonly Window[], text: string, head: string): NumberFound | null {
  for (const w of [...windows].reverse()) {
    if (w.digits.length < 16 || w.xEnd > 0) continue;
    const around = surroundingsOf(text, w.start, w.end, head);
    if (!(hasCue(around, 'card') ? !isOrganisation(w.digits, around) : isCardByItself(w, text, around))) continue;
    if (!checkLuhn(w.digits)) continue;
    return { kind: 'bank-card', value: w.digits, start: w.start, end: w.end, last: w.last };
  }
  return null;
}

function isCardByItself(w: Window, text: string, around: Surroundings): boolean {
  const isForeign = w.digits.length === 16 && FOREIGN.test(w.digits);
  if (!isForeign && !UNION_PAY.test(w.digits)) return false;
  if (isPartOfCode(around) || isMeasured(around) || isFraction(around) || hasCue(around, 'code') || hasCue(around, 'creditCode'))
    return false;
  if (isForeign) return isWhole(w) || isSpacedOut(w);
  return isWhole(w) || isSpacedOut(w) || isTorn(w, text) || (isEvenlySet(w) && isSetInFours(w));
}

function isSetInFours(w: Window): boolean {
  const [first, ...rest] = sizes(w);
  return (
    (first === 4 && rest.slice(0, -1).every((n) => n === 4)) ||
    (first === 6 && rest.length <= 2) ||
    (first === 4 && rest.length === 1)
  );
}

function isOrganisation(digits: string, around: Surroundings): boolean {
  return checkCreditCode(digits) && hasCue(around, 'creditCode');
}

/** Passbook and settlement accounts follow no public rule: only the word before them tells. */
export function findBankAccount(windows: readonly Window[], text: string, head: string): NumberFound | null {
  const w = windows.findLast((x) => x.digits.length >= 12 && x.xEnd === 0 && isEvenlySet(x));
  if (!w || !hasCue(surroundingsOf(text, w.start, w.end, head), 'account')) return null;
  return { kind: 'bank-account', value: w.digits, start: w.start, end: w.end, last: w.last };
}
