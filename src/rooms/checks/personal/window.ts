// A few neighbouring digit groups, tried as one number.
import type { DigitGroup } from './digit-groups.ts';

export interface Window {
  digits: string;
  sizes: readonly number[];
  gaps: readonly string[];
  start: number;
  end: number;
  /** Offset behind a check letter X, or 0. */
  xEnd: number;
  /** What separates it from the digits before and behind, when that is only separators. */
  gapBefore: string | null;
  gapAfter: string | null;
  /** Index of the last group. */
  last: number;
}

/** All windows that begin at group `first` and hold at most `most` digits, shortest first: at most 19, whatever the input. */
export function windowsAt(groups: readonly DigitGroup[], first: number, most = 19): Window[] {
  const windows: Window[] = [];
  const sizes: number[] = [];
  const gaps: string[] = [];
  let digits = '';
  for (let i = first; i < groups.length; i++) {
    const group = groups[i]!;
    if (i > first && group.gap === null) break;
    if (digits.length + group.digits.length > most) break;
    if (i > first) gaps.push(group.gap!);
    digits += group.digits;
    sizes.push(group.digits.length);
    windows.push({
      digits,
      sizes: [...sizes],
      gaps: [...gaps],
      start: groups[first]!.start,
      end: group.end,
      xEnd: group.xEnd,
      gapBefore: groups[first]!.gap,
      gapAfter: groups[i + 1]?.gap ?? null,
      last: i,
    });
  }
  return windows;
}

export function isWhole(w: Window): boolean {
  return w.sizes.length === 1;
}

/** `1 3 8 0 …`: every digit set apart, and nothing around that is set apart in the same way. */
export function isSpacedOut(w: Window): boolean {
  const gap = w.gaps[0];
  if (w.sizes.length <= 2 || w.gapBefore === gap || w.gapAfter === gap) return false;
  return w.sizes.every((n) => n === 1) && w.gaps.every((g) => g === gap);
}

/** One number torn by one line break, on its own in its run and not the first thing on its line. */
export function isTorn(w: Window, text: string): boolean {
  if (w.sizes.length !== 2 || w.gapBefore !== null || !/[\n\r\v\u2028\u2029]/.test(w.gaps[0]!)) return false;
  return w.start > 0 && !/[\n\r]/.test(text[w.start - 1]!);
}

/** Gaps of one character, all alike, as in a number set in groups for reading. */
export function isEvenlySet(w: Window): boolean {
  return w.gaps.every((gap) => gap.length <= 3 && gap === w.gaps[0]);
}
