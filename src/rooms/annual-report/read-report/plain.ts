// Text as it is compared: half and full width are one, blanks are gone. Nothing here is printed.

/** Digits and punctuation of one width, blanks out, `1,234` joined. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/g, '')
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '');
}

/** For labels of tables: brackets stay, other punctuation goes. */
export function bare(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[〔［【[]/g, '(')
    .replace(/[〕］】\]]/g, ')')
    .replace(/[^\p{L}\p{N}()]+/gu, '');
}

export interface Line {
  /** From 1. */
  number: number;
  text: string;
}

export interface Clause {
  text: string;
  line: number;
  /** The clause before it in the same sentence, empty for the first. */
  before: string;
}

export interface Sentence {
  text: string;
  /** Where it begins. */
  line: number;
  /** The line in which a place within it stands. */
  lineAt(at: number): number;
}

/** Lines of print that break off without a full stop and go on in the next are one paragraph. */
function paragraphsOf(lines: readonly Line[]): Line[][] {
  const out: Line[][] = [];
  for (const l of lines) {
    const open = out.at(-1)?.at(-1);
    const goesOn =
      open !== undefined &&
      open.number + 1 === l.number &&
      plain(open.text).length >= WRAPPED &&
      !/[。;:!?]$/.test(plain(open.text)) &&
      !/^(?:[一二三四五六七八九十]{1,3}、|\(|\d+[.、])/.test(plain(l.text));
    if (goesOn) out.at(-1)!.push(l);
    else out.push([l]);
  }
  return out;
}

/** Shorter lines are headings and items of their own. */
const WRAPPED = 25;

/** Pieces of a text between marks, with where each begins. */
function piecesOf(text: string, mark: RegExp): { text: string; at: number }[] {
  const out: { text: string; at: number }[] = [];
  let at = 0;
  for (const piece of text.split(mark)) {
    if (piece !== '') out.push({ text: piece, at });
    at += piece.length + 1;
  }
  return out;
}

/** What runs on for longer without a mark is no prose, and patterns would be long at it. */
export const CLAUSE_MOST = 400;

export function sentencesOf(lines: readonly Line[]): Sentence[] {
  return paragraphsOf(lines).flatMap((paragraph) => {
    const begins: number[] = [];
    let text = '';
    for (const l of paragraph) {
      begins.push(text.length);
      text += plain(l.text);
    }
    const lineAt = (at: number): number => paragraph[begins.findLastIndex((b) => b <= at)]!.number;
    return piecesOf(text, /[。;!?]/).map((s) => ({
      text: s.text,
      line: lineAt(s.at),
      lineAt: (at: number) => lineAt(s.at + at),
    }));
  });
}

export function clausesOf(sentences: readonly Sentence[]): Clause[] {
  return sentences.flatMap(({ text, lineAt }) => {
    const parts = piecesOf(text, /[,:]/).filter((part) => part.text.length <= CLAUSE_MOST);
    return parts.map((part, i) => ({ text: part.text, line: lineAt(part.at), before: parts[i - 1]?.text ?? '' }));
  });
}
