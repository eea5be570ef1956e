// Bytes that are no request, and headers on every answer: over a real socket.
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WholeTown, wholeTown } from '../support/whole-town.ts';

let it: WholeTown;
beforeAll(async () => {
  it = await wholeTown();
}, 120_000);
afterAll(() => it?.stop());

describe('at the door', () => {
  let port: number;
  beforeAll(async () => {
    await it.app.listen({ host: '127.0.0.1', port: 0 });
    port = (it.app.server.address() as { port: number }).port;
  });

  /** Exactly these bytes; everything that came back. */
  function spoken(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ host: '127.0.0.1', port });
      let said = '';
      socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
      socket.on('data', (chunk) => {
        said += chunk.toString();
      });
      socket.on('end', () => resolve(said));
      socket.on('error', (fault) => (said === '' ? reject(fault) : resolve(said)));
      socket.write(bytes);
    });
  }
  const HOST = 'host: 127.0.0.1:8787\r\n';
  const END = 'connection: close\r\n\r\n';
  const status = (said: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1]);

  test('another host name, two of them or none are refused', async () => {
    for (const hosts of ['host: evil.example\r\n', `${HOST}host: evil.example\r\n`, `${HOST}${HOST}`, 'host: 127.0.0.1\r\n']) {
      const said = await spoken(`GET / HTTP/1.1\r\n${hosts}${END}`);
      expect([400, 421], hosts).toContain(status(said));
      expect(said).toContain('x-content-type-options: nosniff');
      expect(said).not.toContain('政务公开');
    }
    expect(status(await spoken(`GET / HTTP/1.1\r\n${END}`))).toBe(400);
  });

  test('what is no request at all is refused without a word about the program', async () => {
    for (const bytes of [
      'hello\r\n\r\n',
      `GET / HTTP/9.9\r\n${HOST}${END}`,
      `GET /\u0001 HTTP/1.1\r\n${HOST}${END}`,
      `GET / HTTP/1.1\r\n${HOST}x: ${'a'.repeat(40_000)}\r\n${END}`,
      `POST /console/sign-in HTTP/1.1\r\n${HOST}content-length: 5\r\ntransfer-encoding: chunked\r\n${END}0\r\n\r\n`,
      `POST /console/sign-in HTTP/1.1\r\n${HOST}content-length: -1\r\n${END}`,
    ]) {
      const said = await spoken(bytes);
      expect([400, 404, 431, 505], bytes.slice(0, 60)).toContain(status(said));
      expect(said).not.toMatch(/fastify|node_modules|at .*\.ts|FST_|HPE_/i);
      expect(said, bytes.slice(0, 60)).toMatch(/[\u4e00-\u9fff]/);
      expect(said).toContain('x-content-type-options: nosniff');
    }
  });

  test('a real request is answered, with the headers on every kind of answer', async () => {
    for (const url of [
      '/',
      '/nowhere',
      '/console',
      '/robots.txt',
      '/api/v1/organs',
      '/api/v1/nowhere',
      it.example('GET /images/:sha'),
    ]) {
      const said = await spoken(`GET ${url} HTTP/1.1\r\n${HOST}${END}`);
      for (const header of [
        'x-content-type-options: nosniff',
        'x-frame-options: DENY',
        'content-security-policy: ',
        'referrer-policy: ',
      ])
        expect(said.toLowerCase(), `${url} ${header}`).toContain(header.toLowerCase());
    }
    const home = await spoken(`GET / HTTP/1.1\r\n${HOST}${END}`);
    const sheet = /\/assets\/site\.[\w.-]+\.css/.exec(home)?.[0] ?? '';
    const said = await spoken(`GET ${sheet} HTTP/1.1\r\n${HOST}${END}`);
    expect(status(said)).toBe(200);
    expect(said.toLowerCase()).toContain('x-content-type-options: nosniff');
  });
});
