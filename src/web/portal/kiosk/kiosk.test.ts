import type { FastifyInstance } from 'fastify';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Body, bodyFromText, linksOf, plainText } from '../../../town/body.ts';
import { type PublicTown, publicTown, servePublic } from '../../../../test/support/public-town.ts';
import { kioskPages } from './kiosk-body.ts';

let site: PublicTown;
let app: FastifyInstance;

beforeAll(async () => {
  site = await publicTown();
  app = await servePublic(site.town);
});
afterAll(() => app.close());

let caller = 0;
async function get(url: string): Promise<{ status: number; body: string }> {
  const r = await app.inject({ method: 'GET', url, remoteAddress: `10.8.${Math.floor(++caller / 250)}.${caller % 250}` });
  return { status: r.statusCode, body: r.body };
}

describe('the touch screen', () => {
  test('has no way out: every address reached from it lies below /kiosk', async () => {
    const seen = new Set<string>(['/kiosk']);
    for (const url of seen) {
      const { status, body } = await get(url);
      expect([200, 404, 410], url).toContain(status);
      expect(body, url).not.toMatch(/<form|<iframe|<object|target=|formaction/i);
      expect(body, url).toContain('<meta http-equiv="refresh" content="90;url=/kiosk"');
      for (const [, raw] of body.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)) {
        const href = raw!.replace(/&amp;/g, '&');
        expect(href, `${href} on ${url}`).toMatch(/^\/kiosk(?:[/?]|$)/);
        if (seen.size < 400) seen.add(href);
      }
      const elsewhere = [...body.matchAll(/\b(?:href|src|action)="((?:https?:)?\/\/[^"]*)"/g)].map((m) => m[1]);
      expect(elsewhere, url).toEqual([]);
    }
    expect(seen.has(`/kiosk/documents/${site.numbers.linked}`)).toBe(true);
    expect(seen.has(`/kiosk/documents/${site.numbers.linked}?part=2`)).toBe(true);
  });

  test('shows the words of a link without the link', async () => {
    const { body } = await get(`/kiosk/documents/${site.numbers.linked}`);
    expect(body).toContain('外面的网站');
    expect(body).not.toContain('example.gov.cn');
  });

  test('finds by a tapped word', async () => {
    const { body } = await get(`/kiosk/search?q=${encodeURIComponent('补贴')}`);
    expect(body).toContain('山门村补贴发放明细');
  });

  test('answers wrong addresses with a page of its own', async () => {
    for (const url of ['/kiosk/items/99', '/kiosk/organs/%00', '/kiosk/documents/x/y', '/kiosk/items/%F0%9F%98%80']) {
      const { status, body } = await get(url);
      expect(status, url).toBe(404);
      expect(body, url).toContain('回到首页');
    }
  });
});

describe('a text in pages', () => {
  test('loses no word and repeats none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 300, unit: fc.constantFrom('一', '二', '三', '第', '。') }), {
          minLength: 1,
          maxLength: 40,
        }),
        (lines) => {
          const body = bodyFromText(lines.join('\n'));
          const pages = kioskPages(body);
          expect(pages.map(plainText).join('\n').replace(/\n+/g, '\n')).toBe(plainText(body).replace(/\n+/g, '\n'));
          expect(pages.every((p) => p.content.length > 0 || pages.length === 1)).toBe(true);
        },
      ),
    );
  });

  test('repeats the head row of a long table and keeps every row once', async () => {
    const cell = (type: 'tableHeader' | 'tableCell', text: string) => ({
      type,
      attrs: { colspan: 1, rowspan: 1 },
      content: [{ type: 'paragraph' as const, content: [{ type: 'text' as const, text }] }],
    });
    const rows = Array.from({ length: 33 }, (_, i) => ({ type: 'tableRow' as const, content: [cell('tableCell', `行${i}。`)] }));
    const body: Body = {
      type: 'doc',
      content: [{ type: 'table', content: [{ type: 'tableRow', content: [cell('tableHeader', '表头')] }, ...rows] }],
    };
    const pages = kioskPages(body);
    expect(pages).toHaveLength(4);
    for (const p of pages) expect(plainText(p)).toContain('表头');
    const all = pages.map(plainText).join('\n');
    for (let i = 0; i < 33; i++) expect(all.split(`行${i}。`)).toHaveLength(2);
  });

  test('holds no link', () => {
    const body: Body = {
      type: 'doc',
      content: [
        {
          type: 'blockquote',
          content: [
            {
              type: 'paragraph',
              content: [{ type: 'text', text: '看', marks: [{ type: 'bold' }, { type: 'link', attrs: { href: '/x' } }] }],
            },
          ],
        },
      ],
    };
    expect(kioskPages(body).flatMap(linksOf)).toEqual([]);
  });
});
