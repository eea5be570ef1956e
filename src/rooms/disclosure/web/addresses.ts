// Addresses of documents and drafts, spelled once.
import type { Day } from '../../../town/day.ts';

/** Index numbers hold a slash; both halves are plain address segments. */
export function documentPath(indexNo: string): string {
  return `/documents/${indexNo}`;
}
export function editionPath(indexNo: string, n: number): string {
  return `/documents/${indexNo}/editions/${n}`;
}
export function changesPath(indexNo: string, n: number): string {
  return `/documents/${indexNo}/editions/${n}/changes`;
}
/** The text the ledger's digest is made of, to the byte. */
export function contentPath(indexNo: string, n: number): string {
  return `/documents/${indexNo}/editions/${n}/content.json`;
}
export function proofPath(indexNo: string, n: number): string {
  return `/documents/${indexNo}/editions/${n}/proof.tlog-proof`;
}
export function withdrawalProofPath(indexNo: string): string {
  return `/documents/${indexNo}/withdrawal.tlog-proof`;
}
/** The number stands behind the `#`: checking is the reader's own business and reaches no log. */
export function verifyPath(indexNo: string, n: number): string {
  return `/verify#${indexNo}/${n}`;
}
export function filePath(sha256: string, name: string): string {
  return `/files/${sha256}/${encodeURIComponent(name)}`;
}
export function imagePath(sha256: string): string {
  return `/images/${sha256}`;
}
export function draftPath(editionId: string): string {
  return `/console/drafts/${editionId}`;
}
export function reviewPath(editionId: string): string {
  return `/console/reviews/${editionId}`;
}
export function recordPath(documentId: string): string {
  return `/console/documents/${documentId}`;
}
/** `11-20` in this year, `2014-05-27` before it. */
export function listDay(d: Day, today: Day): string {
  return d.slice(0, 4) === today.slice(0, 4) ? d.slice(5) : d;
}
