// The promise of interface.md: page and style sheet arrive in the first round trip.
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAssets } from '../../platform/http/assets.ts';
import { type PublicTown, publicTown, servePublic } from '../../../test/support/public-town.ts';

const ROUND_TRIP = 14 * 1024;
let site: PublicTown;
let app: FastifyInstance;
let css: Buffer;

beforeAll(async () => {
  site = await publicTown();
  app = await servePublic(site.town);
  css = (await app.inject((await buildAssets()).url('site.css'))).rawPayload;
});
afterAll(() => app.close());

const addresses: readonly (readonly [string, (n: PublicTown['numbers']) => string])[] = [
  ['home', () => '/'],
  ['guide', () => '/guide'],
  ['asking for information', () => '/requests'],
  ['an application', () => '/requests/new'],
  ['what was asked for', () => '/requests/log'],
  ['rules', () => '/rules'],
  ['annual reports', () => '/annual-reports'],
  ['site map', () => '/site-map'],
  ['accessibility', () => '/accessibility'],
  ['open data', () => '/open-data'],
  ['an item', () => '/catalogue/05'],
  ['all documents', () => '/documents'],
  ['organs', () => '/organs'],
  ['a document', (n) => `/documents/${n.linked}`],
  ['a withdrawn document', (n) => `/documents/${n.withdrawn}`],
  ['touch screen', () => '/kiosk'],
  ['touch screen, a document', (n) => `/kiosk/documents/${n.linked}`],
];

test.each(addresses)('%s and the style sheet fit in 14 KB compressed', async (_name, address) => {
  const html = (await app.inject(address(site.numbers))).rawPayload;
  const brotli = brotliCompressSync(html).length + brotliCompressSync(css).length;
  const gzip = gzipSync(html).length + gzipSync(css).length;
  expect(html.length).toBeGreaterThan(500);
  expect(brotli).toBeLessThanOrEqual(ROUND_TRIP);
  expect(gzip).toBeLessThanOrEqual(ROUND_TRIP);
});

const listed = [
  '/catalogue',
  '/catalogue/duties',
  '/search?q=%E6%A0%B7%E4%BE%8B',
  '/documents',
  '/corrections',
  '/withdrawals',
  '/nothing-here',
] as const;
test.each(listed)('%s arrives compressed, kept or not, and says what it depends on', async (url) => {
  const plain = (await app.inject(url)).rawPayload;
  for (const [encoding, unpacked] of [
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const) {
    const sent = await app.inject({ url, headers: { 'accept-encoding': encoding } });
    expect(sent.headers['content-encoding']).toBe(encoding);
    expect(sent.headers.vary).toContain('accept-encoding');
    expect(unpacked(sent.rawPayload).toString()).toBe(plain.toString());
    expect(sent.rawPayload.length + gzipSync(css).length).toBeLessThanOrEqual(ROUND_TRIP);
  }
});

test('a page with a form of the desk is never compressed: its length would tell of the token in it', async () => {
  const sent = await app.inject({ url: '/console/sign-in', headers: { 'accept-encoding': 'br' } });
  expect(sent.headers['content-encoding']).toBeUndefined();
});
