// How much of one text stands in another: for re-publication of the same document, and for the sentence-by-sentence comparison.

const WIDTH = 5;
const SHORTEST = 12;
/** A phrase found in more places than this is a formula, and the first places are enough. */
const PLACES = 8;

interface Letters {
  /** Letters, figures and Han characters only. */
  text: string;
  /** Offset in the original of each of them. */
  at: number[];
}

function lettersOf(original: string): Letters {
  const at: number[] = [];
  let text = '';
  for (let i = 0; i < original.length; i++) {
    const c = plain(original[i]!);
    if (c === '') continue;
    text += c;
    at.push(i);
  }
  return { text, at };
}

/** Full-width forms count as their plain ones; punctuation, spaces and surrogate halves do not count. */
function plain(c: string): string {
  const code = c.charCodeAt(0);
  const folded = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : c;
  return /[\p{L}\p{N}]/u.test(folded) ? folded.toLowerCase().slice(0, 1) : '';
}

function shinglesOf(text: string): Set<string> {
  if (text === '') return new Set();
  if (text.length < WIDTH) return new Set([text]);
  return new Set(Array.from({ length: text.length - WIDTH + 1 }, (_, i) => text.slice(i, i + WIDTH)));
}

/** Runs of five letters: to compare one text with many, which then need not be cut up again. */
export function shinglesIn(text: string): ReadonlySet<string> {
  return shinglesOf(lettersOf(text).text);
}

export interface Similarity {
  /** Shared shingles of all shingles: 1 is the same text. */
  jaccard: number;
  /** Share of the first text that also stands in the second: 1 is a full copy, however much was added. */
  containment: number;
}

export function shingleSimilarity(a: string, b: string): Similarity {
  const [of, other] = [shinglesIn(a), shinglesIn(b)];
  let shared = 0;
  for (const shingle of of) if (other.has(shingle)) shared++;
  const all = of.size + other.size - shared;
  return { jaccard: all === 0 ? 0 : shared / all, containment: of.size === 0 ? 0 : shared / of.size };
}

/** The same passage in both texts, by UTF-16 offsets in each. */
export interface SharedPassage {
  aStart: number;
  aEnd: number;
  bStart: number;
  bEnd: number;
  /** Letters that agree. */
  length: number;
}

/** Passages of twelve letters or more, in the order of the first text, none overlapping there. */
export function similarityMatches(a: string, b: string): SharedPassage[] {
  const [left, right] = [lettersOf(a), lettersOf(b)];
  const places = placesIn(right.text);
  const passages: SharedPassage[] = [];
  for (let i = 0; i + WIDTH <= left.text.length; ) {
    const best = longestAt(left.text, i, right.text, places.get(left.text.slice(i, i + WIDTH)) ?? []);
    if (best.length >= SHORTEST) {
      passages.push({
        aStart: left.at[i]!,
        aEnd: left.at[i + best.length - 1]! + 1,
        bStart: right.at[best.at]!,
        bEnd: right.at[best.at + best.length - 1]! + 1,
        length: best.length,
      });
    }
    i += best.length >= SHORTEST ? best.length : 1;
  }
  return passages;
}

function placesIn(text: string): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let i = 0; i + WIDTH <= text.length; i++) {
    const shingle = text.slice(i, i + WIDTH);
    const known = places.get(shingle);
    if (!known) places.set(shingle, [i]);
    else if (known.length < PLACES) known.push(i);
  }
  return places;
}

function longestAt(a: string, from: number, b: string, places: readonly number[]): { at: number; length: number } {
  let best = { at: 0, length: 0 };
  for (const at of places) {
    let length = 0;
    while (from + length < a.length && at + length < b.length && a[from + length] === b[at + length]) length++;
    if (length > best.length) best = { at, length };
  }
  return best;
}
