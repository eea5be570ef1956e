import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';

const [explained, provisional, bare] = examples.map((e) => renderToString(e.html));

describe('due date', () => {
  test('a day that rests on an unpublished calendar says so', () => {
    expect(provisional).toContain('剩 38 个工作日（暂定）');
    expect(provisional).toContain('节假日安排尚未公布');
    expect(explained).not.toContain('暂定');
  });
  test('opens into how it was found, step by step', () => {
    expect(explained).toMatch(/<details class="explain"><summary>.*剩 3 个工作日.*查看时限怎么算.*<\/summary><ol>/s);
    expect(explained!.match(/<li>/g)).toHaveLength(3);
  });
  test('with nothing to explain it is only a tag', () => {
    expect(bare).toBe('<span class="tag plain">无时限</span>');
  });
});
