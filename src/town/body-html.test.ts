import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { type Block, type Body, bodyBlocks, parseBody } from './body.ts';
import { bodyHtml, bodySections, type Passage } from './body-html.ts';

const html = (...content: Block[]) => bodyHtml({ type: 'doc', content }, { imageSrc: (sha) => `/files/${sha}` });
const p = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const allowed = [
  'p',
  'h2',
  'h3',
  'h4',
  'h5',
  'ul',
  'ol',
  'li',
  'blockquote',
  'hr',
  'figure',
  'img',
  'div',
  'table',
  'tbody',
  'tr',
  'td',
  'th',
  'strong',
  'em',
  'u',
  'sup',
  'sub',
  'a',
  'br',
];

describe('a page of body text', () => {
  it('never lets text or attributes become markup', () => {
    const attack = fc.stringMatching(/^[<>"'&=a-z/ !-]{1,60}$/);
    fc.assert(
      fc.property(attack, attack, (text, alt) => {
        const read = parseBody({
          type: 'doc',
          content: [
            p(text),
            { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text, marks: [{ type: 'bold' }] }] },
            { type: 'image', attrs: { file: 'cd'.repeat(32), alt } },
          ],
        });
        if (!read.ok) throw new Error(JSON.stringify(read));
        const seen: string[] = [];
        let shown = '';
        const attributes: string[] = [];
        const parser = new Parser({
          onopentag: (name, given) => {
            seen.push(name);
            attributes.push(...Object.keys(given));
            if (name === 'img') expect(given.alt).toBe(alt);
          },
          ontext: (t) => {
            shown += t;
          },
        });
        parser.end(bodyHtml(read.value, { imageSrc: (s) => `/files/${s}` }));
        expect(seen).toEqual(['p', 'h3', 'strong', 'figure', 'img']);
        expect(attributes).toEqual(['id', 'src', 'alt', 'loading']);
        expect(shown).toBe(text + text);
      }),
    );
    expect(
      html({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'link', attrs: { href: "/a?b='&c" } }] }] }),
    ).toBe('<p><a href="/a?b=&#39;&amp;c">x</a></p>');
  });

  it('writes headings one level below the page title, with the ids of its contents list', () => {
    const body: Body = {
      type: 'doc',
      content: [
        { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '一、概况' }] },
        { type: 'blockquote', content: [{ type: 'heading', attrs: { level: 4 }, content: [{ type: 'text', text: '细目' }] }] },
      ],
    };
    const page = bodyHtml(body, { imageSrc: String });
    expect(page).toBe('<h2 id="s1">一、概况</h2><blockquote><h5 id="s2">细目</h5></blockquote>');
    expect(bodySections(body)).toEqual([
      { id: 's1', level: 1, text: '一、概况' },
      { id: 's2', level: 4, text: '细目' },
    ]);
  });

  it('puts tables in a region that scrolls by keyboard, and keeps spans', () => {
    const page = html({
      type: 'table',
      content: [
        { type: 'tableRow', content: [{ type: 'tableHeader', attrs: { colspan: 2, rowspan: 1 }, content: [p('项目')] }] },
        { type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [p('甲'), p('乙')] }] },
      ],
    });
    expect(page).toBe(
      '<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table><tbody><tr><th colspan="2">项目</th></tr>' +
        '<tr><td><p>甲</p><p>乙</p></td></tr></tbody></table></div>',
    );
  });

  it('uses only the tags it is known to use', () => {
    const page = html(
      p('x'),
      { type: 'orderedList', attrs: { start: 4 }, content: [{ type: 'listItem', content: [p('y')] }] },
      { type: 'horizontalRule' },
    );
    expect(page).toBe('<p>x</p><ol start="4"><li>y</li></ol><hr>');
    for (const [, tag] of page.matchAll(/<([a-z0-9]+)/g)) expect(allowed).toContain(tag);
  });
});

describe('passages pointed at', () => {
  const passage = (start: number, end: number, id: string, grave = true): Passage => ({ start, end, id, kind: '手机号', grave });

  it('change no letter of the text, wherever they begin, end and overlap', () => {
    const piece = fc.stringMatching(/^[<>&"a中]{0,8}$/);
    const at = fc.integer({ min: -3, max: 30 });
    fc.assert(
      fc.property(piece, piece, piece, fc.array(fc.tuple(at, at), { maxLength: 4 }), (a, b, c, ranges) => {
        const content = [
          { type: 'text', text: a },
          { type: 'text', text: b, marks: [{ type: 'bold' }] },
          { type: 'hardBreak' },
          { type: 'text', text: c },
        ] as Extract<Block, { type: 'paragraph' }>['content'];
        const block: Block = { type: 'paragraph', content };
        const passages = ranges.map(([start, end], i) => passage(start, end, `f${i}`));
        const page = bodyHtml({ type: 'doc', content: [block] }, { imageSrc: String, passages: new Map([['0', passages]]) });
        let shown = '';
        let marked = 0;
        const ids: string[] = [];
        let hidden = 0;
        const parser = new Parser({
          onopentag: (name, given) => {
            if (name === 'mark') marked++;
            if (given.id) ids.push(given.id);
            if (given.class === 'sr-only') hidden++;
          },
          ontext: (t) => {
            if (hidden === 0) shown += t;
          },
          onclosetag: (name) => {
            if (name === 'span') hidden--;
          },
        });
        parser.end(page);
        expect(shown).toBe(a + b + c);
        expect(new Set(ids).size).toBe(ids.length);
        const length = a.length + b.length + c.length + 1;
        const outside = passages.every((p) => p.end <= 0 || p.start >= length || p.start >= p.end);
        if (outside) expect(marked).toBe(0);
        if (marked === 0) expect(page).not.toContain('<mark');
      }),
    );
  });

  it('stand at the path the blocks are counted by, in lists, tables and quotations', () => {
    const body: Body = {
      type: 'doc',
      content: [
        p('一'),
        { type: 'blockquote', content: [p('二')] },
        { type: 'bulletList', content: [{ type: 'listItem', content: [p('三'), p('四')] }] },
        {
          type: 'table',
          content: [
            {
              type: 'tableRow',
              content: [{ type: 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [p('五')] }],
            },
          ],
        },
      ],
    };
    for (const block of bodyBlocks(body)) {
      const page = bodyHtml(body, { imageSrc: String, passages: new Map([[block.path, [passage(0, 1, 'here')]]]) });
      expect(page).toContain(
        `<mark class="pii" id="here" title="手机号"><span class="sr-only">（手机号）</span>${block.text}</mark>`,
      );
    }
  });

  it('keep their kind and id from becoming markup', () => {
    const hostile = { start: 0, end: 1, id: '"><script>', kind: '<i>"', grave: false };
    const page = bodyHtml({ type: 'doc', content: [p('x')] }, { imageSrc: String, passages: new Map([['0', [hostile]]]) });
    expect(page).toContain(
      '<mark id="&quot;&gt;&lt;script&gt;" title="&lt;i&gt;&quot;"><span class="sr-only">（&lt;i&gt;&quot;）</span>x</mark>',
    );
  });
});
