// What a witness signs and how its line carries the time (c2sp.org/tlog-cosignature, Ed25519, type 0x04).
import { type Bytes, concat, utf8 } from './bytes.ts';
import { isSize } from './merkle.ts';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** `time` in seconds since 1970; `noteText` the whole text of the checkpoint with its final newline. */
export function cosignatureMessage(time: number, noteText: string): Bytes {
  if (!isSize(time)) throw new RangeError(`not a time in seconds: ${time}`);
  return utf8(`cosignature/v1\ntime ${time}\n${noteText}`);
}

/** What goes into signatureLine after the key id. */
export function cosignatureBlob(time: number, signature: Bytes): Bytes {
  if (!isSize(time)) throw new RangeError(`not a time in seconds: ${time}`);
  if (signature.length !== SIGNATURE_BYTES) throw new RangeError('not an Ed25519 signature');
  const stamp = new Uint8Array(TIME_BYTES);
  for (let i = TIME_BYTES - 1, rest = time; i >= 0; i--, rest = Math.floor(rest / 256)) stamp[i] = rest % 256;
  return concat(stamp, signature);
}

/** Null when it has another length, or a time so far away that a number cannot hold it. */
export function readCosignature(blob: Bytes): { time: number; signature: Bytes } | null {
  if (blob.length !== TIME_BYTES + SIGNATURE_BYTES) return null;
  const time = blob.subarray(0, TIME_BYTES).reduce((n, byte) => n * 256 + byte, 0);
  return isSize(time) ? { time, signature: blob.subarray(TIME_BYTES) } : null;
}
