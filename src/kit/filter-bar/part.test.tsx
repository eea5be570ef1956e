import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { examples } from './examples.tsx';

const html = renderToString(examples[0]!.html);

test('filters by address, keeps what was chosen, and what is not a filter', () => {
  expect(html).toContain('<form class="filter-bar" method="get" action="/console/documents"');
  expect(html).toContain('value="防火&quot;>&lt;"');
  expect(html).toMatch(/<option value="review" selected[^>]*>/);
  expect(html).toContain('<input type="hidden" name="sort" value="due"/>');
});

test('counts, clears, downloads and can be followed', () => {
  expect(html.replace(/<[^>]+>/g, '')).toContain('共 17 件');
  for (const word of ['清除筛选', '导出 Excel', '订阅更新']) expect(html).toContain(word);
});
