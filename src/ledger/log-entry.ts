// How rooms speak to the ledger: an act says what became public, the entry's bytes are made here and go out with its commit.
import { randomBytes } from 'node:crypto';
import type { Act } from '../platform/act/act.ts';
import { latestLines, type NumberedLine } from '../platform/act/outbox.ts';
import type { Day, Instant } from '../town/day.ts';
import { sha256, sm3Hex } from './crypto.ts';
import { fromHex, toHex, utf8 } from './format/bytes.ts';
import { type Entry, type EntryType, encodeEntry, parseEntry } from './format/entry.ts';

export interface LedgerSaying {
  type: EntryType;
  /** Code of the organ. */
  org: string;
  /** A duty's id or an index number. */
  id: string;
  claimedAt: Instant;
  due?: Day | null;
  /** Code of a statute or of a kind of answer; never a sentence. */
  ground?: string | null;
  /** What the digest is made of, with its salt. */
  content?: { text: string; salt: string };
  /** A digest that is somebody else's, with nothing to salt: the head of the audit chain. */
  digest?: string;
  seq?: number;
  /** For a publication: the duty it answers. Its latest entry is what this one replaces. */
  answers?: string | null;
  /** What of ours it stands for. */
  ref?: string | null;
  /** Its subject was made in this very act, so that there is nothing to look up. */
  fresh?: boolean;
}

/** Sixteen bytes in hexadecimal. */
export function newSalt(): string {
  return randomBytes(16).toString('hex');
}

function roleOf(act: Act): string {
  const { kind, roles } = act.actor;
  if (kind !== 'staff') return kind;
  return roles.includes('openness-office') ? 'openness-office' : (roles[0] ?? 'staff');
}

function digests(s: LedgerSaying): Pick<Entry, 'digest' | 'digestSm3' | 'size' | 'media'> {
  if (!s.content) return { digest: s.digest ?? null, digestSm3: null, size: null, media: null };
  const salt = fromHex(s.content.salt);
  if (salt?.length !== 16) throw new RangeError('a salt has sixteen bytes');
  const bytes = utf8(s.content.text);
  return {
    digest: toHex(sha256(salt, bytes)),
    digestSm3: sm3Hex(salt, bytes),
    size: bytes.length,
    media: 'application/json',
  };
}

/**
 * Logs several entries of one act. The caller holds the rows they are about, so that nobody else logs for the same subjects
 * meanwhile. With `wait` the act is acknowledged when a published checkpoint covers it.
 */
export async function logEntries(act: Act, sayings: readonly LedgerSaying[], options: { wait?: boolean } = {}): Promise<void> {
  const asked = sayings.flatMap((s) => [...(s.fresh ? [] : [s.id]), ...(s.answers ? [s.answers] : [])]);
  const known = await latestLines(act.db, [...new Set(asked)]);
  for (const s of sayings) {
    if (act.logged.some((l) => l.subject === s.id)) throw new Error(`two ledger entries of ${s.id} in one act`);
    const before = s.fresh ? undefined : known.get(s.id);
    const entry: Entry = {
      v: 1,
      type: s.type,
      org: s.org,
      id: s.id,
      seq: s.seq ?? (before ? seqOf(before) + 1 : 1),
      prev: s.answers !== undefined ? (known.get(s.answers ?? '')?.idx ?? null) : (before?.idx ?? null),
      claimedAt: s.claimedAt,
      due: s.due ?? null,
      ground: s.ground ?? null,
      ...digests(s),
      actorRole: roleOf(act),
    };
    act.log({ subject: s.id, type: s.type, ref: s.ref ?? null, entry: encodeEntry(entry) }, options);
  }
}

export function logEntry(act: Act, saying: LedgerSaying, options: { wait?: boolean } = {}): Promise<void> {
  return logEntries(act, [saying], options);
}

function seqOf(line: NumberedLine): number {
  const entry = parseEntry(line.entry);
  if (!entry) throw new Error(`ledger line ${line.idx} is not an entry`);
  return entry.seq;
}
