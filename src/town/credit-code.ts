// 统一社会信用代码 (GB 32100) and the 组织机构代码 (GB 11714) inside it: is this text one that can have been issued?

/** No I, O, S, V, Z, which are misread. The place of a character is its value. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY]\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/;
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const organWeights = [3, 7, 9, 10, 5, 8, 4, 2];

/** Eighteen characters in capitals whose last one fits the others. Run hand-typed text through `normaliseCreditCode` first. */
export function checkCreditCode(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const sum = creditWeights.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(text[i]!), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] === text[17];
}

/** The code a hand-typed text means (full-width, spaced, hyphened or lower-case), or null when it is not a valid one. */
export function normaliseCreditCode(text: string): string | null {
  const code = text.length > 60 ? '' : text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  return checkCreditCode(code) ? code : null;
}

/** 组织机构代码, nine characters with or without the hyphen before the last, as index numbers carried before the credit code. */
export function checkOrganCode(text: string): boolean {
  const m = /^([0-9A-Z]{8})-?([0-9X])$/.exec(text);
  if (!m) return false;
  const sum = organWeights.reduce((total, weight, i) => total + weight * Number.parseInt(m[1]![i]!, 36), 0);
  return '0123456789X0'[11 - (sum % 11)] === m[2];
}
