// One sealed value as text, `v1.<kid>.<nonce>.<ciphertext>.<tag>`, or as bytes. AES-256-GCM under a fresh random nonce of 96 bits; what
// it belongs to (`aad`) is authenticated with it. Each value has exactly one spelling: another one does not open.
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 'v1';
const NONCE = 12;
const TAG = 16;
/** Version, and the name of the key, before a sealed file's nonce. */
const MAGIC = Buffer.from('GKV1', 'latin1');
const KID_BYTES = 16;

interface Parts {
  nonce: Buffer;
  ciphertext: Buffer;
  tag: Buffer;
}

function encrypt(key: KeyObject, aad: string, plain: Uint8Array): Parts {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  const ciphertext = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce, ciphertext, tag: cipher.getAuthTag() };
}

function decrypt(key: KeyObject, aad: string, { nonce, ciphertext, tag }: Parts): Buffer | null {
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(tag);
  const begun = decipher.update(ciphertext);
  try {
    return Buffer.concat([begun, decipher.final()]);
  } catch {
    // The one thing final() refuses is a tag that does not fit.
    return null;
  }
}

export function sealRecord(kid: string, key: KeyObject, aad: string, plain: Uint8Array): string {
  const { nonce, ciphertext, tag } = encrypt(key, aad, plain);
  return [VERSION, kid, ...[nonce, ciphertext, tag].map((part) => part.toString('base64url'))].join('.');
}

/** Bytes of one part, or null when the text is not the one spelling of them. */
function part(text: string, length: number | null): Buffer | null {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text && (length === null || bytes.byteLength === length) ? bytes : null;
}

function partsOf(record: string): (Parts & { kid: string }) | null {
  const [version, kid, n, c, t, ...more] = record.split('.');
  if (version !== VERSION || !kid || n === undefined || c === undefined || t === undefined || more.length > 0) return null;
  const [nonce, ciphertext, tag] = [part(n, NONCE), part(c, null), part(t, TAG)];
  return nonce && ciphertext && tag ? { kid, nonce, ciphertext, tag } : null;
}

/** The key a record says it is sealed under; null for a text that is no record. */
export function kidOf(record: string): string | null {
  return partsOf(record)?.kid ?? null;
}

/** What was sealed; null when the record, its key, the kid or what it belongs to is another. */
export function openRecord(kid: string, key: KeyObject, aad: string, record: string): Buffer | null {
  const parts = partsOf(record);
  return parts?.kid === kid ? decrypt(key, aad, parts) : null;
}

/** For files. @param kid sixteen bytes, in hexadecimal. */
export function sealPacked(kid: string, key: KeyObject, aad: string, plain: Uint8Array): Uint8Array {
  const { nonce, ciphertext, tag } = encrypt(key, aad, plain);
  return Buffer.concat([MAGIC, Buffer.from(kid, 'hex'), nonce, ciphertext, tag]);
}

export function openPacked(kid: string, key: KeyObject, aad: string, packed: Uint8Array): Buffer | null {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  const [named, content] = [MAGIC.byteLength, MAGIC.byteLength + KID_BYTES + NONCE];
  if (bytes.byteLength < content + TAG || !bytes.subarray(0, named).equals(MAGIC)) return null;
  if (bytes.toString('hex', named, named + KID_BYTES) !== kid) return null;
  return decrypt(key, aad, {
    nonce: bytes.subarray(named + KID_BYTES, content),
    ciphertext: bytes.subarray(content, bytes.byteLength - TAG),
    tag: bytes.subarray(bytes.byteLength - TAG),
  });
}
