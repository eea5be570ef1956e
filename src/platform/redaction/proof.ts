// The proof: what a reader can take out of the rebuilt file is searched for what was hidden. It knows nothing of how the file was made.
import { createHash } from 'node:crypto';
import type { Refusal } from '../../town/outcome.ts';
import type { Promised } from './find-passages.ts';
import { SearchedText } from './fold.ts';
import type { RedactionRefusal } from './words.ts';

/** Text as taken out of one part of the rebuilt file. */
export interface Extract {
  readonly part: string;
  readonly text: string;
  /** Names and values a page does not show: what was hidden may not occur there even once. */
  readonly isSide?: boolean;
}

export interface Proof {
  readonly extractedSha256: string;
  /** Characters that were read again. */
  readonly checked: number;
}

/** Nothing in a text joins over this: it stands between things that are not read one after the other. */
export const APART = '\ufffc';

/** Everything that can still be read, all at once; none when the promise is kept. */
export function whatIsLeft(extracts: readonly Extract[], promised: readonly Promised[]): readonly Refusal<RedactionRefusal>[] {
  const searched = extracts.map((e) => ({ ...e, found: new SearchedText(e.text) }));
  return promised.flatMap(({ sought, mostLeft, facts }): Refusal<RedactionRefusal>[] => {
    const hits = searched.filter((e) => e.found.count(sought) > 0);
    const shown = hits.filter((e) => !e.isSide).reduce((sum, e) => sum + e.found.count(sought), 0);
    const aside = hits.find((e) => e.isSide && mostLeft === 0);
    const where = aside ?? (shown > mostLeft ? hits.find((e) => !e.isSide) : undefined);
    return where ? [{ code: 'still-there', facts: { ...facts, part: where.part } }] : [];
  });
}

export function proofOf(extracts: readonly Extract[]): Proof {
  const text = extracts.map((e) => e.text).join('\n');
  return { extractedSha256: createHash('sha256').update(text, 'utf8').digest('hex'), checked: text.length };
}

const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

/** Which of the passages lie in the bytes as they were typed: for what is not text to any reader. */
export function stillHeld(bytes: Buffer, passages: readonly string[]): readonly number[] {
  return passages.flatMap((passage, i) => {
    const wide = Buffer.from(passage, 'utf16le');
    // Fewer bytes than this occur in compressed data by chance.
    const forms = [Buffer.from(passage, 'utf8'), wide, swapped(wide)].filter((form) => form.length >= 8);
    return forms.some((form) => bytes.includes(form)) ? [i] : [];
  });
}
