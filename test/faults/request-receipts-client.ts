// Somebody who applies over a real connection that may break anywhere: before the form is out, while nothing has come back, in the
// middle of the receipt. What has come back by then is what was shown.
import { connect } from 'node:net';

/** Where the connection breaks. Nowhere when null. */
export type Break =
  | { at: 'sending'; share: number }
  /** All of the form is out; so many milliseconds later. */
  | { at: 'waiting'; ms: number }
  /** So many bytes of the answer have come. */
  | { at: 'receiving'; bytes: number }
  | null;

export interface Asked {
  port: number;
  path: string;
  fields: Readonly<Record<string, string>>;
  /** Files make the form a multipart one. */
  file?: { name: string; bytes: Uint8Array };
  break: Break;
}

let caller = 0;

/** Everybody has a network of their own: the limit on one is not what is tested. */
function address(): string {
  const n = ++caller;
  return `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
}

function bodyOf({ fields, file }: Asked): { type: string; body: Buffer } {
  if (!file) return { type: 'application/x-www-form-urlencoded', body: Buffer.from(new URLSearchParams(fields).toString()) };
  const head = (name: string, more = ''): string => `--b\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n`;
  const parts = Object.entries(fields).map(([n, v]) => Buffer.from(`${head(n)}${v}\r\n`));
  const last = [Buffer.from(head('files', `; filename="${file.name}"`)), Buffer.from(file.bytes), Buffer.from('\r\n--b--\r\n')];
  return { type: 'multipart/form-data; boundary=b', body: Buffer.concat([...parts, ...last]) };
}

/** What was received until the connection ended, by whomever. */
export function post(asked: Asked): Promise<string> {
  const { type, body } = bodyOf(asked);
  const head = [
    `POST ${asked.path} HTTP/1.1`,
    `host: 127.0.0.1:${asked.port}`,
    `x-forwarded-for: ${address()}`,
    `content-type: ${type}`,
    `content-length: ${body.length}`,
    'connection: close',
  ];
  const whole = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
  const cut = asked.break;
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    // Each from an address of its own, where the server does not read x-forwarded-for.
    const socket = connect({
      port: asked.port,
      host: '127.0.0.1',
      localAddress: `127.0.${(caller >> 8) & 255}.${caller & 255 || 1}`,
    });
    let timer: NodeJS.Timeout | undefined;
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(received.toString('utf8'));
    });
    socket.once('connect', () => {
      if (cut?.at === 'sending') socket.write(whole.subarray(0, Math.floor(whole.length * cut.share)), () => socket.destroy());
      else socket.write(whole);
      if (cut?.at === 'waiting') timer = setTimeout(() => socket.destroy(), cut.ms);
    });
    socket.on('data', (chunk) => {
      const more = cut?.at === 'receiving' ? chunk.subarray(0, Math.max(0, cut.bytes - received.length)) : chunk;
      received = Buffer.concat([received, more]);
      if (cut?.at === 'receiving' && received.length >= cut.bytes) socket.destroy();
    });
  });
}

export interface Shown {
  number: string;
  code: string;
}

/** Number and code, where both could be read; a number alone where the rest did not come. */
export function shownIn(page: string): { number: string; code: string | null } | null {
  const [number, code] = [...page.matchAll(/<b class="receipt-number">([^<]+)<\/b>/g)].map((m) => m[1]!);
  return number === undefined ? null : { number, code: code ?? null };
}

export interface Applicant {
  port: number;
  token: string;
}

export function formOf(token: string, formKey: string): Record<string, string> {
  return {
    _token: token,
    formKey,
    kind: 'natural',
    name: '钱样例',
    idNumber: '341899195701010074',
    telephone: '13800000001',
    email: 'qian@example.com',
    address: '样例村 1 组',
    content: `申请公开样例村 2025 年农村危房改造补助的评审结果，第 ${formKey.slice(-6)} 份。`,
    carrier: 'paper',
    obtaining: 'collect',
  };
}

export async function apply(
  { port, token }: Applicant,
  formKey: string,
  cut: Break = null,
  file?: Asked['file'],
): Promise<ReturnType<typeof shownIn>> {
  return shownIn(await post({ port, path: '/requests', fields: formOf(token, formKey), file, break: cut }));
}

/** Whether a receipt opens its request. */
export async function opens({ port, token }: Applicant, { number, code }: Shown): Promise<boolean> {
  const page = await post({ port, path: '/requests/progress', fields: { _token: token, number, code }, break: null });
  return page.startsWith('HTTP/1.1 200') && page.includes(`申请 ${number}`) && page.includes('办理经过');
}
