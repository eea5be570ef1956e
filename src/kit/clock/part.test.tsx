import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';
import { Clock } from './part.tsx';

test('the bar says in words what it shows', () => {
  const html = renderToString(examples[0]!.html);
  expect(html).toContain('role="img" aria-label="已用 8 个工作日，不计时 15 个工作日，已用 4 个工作日，剩余 8 个工作日"');
  expect(html).toContain('<rect class="hold" x="8" y="0" width="15" height="1">');
});

test('a clock without a day is drawn all the same', () => {
  expect(renderToString(<Clock spans={[]} />)).toContain('viewBox="0 0 1 1"');
});
