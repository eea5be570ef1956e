// What passes between the request thread and the reading worker.
import type { Outcome } from '../../town/outcome.ts';

export interface ReadingJob {
  readonly task: 'inspect' | 'document' | 'sheet' | 'paste';
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** `fault`: our own code broke; the caller throws. */
export type ReadingAnswer = { readonly answer: Outcome<unknown, string> } | { readonly fault: string };
