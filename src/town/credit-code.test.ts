import { describe, expect, it } from 'vitest';
import { checkCreditCode, checkOrganCode, normaliseCreditCode } from './credit-code.ts';

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const valid = ['11341899999900011F', '11341703003249717J', '11441700007280420Y', '1133102400268125XW', '1153302501526464XP'];

describe('统一社会信用代码', () => {
  it.each([
    '',
    '11341899999900011f',
    '11341899999900011',
    '11341899999900011FF',
    'I1341899999900011F',
    '1134189999990O011F',
    '1134A899999900011F',
    '11341899999900011F\n',
    '１１341899999900011F',
  ])('%j is not one', (text) => {
    expect(checkCreditCode(text)).toBe(false);
  });

  it('with any one character changed is refused', () => {
    for (const code of valid) {
      for (let i = 0; i < 18; i++) {
        for (const other of alphabet.replace(code[i]!, '')) {
          expect(checkCreditCode(code.slice(0, i) + other + code.slice(i + 1))).toBe(false);
        }
      }
    }
  });

  it.each(valid)('%s is one', (code) => {
    expect(checkCreditCode(code)).toBe(true);
    expect(checkOrganCode(code.slice(8, 17))).toBe(true);
  });

  it('is read as people type it, or not at all', () => {
    expect(normaliseCreditCode(' 11341899-99990001-1f ')).toBe('11341899999900011F');
    expect(normaliseCreditCode('１１３４１８９９９９９９０００１１Ｆ')).toBe('11341899999900011F');
    expect(normaliseCreditCode('11341899999900011G')).toBeNull();
    expect(normaliseCreditCode('1'.repeat(1000))).toBeNull();
  });
});

describe('组织机构代码', () => {
  it.each(['', '003110927', '00311092', '0031109266', '00311092x'])('%j is not one', (text) => {
    expect(checkOrganCode(text)).toBe(false);
  });
  it.each(['003110926', '000014349', '00001434-9', '00268125X'])('%s is one', (code) => {
    expect(checkOrganCode(code)).toBe(true);
  });
});
