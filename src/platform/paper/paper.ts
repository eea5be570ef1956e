// A paper in official layout (GB/T 9704-2012): what is said, in order. How it looks is decided by those who print it.
import type { Day } from '../../town/day.ts';

/** 一、 / （一） / 1. / （1）; the numbering is part of the text. */
export interface PaperHeading {
  readonly kind: 'heading';
  readonly level: 1 | 2 | 3 | 4;
  readonly text: string;
}
export interface PaperParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
}
export interface PaperCell {
  readonly text: string;
  readonly colSpan?: number;
  readonly rowSpan?: number;
  /** Without it: a head in the middle, everything else at the left. */
  readonly align?: 'left' | 'center' | 'right';
  /** A label, printed in the type of headings. */
  readonly head?: boolean;
}
export interface PaperTable {
  readonly kind: 'table';
  readonly caption?: string | null;
  /** Widths as shares of the text's width; they need not add up to one. */
  readonly columns: readonly number[];
  /** As in HTML: a place covered by a cell from above or from the left is not listed again. */
  readonly rows: readonly (readonly PaperCell[])[];
  /** How many rows from the top are repeated on every page. */
  readonly headRows: number;
  /** 四号, 五号 or 小五. A table of ten columns needs the smallest. */
  readonly size: 'normal' | 'small' | 'tiny';
  /** Begins on a new page rather than being cut between two, where it fits on one. */
  readonly together?: boolean;
}
export interface PaperPageBreak {
  readonly kind: 'page-break';
}
export type PaperBlock = PaperHeading | PaperParagraph | PaperTable | PaperPageBreak;

export interface Paper {
  /** A line break in it is kept; without one, a title of two lines is broken after the organ it begins with. */
  readonly title: string;
  readonly organ: string;
  readonly docNo: string | null;
  /** 主送机关, without its colon. */
  readonly salutation?: string | null;
  /** Paragraphs before the first heading. */
  readonly lead?: readonly string[];
  readonly blocks: readonly PaperBlock[];
  readonly signature: { readonly organ: string; readonly on: Day } | null;
  /** 附注, with its brackets: （此件公开发布） */
  readonly note?: string | null;
  /** `red`: the organ's name with 文件 in red over a red line. */
  readonly header: 'red' | 'plain';
}

/** Points; what the standard and the offices call 2号, 3号, 4号, 5号 and 小5号. */
export const paperSizes = { title: 22, text: 16, pageNumber: 14, normal: 14, small: 10.5, tiny: 9 } as const;

/** Millimetres around the text, whose own measure is 156 × 225. */
export const paperMargins = { top: 37, bottom: 35, left: 28, right: 26 } as const;

/** Points from line to line and from character to character: 22 lines of 28 characters. */
export const paperPitch = { line: 28.95, character: 15.79 } as const;

/** Controls, noncharacters, marks that turn text around, and halves of characters: no format prints them. */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as it can be printed: lines end in \n, everything else that is no character is left out. */
export function printable(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNPRINTABLE, '')
    .replaceAll('\t', ' ');
}

/** Lines of the title, see `Paper.title`. `perLine`: characters that fit. */
export function titleLines(paper: Pick<Paper, 'title' | 'organ'>, perLine: number): readonly string[] {
  const title = printable(paper.title).trim();
  if (title === '') return [];
  const organ = printable(paper.organ).trim();
  if (title.includes('\n'))
    return title
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  const rest = title.startsWith(organ) ? title.slice(organ.length).trim() : '';
  return organ !== '' && rest !== '' && emsOf(title) > perLine && emsOf(rest) <= perLine ? [organ, rest] : [title];
}

/** How many characters wide a text is, as far as one can tell without the font: a Latin letter counts half. */
export function emsOf(text: string): number {
  return [...text].reduce((sum, c) => sum + (c.charCodeAt(0) < 0x100 ? 0.5 : 1), 0);
}
