import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ed25519Sign, ed25519Verify, newSigningKey, sha256 } from '../crypto.ts';
import { toBase64, utf8 } from './bytes.ts';
import { cosignatureBlob, cosignatureMessage } from './cosignature.ts';
import {
  COSIGNATURE,
  ED25519,
  formatNote,
  formatVkey,
  isKeyName,
  keyIdOf,
  openNote,
  parseNote,
  parseVkey,
  signatureLine,
  type VerifierKey,
} from './note.ts';

// Published with golang.org/x/mod/sumdb/note.
const neumannKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const neumannText = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const neumannLine = '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';

const text = 'gk.example.gov.cn/ledger\n3\nn4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=\n';

function signer(name: string, type = ED25519) {
  const { privateKey, publicKey } = newSigningKey();
  const key: VerifierKey = { name, keyId: keyIdOf(sha256, name, type, publicKey), type, publicKey };
  const line = (over: string): string => signatureLine(name, key.keyId, ed25519Sign(privateKey, utf8(over)));
  const cosign = (over: string, time: number): string =>
    signatureLine(name, key.keyId, cosignatureBlob(time, ed25519Sign(privateKey, cosignatureMessage(time, over))));
  return { key, line, cosign };
}

const log = signer('gk.example.gov.cn/ledger');
const stranger = signer('example.org/stranger');
const witness = signer('witness.example.org', COSIGNATURE);
const good = formatNote(text, [log.line(text)]);
const open = (note: string, keys = [log.key, witness.key]) => openNote(note, keys, ed25519Verify);

describe('a note is malformed', () => {
  const line = log.line(text);
  const blob = line.split(' ')[2]!;
  const loose = toBase64(new Uint8Array(67)).replace(/A==$/, 'B==');
  test.each([
    ['when it is empty', ''],
    ['when it is a newline', '\n'],
    ['without signatures', text],
    ['without signatures after the empty line', `${text}\n`],
    ['without an empty line', `${text}${line}\n`],
    ['without its last newline', `${text}\n${line}`],
    ['with an empty line at its end', `${good}\n`],
    ['with text after the signatures', `${good}and more\n`],
    ['when the text has no newline of its own', `text\n${line}\n`],
    ['with a hyphen for the dash', good.replace('—', '-')],
    ['with a short dash', good.replace('—', '–')],
    ['with two dashes', good.replace('—', '--')],
    ['without a space after the dash', good.replace('— ', '—')],
    ['with a no-break space after the dash', good.replace('— ', '—\u00a0')],
    ['with two spaces before the signature', good.replace(` ${blob}`, `  ${blob}`)],
    ['with a space after the signature', good.replace(blob, `${blob} `)],
    ['with a word after the signature', good.replace(blob, `${blob} x`)],
    ['with a signature but no name', good.replace(`${log.key.name} ${blob}`, ` ${blob}`)],
    ['with a name but no signature', `${text}\n— ${log.key.name}\n`],
    ['with a name and an empty signature', `${text}\n— ${log.key.name} \n`],
    ['with a plus in a name', `${text}\n— a+b ${blob}\n`],
    ['with a space of another script in a name', `${text}\n— a\u3000b ${blob}\n`],
    ['with a line separator in a name', `${text}\n— a\u2028b ${blob}\n`],
    ['with a signature of the key id alone', `${text}\n— a ${toBase64(new Uint8Array(4))}\n`],
    ['with a signature without padding', `${text}\n— a ${toBase64(new Uint8Array(67)).replace(/=+$/, '')}\n`],
    ['with a signature with stray bits', `${text}\n— a ${loose}\n`],
    ['with a signature for addresses', `${text}\n— a ${'-_'.repeat(4)}\n`],
    ['with a carriage return', good.replaceAll('\n', '\r\n')],
    ['with a tab in the text', good.replace('3\n', '\t3\n')],
    ['with a zero in the text', good.replace('3\n', '3\0\n')],
    ['with an escape in the text', good.replace('3\n', '3\u001b\n')],
    ['with half a character', good.replace('3\n', '3\ud800\n')],
    ['with one bad line among good ones', `${good}— bad\n`],
    ['with an empty line among the signatures', `${text}\n${line}\n\nx ${line}\n`],
    ['with more signatures than a hundred', `${text}\n${`${line}\n`.repeat(101)}`],
    ['when it is endless', `${'x\n'.repeat(500_001)}\n${line}\n`],
  ])('%s', (_why, note) => {
    expect(parseNote(note)).toBeNull();
    expect(open(note)).toEqual({ ok: false, why: 'malformed' });
  });
});

describe('a note is not opened', () => {
  test('when no known key has signed it', () => {
    expect(open(formatNote(text, [stranger.line(text)]))).toEqual({ ok: false, why: 'no-known-signature' });
    expect(open(good, [])).toEqual({ ok: false, why: 'no-known-signature' });
  });

  test('when one letter of its text is another', () => {
    expect(open(good.replace('3\n', '4\n'))).toEqual({ ok: false, why: 'bad-signature' });
  });

  test('when one known signature fails, whatever the others say', () => {
    const forged = signatureLine(log.key.name, log.key.keyId, new Uint8Array(64));
    for (const lines of [
      [forged, log.line(text)],
      [log.line(text), forged],
      [witness.cosign(text, 1), forged],
    ]) {
      expect(open(formatNote(text, lines))).toEqual({ ok: false, why: 'bad-signature' });
    }
  });

  test.each([1, 63, 65, 71, 73])('when a known signature has %d bytes', (n) => {
    for (const { key } of [log, witness]) {
      const note = formatNote(text, [log.line(text), signatureLine(key.name, key.keyId, new Uint8Array(n))]);
      expect(open(note)).toEqual({ ok: false, why: 'bad-signature' });
    }
  });

  test('when a witness has signed without its time, or its time is another', () => {
    const [at, later] = [1_790_000_000, 1_790_000_001];
    const plain = witness.line(text);
    const line = witness.cosign(text, at);
    const moved = line.replace(/ \S+$/, (b64) => {
      const bytes = Buffer.from(b64.trim(), 'base64');
      bytes.writeBigUInt64BE(BigInt(later), 4);
      return ` ${bytes.toString('base64')}`;
    });
    expect(open(formatNote(text, [log.line(text), line])).ok).toBe(true);
    for (const bad of [plain, moved]) {
      expect(open(formatNote(text, [log.line(text), bad]))).toEqual({ ok: false, why: 'bad-signature' });
    }
  });

  test('when a witness time is past all counting', () => {
    const blob = new Uint8Array(72).fill(255, 0, 8);
    const note = formatNote(text, [signatureLine(witness.key.name, witness.key.keyId, blob)]);
    expect(open(note)).toEqual({ ok: false, why: 'bad-signature' });
  });

  test('when two different known keys share name and id and one of them says no', () => {
    const impostor = { ...log.key, publicKey: stranger.key.publicKey };
    expect(open(good, [log.key, impostor])).toEqual({ ok: false, why: 'bad-signature' });
    expect(open(good, [impostor, log.key])).toEqual({ ok: false, why: 'bad-signature' });
  });

  test('by a signature of a kind that is not checked here', () => {
    const odd: VerifierKey = { ...log.key, type: 0xff };
    expect(open(good, [odd])).toEqual({ ok: false, why: 'no-known-signature' });
  });
});

describe('a note is opened', () => {
  test('that others have signed and published', () => {
    const key = parseVkey(sha256, neumannKey)!;
    const opened = openNote(formatNote(neumannText, [neumannLine]), [key], ed25519Verify);
    expect(opened).toEqual({ ok: true, text: neumannText, verified: [{ key, time: null }], unknown: [] });
  });

  test('with unknown lines beside, even such as share name or id with a known key', () => {
    const sameName = signatureLine(log.key.name, (log.key.keyId + 1) % 2 ** 32, new Uint8Array(64));
    const sameId = signatureLine('example.org/other', log.key.keyId, new Uint8Array(64));
    const opened = open(formatNote(text, [sameName, stranger.line(text), log.line(text), sameId]));
    expect(opened.ok && opened.verified.map((v) => v.key.name)).toEqual([log.key.name]);
    expect(opened.ok && opened.unknown.map((u) => u.line)).toEqual([sameName, stranger.line(text), sameId]);
  });

  test('with the time at which a witness signed', () => {
    const opened = open(formatNote(text, [log.line(text), witness.cosign(text, 1_790_000_000)]));
    expect(opened.ok && opened.verified).toEqual([
      { key: log.key, time: null },
      { key: witness.key, time: 1_790_000_000 },
    ]);
  });

  test('a witness that signed twice counts once, by its earlier time, and a key given twice once', () => {
    const lines = [
      witness.cosign(text, 200),
      witness.cosign(text, 100),
      witness.cosign(text, 300),
      log.line(text),
      log.line(text),
    ];
    const opened = open(formatNote(text, lines), [log.key, witness.key, witness.key]);
    expect(opened.ok && opened.verified.map((v) => v.time)).toEqual([100, null]);
  });

  test('with as many as a hundred signatures', () => {
    const others = Array.from({ length: 99 }, (_, i) => signatureLine(`w${i}.example.org`, i, new Uint8Array(72)));
    const opened = open(formatNote(text, [...others, log.line(text)]));
    expect(opened.ok && opened.unknown.length).toBe(99);
  });

  test('whose text has empty lines: it ends at the last one', () => {
    for (const odd of ['\n', '\n\n', 'a\n\n', '\n\nb\n', 'a\n\n— like a signature\n']) {
      const opened = open(formatNote(odd, [log.line(odd)]));
      expect(opened.ok && opened.text).toBe(odd);
    }
  });

  test('whatever is written is read back', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', '中', '—', ' ', '\n', '+', '\ufeff', '😀'), maxLength: 30 });
    fc.assert(
      fc.property(texts, (body) => {
        const line = log.line(`${body}\n`);
        expect(parseNote(formatNote(`${body}\n`, [line]))).toMatchObject({ text: `${body}\n`, signatures: [{ line }] });
      }),
    );
  });
});

describe('what cannot be read is not written', () => {
  test('a note without newline, lines, or with a control character', () => {
    expect(() => formatNote('text', [log.line('text')])).toThrow(RangeError);
    expect(() => formatNote(text, [])).toThrow(RangeError);
    expect(() => formatNote('a\tb\n', [log.line(text)])).toThrow(RangeError);
    expect(() => formatNote(text, [`${log.line(text)}\n${log.line(text)}`])).toThrow(RangeError);
    expect(() => formatNote(text, ['', log.line(text)])).toThrow(RangeError);
  });

  test('a signature line with a bad name, id or nothing signed', () => {
    expect(() => signatureLine('a b', 1, new Uint8Array(64))).toThrow(RangeError);
    expect(() => signatureLine('a', -1, new Uint8Array(64))).toThrow(RangeError);
    expect(() => signatureLine('a', 2 ** 32, new Uint8Array(64))).toThrow(RangeError);
    expect(() => signatureLine('a', 1.5, new Uint8Array(64))).toThrow(RangeError);
    expect(() => signatureLine('a', 1, new Uint8Array())).toThrow(RangeError);
  });
});

describe('names and keys', () => {
  test.each(['', ' ', 'a b', 'a+b', 'a\tb', 'a\u00a0b', 'a\u0085b', 'a\u2003b', 'a\u3000b', 'a\nb', 'a\u0000b', 'a\ud800b'])(
    '%j is no name',
    (name) => expect(isKeyName(name)).toBe(false),
  );

  test.each(['a', 'gk.example.gov.cn/ledger', '杨柳镇.example', 'a—b', 'A_b-c:8080/~x'])('%j is one', (name) =>
    expect(isKeyName(name)).toBe(true),
  );

  const [name, id, material] = [neumannKey.split('+')[0]!, neumannKey.split('+')[1]!, neumannKey.split('+').slice(2).join('+')];
  test.each([
    ['nothing', ''],
    ['two parts', `${name}+${id}`],
    ['no name', `+${id}+${material}`],
    ['a name with a space', `Peter Neumann+${id}+${material}`],
    ['another name', `PeterNeuman+${id}+${material}`],
    ['another id', `${name}+c74f20a4+${material}`],
    ['an id in capitals', `${name}+C74F20A3+${material}`],
    ['a short id', `${name}+74f20a3+${material}`],
    ['a long id', `${name}+0c74f20a3+${material}`],
    ['a key cut short', `${name}+${id}+${material.slice(0, -4)}`],
    ['a key with stray bits', `${name}+${id}+${material.slice(0, -1)}X=`],
    ['another key', `${name}+${id}+${material.replace('Rpc', 'Rpd')}`],
    ['a newline behind', `${neumannKey}\n`],
    ['a space behind', `${neumannKey} `],
    ['a private key', `PRIVATE+KEY+${name}+${id}+${material}`],
  ])('a vkey with %s is none', (_why, vkey) => expect(parseVkey(sha256, vkey)).toBeNull());

  test.each([
    [ED25519, 31],
    [ED25519, 33],
    [COSIGNATURE, 64],
    [0x06, 32],
    [0xff, 0],
  ])('a vkey of kind %d with %d bytes is none, though its id is right', (type, bytes) => {
    const publicKey = new Uint8Array(bytes);
    expect(
      parseVkey(sha256, formatVkey({ name: 'a', type, publicKey, keyId: keyIdOf(sha256, 'a', type, publicKey) })),
    ).toBeNull();
  });

  test('a vkey is read and written alike, leading zeros of its id included', () => {
    expect(formatVkey(parseVkey(sha256, neumannKey)!)).toBe(neumannKey);
    const publicKey = new Uint8Array(32);
    const zero = Array.from({ length: 200 }, (_, i) => `w${i}`).find((n) => keyIdOf(sha256, n, ED25519, publicKey) < 2 ** 28)!;
    const key = { name: zero, type: ED25519, publicKey, keyId: keyIdOf(sha256, zero, ED25519, publicKey) };
    expect(formatVkey(key)).toMatch(/\+0[0-9a-f]{7}\+/);
    expect(parseVkey(sha256, formatVkey(key))).toEqual(key);
    for (const { key } of [log, witness]) expect(parseVkey(sha256, formatVkey(key))).toEqual(key);
  });

  test('one key has different ids as a log and as a witness', () => {
    const { publicKey } = log.key;
    expect(keyIdOf(sha256, 'a', ED25519, publicKey)).not.toBe(keyIdOf(sha256, 'a', COSIGNATURE, publicKey));
  });
});
