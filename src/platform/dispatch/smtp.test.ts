import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { nobodysCertificate } from '../../../test/support/nobodys-certificate.ts';
import { type Behaviour, decodedHeader, type SmtpStub, startSmtpStub } from '../../../test/support/smtp-stub.ts';
import { instant } from '../../town/day.ts';
import type { Outgoing } from './adapter.ts';
import { DispatchFault } from './dispatch-fault.ts';
import type { MailServer } from './settings.ts';
import { smtpAdapter } from './smtp.ts';

const TO = 'zhang.san+gk@example.com';
const FROM = { name: '港口镇政务公开办', address: 'gk@gangkou.example.gov.cn' };

let stub: SmtpStub;
beforeAll(async () => {
  stub = await startSmtpStub();
});
afterEach(() => stub.behave({}));
afterAll(() => stub.close());

const server = (more: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port: stub.port,
  implicitTls: false,
  startTls: false,
  account: null,
  from: FROM,
  ...more,
});

const outgoing = (more: Partial<Outgoing> = {}): Outgoing => ({
  id: '01kq3v8w5mtn2c7r9d4xfzyb6h',
  to: TO,
  subject: '您的申请有了进展（回执 SQ-2026-0012）',
  body: '请凭回执查询：\n.\n..\nhttps://gk.example.gov.cn/\n',
  at: instant('2026-11-23T01:30:00Z'),
  ...more,
});

async function fault(
  behaviour: Behaviour,
  more: Partial<Outgoing> = {},
  at: Partial<MailServer> = {},
  timeoutMs = 400,
): Promise<string> {
  stub.behave(behaviour);
  const said = await smtpAdapter(server(at), timeoutMs)
    .send(outgoing(more))
    .then(
      () => 'sent',
      (f: unknown) => f,
    );
  expect(said).toBeInstanceOf(DispatchFault);
  expect(JSON.stringify([said, String(said), (said as Error).stack, (said as Error).cause])).not.toContain('example.com');
  return (said as DispatchFault).noted;
}

describe('a mail that does not go', () => {
  test('because a line was smuggled in meets no server at all', async () => {
    const before = stub.connections.ever;
    const smuggled = [
      '\r\nBcc: other@example.org',
      '\n',
      '\r',
      ', other@example.org',
      '>\r\nRCPT TO:<other@example.org',
      ' ',
      '\0',
      ';x@y.example',
    ];
    for (const more of smuggled) expect(await fault({}, { to: TO + more })).toBe('address-malformed');
    for (const to of [
      '',
      'a',
      'a@b',
      '"a b"@example.com',
      'a@example.com@example.org',
      '张三@example.com',
      `${'a'.repeat(65)}@example.com`,
      'Z <a@example.com>',
    ])
      expect(await fault({}, { to })).toBe('address-malformed');
    for (const more of ['\r\nBcc: other@example.org', '\n', '\u2028', '\u0085', '\0'])
      expect(await fault({}, { subject: `进展${more}` })).toBe('unexpected subject');
    expect(stub.connections.ever).toBe(before);
  });

  test('because the server refuses says at most its numbers, though the server quotes the address', async () => {
    expect(await fault({ say: { GREETING: '554 5.3.2 go away' } })).toBe('refused 554 5.3.2');
    expect(await fault({ say: { MAIL: '451 4.3.0 later, %' } })).toBe('refused 451 4.3.0');
    expect(await fault({ say: { RCPT: '450 4.2.0 <%> greylisted' } })).toBe('refused 450 4.2.0');
    expect(await fault({ say: { RCPT: '550 5.1.1 <%> no such user' } })).toBe('address-refused 550 5.1.1');
    expect(await fault({ say: { RCPT: '550 no such user <%>' } })).toBe('address-refused 550');
    expect(await fault({ say: { RCPT: '554 5.7.1 <%>: relay access denied' } })).toBe('refused 554 5.7.1');
    expect(await fault({ say: { RCPT: '550 5.7.1 <%>: policy' } })).toBe('refused 550 5.7.1');
    expect(await fault({ say: { DATA: '552 5.2.2 <%> too much' } })).toBe('refused 552 5.2.2');
    expect(await fault({ say: { MESSAGE: '550 5.7.1 we do not like mail to <%>' } })).toBe('refused 550 5.7.1');
  });

  test('because nobody answers in time, or drops by drops, is over when its time is up, and leaves no connection', async () => {
    for (const step of ['GREETING', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'MESSAGE'] as const)
      expect(await fault({ hangsAt: step })).toBe('slow');
    const began = performance.now();
    for (const step of ['GREETING', 'EHLO', 'RCPT', 'MESSAGE'] as const) expect(await fault({ tricklesAt: step })).toBe('slow');
    expect(performance.now() - began).toBeLessThan(4 * 1_500);
    await vi.waitFor(() => expect(stub.connections.open).toBe(0));
  });

  test('because nobody is there, or somebody hangs up', async () => {
    const closed = await new Promise<number>((done) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => done(port));
      });
    });
    expect(await fault({}, {}, { port: closed })).toBe('unreachable ECONNREFUSED');
    expect(await fault({ dropsAfterMessage: true })).toMatch(/^unreachable/);
    expect(await fault({}, {}, { host: 'nobody.invalid' }, 5_000)).toMatch(/^(unreachable|slow)/);
  });

  test('because there is no TLS where it must be has said neither password nor address', async () => {
    const before = stub.heard.length;
    const account = { name: 'gk', password: 'geheim' };
    expect(await fault({ offers: ['AUTH PLAIN'] }, {}, { startTls: true, account })).toMatch(/^no-tls/);
    expect(await fault({ offers: ['AUTH PLAIN', 'STARTTLS'] }, {}, { startTls: true, account })).toMatch(/^no-tls/);
    expect(await fault({}, {}, { implicitTls: true, account })).toMatch(/^(no-tls|unreachable|slow)/);
    expect(stub.heard.slice(before).filter((line) => !/^(EHLO|STARTTLS|QUIT)/.test(line) && /AUTH|MAIL|RCPT/.test(line))).toEqual(
      [],
    );
  });

  test('because the server shows a certificate nobody vouches for has told it nothing', async () => {
    const heard: string[] = [];
    const impostor = createTlsServer(nobodysCertificate, (socket) => {
      socket.on('data', (chunk) => heard.push(chunk.toString())).on('error', () => {});
      socket.write('220 trust me\r\n');
    });
    impostor.on('tlsClientError', () => {});
    await new Promise<void>((done) => impostor.listen(0, 'localhost', done));
    const { port } = impostor.address() as AddressInfo;
    expect(await fault({}, {}, { host: 'localhost', port, implicitTls: true }, 5_000)).toBe('no-tls DEPTH_ZERO_SELF_SIGNED_CERT');
    impostor.close();
    expect(heard).toEqual([]);
  });

  test('because the account is wrong says so', async () => {
    const account = { name: 'gk', password: 'geheim' };
    expect(await fault({ offers: ['AUTH PLAIN'], say: { AUTH: '535 5.7.8 no' } }, {}, { account })).toBe('sign-in 535 5.7.8');
  });
});

describe('a mail', () => {
  test('arrives as written, to one person, in plain text, with an id made from its dispatch', async () => {
    const account = { name: 'gk', password: 'geheim' };
    stub.behave({ offers: ['AUTH PLAIN', 'PIPELINING', '8BITMIME'] });
    const { providerId } = await smtpAdapter(server({ account })).send(outgoing());
    const mail = stub.mails.at(-1)!;
    expect(mail).toMatchObject({ from: FROM.address, to: TO });
    const header = (name: string) => mail.headers.get(name)?.map(decodedHeader);
    expect(header('to')).toEqual([TO]);
    expect(header('from')).toEqual([`${FROM.name} <${FROM.address}>`]);
    expect(header('subject')).toEqual([outgoing().subject]);
    expect(header('message-id')).toEqual(['<01kq3v8w5mtn2c7r9d4xfzyb6h@gangkou.example.gov.cn>']);
    expect(providerId).toBe('<01kq3v8w5mtn2c7r9d4xfzyb6h@gangkou.example.gov.cn>');
    expect(header('date')).toEqual(['Mon, 23 Nov 2026 01:30:00 +0000']);
    expect(header('content-type')?.[0]).toMatch(/^text\/plain; charset=utf-8/);
    expect([...mail.headers.keys()].sort()).toEqual([
      'auto-submitted',
      'content-transfer-encoding',
      'content-type',
      'date',
      'from',
      'message-id',
      'mime-version',
      'subject',
      'to',
    ]);
    expect(mail.text.replaceAll('\r\n', '\n')).toBe(outgoing().body);
    expect(stub.heard.filter((line) => line.startsWith('EHLO')).at(-1)).toBe('EHLO gangkou.example.gov.cn');
  });

  test('sent again is the same to the byte', async () => {
    const before = stub.mails.length;
    stub.behave({ dropsAfterMessage: true });
    const adapter = smtpAdapter(server());
    await expect(adapter.send(outgoing())).rejects.toThrow(DispatchFault);
    stub.behave({});
    await adapter.send(outgoing());
    const [first, second] = stub.mails.slice(before);
    expect(second?.source).toBe(first?.source);
  });

  test('leaves no connection behind', async () => {
    await smtpAdapter(server()).send(outgoing());
    await vi.waitFor(() => expect(stub.connections.open).toBe(0));
  });
});
