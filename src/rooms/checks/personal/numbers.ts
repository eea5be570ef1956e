// All numbers in a text that belong to a person: resident identity, mobile phone, payment card.
import { checkResidentId } from '../../../town/resident-id.ts';
import { findBankAccount, findBankCard } from './bank-card.ts';
import { type DigitGroup, hanDigit, scanDigits } from './digit-groups.ts';
import { findMobile } from './mobile.ts';
import { findOldResidentId, findResidentId, findSuspectId, type NumberFound } from './resident-id.ts';
import { windowsAt } from './window.ts';

/** In order, without overlaps. `columnHead` is read as if it stood before the text. */
export function findNumbers(text: string, columnHead = ''): NumberFound[] {
  const western = search(text, columnHead, scanDigits(text));
  const spelled = scanDigits(text, hanDigit).filter((g) => g.digits.length >= 11);
  const han = search(
    text,
    columnHead,
    spelled.map((g) => ({ ...g, gap: null })),
  );
  return [...western, ...han].sort((a, b) => a.start - b.start);
}

/** A full-strength check first, weaker evidence later; what one number has used, no other may. */
function search(text: string, head: string, groups: readonly DigitGroup[]): NumberFound[] {
  const found: NumberFound[] = [];
  for (let i = 0; i < groups.length; ) {
    if (groups[i]!.digits.length > 18) found.push(...insideLongRun(groups[i]!, i, text, head));
    const last = found.at(-1);
    const taken = last && last.end > groups[i]!.start;
    const one = taken ? null : firstAt(i, text, head, groups);
    if (one) found.push(one);
    i = one ? one.last + 1 : i + 1;
  }
  return found;
}

function firstAt(i: number, text: string, head: string, groups: readonly DigitGroup[]): NumberFound | null {
  const windows = windowsAt(groups, i);
  return (
    findResidentId(windows, text, head) ??
    findMobile(windows, text, head) ??
    findBankCard(windows, text, head) ??
    findOldResidentId(windows, text, head) ??
    findSuspectId(windows, text, head) ??
    findBankAccount(windows, text, head)
  );
}

/**
 * Columns that lost the space between them: an identity number is strong enough to be found inside a longer run, and a phone
 * or card number is one when it fills the run beside it.
 */
function insideLongRun(group: DigitGroup, index: number, text: string, head: string): NumberFound[] {
  const { digits } = group;
  if (digits.length === 19 && findBankCard(windowsAt([group], 0), text, head)) return [];
  const found: NumberFound[] = [];
  const offsets = offsetsOf(group, text);
  let free = 0;
  for (let at = 0; at + 17 <= digits.length; at++) {
    const endsInX = at + 17 === digits.length && group.xEnd > 0;
    const value = endsInX ? `${digits.slice(at)}X` : digits.slice(at, at + 18);
    if (value.length < 18 || !/^[1-9]\d{5}(?:19|20)/.test(value) || !checkResidentId(value)) continue;
    found.push(...beside(free, at), {
      kind: 'resident-id',
      value,
      start: offsets[at]!,
      end: endsInX ? group.xEnd : offsets[at + 18]!,
      last: index,
    });
    free = at + 18;
    at = free - 1;
  }
  if (found.length > 0) found.push(...beside(free, digits.length));
  return found;

  function beside(from: number, to: number): NumberFound[] {
    if (to <= from) return [];
    const piece: DigitGroup = { digits: digits.slice(from, to), start: offsets[from]!, end: offsets[to]!, gap: null, xEnd: 0 };
    const windows = windowsAt([piece], 0);
    const one = findMobile(windows, text, head) ?? findBankCard(windows, text, head);
    return one ? [{ ...one, last: index }] : [];
  }
}

/** Where each digit of a group starts in the text; one more for the end. */
function offsetsOf(group: DigitGroup, text: string): number[] {
  const offsets: number[] = [];
  for (const one of scanOneByOne(text, group.start, group.end)) offsets.push(one);
  offsets.push(group.end);
  return offsets;
}

function* scanOneByOne(text: string, start: number, end: number): Generator<number> {
  const piece = text.slice(start, end);
  for (let at = 0; at < piece.length; ) {
    const width = piece.codePointAt(at)! > 0xffff ? 2 : 1;
    if (scanDigits(piece.slice(at, at + width)).length + scanDigits(piece.slice(at, at + width), hanDigit).length > 0)
      yield start + at;
    at += width;
  }
}
