import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';

test('an empty list says so and offers a way on', () => {
  const html = renderToString(examples[0]!.html);
  expect(html).toContain('没有符合条件的文件');
  expect(html).toContain('href="/catalogue"');
});
