// A witness: puts its name to checkpoints that grow from what it put its name to before, and to nothing else.
// One answer at a time for each log, and what is answered has been kept on disk before.
import type { Clock } from '../../platform/clock.ts';
import { equal } from '../format/bytes.ts';
import { cosignatureBlob, cosignatureMessage } from '../format/cosignature.ts';
import { emptyRoot, verifyConsistency } from '../format/merkle.ts';
import { formatNote, openNote, parseNote, signatureLine, type VerifierKey } from '../format/note.ts';
import { sha256, ed25519Verify } from '../crypto.ts';
import { type AddCheckpoint, parseAddCheckpoint, SIZE_TYPE, TEXT_TYPE, type WitnessAnswer } from './add-checkpoint.ts';
import { originHash, type Seen, StateDamaged, type WitnessState } from './state.ts';
import type { WitnessKey } from './witness-key.ts';

export interface WitnessView {
  origin: string;
  /** Null when nothing was cosigned yet. */
  seen: Seen | null;
  /** Two signed checkpoints that cannot both be true; null as it should be. */
  fork: string | null;
}

/** Seconds a clock may run behind the last cosignature before the witness falls silent. */
const CLOCK_SLACK = 60;

const says = (status: number, sentence: string): WitnessAnswer => ({ status, type: TEXT_TYPE, body: `${sentence}\n` });

export class Witness {
  private readonly keysOf = new Map<string, VerifierKey[]>();
  private readonly hashes = new Map<string, string>();
  private readonly queues = new Map<string, Promise<unknown>>();
  /** What this process has read or written: a folder that says less was tampered with or put back from a copy. */
  private readonly known = new Map<string, Seen>();
  /** The note of each log whose writing came back without a fault. One merely found there might not survive a power cut. */
  private readonly kept = new Map<string, string>();

  /** @param logs the keys of the logs that are watched; several keys of one name are one log. */
  constructor(
    private readonly signer: WitnessKey,
    logs: readonly VerifierKey[],
    private readonly state: WitnessState,
    private readonly clock: Clock,
  ) {
    for (const key of logs) this.keysOf.set(key.name, [...(this.keysOf.get(key.name) ?? []), key]);
    for (const origin of this.keysOf.keys()) this.hashes.set(originHash(origin), origin);
  }

  get key(): VerifierKey {
    return this.signer.key;
  }

  async views(): Promise<WitnessView[]> {
    const view = async (origin: string): Promise<WitnessView> => ({
      origin,
      seen: await this.state.read(origin),
      fork: await this.state.readFork(origin),
    });
    return Promise.all([...this.keysOf.keys()].map(view));
  }

  /** The last cosigned checkpoint of the log with this hash of its origin; null when it is unknown or nothing was cosigned. */
  async latest(hash: string): Promise<string | null> {
    const origin = this.hashes.get(hash);
    return origin === undefined ? null : ((await this.state.read(origin))?.note ?? null);
  }

  async addCheckpoint(body: string): Promise<WitnessAnswer> {
    const asked = parseAddCheckpoint(body);
    if (asked === null) return says(400, '请求的格式不对');
    const { origin, size } = asked.checkpoint;
    const keys = this.keysOf.get(origin);
    if (!keys) return says(404, '没有登记这本存证');
    if (!openNote(asked.note, keys, ed25519Verify).ok) return says(403, '没有登记的密钥的有效签名');
    if (asked.old > size) return says(400, 'old 大于快照的条数');
    return this.inTurn(origin, () => this.decide(origin, asked));
  }

  /** Check and commit of one log never overlap with another's of the same log. */
  protected inTurn<T>(origin: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.queues.get(origin) ?? Promise.resolve()).then(work, work);
    this.queues.set(
      origin,
      turn.catch(() => undefined),
    );
    return turn;
  }

  private async decide(origin: string, asked: AddCheckpoint): Promise<WitnessAnswer> {
    const seen = await this.recall(origin);
    const size = seen?.size ?? 0;
    if (asked.old !== size) return { status: 409, type: SIZE_TYPE, body: `${size}\n` };
    if (!grows(seen, asked)) {
      if (isFork(seen, asked)) await this.state.writeFork(origin, `${seen.note}\n${asked.note}`);
      return says(422, '不能证明是从上一次见证的内容增长而来');
    }
    const now = Math.floor(Date.parse(this.clock.now()) / 1000);
    if (seen && now < seen.time - CLOCK_SLACK) return says(503, '见证方的时钟比上一次见证时还早，须先校准');
    const time = Math.max(now, seen?.time ?? 0);
    // The signature would be the same to the byte, so asking often does not wear out the disk.
    if (seen?.time === time && this.kept.get(origin) === seen.note && parseNote(seen.note)?.text === asked.text)
      return this.answer(seen.note);
    const next = { size: asked.checkpoint.size, root: asked.checkpoint.root, time, note: this.cosigned(asked, time) };
    await this.commit(origin, next);
    return this.answer(next.note);
  }

  private async recall(origin: string): Promise<Seen | null> {
    const seen = await this.state.read(origin);
    const known = this.known.get(origin);
    if (known && (seen === null || seen.size < known.size || (seen.size === known.size && !equal(seen.root, known.root))))
      throw new StateDamaged(origin);
    if (seen) this.known.set(origin, seen);
    return seen;
  }

  /** The note with its own signatures of the log's keys and ours; lines of others are not passed on. */
  private cosigned(asked: AddCheckpoint, time: number): string {
    const { name, keyId } = this.signer.key;
    const ours = signatureLine(name, keyId, cosignatureBlob(time, this.signer.sign(cosignatureMessage(time, asked.text))));
    const known = this.keysOf.get(asked.checkpoint.origin) ?? [];
    const theirs = (parseNote(asked.note)?.signatures ?? []).filter((s) =>
      known.some((k) => k.name === s.name && k.keyId === s.keyId),
    );
    return formatNote(asked.text, [...theirs.map((s) => s.line), ours]);
  }

  /** Nothing is answered before this has returned. */
  protected async commit(origin: string, next: Seen): Promise<void> {
    await this.state.write(origin, next.note);
    this.known.set(origin, next);
    this.kept.set(origin, next.note);
  }

  private answer(note: string): WitnessAnswer {
    const { name, keyId } = this.signer.key;
    const lines = (parseNote(note)?.signatures ?? []).filter((s) => s.name === name && s.keyId === keyId);
    return { status: 200, type: TEXT_TYPE, body: lines.map((s) => `${s.line}\n`).join('') };
  }
}

/** Whether the checkpoint asked about grows from what was seen; from nothing everything grows, with an empty proof. */
function grows(seen: Seen | null, asked: AddCheckpoint): boolean {
  const { size, root } = asked.checkpoint;
  if (size === 0 && !equal(root, emptyRoot(sha256))) return false;
  if (asked.old === 0) return asked.proof.length === 0;
  if (seen === null) return false;
  return verifyConsistency(sha256, { from: asked.old, to: size, fromRoot: seen.root, toRoot: root, proof: asked.proof });
}

/** No proof can be missing here: of one size there is one root. */
function isFork(seen: Seen | null, asked: AddCheckpoint): seen is Seen {
  return seen !== null && asked.checkpoint.size === seen.size && !equal(asked.checkpoint.root, seen.root);
}
