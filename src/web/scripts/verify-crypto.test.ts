import { createHash, randomBytes } from 'node:crypto';
import { Point } from '@noble/ed25519';
import { describe, expect, test } from 'vitest';
import { ed25519Sign, ed25519Verify as byNode, newSigningKey, sha256 as nodeSha256 } from '../../ledger/crypto.ts';
import { toHex } from '../../ledger/format/bytes.ts';
import { digestOf, ed25519Verify, sha256 } from './verify-crypto.ts';

const ORDER = Point.CURVE().n;

function encoded(n: bigint): Uint8Array {
  return Uint8Array.from(Buffer.from(n.toString(16).padStart(64, '0'), 'hex').reverse());
}

describe('SHA-256 as node has it', () => {
  test('over parts of any length', () => {
    for (let n = 0; n < 200; n++) {
      const parts = [randomBytes(n), randomBytes(n % 7), randomBytes(3 * n)];
      expect(toHex(sha256(...parts))).toBe(toHex(nodeSha256(...parts)));
    }
    expect(toHex(sha256())).toBe(createHash('sha256').digest('hex'));
  });
});

describe('Ed25519 as node, OpenSSL and Go have it', () => {
  test('signatures made there hold here; one bit anywhere and they do not', () => {
    for (let i = 0; i < 20; i++) {
      const { privateKey, publicKey } = newSigningKey();
      const message = randomBytes(i * 13);
      const signature = ed25519Sign(privateKey, message);
      expect(ed25519Verify(publicKey, message, signature)).toBe(true);
      const bad = Uint8Array.from(signature);
      bad[i * 3]! ^= 1 << (i % 8);
      expect(ed25519Verify(publicKey, message, bad)).toBe(false);
      const key = Uint8Array.from(publicKey);
      key[i]! ^= 4;
      expect(ed25519Verify(key, message, signature)).toBe(false);
      expect(ed25519Verify(publicKey, Buffer.concat([message, Buffer.of(0)]), signature)).toBe(false);
    }
  });

  test('another length is no signature and no key', () => {
    const { privateKey, publicKey } = newSigningKey();
    const signature = ed25519Sign(privateKey, Buffer.of(1));
    for (const n of [0, 31, 33]) expect(ed25519Verify(new Uint8Array(n), Buffer.of(1), signature)).toBe(false);
    for (const n of [0, 63, 65]) expect(ed25519Verify(publicKey, Buffer.of(1), new Uint8Array(n))).toBe(false);
  });

  test('s of the group’s order or more is refused', () => {
    const { privateKey, publicKey } = newSigningKey();
    const message = Buffer.from('x');
    const signature = ed25519Sign(privateKey, message);
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`);
    const more = Buffer.concat([signature.subarray(0, 32), encoded(s + ORDER)]);
    expect([ed25519Verify(publicKey, message, more), byNode(publicKey, message, more)]).toEqual([false, false]);
  });

  test('for keys and points that nobody makes honestly the answer is the same as there', () => {
    // Points of small order, in their proper and in their other spellings.
    const p = 2n ** 255n - 19n;
    const y8 = BigInt('0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7');
    const top = 1n << 255n;
    const ys = [0n, 1n, p - 1n, p, p + 1n, y8, p - y8, 2n];
    const points = ys.flatMap((y) => [encoded(y), encoded(y | top)]);
    let yes = 0;
    for (const key of points)
      for (const r of points)
        for (const s of [0n, ORDER - 1n])
          for (let m = 0; m < 2; m++) {
            const signature = Buffer.concat([r, encoded(s)]);
            const here = ed25519Verify(key, Buffer.of(m), signature);
            if (here !== byNode(key, Buffer.of(m), signature))
              throw new Error(`they differ: ${toHex(key)} ${toHex(signature)} ${m}`);
            if (here) yes++;
          }
    // Some of them do hold, so that agreeing was not agreeing on no.
    expect(yes).toBeGreaterThan(10);
  });
});

test('a file is read in pieces to the same digest', async () => {
  const bytes = randomBytes(2_500_000);
  const steps: number[] = [];
  class Reader {
    result: ArrayBuffer | null = null;
    onload: (() => void) | null = null;
    readAsArrayBuffer(blob: Blob): void {
      void blob.arrayBuffer().then((b) => {
        this.result = b;
        this.onload?.();
      });
    }
  }
  const before = (globalThis as { FileReader?: unknown }).FileReader;
  (globalThis as { FileReader?: unknown }).FileReader = Reader;
  try {
    expect(await digestOf(new Blob([bytes]), (done) => steps.push(done))).toBe(createHash('sha256').update(bytes).digest('hex'));
  } finally {
    (globalThis as { FileReader?: unknown }).FileReader = before;
  }
  expect(steps.at(-1)).toBe(2_500_000);
});
