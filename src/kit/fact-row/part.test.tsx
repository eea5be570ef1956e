import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';

test('each figure stands with what it counts', () => {
  const html = renderToString(examples[0]!.html);
  expect(html).toContain('<dt>已逾期</dt><dd class="late"><a href="/console?state=late">2</a></dd>');
  expect(html.match(/<dt>/g)).toHaveLength(4);
});
