import { describe, expect, test } from 'vitest';
import { sha256 } from '../crypto.ts';
import { concat, fromUtf8, toHex, utf8 } from './bytes.ts';
import { type DocumentContent, encodeContent, parseContent, saltedDigest } from './content.ts';

const content: DocumentContent = {
  v: 1,
  indexNo: '11341899999900011F/202611-00012',
  edition: 1,
  organ: '11341899999900011F',
  item: 'A-01',
  title: '关于村道养护的通知',
  docNo: '杨政〔2026〕12号',
  genre: '通知',
  topic: '工业、交通',
  sourceUnit: '杨柳镇党政办',
  createdOn: '2026-11-20',
  effectiveOn: null,
  repealedOn: null,
  validity: '有效',
  audience: '全社会',
  keywords: ['村道', '养护'],
  summary: '',
  body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: '第一条' }] }] },
  attachments: [{ name: '附件.pdf', sha256: 'ab'.repeat(32), size: 10 }],
  changeNote: '',
  claimedOn: null,
};
const bytes = encodeContent(content);
const text = fromUtf8(bytes)!;

describe('a content is refused', () => {
  test.each<[string, Record<string, unknown>]>([
    ['of another version', { v: 2 }],
    ['with a field more', { extra: 1 }],
    ['before its first edition', { edition: 0 }],
    ['between two editions', { edition: 1.5 }],
    ['with a day that is a moment', { createdOn: '2026-11-20T00:00:00.000Z' }],
    ['with an organ that is more than its code', { organ: { code: 'A', name: 'B' } }],
    ['without an item', { item: null }],
    ['with keywords in one text', { keywords: '村道' }],
    ['with a body that is HTML', { body: '<p>第一条</p>' }],
    ['with a body with an unknown block', { body: { type: 'doc', content: [{ type: 'script' }] } }],
    [
      'with a body with what only an editor needs',
      { body: { type: 'doc', content: [{ type: 'paragraph', attrs: { align: 'middle' } }] } },
    ],
    ['with a file without its digest', { attachments: [{ name: 'a', size: 1 }] }],
    ['with a file with a digest in capitals', { attachments: [{ name: 'a', size: 1, sha256: 'AB'.repeat(32) }] }],
    ['without a title', { title: undefined }],
    ['with a title that is null', { title: null }],
  ])('%s', (_why, fields) => {
    const odd = { ...content, ...fields } as DocumentContent;
    expect(() => encodeContent(odd)).toThrow(RangeError);
    const sorted = Object.fromEntries(Object.entries(odd).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(parseContent(utf8(JSON.stringify(sorted)))).toBeNull();
  });

  test.each([
    ['a newline behind', `${text}\n`],
    ['a space', text.replace(':', ': ')],
    ['an escaped letter', text.replace('村', '\\u6751')],
    ['a field twice', text.replace('"v":1', '"v":1,"v":1')],
    ['no JSON', '<html>'],
    ['nothing', ''],
  ])('when its bytes have %s', (_why, odd) => expect(parseContent(utf8(odd))).toBeNull());

  test('when its bytes are no text', () => expect(parseContent(Uint8Array.of(0xff))).toBeNull());
});

describe('a content', () => {
  test('has one spelling and is read from it', () => {
    expect(text.startsWith('{"attachments":[{"name":"附件.pdf","sha256":"abab')).toBe(true);
    expect(parseContent(bytes)).toEqual(content);
    const turned = Object.fromEntries(Object.entries(content).reverse()) as unknown as DocumentContent;
    expect(encodeContent(turned)).toEqual(bytes);
  });

  test('has another digest under another salt, and none without', () => {
    const salt = new Uint8Array(16).fill(1);
    expect(toHex(saltedDigest(sha256, salt, bytes))).toBe(toHex(sha256(concat(salt, bytes))));
    expect(toHex(saltedDigest(sha256, new Uint8Array(16), bytes))).not.toBe(toHex(saltedDigest(sha256, salt, bytes)));
    for (const n of [0, 15, 17]) expect(() => saltedDigest(sha256, new Uint8Array(n), bytes)).toThrow(RangeError);
  });
});
