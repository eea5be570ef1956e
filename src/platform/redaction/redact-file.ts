// The door: a file in, the same file with passages hidden out, and the proof that they are gone. What cannot be proved is
// refused; there is no way to get the file without the proof.
import { type Outcome, refuse } from '../../town/outcome.ts';
import { fileLimits } from '../files/limits.ts';
import { judgePassages, type Passage } from './passage.ts';
import type { RedactableFile, RedactedFile } from './redaction-job.ts';
import { redactInThread } from './redaction-thread.ts';
import type { RedactionRefusal } from './words.ts';

function judgeSize({ bytes }: RedactableFile): RedactionRefusal | null {
  if (bytes.byteLength === 0) return 'cannot-read';
  return bytes.byteLength > fileLimits.packedBytes ? 'too-large' : null;
}

/**
 * Rebuilds; ok only after proof. Takes up to half a second a page of a PDF, so call it before a transaction begins, not
 * inside. Its refusals quote what is to be hidden: show them, never log them. The name of the file is the caller's to choose.
 */
export async function redactFile(
  file: RedactableFile,
  passages: readonly Passage[],
): Promise<Outcome<RedactedFile, RedactionRefusal>> {
  const wrong = judgePassages(passages);
  if (wrong.length > 0) return { ok: false, refusals: wrong };
  const code = judgeSize(file);
  if (code) return refuse({ code });
  return (await redactInThread({ deed: 'redact', file, passages })) as Outcome<RedactedFile, RedactionRefusal>;
}

/** The text as passages are sought in it: for choosing them, and for counting which occurrence is the nth. */
export async function readForRedaction(
  file: RedactableFile,
): Promise<Outcome<{ readonly text: string; readonly pages?: number }, RedactionRefusal>> {
  const code = judgeSize(file);
  if (code) return refuse({ code });
  return (await redactInThread({ deed: 'read', file })) as Outcome<{ text: string; pages?: number }, RedactionRefusal>;
}
