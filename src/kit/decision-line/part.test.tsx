import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';

test('each step says in words whether it is done, and the present one is marked', () => {
  const html = renderToString(examples[1]!.html);
  expect(html).toMatch(/<ol class="steps" aria-label="流程">/);
  expect(html).toMatch(/<li class="now" aria-current="step"><span class="sr-only">正在办：<\/span><b>保密审查<\/b>/);
  expect(html.match(/已办：/g)).toHaveLength(2);
  expect(html).toContain('<p>同意，名单已与市民政系统核对。</p>');
});

test('a step nobody took is never said to be done', () => {
  const html = renderToString(examples[0]!.html);
  expect(html).toContain('<li class="skipped">部门审核<span class="by">跳过</span></li>');
});
