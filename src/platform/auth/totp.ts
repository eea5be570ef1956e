// Six digits from a telephone (RFC 6238): 30 seconds, one step of grace either way, every step good once.
import { createHmac } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Instant } from '../../town/day.ts';

const PERIOD = 30;
const GRACE_STEPS = 1;

function generator(secret: string, label = '', issuer = ''): TOTP {
  return new TOTP({ issuer, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD });
}

/**
 * A secret offered for setting up, not stored anywhere until a code proves that the telephone has it.
 * `offeredTo` is the digest of the session or invitation it is shown under: another one is offered another secret.
 */
export function offeredSecret(serverSecret: Buffer, offeredTo: string): string {
  const bytes = createHmac('sha256', serverSecret).update(`totp ${offeredTo}`).digest().subarray(0, 20);
  return new Secret({ buffer: new Uint8Array(bytes).buffer }).base32;
}

/** What the QR code says. */
export function totpAddress(secret: string, username: string, townName: string): string {
  return generator(secret, username, `${townName}政务公开`).toString();
}

/** The secret in groups of four, for typing by hand. */
export function spacedSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? secret;
}

/** The time step a code belongs to, or null when it is wrong. Whether that step was used before is the caller's to ask. */
export function stepOf(secret: string, code: string, at: Instant): number | null {
  const digits = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return null;
  const timestamp = Date.parse(at);
  const delta = generator(secret).validate({ token: digits, timestamp, window: GRACE_STEPS });
  return delta === null ? null : Math.floor(timestamp / 1000 / PERIOD) + delta;
}

export function codeAt(secret: string, at: Instant): string {
  return generator(secret).generate({ timestamp: Date.parse(at) });
}
