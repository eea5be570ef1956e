// Text for the public goes out compressed also when it is not kept: a page of a filtered list is as long as a kept one.
// What is shown to somebody signed in, and whatever holds a form's token, is not: its length would tell of what it holds.
import type { FastifyReply } from 'fastify';
import { compress, encodingFor } from './front.ts';
import type { Ctx } from './route.ts';

/** Below this a packet is not saved. */
const LEAST = 1024;

export function sendText(reply: FastifyReply, text: string, ctx: Pick<Ctx, 'visitor' | 'path'>): void {
  const secret = ctx.visitor !== null || ctx.path.startsWith('/console');
  if (secret || text.length < LEAST) {
    reply.send(text);
    return;
  }
  const encoding = encodingFor(reply.request.headers['accept-encoding']?.toString() ?? '');
  reply.header('vary', 'accept-encoding, cookie');
  if (encoding !== 'identity') reply.header('content-encoding', encoding);
  reply.send(encoding === 'identity' ? text : compress(Buffer.from(text), encoding));
}
