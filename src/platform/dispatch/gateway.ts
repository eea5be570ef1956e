// SMS and WeChat through a gateway of the town's or the county's: a webhook that takes signed JSON. The program speaks no
// provider's own protocol; the gateway does.
import { createHmac } from 'node:crypto';
import type { DispatchAdapter } from './adapter.ts';
import { type Channel, isAddress } from './channel.ts';
import { DispatchFault } from './dispatch-fault.ts';
import type { Gateway } from './settings.ts';

/**
 * The program's one way out by HTTP, handed in by main.ts (`callOut` of the ledger): one call, one time limit, no redirects.
 * Its faults have a `reason` and a `code`.
 */
export type WayOut = (call: {
  method: 'POST';
  url: string;
  body: Uint8Array;
  type: string;
  headers: Readonly<Record<string, string>>;
  timeoutMs: number;
  most: number;
}) => Promise<{ status: number; body: Uint8Array }>;

const TIMEOUT_MS = 20_000;
const ANSWER_MOST = 16 * 1024;

/** What the gateway recomputes over the body as it came. */
export function signatureOf(secret: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

export function gatewayAdapter(
  channel: Exclude<Channel, 'mail'>,
  gateway: Gateway,
  wayOut: WayOut,
  timeoutMs = TIMEOUT_MS,
): DispatchAdapter {
  return {
    channel,
    async send({ id, to, subject, body: text }) {
      if (!isAddress(channel, to)) throw new DispatchFault('address-malformed');
      const body = Buffer.from(JSON.stringify({ id, to, subject, text }));
      const answer = await wayOut({
        method: 'POST',
        url: gateway.url,
        body,
        type: 'application/json; charset=utf-8',
        headers: { 'idempotency-key': id, 'x-gongkai-signature': signatureOf(gateway.secret, body) },
        timeoutMs,
        most: ANSWER_MOST,
      }).catch((fault: unknown) => {
        throw unanswered(fault as { reason?: string; code?: string | null });
      });
      if (answer.status === 422) throw new DispatchFault('address-refused', 422);
      if (answer.status < 200 || answer.status > 299) throw new DispatchFault('refused', answer.status);
      return { providerId: providerId(answer.body) };
    },
  };
}

function unanswered({ reason, code }: { reason?: string; code?: string | null }): DispatchFault {
  if (reason === 'slow') return new DispatchFault('slow');
  if (reason === 'unreachable') return new DispatchFault('unreachable', code ?? null);
  return reason === undefined ? new DispatchFault('unexpected') : new DispatchFault('refused', reason);
}

/** `{"id": "…"}`, where the gateway says so; an answer of another shape is a yes all the same. */
function providerId(body: Uint8Array): string | null {
  try {
    const { id } = JSON.parse(Buffer.from(body).toString('utf8')) as { id?: unknown };
    return typeof id === 'string' && /^[\w.:-]{1,100}$/.test(id) ? id : null;
  } catch {
    return null;
  }
}
