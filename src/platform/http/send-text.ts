// Text for the public goes out compressed also when it is not kept: a page of a filtered list is as long as a kept one.
// What is shown to somebody signed in, and whatever holds a form's token, is not: its length would tell of what it holds.
import type { FastifyReply } from 'fastify';
import { compress, encodingFor } from './front.ts';
import type { Ctx } from './route.ts';

/** Below this a packet is not saved. */
const LEAST = 1024;

export function sendText(reply: FastifyReply, text: string, ctx: Pick<Ctx, 'visitor' | 'path'>): void {
  const secret = ctx.visitor !== null || ctx.path.startsWith('/console');
  reply.send(secret ? text : packed(reply, text));
}

/** The text as the asker takes it, with the headers that say so. For what holds no secret. */
export function packed(reply: FastifyReply, text: string): string | Buffer {
  if (text.length < LEAST) return text;
  const encoding = encodingFor(reply.request.headers['accept-encoding']?.toString() ?? '');
  reply.header('vary', 'accept-encoding, cookie');
  if (encoding === 'identity') return text;
  reply.header('content-encoding', encoding);
  return compress(Buffer.from(text), encoding);
}
