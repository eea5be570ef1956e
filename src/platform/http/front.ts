// Finished pages, compressed, answered before any routing. A page is filed under the public version, the day and the
// reader's preferences; any public change moves the version, so nothing stale is served and nothing is invalidated by hand.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

type Encoding = 'br' | 'gzip' | 'identity';

interface Kept {
  plain: Buffer;
  etag: string;
  headers: Readonly<Record<string, string>>;
  bodies: Map<Encoding, { buffer: Buffer; head: string[] }>;
  bytes: number;
}

export interface FrontKey {
  version: number;
  day: string;
}

const MAX_PAGES = 20_000;
const MAX_BYTES = 96 * 1024 * 1024;

function encodingFor(accept: string | undefined): Encoding {
  if (!accept) return 'identity';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accept)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accept) ? 'gzip' : 'identity';
}

/** Compressed once per page and encoding; quality 5 costs about a millisecond for a page and 10 % in size. */
export function compress(plain: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'br') {
    return brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } });
  }
  return encoding === 'gzip' ? gzipSync(plain, { level: 6 }) : plain;
}

/** The part of a cookie header that changes how public pages look; everything else is ignored on purpose. */
export function variantOf(cookie: string | undefined): string {
  if (!cookie || !cookie.includes('gk-')) return '';
  const size = /(?:^|;\s*)gk-size=(small|large)(?:;|$)/.exec(cookie)?.[1] ?? '';
  return size + (/(?:^|;\s*)gk-elder=1(?:;|$)/.test(cookie) ? '+elder' : '');
}

export class Front {
  #pages = new Map<string, Kept>();
  #bytes = 0;
  #key: FrontKey = { version: -1, day: '' };
  readonly #now: () => FrontKey;

  constructor(now: () => FrontKey) {
    this.#now = now;
  }

  #turn(): FrontKey {
    const now = this.#now();
    if (now.version !== this.#key.version || now.day !== this.#key.day) {
      this.#pages.clear();
      this.#bytes = 0;
      this.#key = now;
    }
    return this.#key;
  }

  /** The present key; a page rendered from now on may be filed under it. */
  key(): FrontKey {
    return { ...this.#turn() };
  }

  /** Answers a GET from the kept pages. False when it holds none for it: the router answers then. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET') return false;
    this.#turn();
    const kept = this.#pages.get(`${variantOf(request.headers.cookie)} ${request.url}`);
    if (!kept) return false;
    this.#send(kept, request, response);
    return true;
  }

  /** Files a rendered page, unless the public version has moved since rendering began; answers the request with it. */
  keep(under: FrontKey, variant: string, html: string, headers: Readonly<Record<string, string>>, request: IncomingMessage, response: ServerResponse): void {
    const plain = Buffer.from(html);
    const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
    const kept: Kept = { plain, etag, headers, bodies: new Map(), bytes: plain.length * 2 };
    const now = this.#turn();
    if (now.version === under.version && now.day === under.day) {
      if (this.#pages.size >= MAX_PAGES || this.#bytes > MAX_BYTES) {
        this.#pages.clear();
        this.#bytes = 0;
      }
      this.#pages.set(`${variant} ${request.url}`, kept);
      this.#bytes += kept.bytes;
    }
    this.#send(kept, request, response);
  }

  #send(kept: Kept, request: IncomingMessage, response: ServerResponse): void {
    if (request.headers['if-none-match'] === kept.etag) {
      response.writeHead(304, { ...kept.headers, etag: kept.etag, vary: 'accept-encoding, cookie' });
      response.end();
      return;
    }
    const encoding = encodingFor(request.headers['accept-encoding']);
    let body = kept.bodies.get(encoding);
    if (!body) {
      const buffer = compress(kept.plain, encoding);
      const head: string[] = [];
      for (const [name, value] of Object.entries(kept.headers)) head.push(name, value);
      head.push('etag', kept.etag, 'vary', 'accept-encoding, cookie', 'content-length', String(buffer.length));
      if (encoding !== 'identity') head.push('content-encoding', encoding);
      body = { buffer, head };
      kept.bodies.set(encoding, body);
    }
    response.writeHead(200, body.head);
    response.end(body.buffer);
  }
}
