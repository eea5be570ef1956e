import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bodyBlocks,
  bodyFromText,
  bodyLimits,
  bodyRefusals,
  emptyBody,
  imagesOf,
  linksOf,
  parseBody,
  plainText,
  safeHref,
} from './body.ts';
import { bodyRefusalWords } from './body-words.ts';

const p = (text: string, marks?: unknown[]) => ({
  type: 'paragraph',
  content: [{ type: 'text', text, ...(marks ? { marks } : {}) }],
});
const doc = (...content: unknown[]) => ({ type: 'doc', content });
const codes = (value: unknown) => {
  const read = parseBody(value);
  return read.ok ? [] : read.refusals.map((r) => r.code);
};
const sha = 'ab'.repeat(32);

describe('a body that cannot be stored', () => {
  it.each([
    [null, 'body-not-a-document'],
    ['<p>x</p>', 'body-not-a-document'],
    [[], 'body-not-a-document'],
    [new Date(), 'body-not-a-document'],
    [{ type: 'paragraph' }, 'body-not-a-document'],
    [doc(), 'body-misplaced-node'],
    [doc(null), 'body-unknown-node'],
    [doc({ type: 'script', content: [] }), 'body-unknown-node'],
    [doc({ type: 'constructor' }), 'body-unknown-node'],
    [doc({ type: '__proto__' }), 'body-unknown-node'],
    [doc({ type: 'text', text: 'bare' }), 'body-misplaced-node'],
    [doc({ type: 'bulletList', content: [] }), 'body-misplaced-node'],
    [doc({ type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'horizontalRule' }] }] }), 'body-misplaced-node'],
    [doc({ type: 'horizontalRule', content: [p('x')] }), 'body-misplaced-node'],
    [doc({ type: 'paragraph', style: 'x' }), 'body-unknown-attribute'],
    [doc({ type: 'paragraph', attrs: { onclick: 'x' } }), 'body-unknown-attribute'],
    [doc({ type: 'paragraph', attrs: { align: 'justify' } }), 'body-bad-attribute'],
    [doc({ type: 'heading', attrs: { level: 5 } }), 'body-bad-attribute'],
    [doc({ type: 'heading', attrs: { level: '2' } }), 'body-bad-attribute'],
    [doc({ type: 'heading' }), 'body-bad-attribute'],
    [doc({ type: 'image', attrs: { file: '../../etc/passwd', alt: '' } }), 'body-bad-attribute'],
    [doc({ type: 'image', attrs: { file: sha, src: 'http://x/' } }), 'body-unknown-attribute'],
    [doc(p('x', [{ type: 'strike' }])), 'body-unknown-mark'],
    [doc(p('x', [{ type: 'bold', attrs: { style: 'x' } }])), 'body-unknown-mark'],
    [doc(p('x', [{ type: 'link', attrs: { href: 'https://a.cn', onclick: 'x' } }])), 'body-unknown-mark'],
    [doc(p('x', [{ type: 'link', attrs: { href: 'javascript:alert(1)' } }])), 'body-bad-link'],
    [doc(p('x', [{ type: 'link' }])), 'body-bad-link'],
    [doc(p('')), 'body-bad-attribute'],
    [doc(p('a\u0000b')), 'body-bad-character'],
    [doc(p('a\ud800b')), 'body-bad-character'],
    [doc(p('合同\u202egnp.exe')), 'body-bad-character'],
  ])('%j is refused', (value, code) => {
    expect(codes(value)).toContain(code);
  });

  it('is refused when prototypes are tampered with, and leaves them alone', () => {
    expect(codes(JSON.parse('{"type":"doc","__proto__":{"x":1},"content":[{"type":"paragraph"}]}'))).toContain(
      'body-unknown-attribute',
    );
    expect(
      codes(JSON.parse('{"type":"doc","content":[{"type":"paragraph","attrs":{"__proto__":{"align":"center"}}}]}')),
    ).toContain('body-unknown-attribute');
    expect(codes(Object.create({ type: 'doc', content: [p('inherited')] }))).toEqual(['body-not-a-document']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('is refused when it is too deep, too large or too long, without exhausting the stack', () => {
    let deep: unknown = p('x');
    for (let i = 0; i < 50_000; i++) deep = { type: 'blockquote', content: [deep] };
    expect(codes(doc(deep))).toEqual(['body-too-deep']);
    expect(codes(doc(...Array.from({ length: bodyLimits.nodes + 1 }, () => ({ type: 'horizontalRule' }))))).toEqual([
      'body-too-many-nodes',
    ]);
    expect(codes(doc(p('镇'.repeat(700_000))))).toEqual(['body-too-long']);
  });

  it('refuses tables inside tables, at any distance', () => {
    const table = (inner: unknown) => ({
      type: 'table',
      content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [inner] }] }],
    });
    expect(codes(doc(table(p('x'))))).toEqual([]);
    expect(codes(doc(table({ type: 'blockquote', content: [table(p('x'))] })))).toEqual(['body-misplaced-node']);
  });

  it('says everything that is wrong at once, and has a sentence for each code', () => {
    expect(codes(doc({ type: 'script' }, { type: 'heading' }, p('\u0001')))).toEqual([
      'body-unknown-node',
      'body-bad-attribute',
      'body-bad-character',
    ]);
    for (const code of bodyRefusals) expect(bodyRefusalWords[code]).toMatch(/。$/);
  });
});

describe('links', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/\\evil.example',
    'https://user:pass@evil.example/',
    'https:evil',
    'http://',
    'x.html',
    '',
    'blob:https://a.cn/x',
    'https://a.cn/"onclick',
    'https://a.cn/\u202e',
    'mailto:',
    'tel:alert(1)',
  ])('%j is not one', (href) => expect(safeHref(href)).toBeNull());
  it.each([
    'https://www.gov.cn/a?b=c#d',
    'http://a.cn',
    'mailto:zfxxgk@example.gov.cn',
    'tel:0563-4000123',
    '/gk/1#s2',
    '/',
    'https://港口.cn/年报',
  ])('%j is one', (href) => expect(safeHref(href)).toBe(href));
});

describe('a body that can be stored', () => {
  it('comes back as a copy, with what only the editor needs left out', () => {
    const given = doc(
      { type: 'paragraph', attrs: { align: null } },
      { type: 'orderedList', attrs: { start: 3, type: null }, content: [{ type: 'listItem', content: [p('项')] }] },
      p('链接', [{ type: 'link', attrs: { href: '/gk/1', target: '_blank', rel: 'noopener', class: null } }, { type: 'bold' }]),
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableHeader', attrs: { colspan: 2, rowspan: 1, colwidth: [90, 90] }, content: [p('名称')] }],
          },
        ],
      },
    );
    const read = parseBody(given);
    expect(read).toEqual({
      ok: true,
      value: doc(
        { type: 'paragraph' },
        { type: 'orderedList', attrs: { start: 3 }, content: [{ type: 'listItem', content: [p('项')] }] },
        p('链接', [{ type: 'link', attrs: { href: '/gk/1' } }, { type: 'bold' }]),
        {
          type: 'table',
          content: [
            { type: 'tableRow', content: [{ type: 'tableHeader', attrs: { colspan: 2, rowspan: 1 }, content: [p('名称')] }] },
          ],
        },
      ),
    });
    expect(read.ok && parseBody(read.value)).toEqual(read);
  });

  it('never throws and never changes on a second reading, whatever it is given', () => {
    const anything = fc.letrec((tie) => ({
      node: fc.record(
        {
          type: fc.constantFrom(
            'doc',
            'paragraph',
            'heading',
            'bulletList',
            'listItem',
            'table',
            'tableRow',
            'tableCell',
            'text',
            'image',
            'hardBreak',
          ),
          text: fc.string({ unit: 'binary' }),
          attrs: fc.oneof(fc.record({ level: fc.integer({ min: 0, max: 5 }) }), fc.anything()),
          content: fc.oneof({ depthSize: 'small' }, fc.array(tie('node')), fc.anything()),
        },
        { requiredKeys: ['type'] },
      ),
    })).node;
    fc.assert(
      fc.property(fc.array(anything), (nodes) => {
        const read = parseBody({ type: 'doc', content: nodes });
        if (read.ok) expect(parseBody(JSON.parse(JSON.stringify(read.value)))).toEqual(read);
        else expect(read.refusals.length).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });

  it('is made from plain text, with Chinese numbered headings found and running paragraphs left alone', () => {
    const body = bodyFromText(
      '\ufeff\u3000\u3000全镇概况如下：\r\n一、组织领导\n（一）人员配备\n(二)加强培训。全年办班两次。\n二、根据上级要求,\n\u0007',
    );
    expect(body.content.map((b) => (b.type === 'heading' ? b.attrs.level : 0))).toEqual([0, 1, 2, 0, 0]);
    expect(parseBody(body).ok).toBe(true);
    expect(bodyFromText(' \n')).toBe(emptyBody);
  });

  it('is listed block by block with its place, its pictures and its links', () => {
    const read = parseBody(
      doc(
        { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '一、名单' }] },
        { type: 'bulletList', content: [{ type: 'listItem', content: [p('甲'), p(' ')] }] },
        {
          type: 'table',
          content: [
            {
              type: 'tableRow',
              content: [
                { type: 'tableCell', content: [p('乙'), p('丙')] },
                { type: 'tableCell', content: [p('丁', [{ type: 'link', attrs: { href: '/a' } }])] },
              ],
            },
          ],
        },
        { type: 'image', attrs: { file: sha, alt: '公章' } },
        { type: 'image', attrs: { file: sha, alt: '' } },
      ),
    );
    if (!read.ok) throw new Error(JSON.stringify(read));
    expect(bodyBlocks(read.value)).toEqual([
      { path: '0', kind: 'heading', text: '一、名单' },
      { path: '1.0.0', kind: 'item', text: '甲' },
      { path: '2.0.0.0', kind: 'cell', text: '乙' },
      { path: '2.0.0.1', kind: 'cell', text: '丙' },
      { path: '2.0.1.0', kind: 'cell', text: '丁' },
    ]);
    expect(plainText(read.value)).toBe('一、名单\n甲\n \n乙 丙\t丁');
    expect(imagesOf(read.value)).toEqual([sha]);
    expect(linksOf(read.value)).toEqual(['/a']);
  });
});
