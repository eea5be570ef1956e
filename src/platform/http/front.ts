// Finished pages, compressed, answered before any routing. A page is filed under the public version, the day and the
// reader's preferences; any public change moves the version, so nothing stale is served and nothing is invalidated by hand.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

type Encoding = 'br' | 'gzip' | 'identity';

interface Kept {
  plain: Buffer;
  /** Sent with 304. */
  common: string[];
  etag: string;
  bodies: Partial<Record<Encoding, { buffer: Buffer; head: string[]; sha: string }>>;
  bytes: number;
}

export interface FrontKey {
  version: number;
  day: string;
}

/** What the front needs of a request, read in one pass: the parsed headers are made only for requests that reach the router. */
export interface Head {
  /** How many host headers there are. */
  hosts: number;
  host: string;
  cookie: string;
  accept: string;
  ifNoneMatch: string;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Waiting {
  head: Head;
  request: IncomingMessage;
  response: ServerResponse;
  handler: Handler;
}

/** A page being made. Those who ask for it meanwhile wait for it: it is begun under the version they asked under. */
export interface Rendering {
  readonly key: string;
  readonly under: FrontKey;
  readonly waiting: Waiting[];
}

export function headOf(request: IncomingMessage): Head {
  const raw = request.rawHeaders;
  const head: Head = { hosts: 0, host: '', cookie: '', accept: '', ifNoneMatch: '' };
  for (let i = 0; i < raw.length; i += 2) {
    const name = raw[i] as string;
    const value = raw[i + 1] as string;
    switch (name.length) {
      case 4:
        if (name.toLowerCase() === 'host') {
          head.hosts++;
          head.host = value;
        }
        break;
      case 6:
        if (name.toLowerCase() === 'cookie') head.cookie = head.cookie === '' ? value : `${head.cookie}; ${value}`;
        break;
      case 13:
        if (name.toLowerCase() === 'if-none-match') head.ifNoneMatch = value;
        break;
      case 15:
        if (name.toLowerCase() === 'accept-encoding') head.accept = head.accept === '' ? value : `${head.accept}, ${value}`;
        break;
    }
  }
  return head;
}

const MAX_PAGES = 20_000;
const MAX_BYTES = 96 * 1024 * 1024;

/** Whether a request is for a host that is not ours; or for two, or none. */
export function hostProblem(head: Head, hosts: ReadonlySet<string>): boolean {
  return head.hosts !== 1 || (hosts.size > 0 && !hosts.has(head.host));
}

/** Browsers send a handful of different values. */
const encodings = new Map<string, Encoding>();
const MOST_ENCODINGS = 200;

export function encodingFor(accept: string): Encoding {
  let encoding = encodings.get(accept);
  if (encoding === undefined) {
    encoding = readEncoding(accept);
    if (encodings.size >= MOST_ENCODINGS) encodings.clear();
    encodings.set(accept, encoding);
  }
  return encoding;
}

function readEncoding(accept: string): Encoding {
  if (accept === '') return 'identity';
  if (/\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accept)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(accept) ? 'gzip' : 'identity';
}

/** Compressed once per page and encoding; quality 5 costs about a millisecond for a page and 10 % in size. */
export function compress(plain: Buffer, encoding: Encoding): Buffer {
  if (encoding === 'br') {
    return brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    });
  }
  return encoding === 'gzip' ? gzipSync(plain, { level: 6 }) : plain;
}

/** The part of a cookie header that changes how public pages look; everything else is ignored on purpose. */
export function variantOf(cookie: string | undefined): string {
  if (!cookie?.includes('gk-')) return '';
  const size = /(?:^|;\s*)gk-size=(small|large)(?:;|$)/.exec(cookie)?.[1] ?? '';
  return size + (/(?:^|;\s*)gk-elder=1(?:;|$)/.test(cookie) ? '+elder' : '');
}

export class Front {
  #pages = new Map<string, Kept>();
  #renderings = new Map<string, Rendering>();
  #bytes = 0;
  #version = -1;
  #day = '';
  readonly #versionNow: () => number;
  readonly #dayNow: () => string;

  constructor(now: { version(): number; day(): string }) {
    this.#versionNow = now.version;
    this.#dayNow = now.day;
  }

  #turn(): void {
    const version = this.#versionNow();
    const day = this.#dayNow();
    if (version === this.#version && day === this.#day) return;
    this.#pages.clear();
    // Pages still being made go to those who wait for them and are not filed; whoever asks from now on has a new one made.
    this.#renderings = new Map();
    this.#bytes = 0;
    this.#version = version;
    this.#day = day;
  }

  /** Answers from the kept pages, or with the page that is being made right now; else `handler`, the router, answers. */
  answer(head: Head, request: IncomingMessage, response: ServerResponse, handler: Handler): void {
    if (request.method === 'GET') {
      this.#turn();
      const key = keyOf(variantOf(head.cookie), request.url as string);
      const kept = this.#pages.get(key);
      const rendering = kept ? undefined : this.#renderings.get(key);
      if (kept) this.#send(kept, head, response);
      else if (rendering) rendering.waiting.push({ head, request, response, handler });
      else handler(request, response);
    } else handler(request, response);
  }

  /** Called before anything is read for a page that may be kept; `over` must follow, whatever comes of it. */
  begin(variant: string, url: string): Rendering {
    this.#turn();
    const key = keyOf(variant, url);
    const rendering: Rendering = { key, under: { version: this.#version, day: this.#day }, waiting: [] };
    if (!this.#renderings.has(key)) this.#renderings.set(key, rendering);
    return rendering;
  }

  /** Whoever still waits is answered by the router: what came of it was no page to be kept. */
  over(rendering: Rendering): void {
    if (this.#renderings.get(rendering.key) === rendering) this.#renderings.delete(rendering.key);
    for (const { request, response, handler } of rendering.waiting.splice(0)) handler(request, response);
  }

  /** Files a rendered page, unless the public version has moved since it was begun; answers all who asked for it. */
  keep(
    rendering: Rendering,
    html: string,
    headers: Readonly<Record<string, string>>,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const plain = Buffer.from(html);
    const etag = etagOf(plain);
    const common = [...Object.entries(headers).flat(), 'etag', etag, 'vary', 'accept-encoding, cookie'];
    const kept: Kept = { plain, etag, common, bodies: {}, bytes: plain.length * 2 };
    this.#turn();
    if (this.#version === rendering.under.version && this.#day === rendering.under.day) {
      if (this.#pages.size >= MAX_PAGES || this.#bytes > MAX_BYTES) {
        this.#pages.clear();
        this.#bytes = 0;
      }
      this.#bytes += kept.bytes - (this.#pages.get(rendering.key)?.bytes ?? 0);
      this.#pages.set(rendering.key, kept);
    }
    this.#send(kept, headOf(request), response);
    for (const waiting of rendering.waiting.splice(0)) this.#send(kept, waiting.head, waiting.response);
  }

  /** Finished pages whose bytes are no longer what was filed: forgotten, and named by address. */
  check(): string[] {
    const broken: string[] = [];
    for (const [key, kept] of this.#pages) {
      const whole = etagOf(kept.plain) === kept.etag && Object.values(kept.bodies).every((b) => shaOf(b.buffer) === b.sha);
      if (whole) continue;
      broken.push(key);
      this.#pages.delete(key);
    }
    return broken;
  }

  #send(kept: Kept, head: Head, response: ServerResponse): void {
    if (head.ifNoneMatch === kept.etag) {
      response.writeHead(304, kept.common);
      response.end();
      return;
    }
    const encoding = encodingFor(head.accept);
    let body = kept.bodies[encoding];
    if (!body) {
      const buffer = compress(kept.plain, encoding);
      const length = ['content-length', String(buffer.length)];
      const head = [...kept.common, ...length, ...(encoding === 'identity' ? [] : ['content-encoding', encoding])];
      body = { buffer, head, sha: shaOf(buffer) };
      kept.bodies[encoding] = body;
    }
    response.writeHead(200, body.head);
    response.end(body.buffer);
  }
}

function shaOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

function etagOf(plain: Buffer): string {
  return `"${shaOf(plain).slice(0, 22)}"`;
}

/** A request's target holds no space, so that no address is another's under a variant. */
function keyOf(variant: string, url: string): string {
  return variant === '' ? url : `${variant} ${url}`;
}
