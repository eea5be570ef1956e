import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOut, OutboundFault, type OutboundReason } from './outbound.ts';

let server: Server;
let base: string;
const heard: { method?: string; agent?: string; body: string }[] = [];

beforeAll(async () => {
  server = createServer((request, reply) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      heard.push({ method: request.method, agent: request.headers['user-agent'], body });
      if (request.url === '/away') reply.writeHead(302, { location: '/' }).end();
      else if (request.url === '/long') reply.end('x'.repeat(2_000));
      else if (request.url === '/endless') reply.write('a');
      else if (request.url === '/mute') return;
      else if (request.url === '/gone') request.socket.destroy();
      else reply.writeHead(418, { 'content-type': 'text/x' }).end(`heard ${body}`);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function reason(url: string, most = 1_000): Promise<OutboundReason> {
  const fault = await callOut({ method: 'GET', url, timeoutMs: 150, most }).then(
    () => null,
    (f: unknown) => f,
  );
  expect(fault).toBeInstanceOf(OutboundFault);
  expect((fault as OutboundFault).said).toMatch(/[\u4e00-\u9fff]/);
  return (fault as OutboundFault).reason;
}

describe('a call that cannot be used', () => {
  test('because of its address is not made', async () => {
    for (const url of ['', 'witness', 'ftp://x/', 'file:///etc/passwd', 'http://me@127.0.0.1/', 'http://127.0.0.1/#a'])
      expect(await reason(url)).toBe('address');
  });

  test('says whether nobody was there, nobody spoke, somebody never ended, said too much, or pointed elsewhere', async () => {
    expect(await reason('http://127.0.0.1:1/')).toBe('unreachable');
    expect(await reason(`${base}/gone`)).toBe('unreachable');
    expect(await reason(`${base}/mute`)).toBe('slow');
    expect(await reason(`${base}/endless`)).toBe('slow');
    expect(await reason(`${base}/long`)).toBe('too-large');
    const before = heard.length;
    expect(await reason(`${base}/away`)).toBe('redirect');
    expect(heard.length).toBe(before + 1);
  });

  test('because the other side speaks no HTTP is unreachable', async () => {
    const odd = createSocketServer((socket) => socket.end('nonsense\r\n\r\n'));
    await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done));
    expect(await reason(`http://127.0.0.1:${(odd.address() as AddressInfo).port}/`)).toBe('unreachable');
    odd.close();
  });

  test('can be ended by the caller', async () => {
    const signal = AbortSignal.abort();
    const call = callOut({ method: 'GET', url: `${base}/`, timeoutMs: 1_000, most: 10, signal });
    await expect(call).rejects.toMatchObject({ reason: 'slow' });
  });
});

describe('a call', () => {
  test('brings status, type and bytes, whatever the status, and says who calls', async () => {
    const body = new TextEncoder().encode('公开');
    const answer = await callOut({ method: 'POST', url: `${base}/`, body, type: 'text/plain', timeoutMs: 1_000, most: 100 });
    expect(answer).toMatchObject({ status: 418, type: 'text/x' });
    expect(new TextDecoder().decode(answer.body)).toBe('heard 公开');
    expect(heard.at(-1)).toEqual({ method: 'POST', agent: 'gongkai', body: '公开' });
  });

  test('is made again when a kept connection had been closed meanwhile', async () => {
    const get = () => callOut({ method: 'GET', url: `${base}/`, timeoutMs: 1_000, most: 100 });
    await get();
    server.closeAllConnections();
    expect((await get()).status).toBe(418);
  });
});
