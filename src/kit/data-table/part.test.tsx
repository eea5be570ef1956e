import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';

const [two, stacked, none] = examples.map((e) => renderToString(e.html));

describe('data table', () => {
  test('without a row there is no table, but what to do', () => {
    expect(none).not.toContain('<table');
    expect(none).toContain('没有待办');
  });
  test('as a list on a telephone every cell but the first carries its label', () => {
    expect(stacked).toContain('class="table-scroll stack even"');
    expect(stacked!.match(/data-label="/g)).toHaveLength(6);
    expect(stacked).not.toContain('data-label="事项"');
    expect(two).not.toContain('data-label');
  });
  test('has a caption, column heads with scope, and can be scrolled by keyboard', () => {
    expect(two).toContain('<caption>待办事项</caption>');
    expect(two!.match(/<th scope="col"/g)).toHaveLength(4);
    expect(two).toMatch(/<section class="table-scroll" tabindex="0" aria-label="待办事项">/i);
  });
});
