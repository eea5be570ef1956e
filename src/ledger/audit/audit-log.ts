// Recomputes somebody's log from outside: signatures, every entry, every tile, the root, the growth since last time, and what
// the entries say about each other. Believes nothing but the keys it is given; writes nothing.
import { type Instant, instantOf } from '../../town/day.ts';
import { ed25519Verify, sha256 } from '../crypto.ts';
import { equal, fromUtf8, toBase64, toHex, utf8 } from '../format/bytes.ts';
import { type Checkpoint, type CheckpointOpened, openCheckpoint } from '../format/checkpoint.ts';
import { parseVkey, type VerifierKey } from '../format/note.ts';
import { type Policy, quorumMet, witnessesAmong } from '../format/policy.ts';
import type { Standing } from '../standing-fold.ts';
import { type AuditState, type Folded, foldedOf, nothingFolded, savedParts } from './audit-state.ts';
import { Claims } from './claims.ts';
import { type Finding, type FindingKind, Findings, type Severity } from './findings.ts';
import { foldEntries } from './fold-entries.ts';
import type { ReadLogFile } from './read-tiles.ts';

export interface AuditAsked {
  read: ReadLogFile;
  /** The log's keys; several after a rotation. */
  vkeys: readonly string[];
  /** Keys the site shows now. One that an entry of the log names is taken for the next look: the log itself has changed to it. */
  offered?: readonly string[];
  /** Whom the auditor trusts as witnesses, and how many of them it wants. */
  policy?: Policy | null;
  /** From the last look, by way of readAuditState. */
  state?: AuditState | null;
  /** Reads everything again, and holds the old root against what is there now. */
  again?: boolean;
  now?: Instant | null;
  /** Files asked for at once. */
  ahead?: number;
  /** Broken places after which reading ends. */
  most?: number;
  progress?: (done: number, total: number) => void;
}

export interface Audited {
  /** Neither broken nor wrong anywhere. Doubts do not count. */
  isSound: boolean;
  findings: readonly Finding[];
  counts: Readonly<Record<Severity, number>>;
  /** What the log signed; null when it did not. */
  checkpoint: (Checkpoint & { note: string; key: VerifierKey }) | null;
  /** Cosignatures that were checked, by the name the policy gives the witness. */
  witnesses: readonly { name: string; at: Instant }[];
  /** Null without a policy. */
  quorumMet: boolean | null;
  /** Keys offered that the log itself names. */
  keysLearned: readonly string[];
  /** Size at the last look. */
  sizeBefore: number | null;
  entriesRead: number;
  tilesCompared: number;
  /** Folded from all entries; null when some could not be read. */
  standing: Standing | null;
  /** To be kept for the next look; null when the log is broken, so that the last good one stays. */
  state: AuditState | null;
}

export async function auditLog(asked: AuditAsked): Promise<Audited> {
  const findings = new Findings(asked.most ?? 1_000);
  const audited: Audited = {
    isSound: false,
    findings: findings.list,
    counts: findings.counts,
    checkpoint: null,
    witnesses: [],
    quorumMet: null,
    keysLearned: [],
    sizeBefore: asked.state?.size ?? null,
    entriesRead: 0,
    tilesCompared: 0,
    standing: null,
    state: null,
  };
  const head = await readHead(asked, audited, findings);
  if (head && followsState(asked.state ?? null, head, findings)) await readBody(asked, audited, findings, head);
  audited.isSound = findings.counts.broken === 0 && findings.counts.wrong === 0;
  return audited;
}

const unopened: Readonly<Record<Extract<CheckpointOpened, { ok: false }>['why'], FindingKind>> = {
  malformed: 'checkpoint-malformed',
  'not-a-checkpoint': 'checkpoint-malformed',
  'bad-signature': 'signature-wrong',
  'no-known-signature': 'signature-missing',
  'not-by-the-log': 'signature-missing',
};

async function readHead(asked: AuditAsked, audited: Audited, findings: Findings): Promise<Checkpoint | null> {
  const bytes = await asked.read('checkpoint');
  if (bytes === null) {
    findings.add('checkpoint-missing');
    return null;
  }
  const note = fromUtf8(bytes) ?? '';
  const logs = keysOf(asked.vkeys);
  const witnesses = asked.policy?.witnesses.map((w) => w.key) ?? [];
  const opened = openCheckpoint(note, { logs, witnesses }, ed25519Verify);
  if (!opened.ok) {
    findings.add(unopened[opened.why]);
    return null;
  }
  audited.checkpoint = { ...opened.checkpoint, note, key: opened.log };
  if (asked.policy) {
    const names = witnessesAmong(
      asked.policy,
      opened.cosigned.map((c) => c.key),
    );
    const named = (key: VerifierKey): string => [...witnessesAmong(asked.policy!, [key])][0] ?? key.name;
    audited.witnesses = opened.cosigned.map(({ key, time }) => ({ name: named(key), at: instantOf(time * 1_000) }));
    audited.quorumMet = quorumMet(asked.policy, names);
    if (!audited.quorumMet) findings.add('quorum-missing', { is: names.size, should: asked.policy.quorum });
  }
  return opened.checkpoint;
}

/** Throws on text that is no key: the caller was told so by whoever typed it. */
function keysOf(vkeys: readonly string[]): VerifierKey[] {
  return vkeys.map((text) => {
    const key = parseVkey(sha256, text);
    if (key === null) throw new RangeError(`not a verifier key: ${text}`);
    return key;
  });
}

/** Whether there is anything to read: not behind two signed heads that cannot both be true. */
function followsState(state: AuditState | null, head: Checkpoint, findings: Findings): boolean {
  if (state === null) return true;
  if (state.origin !== head.origin) findings.add('origin-other', { is: head.origin, should: state.origin });
  else if (head.size < state.size) findings.add('shrunk', { is: head.size, should: state.size });
  else if (head.size === state.size && toBase64(head.root) !== state.root) findings.add('forked', { is: head.size });
  else return true;
  return false;
}

async function readBody(asked: AuditAsked, audited: Audited, findings: Findings, head: Checkpoint): Promise<void> {
  const state = asked.state ?? null;
  const folded = state && !asked.again ? foldedOf(state) : nothingFolded();
  const isGoingOn = folded.tree.size > 0;
  for (const known of isGoingOn ? (state?.wrong ?? []) : []) findings.take(known);
  if (isGoingOn) findings.counts.wrong = state!.wrongCount;
  const seenAt = audited.witnesses.map((w) => w.at).sort()[0] ?? asked.now ?? null;
  const unseenAt = isGoingOn ? (state?.witnessedAt ?? null) : null;
  const claims = new Claims({ unseenAt: unseenAt as Instant | null, seenAt }, isGoingOn ? state!.latestClaim : '');
  const done = await foldEntries({ ...asked, ahead: asked.ahead ?? 16 }, { head, folded, claims, findings });
  audited.entriesRead = done.entriesRead;
  audited.tilesCompared = done.tilesCompared;
  if (!done.isWhole) return;
  if (!equal(folded.tree.root(), head.root)) findings.add(isGoingOn ? 'not-grown' : 'root-wrong', { should: state?.size });
  const isNew = (vkey: string): boolean => !asked.vkeys.includes(vkey) && done.keyDigests.includes(toHex(sha256(utf8(vkey))));
  audited.keysLearned = (asked.offered ?? []).filter(isNew);
  if (done.isReadable) audited.standing = folded.standing;
  if (findings.counts.broken === 0) audited.state = stateOf(asked, audited, folded, claims, findings);
}

function stateOf(asked: AuditAsked, audited: Audited, folded: Folded, claims: Claims, findings: Findings): AuditState {
  const checkpoint = audited.checkpoint!;
  const before = asked.state?.size === checkpoint.size ? asked.state.witnessedAt : null;
  const times = [before, ...audited.witnesses.map((w) => w.at as string)].filter((t) => t !== null);
  return {
    v: 1,
    origin: checkpoint.origin,
    vkeys: [...new Set([...(asked.state?.vkeys ?? []), ...asked.vkeys, ...audited.keysLearned])],
    ...savedParts(folded),
    checkpoint: checkpoint.note,
    // The latest: whatever comes after this size was not there even then.
    witnessedAt: times.sort().at(-1) ?? null,
    latestClaim: claims.latest,
    wrong: findings.list.filter((f) => f.severity === 'wrong'),
    wrongCount: findings.counts.wrong,
  };
}
