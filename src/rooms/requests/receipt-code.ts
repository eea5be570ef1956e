// The ten characters that open a request to whoever holds its receipt, with an eleventh that catches slips of the pen. They
// follow from the form's own secret, so that a form sent again answers with the same receipt; kept is a hash only.
import { scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Vault } from '../../platform/vault/vault.ts';

/** Without 0, O, 1, I, L: what is read off paper or said over the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 10;
/** The code is random and peppered; this only makes guessing dearer where a database was stolen together with its keys. */
const COST = { N: 4096, r: 8, p: 1 } as const;
const derive = promisify<string, string, number, typeof COST, Buffer>(scrypt);

function checkCharacter(code: string): string {
  let sum = 0;
  for (const [i, c] of [...code].entries()) sum += (i + 2) * ALPHABET.indexOf(c);
  return ALPHABET[sum % ALPHABET.length]!;
}

/** @param formKey the random secret of the form it was sent by. */
export function codeOf(vault: Pick<Vault, 'blindIndex'>, formKey: string): string {
  let left = BigInt(`0x${Buffer.from(vault.blindIndex('receipt-code', formKey), 'base64url').toString('hex')}`);
  let code = '';
  for (let i = 0; i < LENGTH; i++) {
    code += ALPHABET[Number(left % BigInt(ALPHABET.length))]!;
    left /= BigInt(ALPHABET.length);
  }
  return code + checkCharacter(code);
}

/** `7K3M9-ABCDE-F`, as printed. */
export function printedCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5, 10)}-${code.slice(10)}`;
}

/** What somebody typed, as the code it can be; null when it cannot be one. */
export function readCode(typed: string): string | null {
  const text = typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  if (text.length !== LENGTH + 1 || [...text].some((c) => !ALPHABET.includes(c))) return null;
  return checkCharacter(text.slice(0, LENGTH)) === text[LENGTH] ? text : null;
}

/** @param id of the request: a code opens one and no other. */
export async function hashCode(vault: Pick<Vault, 'blindIndex'>, id: string, code: string): Promise<string> {
  return (await derive(vault.blindIndex('receipt', `${id} ${code}`), id, 24, COST)).toString('base64url');
}

export async function isCode(
  vault: Pick<Vault, 'blindIndex'>,
  given: { id: string; code: string },
  hash: string,
): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url');
  const found = Buffer.from(await hashCode(vault, given.id, given.code), 'base64url');
  return expected.length === found.length && timingSafeEqual(expected, found);
}
