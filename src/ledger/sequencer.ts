// From the town's outbox to a published checkpoint. Every step is complete on disk before the next, every step may be repeated,
// and the public pointer moves last: what a crash leaves behind is said at each.
import { linesFrom, lineCount } from '../platform/act/outbox.ts';
import type { Db } from '../platform/db/engine.ts';
import type { Town } from '../platform/town.ts';
import { type Instant, instantOf } from '../town/day.ts';
import type { Refusal } from '../town/outcome.ts';
import { sha256 } from './crypto.ts';
import { equal, fromBase64, toBase64, utf8 } from './format/bytes.ts';
import { leafHash, type Hash } from './format/merkle.ts';
import { TILE_WIDTH } from './format/tiles.ts';
import { LogDiffers, type LogFiles, publishCheckpoint, type PublishedCheckpoint, rereadRoot, writeTiles } from './log-files.ts';
import type { Signer, SignRefusal } from './signer.ts';
import { checkpointAt, type CheckpointRow, movePointer, readHead, takeFence, type WitnessedBy } from './store.ts';
import { consistencyProof, TreeGrower } from './tree.ts';

export type SequenceRefusal =
  | SignRefusal
  | 'no-ledger'
  /** The log on disk holds more than the database: an old backup was restored. */
  | 'database-behind'
  /** The database was told of a log that is not on this disk. */
  | 'files-behind'
  /** Database and disk tell different histories. */
  | 'histories-differ'
  /** A witness has seen more than we have. */
  | 'witness-ahead';

/** What asks witnesses; the checkpoint's own lines are already verified. */
export interface Witnesses {
  /** As they sign. */
  readonly names: readonly string[];
  /** Extra lines for the note, and who signed when. `ahead`: a witness knows a larger log than ours. */
  cosign(asked: {
    note: string;
    size: number;
    proofFrom(from: number): Promise<Hash[]>;
  }): Promise<{ lines: readonly string[]; witnessed: readonly WitnessedBy[]; ahead: { name: string; size: number } | null }>;
  /** A witness that shows a longer log of ours, signed by us: asked before anything new is signed. */
  ahead(size: number): Promise<{ name: string; size: number } | null>;
}

export interface SequencerDeps {
  town: Town;
  files: LogFiles;
  signer: Signer;
  witnesses: Witnesses | null;
  /** The two moments the database is told of; tests let each of them fail. */
  pointer?: { move: typeof movePointer; fence: typeof takeFence };
  /** Entries written, signed and published at once. */
  most?: number;
  /** The number this sequencer took last. */
  fence?: number;
  /** Set once the witnesses were asked whether they have seen more than we: at the first round of a process. */
  looked?: boolean;
}

export type Sequenced = { ok: true; size: number; grew: boolean } | { ok: false; refusal: Refusal<SequenceRefusal> };

const MOST = 20_000;

const no = (code: SequenceRefusal, facts: Readonly<Record<string, string | number>> = {}): Sequenced => ({
  ok: false,
  refusal: { code, facts },
});

/**
 * One round: everything the outbox holds beyond the published checkpoint (at most `most` entries) is written, read back,
 * signed, witnessed and published, then the pointer moves. Null when somebody else is at it. Faults of the disk or the
 * database are thrown; another round begins where this one stopped.
 */
export async function sequence(deps: SequencerDeps): Promise<Sequenced | null> {
  const ran = await deps.town.exclusively('ledger', () => round(deps));
  return ran?.value ?? null;
}

async function round(deps: SequencerDeps): Promise<Sequenced> {
  const { town, files, signer } = deps;
  const { db } = town;
  const pointer = deps.pointer ?? { move: movePointer, fence: takeFence };
  // Nobody else writes, signs or moves the pointer meanwhile; acts may go on, and what they say is taken by the next round.
  const [head, told, published, signed] = await Promise.all([readHead(db), lineCount(db), files.checkpoint(), signer.last()]);
  if (head === null) return no('no-ledger');
  if (!signed.ok) return { ok: false, refusal: signed.refusals[0]! };
  if (published === null || published.origin !== head.origin || published.size < head.size)
    return no('files-behind', { pointer: head.size, published: published?.size ?? 0 });
  const most = Math.max(published.size, signed.value.size);
  if (told < most) return no('database-behind', { told, signed: most });

  const to = Math.min(told, Math.max(published.size + (deps.most ?? MOST), signed.value.size));
  if (to === published.size && head.size === published.size) {
    const same = equal(fromBase64(head.root) ?? new Uint8Array(), published.root);
    return same ? { ok: true, size: to, grew: false } : no('histories-differ', { path: 'checkpoint' });
  }
  if (deps.witnesses && !deps.looked) {
    const ahead = await deps.witnesses.ahead(most);
    if (ahead) return no('witness-ahead', ahead);
    deps.looked = true;
  }
  // One number for as long as nobody else takes over in between: then the head bears another.
  if (deps.fence === undefined || deps.fence !== head.fence) deps.fence = await pointer.fence(db);
  const { fence } = deps;
  try {
    const { root, entries } = await write(deps, published, to);
    const note = await signAndWitness(deps, { published, signed: signed.value.size }, { size: to, root });
    if (!note.ok) return note;
    // A crash here leaves a checkpoint that readers see and the pointer does not: covered entries show a moment later.
    if (to > published.size || note.value.note !== published.note) {
      const put = await signer.whileLast(to, () => publishCheckpoint(files, note.value.note));
      if (!put.ok) return { ok: false, refusal: put.refusals[0]! };
    }
    if (!(await pointer.move(db, fence, note.value))) return no('signer-busy', { fence });
    return { ok: true, size: to, grew: entries > 0 || to > head.size };
  } catch (fault) {
    if (fault instanceof LogDiffers) return no('histories-differ', { path: fault.path });
    throw fault;
  }
}

/** Steps 3 and 4: files, then everything read back and computed a second way. */
async function write(deps: SequencerDeps, published: PublishedCheckpoint, to: number): Promise<{ root: Hash; entries: number }> {
  const { files, town } = deps;
  const from = published.size;
  const first = Math.floor(from / TILE_WIDTH) * TILE_WIDTH;
  const lines = await linesFrom(town.db, first, to - first);
  if (lines.length !== to - first || lines.some((l, i) => l.idx !== first + i)) throw new Error('the outbox has a gap');
  const entries = lines.map((l) => utf8(l.entry));
  if (from > first) await sameBundle(files, from, entries.slice(0, from - first));
  // A crash in here leaves files that no checkpoint covers; they are laid down again, equal to the byte.
  if (to > from) await writeTiles(files, from, to, entries);
  const grower = await TreeGrower.at(sha256, from, files.hashes(from));
  if (!equal(grower.root(), published.root)) throw new LogDiffers('checkpoint');
  for (const entry of entries.slice(from - first)) grower.append(leafHash(sha256, entry));
  const root = grower.root();
  if (to > 0 && !equal(await rereadRoot(files, from, to), root)) throw new LogDiffers(`root of ${to}`);
  return { root, entries: to - from };
}

/** The entries of the bundle that is not full are on disk and in the database: both must say the same. */
async function sameBundle(files: LogFiles, size: number, entries: readonly Uint8Array[]): Promise<void> {
  const name = { level: 'entries' as const, index: Math.floor(size / TILE_WIDTH), width: size % TILE_WIDTH };
  const tile = await files.tile({ ...name, level: 0 });
  for (const [i, entry] of entries.entries()) {
    if (!tile || !equal(leafHash(sha256, entry), tile.subarray(i * 32, i * 32 + 32)))
      throw new LogDiffers(`entry ${size - entries.length + i}`);
  }
}

/** Steps 5 and 6, up to the note as it will be published. */
async function signAndWitness(
  deps: SequencerDeps,
  { published, signed }: { published: PublishedCheckpoint; signed: number },
  next: { size: number; root: Hash },
): Promise<{ ok: true; value: CheckpointRow } | Extract<Sequenced, { ok: false }>> {
  const { files, signer, town } = deps;
  const at = town.clock.now();
  const proofFrom = (from: number): Promise<Hash[]> => consistencyProof(sha256, files.hashes(next.size), from, next.size);
  const proof = signed > 0 && signed < next.size ? await proofFrom(signed) : [];
  const witnessed = deps.witnesses ? await lastWitness(town.db, published.size, deps.witnesses.names) : null;
  const answer = await signer.sign({ ...next, proof, at, witnessed });
  if (!answer.ok) return { ok: false, refusal: answer.refusals[0]! };
  // A crash here leaves the signer ahead of the published checkpoint; the next round signs the same again.
  const note = next.size === published.size ? published.note : answer.value;
  const row = { size: next.size, root: toBase64(next.root), signedAt: at };
  if (!deps.witnesses) return { ok: true, value: { ...row, note, witnesses: [], witnessedAt: null } };
  const got = await deps.witnesses.cosign({ note, size: next.size, proofFrom });
  if (got.ahead) return { ok: false, refusal: { code: 'witness-ahead', facts: got.ahead } };
  return { ok: true, value: { ...row, note: withLines(note, got.lines), ...witnessedBy(got.witnessed) } };
}

/** Of the witnesses still asked: one whose clock ran ahead is got rid of by taking it out of the policy. */
async function lastWitness(db: Db, size: number, names: readonly string[]): Promise<WitnessedBy | null> {
  const witnessed = (await checkpointAt(db, size))?.witnesses.filter((w) => names.includes(w.name)) ?? [];
  return witnessed.reduce<WitnessedBy | null>((last, w) => (last !== null && last.at >= w.at ? last : w), null);
}

export function withLines(note: string, lines: readonly string[]): string {
  return (
    note +
    lines
      .filter((l) => !note.includes(`${l}\n`))
      .map((l) => `${l}\n`)
      .join('')
  );
}

export function witnessedBy(witnessed: readonly WitnessedBy[]): Pick<CheckpointRow, 'witnesses' | 'witnessedAt'> {
  const times = witnessed.map((w) => Date.parse(w.at));
  const witnessedAt: Instant | null = times.length === 0 ? null : instantOf(Math.min(...times));
  return { witnesses: witnessed, witnessedAt };
}
