// A few neighbouring digit groups, tried as one number.
import type { DigitGroup } from './digit-groups.ts';

export interface Window {
  digits: string;
  start: number;
  end: number;
  /** Offset behind a check letter X, or 0. */
  xEnd: number;
  /** Indexes into the groups of the text. */
  first: number;
  last: number;
  groups: readonly DigitGroup[];
}

/** All windows that begin at group `first` and hold at most 19 digits, shortest first: at most 19 of them, whatever the input. */
export function windowsAt(groups: readonly DigitGroup[], first: number): Window[] {
  const windows: Window[] = [];
  const start = groups[first]!.start;
  let digits = '';
  for (let last = first; last < groups.length; last++) {
    const group = groups[last]!;
    if ((last > first && group.gap === null) || digits.length + group.digits.length > 19) break;
    digits += group.digits;
    if (digits.length >= 11) windows.push({ digits, start, end: group.end, xEnd: group.xEnd, first, last, groups });
  }
  return windows;
}

/** `3,4,4`: how many digits stand together. */
export function setting(w: Window): string {
  return sizes(w).join();
}

export function sizes(w: Window): number[] {
  return w.groups.slice(w.first, w.last + 1).map((g) => g.digits.length);
}

export function isWhole(w: Window): boolean {
  return w.first === w.last;
}

/** `1 3 8 0 …`: every digit set apart, and nothing around that is set apart in the same way. */
export function isSpacedOut(w: Window): boolean {
  if (w.last - w.first < 2) return false;
  const gap = w.groups[w.first + 1]!.gap;
  if (w.groups[w.first]!.gap === gap || w.groups[w.last + 1]?.gap === gap) return false;
  for (let i = w.first; i <= w.last; i++) {
    const g = w.groups[i]!;
    if (g.digits.length !== 1 || (i > w.first && g.gap !== gap)) return false;
  }
  return true;
}

/** One number torn by one line break, on its own in its run and not the first thing on its line. */
export function isTorn(w: Window, text: string): boolean {
  if (w.last !== w.first + 1 || w.groups[w.first]!.gap !== null || !/[\n\r\v\u2028\u2029]/.test(w.groups[w.last]!.gap!))
    return false;
  return w.start > 0 && !/[\n\r]/.test(text[w.start - 1]!);
}

/** Short gaps, all alike, as in a number set in groups for reading. */
export function isEvenlySet(w: Window): boolean {
  const gap = w.groups[w.first + 1]?.gap ?? '';
  for (let i = w.first + 1; i <= w.last; i++) if (w.groups[i]!.gap !== gap) return false;
  // A tab parts the cells of a spreadsheet's row: neighbouring figures, not one number.
  return gap.length <= 3 && !gap.includes('\t');
}
