import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashPassword, passwordMatches } from './hashing.ts';
import { isGuessable, normalPassword, passwordRefusals } from './passwords.ts';

const rules = { profile: 'standard' as const, ownWords: ['wang.yangli', '王样例', '港口镇', 'gangkou'] };
const codes = (password: string, profile: 'standard' | 'djbh' = 'standard') =>
  passwordRefusals(password, password, { ...rules, profile }).map((r) => r.code);

describe('a password', () => {
  test.each([
    'Gongkai@2026',
    'Gongkai@2026!!',
    'Gangkouzhen2026!',
    'Admin@123456',
    'P@ssw0rd2026!!',
    'qwertyuiop12',
    'aaaaaaaaaaaaaaa',
    '123456789012',
    'abababababab',
  ])('that guessing programs try first is refused: %s', (password) => expect(codes(password)).toContain('password-guessable'));

  test.each(['wang.yangli1', 'Yangli-wang-88', '港口镇政务公开二〇二六年', 'WANG_YANGLI_2026'])(
    'made of the holder and the place is refused: %s',
    (password) => {
      expect(codes(password)).toContain('password-guessable');
    },
  );

  test.each(['correct horse battery', '春江水暖鸭先知竹外桃花三两枝', 'lantern-harbour-74', 'kV8-maple-truck'])(
    'of one’s own is taken, without rules on classes: %s',
    (password) => {
      expect(codes(password)).toEqual([]);
    },
  );

  test('has 12 to 128 characters, counted as people count them', () => {
    expect(codes('春江水暖鸭先知竹外桃花')).toEqual(['password-too-short']);
    expect(codes('春江水暖鸭先知竹外桃花开')).toEqual([]);
    const long = 'maple truck '.repeat(20);
    expect(codes(`${long.slice(0, 127)}x`)).toEqual([]);
    expect(codes(`${long.slice(0, 127)}xy`)).toEqual(['password-too-long']);
    // Eleven signs outside the basic plane are eleven, not twenty-two.
    expect(codes('𠮷𠮸𠮹𠮺𠮻𡃁𡃂𡃃𡃄𡄯𡄽')).toContain('password-too-short');
  });

  test('is not cut off: two of 128 characters that differ in the last are two passwords', async () => {
    const one = 'maple truck '.repeat(20).slice(0, 127);
    const digest = await hashPassword(`${one}a`);
    expect(await passwordMatches(digest, `${one}b`)).toBe(false);
    expect(await passwordMatches(digest, `${one}a`)).toBe(true);
  });

  test('is the same however the keyboard composed it (NFC)', async () => {
    const composed = 'caf\u00e9 by the harbour';
    const decomposed = 'cafe\u0301 by the harbour';
    expect(await passwordMatches(await hashPassword(normalPassword(composed)), normalPassword(decomposed))).toBe(true);
  });

  test('of no account matches nothing', async () => {
    expect(await passwordMatches(null, '')).toBe(false);
  });

  test('typed twice differently is refused, all reasons at once', () => {
    expect(passwordRefusals('short', 'other', rules).map((r) => r.code)).toEqual(['password-too-short', 'password-differs']);
  });

  test('needs three classes of characters only where the town chose so', () => {
    expect(codes('correct horse battery', 'djbh')).toEqual(['password-classes']);
    expect(codes('Correct horse battery', 'djbh')).toEqual([]);
  });

  test('of any text is judged without breaking, and repeats are always guessable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        expect(typeof isGuessable(text, [text])).toBe('boolean');
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...'abkz59#港'), fc.integer({ min: 12, max: 128 }), (sign, n) => {
        expect(isGuessable(sign.repeat(n), [])).toBe(true);
      }),
    );
  });
});
