// Numbers of persons and organisations that do not exist: region 341899 is nobody's, the check digits are right.

/** A resident's number (GB 11643), the same for the same n; up to a thousand of them differ. */
export function inventedId(n: number): string {
  const head = `341899${1950 + (n % 50)}0101${String(n % 1000).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return head + '10X98765432'[weights.reduce((t, w, i) => t + w * Number(head[i]), 0) % 11];
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * 统一社会信用代码 (GB 32100) with the organisation's own check digit inside (GB 11714). `kind`: its first two characters, 91 a
 * company, 31 a law firm, 52 a private non-enterprise unit, 12 a public institution.
 */
export function inventedCreditCode(kind: string, n: number): string {
  const own = `99999${String(700 + n).padStart(3, '0')}`;
  const rest = 11 - ([3, 7, 9, 10, 5, 8, 4, 2].reduce((t, w, i) => t + w * Number(own[i]), 0) % 11);
  const head = `${kind}341899${own}${'0123456789X0'[rest]}`;
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
  const sum = weights.reduce((t, w, i) => t + w * ALPHABET.indexOf(head[i]!), 0);
  return head + ALPHABET[(31 - (sum % 31)) % 31];
}
