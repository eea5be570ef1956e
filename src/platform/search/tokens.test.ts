import { describe, expect, test } from 'vitest';
import { excerpt, highlight, queryWords, tsvectorText, tsqueryText } from './tokens.ts';

describe('search words', () => {
  test('nothing searchable gives no words', () => {
    expect(queryWords('')).toEqual([]);
    expect(queryWords('　，。！？ -- \'"\\')).toEqual([]);
    expect(queryWords('的 了 关于')).toEqual([]);
  });

  test('hostile text stays inside quotes', () => {
    const words = queryWords("o'reilly \\ ' | ! <-> 代办点");
    expect(words).toContain('代办点');
    expect(tsqueryText(["a'b", 'c\\d'])).toBe("'a''b' & 'c\\\\d'");
    expect(tsvectorText({ title: "它's", names: '', body: '', attachments: '' })).not.toMatch(/[^']'[^':]+'[^':]/);
  });

  test('the counter’s own words are one word', () => {
    expect(queryWords('代办点')).toEqual(['代办点']);
    expect(queryWords('政务公开')).toContain('政务公开');
  });

  test('every query word of a phrase from the text is in its index', () => {
    const text = '村级为民服务代办点负责受理低保、高龄津贴和宅基地申请，ＡＢＣ123 也能找到';
    const vector = tsvectorText({ title: '', names: '', body: text, attachments: '' });
    for (const word of queryWords('代办点 高龄津贴 宅基地 abc123')) expect(vector).toContain(`'${word}'`);
  });

  test('hits are marked where they stand', () => {
    expect(highlight('各代办点公开', ['代办点'])).toEqual([
      { text: '各', hit: false },
      { text: '代办点', hit: true },
      { text: '公开', hit: false },
    ]);
    expect(excerpt(`${'x'.repeat(200)}代办点`, ['代办点'])).toContain('代办点');
  });
});
