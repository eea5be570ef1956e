// What inspection of an upload answers.
import type { FileKind } from './file-kind.ts';

export interface Hidden {
  /** Authors and metadata are removed; the other kinds are still in what may be published. */
  readonly kind: 'author' | 'metadata' | 'kept-metadata' | 'tracked-change' | 'comment' | 'hidden-text';
  /** For the reviewer, in Chinese; quotes what was found, cut to a line. */
  readonly detail: string;
}

/** What the published file would still carry unseen. */
export function stillHidden(hidden: readonly Hidden[]): Hidden[] {
  return hidden.filter((h) => h.kind !== 'author' && h.kind !== 'metadata');
}

export interface Inspected {
  readonly kind: FileKind;
  readonly originalSha256: string;
  /** What may be published. Parted from the original: metadata removed, written anew. A signed PDF stays as it came. */
  readonly cleanedBytes: Uint8Array;
  /** All text in the file, hidden and deleted text included, for the check on personal data. */
  readonly text: string;
  readonly hidden: readonly Hidden[];
  readonly pages?: number;
}
