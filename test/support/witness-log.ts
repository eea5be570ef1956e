// A log for witnesses to watch: any size at once, signed by its key, with proofs computed by the independent reading.
import { ed25519Sign, newSigningKey, sha256 } from '../../src/ledger/crypto.ts';
import { utf8 } from '../../src/ledger/format/bytes.ts';
import { formatCheckpoint } from '../../src/ledger/format/checkpoint.ts';
import type { Hash } from '../../src/ledger/format/merkle.ts';
import { ED25519, formatNote, keyIdOf, signatureLine, type VerifierKey } from '../../src/ledger/format/note.ts';
import { instantOf } from '../../src/town/day.ts';
import { growthProof, leafOf, treeHead } from './independent-log.ts';

export interface WatchedLog {
  key: VerifierKey;
  /** The signed checkpoint of a size; `branch` other than 0 is a second history from its first entry on. */
  note(size: number, branch?: number): string;
  proof(from: number, to: number, branch?: number): Hash[];
  root(size: number, branch?: number): Hash;
  signed(text: string): string;
}

export function watchedLog(origin = 'gk.example.gov.cn/ledger'): WatchedLog {
  const { privateKey, publicKey } = newSigningKey();
  const key = { name: origin, keyId: keyIdOf(sha256, origin, ED25519, publicKey), type: ED25519, publicKey };
  const leaves = (size: number, branch: number): Uint8Array[] =>
    Array.from({ length: size }, (_, i) => leafOf(utf8(`${branch}:${i}`)));
  const root = (size: number, branch = 0): Hash => treeHead(leaves(size, branch));
  const signed = (text: string): string =>
    formatNote(text, [signatureLine(origin, key.keyId, ed25519Sign(privateKey, utf8(text)))]);
  return {
    key,
    root,
    signed,
    note: (size, branch = 0) => signed(formatCheckpoint({ origin, size, root: root(size, branch) })),
    proof: (from, to, branch = 0) => (from === 0 || from === to ? [] : growthProof(from, leaves(to, branch))),
  };
}

/** A clock that stands where it is put. */
export function setClock(at = '2026-11-23T02:00:00Z'): { now(): ReturnType<typeof instantOf>; ms: number } {
  const clock = { ms: Date.parse(at), now: () => instantOf(clock.ms) };
  return clock;
}
