// Reads the digits out of a text the way a person does: through full-width forms, invisible characters, spaces, dashes and
// broken lines. One pass, no regular expression, so that its cost follows the length of the text and nothing else.

import { checkResidentId } from '../../../town/resident-id.ts';

export interface DigitGroup {
  /** ASCII digits. */
  digits: string;
  /** Offsets of the first digit and behind the last one, in the text as given. */
  start: number;
  end: number;
  /** What stands between this group and the one before it, when that is only separators; null at the start of a run. */
  gap: string | null;
  /** Offset behind a check letter X that follows, or 0. */
  xEnd: number;
}

const MAX_GAP = 40;

/** ASCII, full-width and mathematical digits. */
export function westernDigit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0xff10 && code <= 0xff19) return code - 0xff10;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  return -1;
}

const hanDigits = new Map([...'零一二三四五六七八九'].map((c, i) => [c.codePointAt(0)!, i]));
hanDigits.set(0x3007, 0);
hanDigits.set('幺'.codePointAt(0)!, 1);

export function hanDigit(code: number): number {
  return hanDigits.get(code) ?? -1;
}

function isInvisible(code: number): boolean {
  return (
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff ||
    (code >= 0xfe00 && code <= 0xfe0f) ||
    code === 0x20e3 ||
    code === 0x180e
  );
}

const separators = new Set(
  [...' \t\n\r\v\f\u0085\u00a0\u2028\u2029\u202f\u205f\u3000-‐‑‒–—―−－﹣.．·•・/／_()（）'].map((c) => c.codePointAt(0)!),
);

function isSeparator(code: number): boolean {
  return separators.has(code) || (code >= 0x2000 && code <= 0x200a);
}

const crosses = new Set([...'xXｘＸхХχΧ×✕╳'].map((c) => c.codePointAt(0)!));

function isAsciiWord(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

export function scanDigits(text: string, digitOf: (code: number) => number = westernDigit): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let open: DigitGroup | null = null;
  let gap: string | null = null;
  for (let at = 0; at < text.length; ) {
    const code = text.codePointAt(at)!;
    const next = at + (code > 0xffff ? 2 : 1);
    const digit = digitOf(code);
    if (digit >= 0) {
      if (open && gap === '') {
        open.digits += digit;
        open.end = next;
      } else {
        open = { digits: String(digit), start: at, end: next, gap, xEnd: 0 };
        groups.push(open);
      }
      gap = '';
    } else if (gap !== null && !isInvisible(code)) {
      if (open && open.xEnd === 0 && crosses.has(code) && (!wordFollows(text, next) || isChecked(open.digits))) {
        open.xEnd = next;
        gap = null;
      } else if (isSeparator(code) && gap.length < MAX_GAP) gap += text[at];
      else gap = null;
    }
    at = next;
  }
  return groups;
}

/** Glued to what follows it is the check letter of a resident number all the same, when it fits the digits. */
function isChecked(digits: string): boolean {
  return digits.length >= 17 && checkResidentId(`${digits.slice(-17)}X`);
}

function wordFollows(text: string, at: number): boolean {
  return at < text.length && isAsciiWord(text.charCodeAt(at));
}
