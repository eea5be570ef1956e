import { describe, expect, test } from 'vitest';
import { ed25519Verify, newSigningKey, sha256 } from '../crypto.ts';
import { fromUtf8, toHex } from './bytes.ts';
import { cosignatureBlob, cosignatureMessage, readCosignature } from './cosignature.ts';
import { COSIGNATURE, keyIdOf, openNote } from './note.ts';

const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

describe('a cosignature is refused', () => {
  test.each([-1, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY])('for the time %d', (time) => {
    expect(() => cosignatureMessage(time, text)).toThrow(RangeError);
    expect(() => cosignatureBlob(time, new Uint8Array(64))).toThrow(RangeError);
  });

  test.each([0, 63, 65, 72])('around a signature of %d bytes', (n) => {
    expect(() => cosignatureBlob(1, new Uint8Array(n))).toThrow(RangeError);
    expect(readCosignature(new Uint8Array(n === 72 ? 73 : n))).toBeNull();
  });

  test.each(['0020000000000000', '7fffffffffffffff', 'ffffffffffffffff'])('when its time is 0x%s', (hex) => {
    expect(readCosignature(new Uint8Array([...Buffer.from(hex, 'hex'), ...new Uint8Array(64)]))).toBeNull();
  });
});

describe('a cosignature', () => {
  test('covers its time and the whole text', () => {
    expect(fromUtf8(cosignatureMessage(1679315147, text))).toBe(`cosignature/v1\ntime 1679315147\n${text}`);
  });

  test.each([0, 1, 255, 256, 1679315147, 2 ** 32, Number.MAX_SAFE_INTEGER])('carries the time %d and gives it back', (time) => {
    const signature = Uint8Array.from({ length: 64 }, (_, i) => i);
    const blob = cosignatureBlob(time, signature);
    expect(toHex(blob.subarray(0, 8))).toBe(BigInt(time).toString(16).padStart(16, '0'));
    expect(readCosignature(blob)).toEqual({ time, signature });
  });

  test('of the specification has the time printed beside it', () => {
    const line =
      '— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==';
    const opened = openNote(
      `${text}\n${line}\n`,
      [{ ...witness(), name: 'witness.example.com/w1', keyId: 0x8d66cf3f }],
      () => true,
    );
    expect(opened.ok && opened.verified.map((v) => v.time)).toEqual([1679315147]);
  });

  test('is never a plain signature of the same text', () => {
    expect(ed25519Verify(witness().publicKey, cosignatureMessage(1, text), new Uint8Array(64))).toBe(false);
    expect(fromUtf8(cosignatureMessage(1, text))).not.toBe(text);
  });
});

function witness() {
  const { publicKey } = newSigningKey();
  return { name: 'w', type: COSIGNATURE, publicKey, keyId: keyIdOf(sha256, 'w', COSIGNATURE, publicKey) };
}
