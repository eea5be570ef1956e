// What is called what in the folder of a town's keys.
import { randomBytes } from 'node:crypto';
import type { Id } from '../../town/ids.ts';

/** Names the key of one case. Says nothing about the case. */
export type CaseKeyId = Id<'case-key'>;

export const BLIND_INDEX = 'blind-index';
export const CASES = 'cases';
const GONE = '.destroyed';

const CASE_KEY = /^[0-9a-f]{32}$/;
const KID = /^k(\d{1,9})-([0-9a-f]{8})$/;
const MASTER_FILE = /^(k\d{1,9}-[0-9a-f]{8})\.key$/;

export function newCaseKeyId(): CaseKeyId {
  return randomBytes(16).toString('hex') as CaseKeyId;
}

export function isCaseKeyId(text: string): text is CaseKeyId {
  return CASE_KEY.test(text);
}

function numberOf(kid: string): number {
  return Number(KID.exec(kid)?.[1]);
}

/** Kids whose files are among the names, the oldest first. */
export function kidsIn(names: readonly string[]): string[] {
  const kids = names.flatMap((name) => MASTER_FILE.exec(name)?.[1] ?? []);
  return kids.sort((a, b) => numberOf(a) - numberOf(b) || (a < b ? -1 : 1));
}

/** Chance makes a kid of its own, so that keys of two folders are never taken for each other. */
export function kidAfter(kid: string | null): string {
  return `k${kid === null ? 1 : numberOf(kid) + 1}-${randomBytes(4).toString('hex')}`;
}

export function masterPath(kid: string): string {
  return `${kid}.key`;
}

/** The 256 folders of case keys. */
export const bucketNames: readonly string[] = Array.from(
  { length: 256 },
  (_, n) => `${CASES}/${n.toString(16).padStart(2, '0')}`,
);

export function bucketOf(id: CaseKeyId): string {
  return `${CASES}/${id.slice(0, 2)}`;
}

export function caseKeyPath(id: CaseKeyId): string {
  return `${bucketOf(id)}/${id}`;
}

/** An empty file that outlives the key: destroyed is not the same as lost. */
export function gonePath(id: CaseKeyId): string {
  return `${caseKeyPath(id)}${GONE}`;
}

/** Ids among the names of one bucket: those with a key, and those whose key was destroyed. */
export function idsIn(names: readonly string[]): { held: CaseKeyId[]; gone: Set<CaseKeyId> } {
  const held = names.filter(isCaseKeyId);
  const gone = names.filter((n) => n.endsWith(GONE)).map((n) => n.slice(0, -GONE.length));
  return { held, gone: new Set(gone.filter(isCaseKeyId)) };
}

/** What wrapped keys are bound to. */
export function caseKeyUse(id: CaseKeyId): string {
  return `case-key|${id}`;
}
