import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';
import { Pager } from './part.tsx';

const [one, many] = examples.map((e) => renderToString(e.html));

describe('pager', () => {
  test('an empty list and a single page offer no other page', () => {
    expect(renderToString(<Pager total={0} page={1} pageSize={20} href={() => '/'} />)).not.toContain('<a');
    expect(one).not.toContain('<a');
    expect(one).toContain('共 7 条');
  });
  test('many pages: first, near ones, last, each once, and where we are', () => {
    const linked = [...many!.matchAll(/aria-label="第 (\d+) 页"/g)].map((m) => Number(m[1]));
    expect(linked).toEqual([1, 28, 29, 31, 32, 61]);
    expect(many).toMatch(/aria-current="page">\s*30/);
    expect(many).toContain('rel="next"');
  });
});
