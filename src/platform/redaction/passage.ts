// What is to be hidden and on what ground, and the mark that takes its place. A mark says why something is gone, never how much.
import type { Refusal } from '../../town/outcome.ts';
import { fold, foldedMark } from './fold.ts';
import type { RedactionRefusal } from './words.ts';

export interface Passage {
  readonly text: string;
  /** Which occurrence, from 0, in the order of `readForRedaction`; all of them when absent. */
  readonly nth?: number;
  /** Shown in the mark: 个人隐私. */
  readonly ground: string;
}

export const passageLimits = { passages: 2_000, characters: 5_000, ground: 16 } as const;

/** Always the same for one ground, whatever it hides. */
export function markFor(ground: string): string {
  return `【已遮盖：${ground}】`;
}

/** Several grounds in one place, as one: in the order in which they were first named. */
export function jointGround(grounds: readonly string[]): string {
  return [...new Set(grounds)].join('、');
}

/** For sentences: where in the clerk's list, and its first characters. */
export function factsOf(passages: readonly Passage[], index: number): { place: number; passage: string } {
  const text = passages[index]!.text.replace(/\s+/g, ' ').trim();
  return { place: index + 1, passage: text.length > 40 ? `${text.slice(0, 40)}…` : text };
}

const isPlain = (ground: string): boolean => ground.trim() !== '' && !/[\p{C}\p{Zl}\p{Zp}【】]/u.test(ground);

/** Everything wrong with a list of passages before any file is opened. */
export function judgePassages(passages: readonly Passage[]): readonly Refusal<RedactionRefusal>[] {
  if (passages.length === 0) return [{ code: 'no-passages' }];
  if (passages.length > passageLimits.passages) return [{ code: 'too-many-passages', facts: { most: passageLimits.passages } }];
  const marks = [...new Set(passages.map((p) => p.ground))].map((ground) => foldedMark(markFor(ground)));
  return passages.flatMap((passage, i): Refusal<RedactionRefusal>[] => {
    const facts = factsOf(passages, i);
    const sought = fold(passage.text).text;
    if (sought === '') return [{ code: 'empty-passage', facts }];
    if (passage.text.length > passageLimits.characters)
      return [{ code: 'passage-too-long', facts: { ...facts, most: passageLimits.characters } }];
    const refusals: Refusal<RedactionRefusal>[] = [];
    if (!isPlain(passage.ground) || [...passage.ground].length > passageLimits.ground)
      refusals.push({ code: 'no-ground', facts: { ...facts, most: passageLimits.ground } });
    if (passage.nth !== undefined && !(Number.isSafeInteger(passage.nth) && passage.nth >= 0))
      refusals.push({ code: 'no-such-occurrence', facts: { ...facts, wanted: passage.nth + 1, found: 0 } });
    if (marks.some((mark) => mark.includes(sought))) refusals.push({ code: 'mark-says-it', facts });
    return refusals;
  });
}
