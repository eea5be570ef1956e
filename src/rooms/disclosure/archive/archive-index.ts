// index.json of an archive: everything that lies in the folder, what it is and its digest. The pages are made of the same value.
import type { TextState } from './life.ts';

export const ARCHIVE_FORMAT = 'gongkai-archive/1';

export interface ListedFile {
  path: string;
  size: number;
  sha256: string;
  /** What it is, for people. */
  what: string;
}

/** A file a text refers to; path null when it was not there to be handed over. */
export interface IndexedFile {
  name: string;
  path: string | null;
  sha256: string;
  size: number;
}

export interface IndexedProof {
  /** The entry's number in the ledger. */
  index: number;
  type: string;
  claimedAt: string;
  ground: string | null;
  due: string | null;
  /** Null while the checkpoint beside it does not cover the entry. */
  proof: string | null;
  /** The same entry under the checkpoint in which a witness first saw it, where that is an earlier one. */
  firstSeen: string | null;
  signedAt: string | null;
  witnessedAt: string | null;
}

export interface IndexedSeal extends IndexedProof {
  /** Counted within the edition: a mark of validity makes another one. */
  n: number;
  validity: string;
  repealedOn: string | null;
  digest: string | null;
  salt: string | null;
  content: string | null;
  /** Whether the content is what the entry's digest was made of; null where there is no content. */
  fits: boolean | null;
}

export interface IndexedEdition {
  number: number;
  state: string;
  title: string;
  publishedAt: string | null;
  changeNote: string;
  text: string | null;
  changes: string | null;
  seals: readonly IndexedSeal[];
  attachments: readonly IndexedFile[];
  images: readonly IndexedFile[];
  review: object | null;
}

export interface ArchiveIndex {
  format: typeof ARCHIVE_FORMAT;
  town: string;
  madeAt: string;
  indexNo: string;
  state: string;
  /** Of the edition shown last; empty once erased. */
  title: string;
  text: TextState;
  /** 文号, 体裁 and so on of the edition shown last, under the names its content has them by. */
  facts: Readonly<Record<string, unknown>> | null;
  organ: { code: string; name: string };
  item: { code: string; name: string };
  firstPublishedAt: string | null;
  importedAt: string | null;
  editions: readonly IndexedEdition[];
  /** Corrections that were not public when this was made: numbers and states alone. */
  leftOut: readonly { number: number; state: string }[];
  withdrawal: { at: string; byName: string; why: string; ground: string } | null;
  duty: {
    id: string;
    title: string;
    dueOn: string;
    law: string;
    state: string;
    endedOn: string | null;
  } | null;
  related: readonly { kind: string; outward: boolean; indexNo: string }[];
  /** Entries that stand for no text: withdrawal, erasure, the duty's own. */
  otherProofs: readonly IndexedProof[];
  ledger: { origin: string; size: number; root: string; vkey: string } | null;
  /** The end of the town's audit chain when this was made. */
  auditHead: { seq: number; hash: string };
  acts: number;
  files: readonly ListedFile[];
}
