// Style sheets, scripts and the icon: a few files with their hash in the name, held in memory, compressed once,
// kept by browsers for a year. They are answered before routing, so that no page's file costs a session lookup.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { projectFile, runsFromSource } from '../project.ts';
import type { MadeAsset } from './assets-from-source.ts';
import { text } from './reply.ts';
import type { Route } from './route.ts';

export interface Assets {
  /** `site.css` → `/assets/site.3f2a9c01.css`. Throws for a name nobody made. */
  url(name: string): string;
  /** What it holds, for the page that carries its script inside. Throws like `url`. */
  text(name: string): string;
  /** Answers GET and HEAD of `/assets/<file>` we have, compressed as asked. False for everything else. */
  answer(request: IncomingMessage, response: ServerResponse, common: Readonly<Record<string, string>>): boolean;
  routes: readonly Route[];
}

type Encoding = 'br' | 'gzip' | 'identity';

interface Held {
  plain: Buffer;
  type: string;
  etag: string;
  /** Made when first asked for; from the bundle they come ready. */
  bodies: Map<Encoding, Buffer>;
}

/** dist/assets/manifest.json, as scripts/build.mjs writes it: name → file with its hash. */
type Manifest = Readonly<Record<string, string>>;

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

function typeOf(file: string): string {
  const type = types[file.slice(file.lastIndexOf('.') + 1)];
  if (!type) throw new Error(`an asset of a kind we do not serve: ${file}`);
  return type;
}

/** `site.css` and its bytes → `site.3f2a9c01.css`. */
export function hashedName(name: string, content: Buffer): string {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  return name.replace(/(\.[a-z]+)$/, `.${hash}$1`);
}

export function compressAsset(plain: Buffer, encoding: 'br' | 'gzip', thorough: boolean): Buffer {
  return encoding === 'br'
    ? brotliCompressSync(plain, {
        params: { [constants.BROTLI_PARAM_QUALITY]: thorough ? 11 : 5, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
      })
    : gzipSync(plain, { level: thorough ? 9 : 6 });
}

function wanted(accept: string | undefined): Encoding {
  const takes = (name: string): boolean =>
    (accept ?? '').split(',').some((part) => new RegExp(`^\\s*${name}\\s*(?:;\\s*q=(?!0(?:\\.0*)?\\s*$).*)?$`).test(part));
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'identity';
}

function hold(name: string, content: Buffer): [string, Held] {
  const file = hashedName(name, content);
  return [
    file,
    { plain: content, type: typeOf(file), etag: `W/"${file.split('.').at(-2)}"`, bodies: new Map([['identity', content]]) },
  ];
}

async function fromBundle(): Promise<{ names: Map<string, string>; held: Map<string, Held> }> {
  const folder = (file: string): string => projectFile('dist', 'assets', file);
  const manifest = JSON.parse(await readFile(folder('manifest.json'), 'utf8')) as Manifest;
  const held = new Map<string, Held>();
  for (const [name, file] of Object.entries(manifest)) {
    const [, entry] = hold(name, await readFile(folder(file)));
    entry.bodies.set('br', await readFile(folder(`${file}.br`)));
    entry.bodies.set('gzip', await readFile(folder(`${file}.gz`)));
    held.set(file, entry);
  }
  return { names: new Map(Object.entries(manifest)), held };
}

async function fromSource(): Promise<{ names: Map<string, string>; held: Map<string, Held> }> {
  const { assetsFromSource } = await import('./assets-from-source.ts');
  const made: readonly MadeAsset[] = await assetsFromSource();
  const entries = made.map((asset) => [asset.name, hold(asset.name, asset.content)] as const);
  return { names: new Map(entries.map(([name, [file]]) => [name, file])), held: new Map(entries.map(([, entry]) => entry)) };
}

function bodyOf(held: Held, encoding: Encoding): Buffer {
  let body = held.bodies.get(encoding);
  if (!body) {
    body = encoding === 'identity' ? held.plain : compressAsset(held.plain, encoding, held.plain.length < 64 * 1024);
    held.bodies.set(encoding, body);
  }
  return body;
}

const forAYear = 'public, max-age=31536000, immutable';

async function build(): Promise<Assets> {
  const { names, held } = runsFromSource ? await fromSource() : await fromBundle();
  const fileOf = (name: string): string => {
    const file = names.get(name);
    if (!file) throw new Error(`no such asset: ${name}`);
    return file;
  };
  return {
    url: (name) => `/assets/${fileOf(name)}`,
    text: (name) => held.get(fileOf(name))!.plain.toString('utf8'),
    answer(request, response, common) {
      if ((request.method !== 'GET' && request.method !== 'HEAD') || !request.url?.startsWith('/assets/')) return false;
      const entry = held.get(request.url.slice('/assets/'.length).split('?')[0]!);
      if (!entry) return false;
      const headers = { ...common, 'cache-control': forAYear, etag: entry.etag, vary: 'accept-encoding' };
      if (request.headers['if-none-match']?.includes(entry.etag)) {
        response.writeHead(304, headers).end();
        return true;
      }
      const encoding = wanted(request.headers['accept-encoding']);
      const body = bodyOf(entry, encoding);
      response.writeHead(200, {
        ...headers,
        'content-type': entry.type,
        'content-length': body.length,
        ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      });
      response.end(request.method === 'HEAD' ? undefined : body);
      return true;
    },
    routes: [
      {
        method: 'GET',
        path: '/assets/:file',
        // Reached when nothing answered before routing: an old page's file, or a server without that step.
        handle(ctx) {
          const entry = held.get(ctx.params.file ?? '');
          return entry
            ? { kind: 'bytes', type: entry.type, body: entry.plain, headers: { 'cache-control': forAYear, etag: entry.etag } }
            : text('没有这个文件，可能是旧版页面引用的。请刷新页面。\n', 'text/plain; charset=utf-8', 404);
        },
      },
    ],
  };
}

let made: Promise<Assets> | null = null;

/** Made once a process: several servers (tests) share them. */
export function buildAssets(): Promise<Assets> {
  made ??= build();
  return made;
}
