import { describe, expect, it } from 'vitest';
import { checkLuhn } from './luhn.ts';

describe('a card number', () => {
  it.each(['', '0', '8', '0000000000000000', '4111 1111 1111 1111', '411111111111111x', '4111111111111112', '1'.repeat(33)])(
    '%j fails the check',
    (text) => {
      expect(checkLuhn(text)).toBe(false);
    },
  );

  it.each(['79927398713', '4111111111111111', '5555555555554444', '378282246310005', '6200000000000005'])(
    '%s passes',
    (digits) => {
      expect(checkLuhn(digits)).toBe(true);
    },
  );

  it('has exactly one right last digit', () => {
    for (let n = 1; n < 2000; n++) {
      const right = [...'0123456789'].filter((last) => checkLuhn(`62${n}${last}`));
      expect(right.length).toBe(1);
    }
  });
});
