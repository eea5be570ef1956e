import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskedExcerpt, maskingsOf, maskPersonalData } from './mask.ts';
import { findNumbers } from './numbers.ts';
import { findTraces } from './traces.ts';

// The number of every textbook on GB 11643, nobody's; the phone and card numbers are made up.
const id = '11010519491231002X';
const card = '6222021234567890128';

describe('masking for 处理后公开', () => {
  it('leaves what the public must know: codes, sums, office phones, numbers already covered', () => {
    const text =
      '统一社会信用代码11341899999900011F，合同金额13800138000元，电话0563-4000123、12345，510104********0002，138****8000';
    expect(maskPersonalData(text)).toEqual({ text, count: 0 });
  });

  it('covers the middle and keeps what lets a person recognise himself', () => {
    expect(maskPersonalData(`身份证${id}，手机13800138000，卡号${card}`)).toEqual({
      text: '身份证110105********002X，手机138****8000，卡号6222************128',
      count: 3,
    });
    expect(maskPersonalData('110105491231002').text).toBe('110105******002');
  });

  it('covers a number with a wrong check digit when a word says what it is, passports and doors of homes', () => {
    expect(maskPersonalData('身份证号：110105194912310021').text).toBe('身份证号：110105********0021');
    expect(maskPersonalData('护照号码E12345678').text).toBe('护照号码E****78');
    expect(maskPersonalData('家住港口镇山门村3组12号，').text).toBe('家住港口镇山门村****，');
  });

  it('covers the same numbers in disguise', () => {
    expect(maskPersonalData('１１０１０５１９４９１２３１００２ｘ').text).toBe('110105********002X');
    expect(maskPersonalData('手机 138-0013-8000').text).toBe('手机 138****8000');
    expect(maskPersonalData('11010519491231\n002x').text).toBe('110105********002X');
  });

  it('covers numbers glued to each other, check letter or not', () => {
    expect(maskPersonalData(`身份证${id}13800138000${id}`).text).toBe('身份证110105********002X138****8000110105********002X');
    expect(maskPersonalData(`${id}${id}13800138000`).text).toBe('110105********002X110105********002X138****8000');
  });

  it('leaves nothing to find, and changes nothing when repeated, whatever the text', () => {
    const piece = fc.constantFrom(
      id,
      card,
      '13800138000',
      '110105491231002',
      ' ',
      '\n',
      '，',
      '张样例',
      '-',
      '2026',
      '身份证',
      '卡号',
      '电话',
      'X',
      '.',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const once = maskPersonalData(pieces.join('')).text;
        expect(findNumbers(once)).toEqual([]);
        expect(maskPersonalData(once).text).toBe(once);
      }),
      { numRuns: 400 },
    );
  });

  it('never quotes a number uncovered, wherever the excerpt begins', () => {
    const text = `王样例${id}，电话13800138000，其它事项，${card}。`;
    const maskings = maskingsOf(findNumbers(text), findTraces(text));
    for (let at = 0; at < text.length - 2; at++) {
      expect(maskedExcerpt(text, maskings, at, at + 2)).not.toMatch(/\d{7}/);
    }
  });
});
