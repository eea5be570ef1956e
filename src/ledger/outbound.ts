// The only place that calls other machines by HTTP. Addresses come from what the operator wrote (policy file, command line,
// gateways of dispatches in the environment), never from a visitor. One call has one time limit, one size limit and no redirects.
import * as http from 'node:http';
import * as https from 'node:https';
import type { Bytes } from './format/bytes.ts';

export interface OutboundCall {
  method: 'GET' | 'POST';
  url: string;
  body?: Bytes;
  /** Content type of `body`. */
  type?: string;
  headers?: Readonly<Record<string, string>>;
  /** From the first byte sent to the last received. */
  timeoutMs: number;
  /** Bytes of the answer; one more is a fault. */
  most: number;
  /** Ends the call early, as if its time were up. */
  signal?: AbortSignal;
}

export interface OutboundAnswer {
  status: number;
  type: string;
  body: Bytes;
}

export type OutboundReason = 'address' | 'slow' | 'too-large' | 'redirect' | 'unreachable';

const sentences: Readonly<Record<OutboundReason, string>> = {
  address: '地址不对，应以 http:// 或 https:// 开头，不带用户名和 #',
  slow: '在规定时间内没有答完',
  'too-large': '回答太长，没有读下去',
  redirect: '对方要求改到别的地址，没有照办；请把新地址写进配置',
  unreachable: '连不上',
};

/** No answer that could be used. `said` is a Chinese half-sentence for the operator. */
export class OutboundFault extends Error {
  constructor(
    readonly reason: OutboundReason,
    /** What the machine said: ECONNREFUSED and the like. */
    readonly code: string | null = null,
  ) {
    super(`outbound call: ${reason}${code === null ? '' : ` (${code})`}`);
    this.name = 'OutboundFault';
  }

  get said(): string {
    return `${sentences[this.reason]}${this.code === null ? '' : `（${this.code}）`}`;
  }
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && url.hash === '';
  if (!plain) throw new OutboundFault('address');
  return url;
}

/** Answers whatever status but a redirect; throws OutboundFault and nothing else. */
export async function callOut(call: OutboundCall): Promise<OutboundAnswer> {
  const url = addressOf(call.url);
  const over = AbortSignal.timeout(call.timeoutMs);
  const signal = call.signal ? AbortSignal.any([over, call.signal]) : over;
  const first = await once(call, url, signal);
  // A kept connection may have been closed by the other side just now; that says nothing about the other side.
  const answer = first === 'stale' ? await once(call, url, signal) : first;
  if (answer === 'stale') throw new OutboundFault('unreachable', 'ECONNRESET');
  if (answer.status >= 300 && answer.status < 400) throw new OutboundFault('redirect');
  return answer;
}

function once(call: OutboundCall, url: URL, signal: AbortSignal): Promise<OutboundAnswer | 'stale'> {
  return new Promise((resolve, reject) => {
    const options: http.RequestOptions = {
      method: call.method,
      signal,
      maxHeaderSize: 16 * 1024,
      headers: {
        ...call.headers,
        'user-agent': 'gongkai',
        'accept-encoding': 'identity',
        ...(call.body ? { 'content-length': call.body.length } : {}),
        ...(call.type ? { 'content-type': call.type } : {}),
      },
    };
    const fail = (fault: NodeJS.ErrnoException): void => {
      if (fault instanceof OutboundFault) reject(fault);
      else if (signal.aborted) reject(new OutboundFault('slow'));
      else if (request.reusedSocket && fault.code === 'ECONNRESET') resolve('stale');
      else reject(new OutboundFault('unreachable', fault.code ?? null));
    };
    const hear = (reply: http.IncomingMessage): void => {
      read(reply, call.most).then((body) => {
        resolve({ status: reply.statusCode ?? 0, type: reply.headers['content-type'] ?? '', body });
      }, fail);
    };
    const request = url.protocol === 'https:' ? https.request(url, options, hear) : http.request(url, options, hear);
    request.once('error', fail);
    request.end(call.body);
  });
}

/** The answer's body; leaving the loop early destroys the connection. */
async function read(reply: http.IncomingMessage, most: number): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of reply as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > most) throw new OutboundFault('too-large');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
