// A witness on the network: four addresses, small limits, nothing to log in to.
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bytes } from '../format/bytes.ts';
import { fromUtf8 } from '../format/bytes.ts';
import { formatVkey } from '../format/note.ts';
import { TEXT_TYPE, type WitnessAnswer } from './add-checkpoint.ts';
import type { Witness } from './witness.ts';
import { pageStyle, witnessPage } from './witness-page.tsx';

export interface ServeWitness {
  witness: Witness;
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Told of faults; what was asked is never in it. */
  onFault(fault: unknown): void;
}

export interface ServedWitness {
  url: string;
  /** No new calls; those under way are answered first, at most for a few seconds. */
  stop(): Promise<void>;
}

const BODY_MOST = 64 * 1024;
const PATIENCE_MS = 10_000;

const STYLE_HASH = createHash('sha256').update(pageStyle).digest('base64');
const headers = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'access-control-allow-origin': '*',
};

interface Answer extends WitnessAnswer {
  allow?: string;
}

const text = (status: number, body: string): Answer => ({ status, type: TEXT_TYPE, body: `${body}\n` });

/** The body, or null when it is longer than allowed; what follows is then left unread. */
function bodyOf(request: IncomingMessage): Promise<Bytes | null> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = [];
    let size = 0;
    const tooLong = (): void => {
      request.pause().removeAllListeners('data');
      resolve(null);
    };
    request.once('error', reject);
    request.once('end', () => resolve(new Uint8Array(Buffer.concat(parts))));
    if (Number(request.headers['content-length'] ?? 0) > BODY_MOST) return tooLong();
    request.on('data', (part: Uint8Array) => {
      size += part.length;
      if (size > BODY_MOST) tooLong();
      else parts.push(part);
    });
  });
}

async function addCheckpoint(witness: Witness, request: IncomingMessage): Promise<Answer> {
  if (request.method !== 'POST') return { ...text(405, '请用 POST'), allow: 'POST' };
  const body = await bodyOf(request);
  if (body === null) return text(413, '请求太长');
  const asked = fromUtf8(body);
  return asked === null ? text(400, '请求不是 UTF-8') : witness.addCheckpoint(asked);
}

async function answerTo(witness: Witness, request: IncomingMessage): Promise<Answer> {
  const path = request.url ?? '/';
  if (path === '/add-checkpoint') return addCheckpoint(witness, request);
  const hash = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path)?.[1];
  if (path !== '/' && path !== '/vkey' && hash === undefined) return text(404, '没有这个地址');
  if (request.method !== 'GET' && request.method !== 'HEAD') return { ...text(405, '请用 GET'), allow: 'GET, HEAD' };
  if (path === '/vkey') return text(200, formatVkey(witness.key));
  if (hash === undefined)
    return { status: 200, type: 'text/html; charset=utf-8', body: witnessPage(witness.key, await witness.views()) };
  const note = await witness.latest(hash);
  return note === null ? text(404, '没有登记这本存证，或还没有见证过') : { status: 200, type: TEXT_TYPE, body: note };
}

function send(request: IncomingMessage, reply: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  // What was not read to its end must not be taken for the next request.
  const closing = request.complete ? {} : { connection: 'close' };
  reply.writeHead(answer.status, {
    ...headers,
    ...closing,
    'content-type': answer.type,
    'content-length': body.length,
    ...(answer.allow ? { allow: answer.allow } : {}),
  });
  reply.end(request.method === 'HEAD' ? undefined : body);
}

async function handle(served: ServeWitness, request: IncomingMessage, reply: ServerResponse): Promise<void> {
  try {
    send(request, reply, await answerTo(served.witness, request));
  } catch (fault) {
    // The asker went away in the middle of its own request: nobody's fault here.
    if (request.destroyed && !request.complete) return;
    served.onFault(fault);
    send(request, reply, text(500, '见证方出现故障，没有签名'));
  }
}

function stopping(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

export async function serveWitness(served: ServeWitness): Promise<ServedWitness> {
  const server = createServer(
    {
      maxHeaderSize: 8 * 1024,
      requestTimeout: PATIENCE_MS,
      headersTimeout: PATIENCE_MS / 2,
      keepAliveTimeout: 30_000,
      connectionsCheckingInterval: 1_000,
    },
    (request, reply) => void handle(served, request, reply),
  );
  server.maxConnections = 256;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(served.port, served.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const host = served.host.includes(':') ? `[${served.host}]` : served.host;
  return { url: `http://${host}:${port}`, stop: () => stopping(server) };
}
