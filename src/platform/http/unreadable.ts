// The answer to bytes that are no request: nothing can be looked up, so it is written by hand and the connection ends.
import type { Socket } from 'node:net';
import { commonHeaders, filePolicy } from './headers.ts';

const said: Readonly<Record<string, readonly [status: string, sentence: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    '请求头太大（常因网址太长，或者浏览器存的 Cookie 太多）。请清除本站 Cookie 后再试。',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', '请求没有在限定时间内发完，请检查网络后再试。'],
};

/** Fastify's handler for what node:http could not read. */
export function answerUnreadable(secure: boolean): (fault: NodeJS.ErrnoException, socket: Socket) => void {
  const common = commonHeaders(secure);
  return (fault, socket) => {
    if (socket.writable && fault.code !== 'ECONNRESET') socket.end(answer(fault.code, common));
    else socket.destroy();
  };
}

/** @param code as node:http names what was wrong; anything unknown is a malformed request. */
function answer(code: string | undefined, headers: Readonly<Record<string, string>>): string {
  const [status, sentence] = said[code ?? ''] ?? ['400 Bad Request', '请求的格式不正确，没有执行。'];
  const body = `${sentence}\n`;
  const lines = {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'content-security-policy': filePolicy,
    connection: 'close',
    ...headers,
  };
  return [`HTTP/1.1 ${status}`, ...Object.entries(lines).map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}
