// The token of forms that people use without signing in: signed, expiring, bound to nothing but our secret.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../town/day.ts';

const LIVES_MS = 4 * 3_600_000;

function sign(secret: Buffer, issued: string): string {
  return createHmac('sha256', secret).update(`form ${issued}`).digest('base64url').slice(0, 32);
}

export function issueFormToken(secret: Buffer, at: Instant): string {
  const issued = Math.floor(Date.parse(at) / 1000).toString(36);
  return `${issued}.${sign(secret, issued)}`;
}

export function checkFormToken(secret: Buffer, token: string, at: Instant): boolean {
  const [issued, signature] = token.split('.');
  if (!issued || !signature || !/^[0-9a-z]{1,9}$/.test(issued)) return false;
  const expected = Buffer.from(sign(secret, issued));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  const age = Date.parse(at) - Number.parseInt(issued, 36) * 1000;
  return age >= -60_000 && age <= LIVES_MS;
}
