// What every answer of the program must be like, whatever was asked.
import type { LightMyRequestResponse } from 'fastify';
import { PRODUCT } from './values.ts';

const INTERNALS =
  /\bat \S+ \(.*:\d+:\d+\)|\/node_modules\/|\/src\/\S+\.tsx?|\b(Type|Range|Syntax|Reference)Error\b|SQLSTATE|syntax error|invalid input|invalid byte|violates|relation "|column "|\bFST_|\bECONN|\bENOENT|Bad Request|Not Found|Internal Server|Unsupported Media|Payload Too|is not a function|Cannot read|Unexpected token|\[object Object\]/i;

const WANTED: readonly (readonly [string, RegExp])[] = [
  ['x-content-type-options', /^nosniff$/],
  ['x-frame-options', /^DENY$/],
  ['referrer-policy', /^same-origin$/],
  ['cross-origin-opener-policy', /^same-origin$/],
  ['content-security-policy', /default-src 'none'/],
];

/** Text a person sees: no tags, nothing of what the person typed into fields (shown again in their values). */
function visible(html: string): string {
  return html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<textarea[\s\S]*?<\/textarea>/g, ' ')
    .replace(/<[^>]*>/g, ' ');
}

/** What is wrong with an answer; empty when nothing is. */
export function faultsOf(answer: LightMyRequestResponse): string[] {
  const found: string[] = [];
  const { statusCode: status, headers, body } = answer;
  const type = String(headers['content-type'] ?? '');
  if (status >= 500) found.push(`status ${status}`);
  for (const [name, want] of WANTED) if (!want.test(String(headers[name] ?? ''))) found.push(`header ${name}: ${headers[name]}`);
  if (headers['x-injected'] !== undefined || headers['set-cookie']?.includes('x=1')) found.push('header injected');
  if (headers['x-powered-by'] ?? headers.server) found.push('says what it is made of');
  const text = type.includes('html') ? visible(body) : body;
  if (/text|json|xml/.test(type)) {
    const leak = INTERNALS.exec(text);
    if (leak) found.push(`internals: ${text.slice(Math.max(0, leak.index - 40), leak.index + 80)}`);
    if (body.includes(PRODUCT)) found.push('a template was computed');
  }
  if (type.includes('html')) {
    if (/<script>alert|<img src=x/i.test(body)) found.push('markup came back as markup');
    if (!/[\u4e00-\u9fff]{2}/.test(text)) found.push('no Chinese sentence');
  }
  if (status >= 400 && !/[\u4e00-\u9fff]{2}/.test(body)) found.push(`refused without a Chinese sentence: ${body.slice(0, 120)}`);
  return found;
}
