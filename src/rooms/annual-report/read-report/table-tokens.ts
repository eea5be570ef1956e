// A stretch of lines as the tokens a table is made of: words, values, blanks. Three shapes come in: rows parted by tabs or bars, where
// a blank cell is seen; lines of words and numbers, where it is not; and words with digits glued to their end.
import type { Line } from './plain.ts';

export type Token =
  | { kind: 'words'; text: string; line: number }
  | { kind: 'value'; text: string; line: number }
  /** Digits behind words without a gap; how many numbers they are, the row decides. */
  | { kind: 'glued'; text: string; line: number }
  /** An empty line: a blank cell, or nothing. */
  | { kind: 'gap'; line: number };

export type Stretch =
  | { kind: 'row'; cells: readonly string[]; line: number }
  | { kind: 'loose'; tokens: readonly Token[]; line: number };

const VALUE = /^(?:(?:增加?|减少?|[-+−])?[\d.,]*\d(?:万元|亿元|元|件|个|项|次|条|宗|起)?|[/无零〇])$/;
/** Something where a number should be: a digit with what does not belong there, or a mark that stands for a lost one. */
const DAMAGED = /^(?=.{1,8}$)(?=.*[\dOoIl|?□■▢●*#\ufffd~_])[\dOoIl|?□■▢●*#\ufffd~_.,:;'"`-]+(?:万?元|件)?$|^[-—–]{1,3}$/;

/** Begins as a number and goes on as none: a cell that is there and cannot be read. */
const SPOILED = /^\d(?![.、]?$)(?![.、][\u4e00-\u9fff]).{0,5}$/;
/** `1.` alone is the number of a row whose label went on in the next line. */
const isValue = (text: string): boolean => VALUE.test(text) || (DAMAGED.test(text) && !/^\d[.、]$/.test(text));

const BAR = /[|｜]/;
const isBarred = (text: string): boolean => !text.includes('\t') && BAR.test(text);

/** Cells of a row parted by tabs or bars; null for any other line. A bar in front may be the table's edge or a blank first cell. */
export function rowCells(text: string, hasEdge = /^\s*[|｜]/.test(text)): string[] | null {
  const mark = text.includes('\t') ? '\t' : BAR.test(text) ? BAR : null;
  if (mark === null) return null;
  const cells = text.split(mark).map((c) => c.normalize('NFKC').trim());
  if (mark !== '\t') {
    if (hasEdge && cells[0] === '') cells.shift();
    if (/[|｜]\s*$/.test(text)) cells.pop();
  }
  return cells.length >= 2 ? cells : null;
}

/** The line before which a run of barred lines ends, and whether all of them begin with a bar. */
function barredRun(lines: readonly Line[], from: number): { end: number; hasEdge: boolean } {
  let end = from;
  while (end < lines.length && isBarred(lines[end]!.text)) end++;
  return { end, hasEdge: lines.slice(from, end).every((l) => /^\s*[|｜]/.test(l.text)) };
}

/** `|---|:--:|` under the head of a table. */
const isRule = (cells: readonly string[]): boolean => cells.every((c) => /^:?-{2,}:?$/.test(c));

/** Years and counts inside a note are not cells. */
const withoutNumberedNotes = (text: string): string =>
  text.replace(/\([^()]*\d[^()]*\)/g, (note) => (/[\u4e00-\u9fff]/.test(note) ? '' : note));

/** Digits, strokes or 无 that stand right behind words. */
const GLUED =
  /(?<=[\u4e00-\u9fff)”"])(\d+(?:\.\d+)?(?:万元|元)?(?=$)|\d{1,60}(?=[\u4e00-\u9fff(])|\/+(?=$|[\u4e00-\u9fff(])|(?<!无)无{2,}(?=$))/;

function looseTokens({ text, number }: Line): Token[] {
  const said = withoutNumberedNotes(text.normalize('NFKC').replace(/\u200b|\ufeff/g, '')).trim();
  if (said === '') return [{ kind: 'gap', line: number }];
  // `0000000` and the number of the next row, run together.
  const parted = said
    .replace(/(?<=\d)(\d[.、](?=[\u4e00-\u9fff]))/g, ' $1')
    .replace(/(?<=[\d/])(?=(?:[一二三四五六七八九]、|\([一二三四五六七八]\)))/g, ' ');
  return parted.split(/\s+/).flatMap((word): Token[] => wordTokens(word, number));
}

function wordTokens(word: string, line: number): Token[] {
  // No number begins 00, and none here has ten digits.
  if (/^(?:0\d+|\d{10,})$/.test(word)) return [{ kind: 'glued', text: word, line }];
  if (isValue(word) || SPOILED.test(word)) return [{ kind: 'value', text: word, line }];
  if (/^(?:\/{2,}|无{2,})$/.test(word)) return [...word].map((text) => ({ kind: 'value', text, line }));
  // A year or a count inside a sentence parts it too; no label ends there, so nothing is read from it.
  const pieces = word.split(GLUED);
  return pieces.flatMap((piece, i): Token[] => {
    if (piece === '') return [];
    if (i % 2 === 1) return gluedEnd(piece, line);
    return [isValue(piece) ? { kind: 'value', text: piece, line } : { kind: 'words', text: piece, line }];
  });
}

function gluedEnd(text: string, line: number): Token[] {
  return /^[/无]+$/.test(text)
    ? [...text].map((one) => ({ kind: 'value' as const, text: one, line }))
    : [{ kind: 'glued', text, line }];
}

/** A page's number between dashes belongs to no table. */
const PAGE_NUMBER = /^\s*[-—–－]\s*\d{1,3}\s*[-—–－]\s*$/;

export function stretchesOf(lines: readonly Line[]): Stretch[] {
  const out: Stretch[] = [];
  let run = { end: 0, hasEdge: false };
  for (const [i, l] of lines.entries()) {
    if (PAGE_NUMBER.test(l.text)) continue;
    if (i >= run.end && isBarred(l.text)) run = barredRun(lines, i);
    const cells = rowCells(l.text, run.hasEdge);
    if (cells && isRule(cells)) continue;
    out.push(
      cells
        ? { kind: 'row', cells: cells.map(withoutNumberedNotes), line: l.number }
        : { kind: 'loose', tokens: looseTokens(l), line: l.number },
    );
  }
  return out;
}

/** In a row every cell behind its label is a value, whatever is in it. */
export function isWords(cell: string): boolean {
  return cell !== '' && !isValue(cell) && /[\u4e00-\u9fff]/.test(cell);
}
