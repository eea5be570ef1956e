import { expect, test } from 'vitest';
import { Fields } from './form.ts';

const words = { saved: '已保存。', '': '空的也算' };

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'unknown'])('%s is no word of any table', (key) => {
  expect(Fields.from({ done: key }).wordFrom('done', words)).toBeUndefined();
});

test('a word of the table is found by the value that came', () => {
  expect(Fields.from({ done: 'saved' }).wordFrom('done', words)).toBe('已保存。');
  expect(Fields.from({}).wordFrom('done', { saved: '已保存。' })).toBeUndefined();
});
