// The index over many archives, at the top of a year's handing over. Each is settled by the digest of its own SHA256SUMS.
import type { TextState } from './life.ts';

export const ALL_FORMAT = 'gongkai-archives/1';

export interface ArchivedDocument {
  folder: string;
  indexNo: string;
  /** Empty once erased. */
  title: string;
  state: string;
  text: TextState;
  organ: { code: string; name: string };
  item: { code: string; name: string };
  firstPublishedAt: string | null;
  editions: number;
  files: number;
  sumsDigest: string;
}

export interface AllIndex {
  format: typeof ALL_FORMAT;
  town: string;
  madeAt: string;
  from: string | null;
  until: string | null;
  documents: readonly ArchivedDocument[];
}
