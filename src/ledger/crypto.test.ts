import { createHash, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  ed25519Sign,
  ed25519Verify,
  newSigningKey,
  publicKeyOf,
  readSigningKey,
  sha256,
  sm3Hex,
  writeSigningKey,
} from './crypto.ts';
import { fromHex, toHex, utf8 } from './format/bytes.ts';

const key = newSigningKey();
const message = utf8('gk.example.gov.cn/ledger\n0\n');
const signature = ed25519Sign(key.privateKey, message);

describe('a signature is refused, and nothing is thrown', () => {
  test('when one of its bits, of the message or of the key is turned', () => {
    for (const [i, given] of [key.publicKey, message, signature].entries()) {
      for (let at = 0; at < given.length; at++) {
        const odd = given.with(at, given[at]! ^ (1 << (at % 8)));
        const [p, m, s] = [key.publicKey, message, signature].map((x, k) => (k === i ? odd : x)) as [
          Uint8Array,
          Uint8Array,
          Uint8Array,
        ];
        expect(ed25519Verify(p, m, s)).toBe(false);
      }
    }
  });

  test('for keys and signatures of any length and of nothing but one byte', () => {
    for (const n of [0, 1, 31, 32, 33, 63, 64, 65, 1312]) {
      for (const fill of [0, 1, 0x7f, 0xff]) {
        const odd = new Uint8Array(n).fill(fill);
        expect(ed25519Verify(odd, message, signature)).toBe(false);
        expect(ed25519Verify(key.publicKey, message, odd)).toBe(false);
      }
    }
  });

  test('with its second half raised by the order of the group', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const s = BigInt(`0x${toHex(signature.slice(32).reverse())}`) + order;
    const raised = new Uint8Array([...signature.slice(0, 32), ...fromHex(s.toString(16).padStart(64, '0'))!.reverse()]);
    expect(ed25519Verify(key.publicKey, message, raised)).toBe(false);
  });
});

describe('a key is refused', () => {
  test.each([
    ['nothing', ''],
    ['a sentence', 'a key'],
    ['a key cut short', writeSigningKey(key.privateKey).slice(0, 60)],
    [
      'a public key',
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n',
    ],
    ['a key for secrets', generateKeyPairSync('x25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()],
    [
      'a key on another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    ],
  ])('when its text is %s', (_why, pem) => {
    expect(() => readSigningKey(pem)).toThrow();
    expect(() => ed25519Sign(pem, message)).toThrow();
  });

  test('when it is of another kind', () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => ed25519Sign(other.privateKey, message)).toThrow(TypeError);
    expect(() => publicKeyOf(generateKeyPairSync('ed25519').publicKey)).toThrow(TypeError);
  });
});

describe('cryptography agrees with others', () => {
  test('Ed25519, with the first vectors of RFC 8032', () => {
    const vectors = [
      [
        '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
        'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
        '',
        'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      ],
      [
        '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
        '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
        '72',
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      ],
    ];
    for (const [seed, publicKey, text, signed] of vectors as [string, string, string, string][]) {
      const der = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex').toString('base64');
      const pem = `-----BEGIN PRIVATE KEY-----\n${der}\n-----END PRIVATE KEY-----\n`;
      expect(toHex(publicKeyOf(readSigningKey(pem)))).toBe(publicKey);
      expect(toHex(ed25519Sign(pem, fromHex(text)!))).toBe(signed);
      expect(ed25519Verify(fromHex(publicKey)!, fromHex(text)!, fromHex(signed)!)).toBe(true);
    }
  });

  test('SHA-256 over parts is that over the whole', () => {
    expect(toHex(sha256())).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(toHex(sha256(utf8('a'), utf8(''), utf8('bc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    const long = new Uint8Array(100_000).fill(7);
    expect(toHex(sha256(long, long))).toBe(createHash('sha256').update(long).update(long).digest('hex'));
  });

  test('SM3, with the example of GB/T 32905', () => {
    expect(sm3Hex(utf8('ab'), utf8('c'))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
  });

  test('a key is read from the text it was written as', () => {
    const again = readSigningKey(writeSigningKey(key.privateKey));
    expect(publicKeyOf(again)).toEqual(key.publicKey);
    expect(ed25519Verify(key.publicKey, message, ed25519Sign(again, message))).toBe(true);
  });

  test('what comes out is plain bytes', () => {
    for (const b of [sha256(), signature, key.publicKey]) expect(Buffer.isBuffer(b)).toBe(false);
  });
});
