// Asking witnesses for their names under a checkpoint. What they send back is believed only after it was verified, and
// none of them can hold up another.
import { setTimeout as after } from 'node:timers/promises';
import { ed25519Verify } from '../crypto.ts';
import { fromUtf8, utf8 } from '../format/bytes.ts';
import { parseCheckpoint } from '../format/checkpoint.ts';
import { type Hash, readSize } from '../format/merkle.ts';
import { openNote, parseNote, type VerifierKey } from '../format/note.ts';
import { callOut, OutboundFault } from '../outbound.ts';
import { formatAddCheckpoint, SIZE_TYPE, TEXT_TYPE, type WitnessAnswer } from './add-checkpoint.ts';
import { originHash } from './state.ts';
import type { Witness } from './witness.ts';

export type Cosigned =
  | { ok: true; lines: readonly string[] }
  /** It has put its name to another size than we said; `size` may be smaller or larger than ours. */
  | { ok: false; why: 'behind'; size: number }
  | { ok: false; why: 'refused' | 'unreachable'; said: string };

export interface WitnessPort {
  readonly name: string;
  readonly key: VerifierKey;
  /** @param old the size it is believed to have seen last. Never throws for what the witness does. */
  cosign(old: number, proof: readonly Hash[], note: string): Promise<Cosigned>;
  /** Its last view of a log as a note, unverified; null when it shows none. Not every witness can be asked. */
  latest?(origin: string): Promise<string | null>;
}

/** Chinese half-sentences for what the protocol says with a number. */
const statusWords: Readonly<Record<number, string>> = {
  400: '请求不符合格式',
  403: '没有登记本存证的公钥，或签名无效',
  404: '没有登记本存证',
  409: '同样条数见过另一份内容',
  422: '不承认现在的内容是从它见过的内容增长而来',
  429: '请求太多',
};

function cosignedFrom(answer: WitnessAnswer, old: number): Cosigned {
  if (answer.status === 200) return { ok: true, lines: answer.body.split('\n').filter((line) => line !== '') };
  const size = answer.status === 409 && answer.type === SIZE_TYPE ? readSize(answer.body.replace(/\n$/, '')) : null;
  if (size !== null && size !== old) return { ok: false, why: 'behind', size };
  const words = statusWords[answer.status] ?? '没有签名';
  return { ok: false, why: 'refused', said: `${words}（${answer.status}）` };
}

const ANSWER_MOST = 64 * 1024;

export interface HttpWitness {
  name: string;
  key: VerifierKey;
  /** Prefix of its addresses, from the operator's policy. */
  url: string;
  timeoutMs?: number;
}

export function httpWitness({ name, key, url, timeoutMs = 5_000 }: HttpWitness): WitnessPort {
  const prefix = url.replace(/\/+$/, '');
  const limits = { timeoutMs, most: ANSWER_MOST };
  return {
    name,
    key,
    async cosign(old, proof, note) {
      const body = utf8(formatAddCheckpoint(old, proof, note));
      try {
        const answer = await callOut({ method: 'POST', url: `${prefix}/add-checkpoint`, body, type: TEXT_TYPE, ...limits });
        return cosignedFrom({ status: answer.status, type: answer.type, body: fromUtf8(answer.body) ?? '' }, old);
      } catch (fault) {
        if (fault instanceof OutboundFault) return { ok: false, why: 'unreachable', said: fault.said };
        throw fault;
      }
    },
    async latest(origin) {
      try {
        const answer = await callOut({ method: 'GET', url: `${prefix}/${originHash(origin)}/checkpoint`, ...limits });
        return answer.status === 200 ? fromUtf8(answer.body) : null;
      } catch (fault) {
        if (fault instanceof OutboundFault) return null;
        throw fault;
      }
    },
  };
}

/** A witness in this process: for demonstrations and tests. It proves nothing to anybody outside. */
export function localWitness(witness: Witness): WitnessPort {
  return {
    name: witness.key.name,
    key: witness.key,
    async cosign(old, proof, note) {
      try {
        return cosignedFrom(await witness.addCheckpoint(formatAddCheckpoint(old, proof, note)), old);
      } catch (fault) {
        // As over the network, its fault is not the asker's.
        return { ok: false, why: 'refused', said: `见证方出现故障：${fault instanceof Error ? fault.message : String(fault)}` };
      }
    },
    latest: (origin) => witness.latest(originHash(origin)),
  };
}

export interface CosignatureLine {
  witness: string;
  line: string;
  /** Seconds, as the witness says. */
  time: number;
}

export interface WitnessFailure {
  witness: string;
  /** `unproven`: what it sent is not its signature on this checkpoint. `slow`: it had not answered when patience ended. */
  why: 'refused' | 'unreachable' | 'unproven' | 'slow' | 'ahead';
  said: string;
}

/** A witness that says it has seen a longer log than ours: we may be an old copy. */
export interface WitnessAhead {
  witness: string;
  size: number;
  /** A longer checkpoint with a valid signature of our own log, when the witness shows one: then it is no mere claim. */
  proof: string | null;
}

export interface Collected {
  lines: readonly CosignatureLine[];
  failed: readonly WitnessFailure[];
  ahead: readonly WitnessAhead[];
  /** Last known size of each witness, to be given back the next time. */
  known: ReadonlyMap<string, number>;
}

export interface Collecting {
  /** The checkpoint with the log's signature. */
  note: string;
  size: number;
  /** Consistency proof from a smaller size, not 0, to `size`. What it throws is our own fault and is thrown on. */
  proofFrom(from: number): Promise<readonly Hash[]>;
  /** The log's own keys, to tell a proof of being ahead from a claim. */
  logKeys: readonly VerifierKey[];
  known: ReadonlyMap<string, number>;
  patienceMs: number;
  /** Resolves after `ms`, or rejects when the signal says that nobody waits any more. */
  sleep?(ms: number, signal: AbortSignal): Promise<unknown>;
}

interface Told {
  lines?: readonly CosignatureLine[];
  failed?: WitnessFailure;
  ahead?: WitnessAhead;
  size?: number;
}

/**
 * Asks all at once and waits at most `patienceMs`. A witness known to have seen another size gets one more try with the
 * size it named. Whoever is `ahead` has seen more of this log than we have.
 */
export async function collectCosignatures(witnesses: readonly WitnessPort[], asked: Collecting): Promise<Collected> {
  const enough = new AbortController();
  const sleep = asked.sleep ?? ((ms, signal) => after(ms, undefined, { signal }));
  const late = sleep(asked.patienceMs, enough.signal).then(
    () => 'late' as const,
    () => 'late' as const,
  );
  try {
    const told = await Promise.all(
      witnesses.map(async (w): Promise<Told> => {
        const first = await Promise.race([askOne(w, asked), late]);
        return first === 'late' ? failure(w, 'slow', '在规定时间内没有答复') : first;
      }),
    );
    return gather(witnesses, told, asked.known);
  } finally {
    enough.abort();
  }
}

function gather(witnesses: readonly WitnessPort[], told: readonly Told[], before: ReadonlyMap<string, number>): Collected {
  const known = new Map(before);
  for (const [i, { size }] of told.entries()) if (size !== undefined) known.set(witnesses[i]!.name, size);
  return {
    lines: told.flatMap((t) => t.lines ?? []),
    failed: told.flatMap((t) => t.failed ?? []),
    ahead: told.flatMap((t) => t.ahead ?? []),
    known,
  };
}

function failure(witness: WitnessPort, why: WitnessFailure['why'], said: string): { failed: WitnessFailure } {
  return { failed: { witness: witness.name, why, said } };
}

async function askOne(witness: WitnessPort, asked: Collecting): Promise<Told> {
  // A size larger than ours, from another life of this log, cannot be asked for.
  const old = Math.min(asked.known.get(witness.name) ?? 0, asked.size);
  const first = await askFrom(witness, asked, old);
  if (first.ok || first.why !== 'behind') return heard(witness, asked, first);
  if (first.size > asked.size) return aheadOf(witness, asked, first.size);
  const second = await askFrom(witness, asked, first.size);
  if (second.ok || second.why !== 'behind') return heard(witness, asked, second);
  if (second.size > asked.size) return aheadOf(witness, asked, second.size);
  return { ...failure(witness, 'refused', '前后说的条数不一致'), size: second.size };
}

async function askFrom(witness: WitnessPort, asked: Collecting, old: number): Promise<Cosigned> {
  const proof = old === 0 || old === asked.size ? [] : await asked.proofFrom(old);
  return witness.cosign(old, proof, asked.note);
}

function heard(witness: WitnessPort, asked: Collecting, answer: Exclude<Cosigned, { why: 'behind' }>): Told {
  if (!answer.ok) return failure(witness, answer.why, answer.said);
  const lines = believed(witness, asked.note, answer.lines);
  if (lines.length === 0) return failure(witness, 'unproven', '送回的不是它对这份快照的签名');
  return { lines, size: asked.size };
}

const LINES_MOST = 16;

/** At most one line: that of the witness's own key which really stands under this checkpoint. */
function believed(witness: WitnessPort, note: string, lines: readonly string[]): CosignatureLine[] {
  const text = parseNote(note)?.text ?? '';
  for (const line of lines.slice(0, LINES_MOST)) {
    const opened = openNote(`${text}\n${line}\n`, [witness.key], ed25519Verify);
    const time = opened.ok && opened.text === text && !line.includes('\n') ? opened.verified[0]?.time : null;
    if (typeof time === 'number' && time > 0) return [{ witness: witness.name, line, time }];
  }
  return [];
}

async function aheadOf(witness: WitnessPort, asked: Collecting, size: number): Promise<Told> {
  const origin = parseCheckpoint(parseNote(asked.note)?.text ?? '')?.origin ?? '';
  const shown = (await witness.latest?.(origin)) ?? null;
  const opened = shown === null ? null : openNote(shown, asked.logKeys, ed25519Verify);
  const checkpoint = opened?.ok ? parseCheckpoint(opened.text) : null;
  const proven = checkpoint?.origin === origin && checkpoint.size > asked.size;
  return {
    ...failure(witness, 'ahead', `已见证到 ${size} 条，本机只有 ${asked.size} 条`),
    ahead: { witness: witness.name, size, proof: proven ? shown : null },
  };
}
