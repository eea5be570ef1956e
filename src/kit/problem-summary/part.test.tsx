import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';
import { ProblemSummary, problemsOf } from './part.tsx';

describe('problem summary', () => {
  test('says nothing when nothing is wrong', () => {
    expect(renderToString(<ProblemSummary problems={[]} />)).toBe('');
  });
  test('is an alert that counts, each line leading to its field', () => {
    const html = renderToString(examples[0]!.html);
    expect(html).toContain('role="alert"');
    expect(html).toContain('有 2 处需要修改');
    expect(html).toContain('<a href="#field-title">请填写标题。</a>');
  });
  test('refusals become sentences in the words of their room', () => {
    const words = { 'too-long': (f: Record<string, string | number>) => `最多 ${f.most} 字。` };
    expect(problemsOf([{ code: 'too-long', field: 'title', facts: { most: 150 } }], words)).toEqual([
      { field: 'title', sentence: '最多 150 字。' },
    ]);
  });
});
