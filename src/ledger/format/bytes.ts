// Bytes and their spellings: hex, base64 and UTF-8, each with exactly one accepted form.

export type Bytes = Uint8Array;

export function concat(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Not in constant time: everything compared here is public. */
export function equal(a: Bytes, b: Bytes): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function toHex(b: Bytes): string {
  let text = '';
  for (const byte of b) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Lower case only, so that one value has one spelling. */
export function fromHex(text: string): Bytes | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return null;
  const b = new Uint8Array(text.length / 2);
  for (let i = 0; i < b.length; i++) b[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return b;
}

const SIXTY_FOUR = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sixOf: ReadonlyMap<string, number> = new Map([...SIXTY_FOUR].map((c, i) => [c, i]));

/** The standard alphabet of RFC 4648 §4, padded. */
export function toBase64(b: Bytes): string {
  let text = '';
  for (let i = 0; i < b.length; i += 3) {
    const n = (b[i]! << 16) | ((b[i + 1] ?? 0) << 8) | (b[i + 2] ?? 0);
    const left = b.length - i;
    text += SIXTY_FOUR[n >> 18]! + SIXTY_FOUR[(n >> 12) & 63]!;
    text += left > 1 ? SIXTY_FOUR[(n >> 6) & 63]! : '=';
    text += left > 2 ? SIXTY_FOUR[n & 63]! : '=';
  }
  return text;
}

/** Null for every text that toBase64 would not have written: no missing padding, no stray bits, no line breaks. */
export function fromBase64(text: string): Bytes | null {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const b = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    const value = (k: number): number => sixOf.get(text[i + k]!) ?? 0;
    const n = (value(0) << 18) | (value(1) << 12) | (value(2) << 6) | value(3);
    for (let shift = 16; shift >= 0 && at < b.length; shift -= 8) b[at++] = (n >> shift) & 255;
  }
  return toBase64(b) === text ? b : null;
}

const encoder = new TextEncoder();

/** Half a surrogate pair has no UTF-8; whoever signs or hashes a text refuses it before. */
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Null when the bytes are not UTF-8. A byte order mark is kept: it was part of what was hashed. */
export function fromUtf8(b: Bytes): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(b);
  } catch (fault) {
    if (fault instanceof TypeError) return null;
    throw fault;
  }
}
