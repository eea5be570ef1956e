// What passes between the request thread and the thread that redacts.
import type { Outcome } from '../../town/outcome.ts';
import type { Passage } from './passage.ts';
import type { Proof } from './proof.ts';
import type { RedactionRefusal } from './words.ts';

export interface RedactableFile {
  readonly kind: 'pdf' | 'docx' | 'txt';
  readonly bytes: Uint8Array;
}

export interface RedactedFile {
  readonly bytes: Uint8Array;
  /** Of a PDF. */
  readonly pages?: number;
  /** Marks in the file. */
  readonly hidden: number;
  /** Pictures left in it, whose content no program has read: somebody must look at them. */
  readonly pictures: number;
  readonly proof: Proof;
}

export type RedactionJob =
  | { readonly deed: 'redact'; readonly file: RedactableFile; readonly passages: readonly Passage[] }
  | { readonly deed: 'read'; readonly file: RedactableFile };

/** `step`: still alive, a page is done. `fault`: our own code broke; the caller throws. */
export type RedactionMessage =
  | 'ready'
  | 'step'
  | { readonly answer: Outcome<unknown, RedactionRefusal> }
  | { readonly fault: string };
