// Which passwords are taken: 12 to 128 characters, none of the kind that is guessed first. No rules on classes of
// characters and no ageing, unless the town chooses the 等保 profile. Nothing is cut off: every character counts.
import type { Day, Instant } from '../../town/day.ts';
import { daysBetween, dayOf } from '../../town/day.ts';
import type { Refusal } from '../../town/outcome.ts';
import { blockedWords } from './blocked-passwords.ts';
import type { PasswordProfile } from './settings.ts';

export type PasswordRefusal =
  | 'password-too-short'
  | 'password-too-long'
  | 'password-guessable'
  | 'password-classes'
  | 'password-differs';

export const MIN_LENGTH = 12;
export const MAX_LENGTH = 128;
/** Different characters that must remain once everything guessable is taken out. */
const OWN_CHARACTERS = 5;

/** 等保 profile: days a password lives, and how many former ones may not come back. */
export const DJBH_DAYS = 90;
export const DJBH_REMEMBERED = 5;

/** One form for one password, however the keyboard composed it: Unicode NFC. */
export function normalPassword(typed: string): string {
  return typed.normalize('NFC');
}

/** Length as people count: code points after NFC. */
export function passwordLength(password: string): number {
  return [...password].length;
}

export interface PasswordRules {
  profile: PasswordProfile;
  /** What anybody knows about the holder and the place: username, name, town. */
  ownWords: readonly string[];
}

/** Every reason against a new password; `repeated` is what was typed the second time. */
export function passwordRefusals(password: string, repeated: string, rules: PasswordRules): Refusal<PasswordRefusal>[] {
  const refusals: Refusal<PasswordRefusal>[] = [];
  const length = passwordLength(password);
  if (length < MIN_LENGTH) refusals.push({ code: 'password-too-short', field: 'password', facts: { length } });
  if (length > MAX_LENGTH) refusals.push({ code: 'password-too-long', field: 'password', facts: { length } });
  if (length >= MIN_LENGTH && length <= MAX_LENGTH) {
    if (isGuessable(password, rules.ownWords)) refusals.push({ code: 'password-guessable', field: 'password' });
    if (rules.profile === 'djbh' && classesIn(password) < 3) refusals.push({ code: 'password-classes', field: 'password' });
  }
  if (password !== repeated) refusals.push({ code: 'password-differs', field: 'repeat' });
  return refusals;
}

/** Letters small and large, digits, and everything else: how many of the four kinds occur. */
function classesIn(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{Ll}\p{Lu}\p{Nd}]/u].filter((kind) => kind.test(password)).length;
}

/** True when little of the password is its holder's own, read as it stands or with letters for look-alike signs. */
export function isGuessable(password: string, ownWords: readonly string[]): boolean {
  const plain = password.normalize('NFKC').toLowerCase();
  const words = [...ownWords.flatMap(pieces), ...blockedWords].sort((a, b) => b.length - a.length);
  return [plain, unmasked(plain)].some((text) => new Set(rest(text, words)).size < OWN_CHARACTERS);
}

/** An own word and its parts, `wang.yangli` → wang.yangli, wang, yangli; single letters say nothing. */
function pieces(word: string): string[] {
  const whole = word.normalize('NFKC').toLowerCase().trim();
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u)].filter((w) => w.length > 1);
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};

function unmasked(text: string): string {
  return text.replace(/[@431!0$57]/g, (c) => LOOK_ALIKES[c] ?? c);
}

function rest(text: string, words: readonly string[]): string {
  let left = text;
  for (const word of words) left = left.split(word).join(' ');
  return withoutRuns(left.replace(/(?:19|20)\d\d/g, ' ')).replace(/\s/g, '');
}

/** Of four or more signs that repeat or count up or down (`aaaa`, `3456`, `dcba`) only the first is kept. */
function withoutRuns(text: string): string {
  const signs = [...text];
  const code = (i: number) => signs[i]?.codePointAt(0) ?? Number.NaN;
  let out = '';
  for (let i = 0; i < signs.length; ) {
    const step = code(i + 1) - code(i);
    let end = i + 1;
    if (Math.abs(step) <= 1) while (code(end) - code(end - 1) === step) end++;
    const length = end - i;
    out += length >= 4 ? signs[i] : signs.slice(i, Math.max(i + 1, end - 1)).join('');
    i = length >= 4 ? end : Math.max(i + 1, end - 1);
  }
  return out;
}

export function isExpired(profile: PasswordProfile, changedAt: Instant | null, today: Day): boolean {
  return profile === 'djbh' && changedAt !== null && daysBetween(dayOf(changedAt), today) >= DJBH_DAYS;
}
