import { describe, expect, test } from 'vitest';
import { numeral, statute, statutes } from './statute.ts';

describe('a statute in a letter', () => {
  test('is not named where we have no name for it, nor an article that cannot be', () => {
    expect(() => statute('无名法')).toThrow(RangeError);
    for (const n of [0, -1, 1.5, 200]) expect(() => numeral(n)).toThrow(RangeError);
  });

  test('numbers its articles in characters', () => {
    const said = [1, 10, 16, 20, 36, 100, 105, 110, 119].map(numeral).join(' ');
    expect(said).toBe('一 十 十六 二十 三十六 一百 一百零五 一百一十 一百一十九');
  });

  test('is named once for several articles, and the Regulation of 2007 by its decree', () => {
    expect(statutes('条例2019#14', ['条例2019#36', '第（三）项'])).toMatch(/信息公开条例》第十四条、第三十六条第（三）项$/);
    expect(statute('条例2007#22')).toMatch(/信息公开条例》（国务院令第492号）第二十二条$/);
  });
});
