// Signed notes and the keys that check them (c2sp.org/signed-note): text, an empty line, signature lines.
// The text of a note is nothing until openNote has said yes.
import { type Bytes, concat, equal, fromBase64, toBase64, utf8 } from './bytes.ts';
import { cosignatureMessage, readCosignature } from './cosignature.ts';
import type { Sha256 } from './merkle.ts';

export interface NoteSignature {
  name: string;
  keyId: number;
  /** What follows the four bytes of the key id. */
  signature: Bytes;
  /** The whole line, without its newline. */
  line: string;
}

export interface ParsedNote {
  /** Ends in a newline. */
  text: string;
  signatures: readonly NoteSignature[];
}

export interface VerifierKey {
  name: string;
  keyId: number;
  type: number;
  publicKey: Bytes;
}

/** False, never a fault, for keys and signatures of any length. */
export type Ed25519Verify = (publicKey: Bytes, message: Bytes, signature: Bytes) => boolean;

export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;
export const MLDSA44 = 0x06;
const PUBLIC_KEY_BYTES: Readonly<Record<number, number>> = { [ED25519]: 32, [COSIGNATURE]: 32, [MLDSA44]: 1312 };

/** As many as Go's reader takes. */
const SIGNATURES_MOST = 100;
/** 16 signatures of the longest kind leave room for as much text again. */
const NOTE_MOST = 1_000_000;
const KEY_ID_BYTES = 4;
const DASH = '— ';
const CONTROL = /[\u0000-\u0009\u000b-\u001f]|\p{Cs}/u;
const KEY_NAME = /^[^\p{White_Space}+\p{Cs}\u0000-\u001f]+$/u;

/** Not empty, no space of any script, no `+`; nothing that could not stand in a note. */
export function isKeyName(name: string): boolean {
  return KEY_NAME.test(name);
}

export function keyIdOf(sha: Sha256, name: string, type: number, publicKey: Bytes): number {
  return readKeyId(sha(utf8(`${name}\n`), Uint8Array.of(type), publicKey));
}

export function parseNote(note: string): ParsedNote | null {
  if (note.length > NOTE_MOST || CONTROL.test(note) || !note.endsWith('\n')) return null;
  const split = note.lastIndexOf('\n\n');
  if (split < 0) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > SIGNATURES_MOST) return null;
  const signatures = lines.map(parseSignature);
  return signatures.every((s) => s !== null) ? { text: note.slice(0, split + 1), signatures } : null;
}

function parseSignature(line: string): NoteSignature | null {
  if (!line.startsWith(DASH)) return null;
  const [name, base64, ...more] = line.slice(DASH.length).split(' ');
  const blob = fromBase64(base64 ?? '');
  if (more.length > 0 || !isKeyName(name!) || blob === null || blob.length <= KEY_ID_BYTES) return null;
  return { name: name!, keyId: readKeyId(blob), signature: blob.subarray(KEY_ID_BYTES), line };
}

export function signatureLine(name: string, keyId: number, signature: Bytes): string {
  const line = `${DASH}${name} ${toBase64(concat(keyIdBytes(keyId), signature))}`;
  if (parseSignature(line) === null) throw new RangeError(`not a signature line: ${name}`);
  return line;
}

/** Throws when what comes out would not be read back as the same text: a caller that signs must have looked before. */
export function formatNote(text: string, lines: readonly string[]): string {
  const note = `${text}\n${lines.map((l) => `${l}\n`).join('')}`;
  const read = parseNote(note);
  if (read === null || read.text !== text || read.signatures.length !== lines.length) throw new RangeError('not a note');
  return note;
}

/** `name+keyid+base64(type, public key)`; null also when the key id does not follow from the rest. */
export function parseVkey(sha: Sha256, text: string): VerifierKey | null {
  const m = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text);
  const key = m && fromBase64(m[3]!);
  if (!m || !key || !isKeyName(m[1]!)) return null;
  const [type, publicKey] = [key[0]!, key.subarray(1)];
  if (publicKey.length === 0 || publicKey.length !== (PUBLIC_KEY_BYTES[type] ?? publicKey.length)) return null;
  const keyId = Number.parseInt(m[2]!, 16);
  return keyIdOf(sha, m[1]!, type, publicKey) === keyId ? { name: m[1]!, keyId, type, publicKey } : null;
}

export function formatVkey(key: VerifierKey): string {
  const id = key.keyId.toString(16).padStart(2 * KEY_ID_BYTES, '0');
  return `${key.name}+${id}+${toBase64(concat(Uint8Array.of(key.type), key.publicKey))}`;
}

export interface VerifiedSignature {
  key: VerifierKey;
  /** Seconds since 1970, from a cosignature; null from a plain signature. */
  time: number | null;
}

export type NoteOpened =
  | { ok: true; text: string; verified: readonly VerifiedSignature[]; unknown: readonly NoteSignature[] }
  | { ok: false; why: 'malformed' | 'bad-signature' | 'no-known-signature' };

/**
 * A key is known by name and id together. One known signature that fails rejects the note; one of a kind that cannot be
 * checked here counts as unknown, never as given. A key that signed more than once counts once, with its earliest time.
 */
export function openNote(note: string, keys: readonly VerifierKey[], verify: Ed25519Verify): NoteOpened {
  const parsed = parseNote(note);
  if (parsed === null) return { ok: false, why: 'malformed' };
  const unknown: NoteSignature[] = [];
  const verified: VerifiedSignature[] = [];
  for (const signature of parsed.signatures) {
    const known = keys.filter((k) => isCheckable(k) && k.name === signature.name && k.keyId === signature.keyId);
    if (known.length === 0) unknown.push(signature);
    for (const key of known) {
      const checked = check(key, parsed.text, signature.signature, verify);
      if (checked === null) return { ok: false, why: 'bad-signature' };
      keepEarliest(verified, checked);
    }
  }
  if (verified.length === 0) return { ok: false, why: 'no-known-signature' };
  return { ok: true, text: parsed.text, verified, unknown };
}

function isCheckable(key: VerifierKey): boolean {
  return key.type === ED25519 || key.type === COSIGNATURE;
}

function check(key: VerifierKey, text: string, signature: Bytes, verify: Ed25519Verify): VerifiedSignature | null {
  if (key.type === ED25519) return verify(key.publicKey, utf8(text), signature) ? { key, time: null } : null;
  const stamped = readCosignature(signature);
  if (stamped === null) return null;
  return verify(key.publicKey, cosignatureMessage(stamped.time, text), stamped.signature) ? { key, time: stamped.time } : null;
}

function keepEarliest(verified: VerifiedSignature[], found: VerifiedSignature): void {
  const at = verified.findIndex((v) => sameKey(v.key, found.key));
  if (at < 0) verified.push(found);
  else if (found.time !== null && found.time < (verified[at]!.time ?? 0)) verified[at] = found;
}

export function sameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.name === b.name && a.keyId === b.keyId && a.type === b.type && equal(a.publicKey, b.publicKey);
}

function readKeyId(b: Bytes): number {
  return b.subarray(0, KEY_ID_BYTES).reduce((n, byte) => n * 256 + byte, 0);
}

function keyIdBytes(keyId: number): Bytes {
  if (!Number.isInteger(keyId) || keyId < 0 || keyId > 0xffffffff) throw new RangeError(`not a key id: ${keyId}`);
  return Uint8Array.of(keyId >>> 24, (keyId >>> 16) & 255, (keyId >>> 8) & 255, keyId & 255);
}
