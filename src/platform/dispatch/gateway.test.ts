import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callOut } from '../../ledger/outbound.ts';
import { instant } from '../../town/day.ts';
import { DispatchFault } from './dispatch-fault.ts';
import { gatewayAdapter } from './gateway.ts';

const SECRET = 'a secret shared with the gateway, long enough';
const TO = '13900000000';

let gateway: Server;
let url: string;
let answer: { status: number; body: string } | 'hang up' | 'nothing' = { status: 200, body: '' };
const heard: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  gateway = createServer(async (request, reply) => {
    let body = '';
    for await (const part of request) body += part;
    heard.push({ headers: request.headers, body });
    if (answer === 'hang up') request.socket.destroy();
    else if (answer !== 'nothing') reply.writeHead(answer.status, { location: '/elsewhere' }).end(answer.body);
  });
  await new Promise<void>((done) => gateway.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/sms`;
});
afterAll(() => {
  gateway.closeAllConnections();
  gateway.close();
});

async function send(next: typeof answer, to = TO, at = url): Promise<string | null> {
  answer = next;
  const adapter = gatewayAdapter('sms', { url: at, secret: SECRET }, callOut, 300);
  const outgoing = {
    id: '01kq3v8w5mtn2c7r9d4xfzyb6h',
    to,
    subject: '进展',
    body: '回执 SQ-2026-0012',
    at: instant('2026-11-23T01:30:00Z'),
  };
  try {
    return (await adapter.send(outgoing)).providerId;
  } catch (fault) {
    expect(fault).toBeInstanceOf(DispatchFault);
    expect(JSON.stringify([fault, String(fault), (fault as Error).stack, (fault as Error).cause])).not.toContain(TO);
    return `not sent: ${(fault as DispatchFault).noted}`;
  }
}

describe('a gateway', () => {
  test('is not asked for what is no number', async () => {
    const before = heard.length;
    for (const to of [
      '',
      '1390000000',
      '139000000001',
      '+8613900000000',
      '12900000000',
      `${TO}\r\n`,
      `${TO},${TO}`,
      '１３９００００００００',
    ])
      expect(await send({ status: 200, body: '' }, to)).toBe('not sent: address-malformed');
    expect(heard.length).toBe(before);
  });

  test('that does not take it is named by its number only, though it quotes the address', async () => {
    for (const status of [400, 401, 404, 409, 429, 500, 503])
      expect(await send({ status, body: `${TO} is no good` })).toBe(`not sent: refused ${status}`);
    expect(await send({ status: 422, body: TO })).toBe('not sent: address-refused 422');
    expect(await send({ status: 302, body: '' })).toBe('not sent: refused redirect');
    expect(await send({ status: 200, body: 'x'.repeat(20_000) })).toBe('not sent: refused too-large');
    expect(await send('hang up')).toBe('not sent: unreachable ECONNRESET');
    expect(await send('nothing')).toBe('not sent: slow');
    expect(await send({ status: 200, body: '' }, TO, 'http://127.0.0.1:1/')).toBe('not sent: unreachable ECONNREFUSED');
  });

  test('is told id, address and text, signed', async () => {
    expect(await send({ status: 202, body: '{"id":"sms-77"}' })).toBe('sms-77');
    const { headers, body } = heard.at(-1)!;
    expect(JSON.parse(body)).toEqual({ id: '01kq3v8w5mtn2c7r9d4xfzyb6h', to: TO, subject: '进展', text: '回执 SQ-2026-0012' });
    expect(headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': '01kq3v8w5mtn2c7r9d4xfzyb6h',
      'x-gongkai-signature': `sha256=${createHmac('sha256', SECRET).update(body, 'utf8').digest('hex')}`,
      'user-agent': 'gongkai',
    });
  });

  test('may answer what it likes, as long as it says yes', async () => {
    for (const body of ['', 'ok', 'null', '[]', '{"id":7}', '{"id":"a b"}', `{"id":"${'x'.repeat(101)}"}`])
      expect(await send({ status: 200, body })).toBeNull();
  });
});
