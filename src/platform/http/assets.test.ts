import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Assets, buildAssets } from './assets.ts';

let assets: Assets;
let server: Server;

beforeAll(async () => {
  assets = await buildAssets();
  server = createServer((request, response) => {
    if (!assets.answer(request, response, { 'x-content-type-options': 'nosniff' })) response.writeHead(404).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(() => server.close());

function fetched(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<{ response: IncomingMessage; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    get({ port, host: '127.0.0.1', path, headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ response, body: Buffer.concat(chunks) }));
    }).on('error', reject);
  });
}

describe('assets', () => {
  test('names nobody made are refused: in a page with a fault, by address with 404', async () => {
    expect(() => assets.url('nothing.css')).toThrow('no such asset');
    for (const path of ['/assets/', '/assets/site.css', '/assets/..%2f..%2fpackage.json', '/assets/__proto__']) {
      expect((await fetched(path)).response.statusCode).toBe(404);
    }
    const answer = assets.routes[0]!.handle({ params: { file: '../package.json' } } as never);
    expect(answer).toMatchObject({ kind: 'text', status: 404 });
  });

  test('is not answered to other methods', async () => {
    expect((await fetched(assets.url('site.css'), {}, 'POST')).response.statusCode).toBe(404);
  });

  test('is kept for a year under a name that changes with its content', async () => {
    expect(assets.url('site.css')).toMatch(/^\/assets\/site\.[0-9a-f]{10}\.css$/);
    const { response } = await fetched(assets.url('site.css'));
    expect(response.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
    });
  });

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('comes in %s to who takes it, the same bytes', async (encoding, unpack) => {
    const plain = await fetched(assets.url('console.css'));
    const packed = await fetched(assets.url('console.css'), { 'accept-encoding': encoding });
    expect(packed.response.headers['content-encoding']).toBe(encoding);
    expect(unpack(packed.body).equals(plain.body)).toBe(true);
  });

  test('an encoding refused with q=0 is not sent', async () => {
    expect(
      (await fetched(assets.url('site.css'), { 'accept-encoding': 'br;q=0, gzip;q=0.5' })).response.headers['content-encoding'],
    ).toBe('gzip');
    expect(
      (await fetched(assets.url('site.css'), { 'accept-encoding': 'br;q=0' })).response.headers['content-encoding'],
    ).toBeUndefined();
  });

  test('who has it already gets 304 and no body', async () => {
    const first = await fetched(assets.url('icon.svg'));
    const again = await fetched(assets.url('icon.svg'), { 'if-none-match': String(first.response.headers.etag) });
    expect(again.response.statusCode).toBe(304);
    expect(again.body).toHaveLength(0);
  });

  test('HEAD tells the size and sends nothing', async () => {
    const { response, body } = await fetched(assets.url('site.css'), {}, 'HEAD');
    expect(Number(response.headers['content-length'])).toBeGreaterThan(1000);
    expect(body).toHaveLength(0);
  });

  test("the public style sheet leaves a page's first round trip to the page: at most 6.5 KB", async () => {
    const { body } = await fetched(assets.url('site.css'), { 'accept-encoding': 'br' });
    expect(body.length).toBeLessThanOrEqual(6_500);
  });
});
