// 居民身份证号码 in a text: eighteen characters, or the fifteen of before 1999.
import { checkCreditCode } from '../../../town/credit-code.ts';
import { checkResidentId } from '../../../town/resident-id.ts';
import { hasCue, isMeasured, type Surroundings, surroundingsOf } from './surroundings.ts';
import { isEvenlySet, isSpacedOut, isTorn, isWhole, setting, type Window } from './window.ts';

export interface NumberFound {
  kind: 'resident-id' | 'resident-id-suspect' | 'mobile' | 'bank-card' | 'bank-account';
  /** As it would be written plainly. */
  value: string;
  start: number;
  end: number;
  /** Index of the last digit group it used. */
  last: number;
}

/** Nobody in a record of ours was born before 1900 or after 2099. */
const LIVING = /^\d{6}(?:19|20)/;

export function findResidentId(windows: readonly Window[], text: string, head: string): NumberFound | null {
  for (const w of windows) {
    const long = w.digits.length === 17 && w.xEnd > 0 ? `${w.digits}X` : w.digits.length === 18 ? w.digits : null;
    if (long !== null) {
      const end = w.xEnd > 0 && long.endsWith('X') ? w.xEnd : w.end;
      if (LIVING.test(long) && checkResidentId(long) && !isCreditCode(long, text, w.start, end, head))
        return { kind: 'resident-id', value: long, start: w.start, end, last: w.last };
    }
  }
  return null;
}

/** The old form has no check digit, so it must also look like one number: set plainly, or with a word that says what it is. */
export function findOldResidentId(windows: readonly Window[], text: string, head: string): NumberFound | null {
  const w = windows.find((x) => x.digits.length === 15);
  if (!w || w.xEnd > 0) return null;
  const around = surroundingsOf(text, w.start, w.end, head);
  if (!(hasCue(around, 'resident') || (isSetPlainly(w, text) && !isOtherwise(around))) || !checkResidentId(w.digits)) return null;
  return { kind: 'resident-id', value: w.digits, start: w.start, end: w.end, last: w.last };
}

function isSetPlainly(w: Window, text: string): boolean {
  return isWhole(w) || isSpacedOut(w) || isTorn(w, text) || (w.last === w.first + 2 && isEvenlySet(w) && setting(w) === '6,6,3');
}

function isOtherwise(around: Surroundings): boolean {
  return hasCue(around, 'code') || isMeasured(around) || /^[a-z]|^[.．]\d/i.test(around.right) || /[a-z¥￥$]$/i.test(around.left);
}

/** Called a resident number but failing its check: a slip of the pen hides a real person all the same. */
export function findSuspectId(windows: readonly Window[], text: string, head: string): NumberFound | null {
  for (const w of [...windows].reverse()) {
    const withX = w.digits.length === 17 && w.xEnd > 0;
    if (!withX && w.digits.length !== 18 && !(w.digits.length === 15 && isWhole(w)) && !(w.digits.length === 17 && isWhole(w)))
      continue;
    const end = withX ? w.xEnd : w.end;
    const value = withX ? `${w.digits}X` : w.digits;
    if (isCreditCode(value, text, w.start, end, head)) continue;
    const around = surroundingsOf(text, w.start, end, head);
    const alone =
      text.length < 60 &&
      text.trim().length === end - w.start &&
      value.length === 18 &&
      /^[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])/.test(value);
    if (alone || hasCue(around, 'resident')) return { kind: 'resident-id-suspect', value, start: w.start, end, last: w.last };
  }
  return null;
}

/** An organisation's number can be all digits; it is told apart by its own check character, by its name or by its place in an index number. */
function isCreditCode(value: string, text: string, start: number, end: number, head: string): boolean {
  const around = surroundingsOf(text, start, end, head);
  if (hasCue(around, 'resident')) return false;
  return (checkCreditCode(value) && hasCue(around, 'creditCode')) || /^[/／]\d{4,8}-/.test(around.right);
}
