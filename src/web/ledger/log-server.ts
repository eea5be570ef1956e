// The log's own addresses: checkpoint, tiles, entries. Answered before routing, from memory where they were asked for before:
// a tile never changes. Every path that is not the one spelling of a tile that exists is 404.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Disk, diskAt } from '../../ledger/disk.ts';
import { parseTilePath } from '../../ledger/format/tiles.ts';
import { filePolicy } from '../../platform/http/headers.ts';
import { type Reply, text } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import type { Town } from '../../platform/town.ts';

const PREFIX = '/ledger/';
const TILES_BYTES = 64 * 1024 * 1024;
const forAYear = 'public, max-age=31536000, immutable';
/** Short enough that a monitor sees growth at once, long enough that a crowd asks the disk once. */
const CHECKPOINT_SECONDS = 2;

/** Anybody's tool may read the log from anywhere. */
const open = {
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': filePolicy,
};

interface Piece {
  bytes: Uint8Array;
  type: string;
  cache: string;
}

export interface LogServer {
  /** Answers GET and HEAD below `/ledger/checkpoint` and `/ledger/tile`. False for everything else. */
  answer(request: IncomingMessage, response: ServerResponse, common: Readonly<Record<string, string>>): boolean;
}

/** Path below `/ledger/`, without query. */
async function readPiece(disk: Disk, path: string): Promise<Piece | null> {
  if (path === 'checkpoint') {
    const bytes = await disk.read('checkpoint');
    return bytes && { bytes, type: 'text/plain; charset=utf-8', cache: `public, max-age=${CHECKPOINT_SECONDS}` };
  }
  const bytes = parseTilePath(path) && (await disk.read(path));
  return bytes ? { bytes, type: 'application/octet-stream', cache: forAYear } : null;
}

export function logServer(town: Pick<Town, 'ledgerFolder' | 'log'>): LogServer {
  const disk = diskAt(town.ledgerFolder);
  const kept = new Map<string, { piece: Piece; head: string[] }>();
  let bytesKept = 0;

  const headOf = (piece: Piece, common: Readonly<Record<string, string>>): string[] =>
    Object.entries({
      ...common,
      ...open,
      'content-type': piece.type,
      'content-length': String(piece.bytes.length),
      'cache-control': piece.cache,
    }).flat();

  const keep = (path: string, entry: { piece: Piece; head: string[] }): void => {
    if (path === 'checkpoint') return;
    if (bytesKept > TILES_BYTES) {
      kept.clear();
      bytesKept = 0;
    }
    bytesKept += entry.piece.bytes.length;
    kept.set(path, entry);
  };

  const absent = (response: ServerResponse, common: Readonly<Record<string, string>>): void => {
    response.writeHead(404, { ...common, ...open, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    response.end('存证里没有这个地址。\n');
  };

  const send = (request: IncomingMessage, response: ServerResponse, { piece, head }: { piece: Piece; head: string[] }): void => {
    response.writeHead(200, head);
    response.end(request.method === 'HEAD' ? undefined : piece.bytes);
  };

  const later = async (
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
    common: Readonly<Record<string, string>>,
  ) => {
    try {
      const piece = await readPiece(disk, path);
      if (piece === null) return absent(response, common);
      const entry = { piece, head: headOf(piece, common) };
      keep(path, entry);
      send(request, response, entry);
    } catch (fault) {
      town.log.error({ fault, path }, 'the log could not be read');
      response.writeHead(503, { ...common, ...open, 'retry-after': '30', 'cache-control': 'no-store' });
      response.end();
    }
  };

  return {
    answer(request, response, common) {
      const url = request.url as string;
      if (!url.startsWith(PREFIX) || (request.method !== 'GET' && request.method !== 'HEAD')) return false;
      const path = url.slice(PREFIX.length);
      if (path !== 'checkpoint' && !path.startsWith('tile/')) return false;
      const known = kept.get(path);
      if (known) send(request, response, known);
      else void later(path, request, response, common);
      return true;
    },
  };
}

async function sendPiece(ctx: Ctx): Promise<Reply> {
  const piece = await readPiece(diskAt(ctx.town.ledgerFolder), ctx.path.split('?')[0]!.slice(PREFIX.length));
  if (!piece) return text('存证里没有这个地址。\n', 'text/plain; charset=utf-8', 404, { ...open, 'cache-control': 'no-store' });
  return { kind: 'bytes', type: piece.type, body: piece.bytes, headers: { ...open, 'cache-control': piece.cache } };
}

/** Reached where nothing answers before routing: copies of the site. Tiles have no route: whoever wants them speaks to the server. */
export const logRoutes: readonly Route[] = [{ method: 'GET', path: '/ledger/checkpoint', handle: sendPiece }];
