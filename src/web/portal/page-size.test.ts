// The promise of interface.md: page and style sheet arrive in the first round trip.
import { brotliCompressSync, gzipSync } from 'node:zlib';
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
