// 居民身份证号码 (GB 11643), to find one that must not be published and to check one that was typed in.
import { type Day, parseDay } from './day.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** First two digits: provinces, 71 81 82 83 for 台港澳 and their residence permits, 9 for foreign permanent residents. */
const PLACE = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9\d)/;

export type ResidentIdFault = 'shape' | 'place' | 'date' | 'check-digit';

/** What is wrong with eighteen characters whose last fits the others, or the old fifteen digits, which have no check; or null. */
export function residentIdFault(text: string): ResidentIdFault | null {
  if (!/^(\d{17}[\dXx]|\d{15})$/.test(text)) return 'shape';
  if (!PLACE.test(text)) return 'place';
  if (bornOn(text) === null) return 'date';
  const sum = weights.reduce((total, weight, i) => total + weight * Number(text[i]), 0);
  return text.length === 15 || '10X98765432'[sum % 11] === text[17]!.toUpperCase() ? null : 'check-digit';
}

export function checkResidentId(text: string): boolean {
  return residentIdFault(text) === null;
}

/** The date of birth inside a valid number, or null when the text is not one. */
export function residentBirthday(text: string): Day | null {
  return checkResidentId(text) ? bornOn(text) : null;
}

/** The fifteen-digit form was only issued for births of 19xx. */
function bornOn(text: string): Day | null {
  return birthday(text.length === 18 ? text.slice(6, 14) : `19${text.slice(6, 12)}`);
}

function birthday(digits: string): Day | null {
  return parseDay(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
}
