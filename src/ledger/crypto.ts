// The cryptography of the ledger, all of it node:crypto: SHA-256, SM3, Ed25519 and keys as PKCS#8 text.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Bytes } from './format/bytes.ts';
import type { Sha256 } from './format/merkle.ts';
import type { Ed25519Verify } from './format/note.ts';

const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** What stands before the 32 bytes of an Ed25519 key in its SPKI form (RFC 8410). */
const SPKI_HEAD = Buffer.from('302a300506032b6570032100', 'hex');

const SHA256_BYTES = 32;
/** A node of the tree is 65 bytes; what is longer is rare. */
const scratch = Buffer.allocUnsafeSlow(256);

function joined(parts: readonly Bytes[]): Bytes {
  let length = 0;
  for (const part of parts) {
    if (length + part.length > scratch.length) return Buffer.concat(parts);
    scratch.set(part, length);
    length += part.length;
  }
  return scratch.subarray(0, length);
}

/**
 * In one call over joined bytes, the digest taken as text: a tree is millions of short inputs, and a buffer for each would be
 * most of the time.
 */
export const sha256: Sha256 = (...parts) => {
  const digest = hash('sha256', joined(parts), 'binary');
  const bytes = new Uint8Array(SHA256_BYTES);
  for (let i = 0; i < SHA256_BYTES; i++) bytes[i] = digest.charCodeAt(i);
  return bytes;
};

/** Never a Buffer: its slice() shares memory and its text is not that of other bytes, so code of the browser would differ. */
function bytesOf(b: Buffer): Bytes {
  return new Uint8Array(b.buffer, b.byteOffset, b.length);
}

export function sm3Hex(...parts: readonly Bytes[]): string {
  const sm3 = createHash('sm3');
  for (const part of parts) sm3.update(part);
  return sm3.digest('hex');
}

/** Reading a key takes ten times as long as using it, and a town has a few. Only keys that could be read are kept. */
const publicKeys = new Map<string, KeyObject>();
const MOST_KEYS = 64;

function publicKeyObject(bytes: Bytes): KeyObject {
  const spki = Buffer.concat([SPKI_HEAD, bytes]);
  const name = spki.toString('base64');
  const known = publicKeys.get(name);
  if (known) return known;
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  if (publicKeys.size >= MOST_KEYS) publicKeys.clear();
  publicKeys.set(name, key);
  return key;
}

export const ed25519Verify: Ed25519Verify = (publicKey, message, signature) => {
  if (publicKey.length !== PUBLIC_KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    return verify(null, message, publicKeyObject(publicKey), signature);
  } catch {
    // 32 bytes that are no point of the curve are a wrong key, not a fault of ours.
    return false;
  }
};

/** A key object, or its PKCS#8 PEM text. */
export function ed25519Sign(privateKey: KeyObject | string, message: Bytes): Bytes {
  return bytesOf(sign(null, message, typeof privateKey === 'string' ? readSigningKey(privateKey) : ed25519(privateKey)));
}

export interface SigningKey {
  privateKey: KeyObject;
  /** 32 bytes. */
  publicKey: Bytes;
}

export function newSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: publicKeyOf(privateKey) };
}

export function publicKeyOf(privateKey: KeyObject): Bytes {
  return bytesOf(createPublicKey(ed25519(privateKey)).export({ format: 'der', type: 'spki' })).slice(SPKI_HEAD.length);
}

/** Throws on text that is not the PKCS#8 PEM of an Ed25519 key: a log without its key does not start. */
export function readSigningKey(pem: string): KeyObject {
  return ed25519(createPrivateKey({ key: pem, format: 'pem' }));
}

export function writeSigningKey(privateKey: KeyObject): string {
  return ed25519(privateKey).export({ format: 'pem', type: 'pkcs8' }).toString();
}

function ed25519(key: KeyObject): KeyObject {
  if (key.type !== 'private' || key.asymmetricKeyType !== 'ed25519') throw new TypeError('not an Ed25519 private key');
  return key;
}
