// 居民身份证号码 (GB 11643), to find one that must not be published and to check one that was typed in.
import { type Day, parseDay } from './day.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** First two digits: provinces, 71 81 82 83 for 台港澳 and their residence permits, 9 for foreign permanent residents. */
const PLACE = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;

/** Eighteen characters whose last fits the others, or the old fifteen digits, which have no check; the date of birth must exist. */
export function checkResidentId(text: string): boolean {
  return residentBirthday(text) !== null;
}

/** The date of birth inside a valid number, or null when the text is not one. The fifteen-digit form was only issued for 19xx births. */
export function residentBirthday(text: string): Day | null {
  if (!PLACE.test(text)) return null;
  if (/^\d{17}[\dXx]$/.test(text)) {
    const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
    return '10X98765432'[sum % 11] === text[17]!.toUpperCase() ? birthday(text.slice(6, 14)) : null;
  }
  return /^\d{15}$/.test(text) ? birthday(`19${text.slice(6, 12)}`) : null;
}

function birthday(digits: string): Day | null {
  return parseDay(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
}
