// Text as a reader compares it: full width and half width, capitals and small letters, spaces, broken lines and invisible
// characters make no difference. Matching and proof use the same folding, so what was found is what must be gone.
import { radicalOf } from './radicals.ts';

export interface Folded {
  readonly text: string;
  /** Place in the original of each folded character. */
  readonly at: readonly number[];
}

/** Accents and variation marks, spaces, controls, formats, and fillers that print nothing. */
const UNSEEN = /[\p{M}\p{Z}\p{Cc}\p{Cf}\s\u115f\u1160\u2800]/gu;
/** Written for the last place of an identity number. */
const CROSSES = /[хχ×✕╳]/g;
/** What people put between the digits of a long number. */
const SEPARATOR = /[-‐-―−.,·•・/_()]/;

const folds = new Map<number, string>();

function foldedPoint(code: number): string {
  if (code >= 0x4e00 && code <= 0x9fff) return String.fromCharCode(code);
  const known = folds.get(code);
  if (known !== undefined) return known;
  const plain = String.fromCodePoint(code).normalize('NFKD').toLowerCase().replace(UNSEEN, '').replace(CROSSES, 'x');
  const made = [...plain].map((c) => radicalOf.get(c) ?? c).join('');
  folds.set(code, made);
  return made;
}

export function fold(text: string): Folded {
  const parts: string[] = [];
  const at: number[] = [];
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i)!;
    const plain = foldedPoint(code);
    if (plain !== '') parts.push(plain);
    for (let k = 0; k < plain.length; k++) at.push(i);
    i += code > 0xffff ? 2 : 1;
  }
  return { text: parts.join(''), at };
}

export function foldedMark(mark: string): string {
  return fold(mark).text;
}

function withoutSeparators(folded: Folded): Folded {
  const at: number[] = [];
  const text = folded.text.replace(/./gsu, (c, offset: number) => {
    if (SEPARATOR.test(c)) return '';
    for (let k = 0; k < c.length; k++) at.push(folded.at[offset + k]!);
    return c;
  });
  return { text, at };
}

/** A passage, folded once. Long numbers are sought through the dashes and dots between their digits. */
export interface Sought {
  readonly text: string;
  readonly isNumber: boolean;
}

export function sought(passage: string): Sought {
  const folded = fold(passage);
  const bare = withoutSeparators(folded).text;
  return /^[\dx]{7,}$/.test(bare) ? { text: bare, isNumber: true } : { text: folded.text, isNumber: false };
}

/** Places of every occurrence, those that overlap too. */
export function placesOf(folded: string, needle: string): readonly number[] {
  const places: number[] = [];
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) places.push(at);
  return places;
}

/** A text in which things are sought; each view is folded once. */
export class SearchedText {
  private readonly plain: Folded;
  private bare: Folded | null = null;

  constructor(readonly original: string) {
    this.plain = fold(original);
  }

  private view(wanted: Sought): Folded {
    if (!wanted.isNumber) return this.plain;
    this.bare ??= withoutSeparators(this.plain);
    return this.bare;
  }

  count(wanted: Sought): number {
    return placesOf(this.view(wanted).text, wanted.text).length;
  }

  /** Occurrences as stretches of the original, with the marks and variation signs that belong to their last character. */
  find(wanted: Sought): readonly { readonly from: number; readonly to: number }[] {
    const { text, at } = this.view(wanted);
    return placesOf(text, wanted.text).map((place) => {
      const last = at[place + wanted.text.length - 1]!;
      let to = last + (this.original.codePointAt(last)! > 0xffff ? 2 : 1);
      const trail = /^[\p{M}\u200d]+/u.exec(this.original.slice(to, to + 16));
      if (trail) to += trail[0].length;
      return { from: at[place]!, to };
    });
  }
}
