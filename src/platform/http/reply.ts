// What a handler answers with. Handlers return values; only server.ts speaks HTTP.
import type { VNode } from 'preact';

export interface PageReply {
  kind: 'page';
  status: number;
  /** A whole document, from <html> on. */
  html: VNode;
  /** The same with figures in its menu, for pages that have one. */
  counted?(waiting: ReadonlyMap<string, number>): VNode;
  headers?: Readonly<Record<string, string>>;
}

export interface TextReply {
  kind: 'text';
  status: number;
  type: string;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

export interface BytesReply {
  kind: 'bytes';
  type: string;
  body: Uint8Array;
  headers?: Readonly<Record<string, string>>;
}

export interface SeeOtherReply {
  kind: 'see-other';
  /** A path of our own; never an address somebody sent us. */
  to: string;
  cookies?: readonly CookieChange[];
}

/** A body written piece by piece, for downloads larger than memory should hold. */
export interface StreamReply {
  kind: 'stream';
  type: string;
  chunks: AsyncIterable<string | Uint8Array>;
  headers?: Readonly<Record<string, string>>;
}

export interface CookieChange {
  name: string;
  value: string;
  /** Seconds to live; 0 removes it, null keeps it for the browser session. */
  maxAge: number | null;
  /** Kept from scripts; always so for sessions. */
  httpOnly: boolean;
}

export type Reply = PageReply | TextReply | BytesReply | SeeOtherReply | StreamReply;

export function page(html: VNode, status = 200, headers?: Readonly<Record<string, string>>): PageReply {
  return { kind: 'page', status, html, headers };
}

export function seeOther(to: string, cookies?: readonly CookieChange[]): SeeOtherReply {
  if (!to.startsWith('/') || to.startsWith('//') || to.includes('\\')) throw new RangeError(`not a path of ours: ${to}`);
  return { kind: 'see-other', to, cookies };
}

export function json(value: unknown, status = 200, headers?: Readonly<Record<string, string>>): TextReply {
  return { kind: 'text', status, type: 'application/json; charset=utf-8', body: JSON.stringify(value), headers };
}

export function text(
  body: string,
  type = 'text/plain; charset=utf-8',
  status = 200,
  headers?: Readonly<Record<string, string>>,
): TextReply {
  return { kind: 'text', status, type, body, headers };
}
