import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';

test('a state is told in words; the tone only colours it', () => {
  const html = renderToString(examples[0]!.html);
  expect(html).toContain('<span class="tag late">逾期 2 个工作日</span>');
});
