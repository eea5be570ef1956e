// A mail server on a real socket that does what a test asks of it: takes mail, refuses at a step, drops after it has taken
// the mail, says nothing. Like real servers it quotes the address back when it refuses.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

export type Step = 'GREETING' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'MESSAGE';

export interface Behaviour {
  /** Answers this instead of what it would at these steps; `%` stands for the address it was told. */
  say?: Partial<Record<Step, string>>;
  /** Takes the mail and closes the connection instead of saying so. */
  dropsAfterMessage?: boolean;
  /** Never answers at this step. */
  hangsAt?: Step;
  /** Answers one byte a moment, without end. */
  tricklesAt?: Step;
  /** Lines of EHLO, `STARTTLS`, `AUTH PLAIN`. */
  offers?: readonly string[];
}

export interface StubMail {
  from: string;
  to: string;
  /** As it came, dots unstuffed. */
  source: string;
  headers: ReadonlyMap<string, readonly string[]>;
  /** Decoded. */
  text: string;
}

export interface SmtpStub {
  readonly port: number;
  /** Everything it has taken, second copies included. */
  readonly mails: readonly StubMail[];
  /** Lines it was told, in order; AUTH included. */
  readonly heard: readonly string[];
  readonly connections: { readonly open: number; readonly ever: number };
  behave(next: Behaviour): void;
  close(): Promise<void>;
}

export async function startSmtpStub(first: Behaviour = {}): Promise<SmtpStub> {
  let behaviour = first;
  const mails: StubMail[] = [];
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const connections = { open: 0, ever: 0 };
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    connections.ever++;
    connections.open++;
    socket.once('close', () => {
      sockets.delete(socket);
      connections.open--;
    });
    socket.on('error', () => {});
    converse(socket, () => behaviour, mails, heard);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    heard,
    connections,
    behave(next) {
      behaviour = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

function converse(socket: Socket, now: () => Behaviour, mails: StubMail[], heard: string[]): void {
  let from = '';
  let to = '';
  let rest = '';
  let inMessage = false;
  const answer = (step: Step, usual: string): void => {
    const { say, hangsAt, tricklesAt } = now();
    if (hangsAt === step) return;
    if (tricklesAt === step) trickle(socket);
    else socket.write(`${(say?.[step] ?? usual).replaceAll('%', to)}\r\n`);
  };
  const hear = (line: string): void => {
    heard.push(line);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO' || verb === 'HELO')
      answer(
        'EHLO',
        ['stub', ...(now().offers ?? [])].map((l, i, all) => `250${i === all.length - 1 ? ' ' : '-'}${l}`).join('\r\n'),
      );
    else if (verb === 'AUTH') answer('AUTH', '235 2.7.0 welcome');
    else if (verb === 'MAIL') {
      from = bracketed(line);
      answer('MAIL', '250 2.1.0 fine');
    } else if (verb === 'RCPT') {
      to = bracketed(line);
      answer('RCPT', '250 2.1.5 fine');
    } else if (verb === 'DATA') {
      inMessage = (now().say?.DATA ?? '354').startsWith('354');
      answer('DATA', '354 go on');
    } else if (verb === 'QUIT') socket.end('221 2.0.0 bye\r\n');
    else socket.write('502 5.5.2 not here\r\n');
  };
  const take = (source: string): void => {
    inMessage = false;
    const said = now().say?.MESSAGE;
    if (said === undefined || said.startsWith('2')) mails.push(mailOf(from, to, source));
    if (now().dropsAfterMessage) socket.destroy();
    else answer('MESSAGE', '250 2.0.0 taken for <%>');
  };
  socket.on('data', (chunk) => {
    rest += chunk.toString('utf8');
    for (;;) {
      const mark = inMessage ? '\r\n.\r\n' : '\r\n';
      const end = rest.indexOf(mark);
      if (end < 0) return;
      const part = rest.slice(0, end);
      rest = rest.slice(end + mark.length);
      if (inMessage) take(`${part}\r\n`.replace(/^\.\./gm, '.'));
      else hear(part);
    }
  });
  answer('GREETING', '220 stub ready');
}

function trickle(socket: Socket): void {
  socket.write('250-');
  const timer = setInterval(() => socket.write('x'), 10);
  socket.once('close', () => clearInterval(timer));
}

function bracketed(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

function mailOf(from: string, to: string, source: string): StubMail {
  const end = source.indexOf('\r\n\r\n');
  const headers = new Map<string, string[]>();
  for (const line of source
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(line.indexOf(':') + 1).trim()]);
  }
  const coded = source.slice(end + 4);
  const isBase64 = headers.get('content-transfer-encoding')?.[0] === 'base64';
  return { from, to, source, headers, text: isBase64 ? Buffer.from(coded, 'base64').toString('utf8') : coded };
}

/** `=?UTF-8?B?…?=` read, words joined. */
export function decodedHeader(text: string): string {
  return text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_m, kind: string, coded: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(coded, 'base64').toString('utf8')
      : Buffer.from(
          coded
            .replace(/_/g, ' ')
            .replace(/=([0-9A-F]{2})/gi, (_x, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          'latin1',
        ).toString('utf8'),
  );
}
