import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servePublic } from '../../../test/support/public-town.ts';
import { testTown } from '../../../test/support/town.ts';
import { pathOfOurs } from './preferences.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await servePublic(await testTown());
});
afterAll(() => app.close());

const elsewhere = [
  '',
  'https://elsewhere.example/',
  '//elsewhere.example',
  '///elsewhere.example',
  '/\\elsewhere.example',
  '\\\\elsewhere.example',
  '/\t/elsewhere.example',
  '/\n/elsewhere.example',
  '/\r\nset-cookie: a=b',
  '/.//elsewhere.example',
  '/a/..//elsewhere.example',
  '/%2e//elsewhere.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'elsewhere.example',
  '?x',
  '#x',
  ' /guide',
  '/\u0000',
  '/\u2028'.replace('\u2028', '\u0085'),
  '/preferences?next=/preferences',
  `/${'a'.repeat(3000)}`,
];

describe('where a reader is sent back to', () => {
  test.each(elsewhere)('never %j', (next) => {
    expect(pathOfOurs(next)).toBe('/');
  });

  test.each([
    ['/', '/'],
    ['/guide', '/guide'],
    ['/documents?genre=公示&page=2', '/documents?genre=%E5%85%AC%E7%A4%BA&page=2'],
    ['/search?q=a%20b', '/search?q=a%20b'],
  ])('%s', (next, path) => {
    expect(pathOfOurs(next)).toBe(path);
  });

  test('is a path of this site, whatever was sent', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', '\\', '.', ':', '@', 'a', '%', '2', 'e', '\t', '\n', '?', '#', '公') }),
        (tail) => {
          const to = pathOfOurs(`/${tail}`);
          expect(new URL(to, 'http://own.example').host).toBe('own.example');
          expect(to).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        },
      ),
    );
  });
});

describe('preferences', () => {
  const ask = (url: string) => app.inject({ method: 'GET', url });

  test('are kept for a year and lead back to the page', async () => {
    const r = await ask('/preferences?size=large&elder=1&next=%2Fguide');
    expect(r.statusCode).toBe(303);
    expect(r.headers.location).toBe('/guide');
    const cookies = r.cookies.map((c) => [c.name, c.value, c.maxAge]);
    expect(cookies).toEqual([
      ['gk-size', 'large', 31_536_000],
      ['gk-elder', '1', 31_536_000],
    ]);
  });

  test('go back to the usual by dropping the cookie', async () => {
    const r = await ask('/preferences?size=medium&elder=0&next=/');
    expect(r.cookies.map((c) => [c.name, c.maxAge])).toEqual([
      ['gk-size', 0],
      ['gk-elder', 0],
    ]);
  });

  test('take no value that is not offered', async () => {
    const r = await ask('/preferences?size=huge%3B&elder=yes&next=//elsewhere.example');
    expect(r.cookies).toEqual([]);
    expect(r.headers.location).toBe('/');
  });
});
