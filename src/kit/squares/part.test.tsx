import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';

const html = renderToString(examples[0]!.html);

describe('squares', () => {
  test('no state is told by colour alone', () => {
    expect(html).toMatch(/class="sq late".*?<b aria-hidden="true">逾期<\/b>/s);
    expect(html).toMatch(/class="sq soon".*?<b aria-hidden="true">临期<\/b>/s);
    expect(html).toContain('<span class="sr-only">，逾期 2 个工作日</span>');
  });
  test('a list of links, one a square, and a key that counts', () => {
    expect(html.match(/<li><a class="sq/g)).toHaveLength(4);
    expect(html).toContain('aria-label="三十三项目录的公开情况"');
    expect(html.replace(/<[^>]+>/g, '')).toContain('逾期 1');
  });
});
