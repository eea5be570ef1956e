// The text of a checkpoint (c2sp.org/tlog-checkpoint): whose log, how many entries, which root; and opening one that is signed.
import { type Bytes, fromBase64, toBase64 } from './bytes.ts';
import { type Hash, isHash, isSize, readSize } from './merkle.ts';
import { COSIGNATURE, ED25519, type Ed25519Verify, openNote, type VerifiedSignature, type VerifierKey } from './note.ts';

export interface Checkpoint {
  origin: string;
  size: number;
  root: Hash;
  /** Lines after the root. We never write one and take none as fact. */
  extension: readonly string[];
}

/** The text to be signed, with its final newline; never with extension lines. */
export function formatCheckpoint(c: { origin: string; size: number; root: Bytes }): string {
  if (!isLine(c.origin) || !isSize(c.size) || !isHash(c.root)) throw new RangeError(`not a checkpoint: ${c.origin} ${c.size}`);
  return `${c.origin}\n${c.size}\n${toBase64(c.root)}\n`;
}

export function parseCheckpoint(text: string): Checkpoint | null {
  if (!text.endsWith('\n')) return null;
  const lines = text.slice(0, -1).split('\n');
  if (lines.length < 3 || !lines.every(isLine)) return null;
  const [origin, sizeText, rootText, ...extension] = lines as [string, string, string, ...string[]];
  const size = readSize(sizeText);
  const root = fromBase64(rootText);
  return size !== null && root !== null && isHash(root) ? { origin, size, root, extension } : null;
}

function isLine(line: string): boolean {
  return line !== '' && !/[\u0000-\u001f]|\p{Cs}/u.test(line);
}

export type CheckpointOpened =
  | {
      ok: true;
      checkpoint: Checkpoint;
      text: string;
      log: VerifierKey;
      cosigned: readonly (VerifiedSignature & { time: number })[];
    }
  | { ok: false; why: 'malformed' | 'bad-signature' | 'no-known-signature' | 'not-by-the-log' | 'not-a-checkpoint' };

/**
 * A checkpoint stands when one of the log's keys has signed it and that key bears the origin's name. Lines of witnesses are
 * given back with their times; they never stand in for the log's own.
 */
export function openCheckpoint(
  note: string,
  keys: { logs: readonly VerifierKey[]; witnesses: readonly VerifierKey[] },
  verify: Ed25519Verify,
): CheckpointOpened {
  const logs = keys.logs.filter((k) => k.type === ED25519);
  const witnesses = keys.witnesses.filter((k) => k.type === COSIGNATURE);
  const opened = openNote(note, [...logs, ...witnesses], verify);
  if (!opened.ok) return opened;
  const checkpoint = parseCheckpoint(opened.text);
  if (checkpoint === null) return { ok: false, why: 'not-a-checkpoint' };
  const log = opened.verified.find((v) => v.key.type === ED25519 && v.key.name === checkpoint.origin);
  if (log === undefined) return { ok: false, why: 'not-by-the-log' };
  const cosigned = opened.verified.flatMap(({ key, time }) => (time === null ? [] : [{ key, time }]));
  return { ok: true, checkpoint, text: opened.text, log: log.key, cosigned };
}
