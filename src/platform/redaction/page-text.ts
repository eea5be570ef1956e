// The text of a PDF as one text to be searched, with the place of each character, and which characters may be copied. The reader's order is kept; numbers at the edges of pages are left out, since a name may go on over them.
import { type Box, holds, type PixelBox, toPixels, turnOf } from './geometry.ts';
import { markFor } from './passage.ts';
import type { PageChar, PageContent, PagePixels } from './pdf-document.ts';

const PAGE_NUMBER = /^[\s\-—–―·•]*(?:第\s*)?\d{1,4}\s*(?:页|[/／]\s*\d{1,4})?[\s\-—–―·•]*(?:共\s*\d{1,4}\s*页)?$/;

/** The lines of a page without a page number at its upper or lower edge. */
export function withoutPageNumber(lines: readonly string[]): readonly boolean[] {
  const kept = lines.map(() => true);
  const filled = lines.flatMap((line, i) => (line.trim() === '' ? [] : [i]));
  for (const i of [filled[0], filled.at(-1)]) if (i !== undefined && PAGE_NUMBER.test(lines[i]!)) kept[i] = false;
  return kept;
}

export interface DocumentText {
  readonly text: string;
  /** For each unit of the text its page and its character there; -1 between pages. */
  readonly pageAt: Int32Array;
  readonly charAt: Int32Array;
}

/** Numbers of the characters of a page that are searched. */
function searchedChars(chars: readonly PageChar[]): readonly number[] {
  const lines: { text: string; members: number[] }[] = [{ text: '', members: [] }];
  for (const [i, char] of chars.entries()) {
    const line = lines.at(-1)!;
    line.members.push(i);
    if (char.unicode === 0x0a) lines.push({ text: '', members: [] });
    else line.text += String.fromCodePoint(char.unicode);
  }
  const kept = withoutPageNumber(lines.map((line) => line.text));
  return lines.flatMap((line, i) => (kept[i] ? line.members : []));
}

export function documentText(pages: readonly Pick<PageContent, 'chars'>[]): DocumentText {
  const parts: string[] = [];
  const pageAt: number[] = [];
  const charAt: number[] = [];
  const add = (text: string, page: number, char: number): void => {
    parts.push(text);
    for (let k = 0; k < text.length; k++) {
      pageAt.push(page);
      charAt.push(char);
    }
  };
  for (const [p, { chars }] of pages.entries()) {
    for (const i of searchedChars(chars)) add(String.fromCodePoint(chars[i]!.unicode), p, i);
    add('\n', -1, -1);
  }
  return { text: parts.join(''), pageAt: Int32Array.from(pageAt), charAt: Int32Array.from(charAt) };
}

/** What is hidden on one page: the characters and the ground each is hidden on. */
export interface HiddenOnPage {
  readonly chars: ReadonlySet<number>;
  readonly stretches: readonly { readonly chars: readonly number[]; readonly ground: string }[];
}

export function hiddenOnPages(
  { pageAt, charAt }: DocumentText,
  hidings: readonly { readonly from: number; readonly to: number; readonly ground: string }[],
  pages: number,
): readonly HiddenOnPage[] {
  const found = Array.from({ length: pages }, () => ({
    chars: new Set<number>(),
    stretches: [] as { chars: number[]; ground: string }[],
  }));
  for (const { from, to, ground } of hidings) {
    const onPages = new Map<number, number[]>();
    for (let unit = from; unit < to; unit++) {
      const page = pageAt[unit]!;
      if (page < 0) continue;
      onPages.set(page, [...(onPages.get(page) ?? []), charAt[unit]!]);
    }
    for (const [page, units] of onPages) {
      const chars = [...new Set(units)];
      found[page]!.stretches.push({ chars, ground });
      for (const char of chars) found[page]!.chars.add(char);
    }
  }
  return found;
}

/** What a page should read like afterwards; less may be left, but nothing else. */
export function pageWithMarks(chars: readonly PageChar[], hidden: HiddenOnPage): string {
  const begins = new Map(hidden.stretches.map(({ chars: gone, ground }) => [Math.min(...gone), markFor(ground)]));
  return chars.map((char, i) => (begins.get(i) ?? '') + (hidden.chars.has(i) ? '' : String.fromCodePoint(char.unicode))).join('');
}

export const isBlank = (unicode: number): boolean => /[\s\p{Z}\p{Cc}]/u.test(String.fromCodePoint(unicode));

/** True when something is drawn where a character should be: white on white and what lies under a bar is not copied. */
function isSeen(pixels: PagePixels, box: Box): boolean {
  const [x0, x1] = [Math.max(0, Math.floor(box.left)), Math.min(pixels.width, Math.ceil(box.right))];
  const [y0, y1] = [Math.max(0, Math.floor(box.top)), Math.min(pixels.height, Math.ceil(box.bottom))];
  let [least, most] = [255, 0];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const at = (y * pixels.width + x) * 4;
      const value = (pixels.data[at]! + pixels.data[at + 1]! + pixels.data[at + 2]!) / 3;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  return most - least > 24;
}

/** Characters of a page that may be copied into the rebuilt one. To be asked before anything is blackened. */
export function copiedChars(
  chars: readonly PageChar[],
  hidden: ReadonlySet<number>,
  marks: readonly PixelBox[],
  pixels: PagePixels,
): readonly boolean[] {
  return chars.map((char, i) => {
    if (hidden.has(i) || char.isInvisible || char.isUnreadable) return false;
    if (char.isGenerated || isBlank(char.unicode)) return true;
    if (!char.ink || !char.box) return false;
    if (turnOf(char, pixels.mapping) === null) return false;
    const ink = toPixels(pixels.mapping, char.ink);
    const [x, y] = [(ink.left + ink.right) / 2, (ink.top + ink.bottom) / 2];
    return !marks.some((mark) => holds(mark, x, y)) && isSeen(pixels, ink);
  });
}
