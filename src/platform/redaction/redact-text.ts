// Hides passages in a plain text. A mark is as long as its ground, so nothing can be told from its length.
import { done, type Outcome, refuse } from '../../town/outcome.ts';
import { findPassages, type Hiding, withMarks } from './find-passages.ts';
import { judgePassages, type Passage } from './passage.ts';
import { type Proof, proofOf, whatIsLeft } from './proof.ts';
import type { RedactionRefusal } from './words.ts';

const MOST_CHARACTERS = 2_000_000;

export interface RedactedText {
  readonly text: string;
  /** Marks in the text. */
  readonly hidden: number;
  readonly proof: Proof;
}

/** Pure. `hide` is there for the test that a careless one is caught. */
export function redactText(
  text: string,
  passages: readonly Passage[],
  hide: (text: string, hidings: readonly Hiding[]) => string = withMarks,
): Outcome<RedactedText, RedactionRefusal> {
  const wrong = judgePassages(passages);
  if (wrong.length > 0) return { ok: false, refusals: wrong };
  if (text.length > MOST_CHARACTERS) return refuse({ code: 'too-large' });
  const found = findPassages(text, passages);
  if (!found.ok) return found;
  const made = hide(text, found.value.hidings);
  const extracts = [{ part: '正文', text: made }];
  const left = whatIsLeft(extracts, found.value.promised);
  if (left.length > 0) return { ok: false, refusals: left };
  if (made !== withMarks(text, found.value.hidings)) return refuse({ code: 'text-differs' });
  return done({ text: made, hidden: found.value.hidings.length, proof: proofOf(extracts) });
}
