import { describe, expect, test } from 'vitest';
import { ed25519Sign, ed25519Verify, newSigningKey, sha256 } from '../crypto.ts';
import { utf8 } from './bytes.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { cosignatureBlob, cosignatureMessage } from './cosignature.ts';
import { COSIGNATURE, ED25519, formatNote, keyIdOf, signatureLine } from './note.ts';

const origin = 'gk.example.gov.cn/ledger';
const root = 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=';
const text = `${origin}\n70000\n${root}\n`;

describe('a text is no checkpoint', () => {
  test.each([
    ['when empty', ''],
    ['without its last newline', text.slice(0, -1)],
    ['without a root', `${origin}\n70000\n`],
    ['without an origin', `\n70000\n${root}\n`],
    ['with a leading zero', `${origin}\n070000\n${root}\n`],
    ['with a sign', `${origin}\n+70000\n${root}\n`],
    ['with a space', `${origin}\n70000 \n${root}\n`],
    ['with a fraction', `${origin}\n7e4\n${root}\n`],
    ['with more entries than can be counted', `${origin}\n9007199254740992\n${root}\n`],
    ['with a short root', `${origin}\n70000\n${root.slice(4)}\n`],
    ['with a long root', `${origin}\n70000\nAAAA${root}\n`],
    ['with a root without padding', `${origin}\n70000\n${root.slice(0, -1)}\n`],
    ['with a root with stray bits', `${origin}\n70000\n${root.replace('I=', 'J=')}\n`],
    ['with an empty line behind', `${text}\n`],
    ['with an empty line among extensions', `${text}a\n\nb\n`],
    ['with carriage returns', text.replaceAll('\n', '\r\n')],
    ['with a carriage return behind the origin', text.replace('\n', '\r\n')],
    ['with an empty line before', `\n${text}`],
  ])('%s', (_why, odd) => expect(parseCheckpoint(odd)).toBeNull());

  test('and is not written', () => {
    const good = { origin, size: 1, root: new Uint8Array(32) };
    for (const bad of [
      { origin: '' },
      { origin: 'a\nb' },
      { origin: 'a\u0000' },
      { size: -1 },
      { size: 0.5 },
      { size: 2 ** 53 },
      { root: new Uint8Array(31) },
    ]) {
      expect(() => formatCheckpoint({ ...good, ...bad })).toThrow(RangeError);
    }
  });
});

describe('a checkpoint', () => {
  test.each([0, 1, 70_000, Number.MAX_SAFE_INTEGER])('of %d entries is read as it was written', (size) => {
    const written = { origin, size, root: Uint8Array.from({ length: 32 }, (_, i) => i) };
    expect(parseCheckpoint(formatCheckpoint(written))).toEqual({ ...written, extension: [] });
  });

  test('may have further lines from others, which are handed on', () => {
    expect(parseCheckpoint(`${text}a\n b\n`)?.extension).toEqual(['a', ' b']);
    expect(parseCheckpoint(text)?.origin).toBe(origin);
  });
});

function signer(name: string, type: number) {
  const { privateKey, publicKey } = newSigningKey();
  const key = { name, type, publicKey, keyId: keyIdOf(sha256, name, type, publicKey) };
  const line = (over: string, time = 0): string =>
    type === ED25519
      ? signatureLine(name, key.keyId, ed25519Sign(privateKey, utf8(over)))
      : signatureLine(name, key.keyId, cosignatureBlob(time, ed25519Sign(privateKey, cosignatureMessage(time, over))));
  return { key, line };
}

describe('a signed checkpoint', () => {
  const log = signer(origin, ED25519);
  const next = signer(origin, ED25519);
  const other = signer('gk.other.gov.cn/ledger', ED25519);
  const [w1, w2] = [signer('w1.example.org', COSIGNATURE), signer('w2.example.org', COSIGNATURE)];
  const open = (note: string, logs = [log.key, other.key], witnesses = [w1.key, w2.key]) =>
    openCheckpoint(note, { logs, witnesses }, ed25519Verify);

  test('is refused when only witnesses have signed it', () => {
    expect(open(formatNote(text, [w1.line(text, 5), w2.line(text, 6)]))).toEqual({ ok: false, why: 'not-by-the-log' });
  });

  test('is refused when another known log has signed it', () => {
    expect(open(formatNote(text, [other.line(text)]))).toEqual({ ok: false, why: 'not-by-the-log' });
  });

  test('is refused when what the log has signed is something else', () => {
    expect(open(formatNote('a letter\n', [log.line('a letter\n')]))).toEqual({ ok: false, why: 'not-a-checkpoint' });
  });

  test('is refused when a signature fails, nobody known has signed, or it is no note', () => {
    const forged = signatureLine(w1.key.name, w1.key.keyId, new Uint8Array(72));
    expect(open(formatNote(text, [log.line(text), forged]))).toEqual({ ok: false, why: 'bad-signature' });
    expect(open(formatNote(text, [log.line(text)]), [], [])).toEqual({ ok: false, why: 'no-known-signature' });
    expect(open(text)).toEqual({ ok: false, why: 'malformed' });
  });

  test('a key in the wrong list signs nothing: no log cosigns and no witness logs', () => {
    const asLog = signer(origin, COSIGNATURE);
    expect(open(formatNote(text, [asLog.line(text, 5)]), [asLog.key], [])).toEqual({ ok: false, why: 'no-known-signature' });
    const asWitness = signer('w3.example.org', ED25519);
    const opened = open(formatNote(text, [log.line(text), asWitness.line(text)]), [log.key], [asWitness.key]);
    expect(opened.ok && opened.cosigned).toEqual([]);
  });

  test('stands with the log’s signature and tells who has seen it when', () => {
    const opened = open(formatNote(text, [w2.line(text, 6), log.line(text), w1.line(text, 5)]));
    expect(opened).toMatchObject({ ok: true, text, log: log.key, checkpoint: { origin, size: 70_000 } });
    expect(opened.ok && opened.cosigned).toEqual([
      { key: w2.key, time: 6 },
      { key: w1.key, time: 5 },
    ]);
  });

  test('stands under either key while one follows the other', () => {
    for (const lines of [[log.line(text)], [next.line(text)], [log.line(text), next.line(text)]]) {
      expect(open(formatNote(text, lines), [log.key, next.key]).ok).toBe(true);
    }
  });
});
