// What a page shows of the ledger: which entry stands for this text, since when somebody else has seen it, what came after.
import { linesOf } from '../../platform/act/outbox.ts';
import type { Db } from '../../platform/db/engine.ts';
import { parseEntry } from '../../ledger/format/entry.ts';
import { coveredAt, mismatchOf, readHead } from '../../ledger/store.ts';
import type { Instant } from '../../town/day.ts';
import type { EditionId } from '../../town/ids.ts';
import { sealRef } from './seal.ts';
import { sealsOfEdition } from './store-seals.ts';

/** A claim further than this from the first outside sight of it is a 补录. */
const CLAIM_SLACK_MS = 86_400_000;

export interface SealView {
  index: number;
  digest: string;
  salt: string | null;
  /** What the act said. */
  claimedAt: Instant;
  /** When the first checkpoint above it was signed by ourselves. */
  signedAt: Instant;
  /** When a witness first saw it; null while none has. */
  witnessedAt: Instant | null;
  /** How often the document was changed after its publication, this text included. */
  revisions: number;
  /** The claim is not what the ledger, or a witness, can confirm. */
  isBackfilled: boolean;
}

export type SealState = { kind: 'sealed'; seal: SealView } | { kind: 'pending' } | { kind: 'none' };

/** The moment the ledger vouches for: a witness's, or our own where there is none. */
export function provenAt(s: Pick<SealView, 'signedAt' | 'witnessedAt'>): Instant {
  return s.witnessedAt ?? s.signedAt;
}

/** The latest covered entry of an edition. */
export async function sealOf(db: Db, indexNo: string, editionId: EditionId): Promise<SealState> {
  const seals = await sealsOfEdition(db, editionId);
  if (seals.length === 0) return { kind: 'none' };
  const size = (await readHead(db))?.size ?? 0;
  const lines = await linesOf(db, indexNo);
  const ownRefs = new Map(seals.map((s) => [sealRef(s.id), s]));
  const own = lines.filter((l) => l.ref !== null && ownRefs.has(l.ref) && l.idx < size);
  const [first, latest] = [own[0], own.at(-1)];
  const covered = first && (await coveredAt(db, first.idx));
  const entry = latest && parseEntry(latest.entry);
  const claim = first && parseEntry(first.entry);
  if (!latest || !entry || !claim || !covered) return { kind: 'pending' };
  const seal = {
    index: latest.idx,
    digest: entry.digest ?? '',
    salt: ownRefs.get(latest.ref as string)?.salt ?? null,
    claimedAt: claim.claimedAt as Instant,
    ...covered,
    revisions: lines.filter((l) => l.type === 'revise' && l.idx < size).length,
  };
  const off = Math.abs(Date.parse(provenAt(seal)) - Date.parse(seal.claimedAt));
  return { kind: 'sealed', seal: { ...seal, isBackfilled: off > CLAIM_SLACK_MS } };
}

/** The entry of a withdrawal or an erasure; null while no checkpoint covers it. */
export async function endingEntry(db: Db, indexNo: string): Promise<{ index: number; type: string; signedAt: Instant } | null> {
  const size = (await readHead(db))?.size ?? 0;
  const last = (await linesOf(db, indexNo)).findLast((l) => (l.type === 'withdraw' || l.type === 'erase') && l.idx < size);
  const covered = last && (await coveredAt(db, last.idx));
  return last && covered ? { index: last.idx, type: last.type, signedAt: covered.signedAt } : null;
}

/** Why this document is not shown: the self-check found that it is not what the ledger holds. */
export function distrusted(db: Db, indexNo: string) {
  return mismatchOf(db, `document:${indexNo}`);
}
