import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';

const [changed, same] = examples.map((e) => renderToString(e.html));

describe('difference', () => {
  test('two equal texts are said to be equal', () => {
    expect(same).toContain('两版正文相同');
  });
  test('what came and what went is readable without colour and aloud', () => {
    expect(changed).toMatch(/<del><span class="sr-only">［删去］<\/span>120<span class="sr-only">［完］<\/span><\/del>/);
    expect(changed).toMatch(/<ins><span class="sr-only">［新增］<\/span>125/);
    expect(changed).toContain('<span class="what">改</span>');
  });
  test('long stretches without a change fold to a line, with one left for the place', () => {
    expect(changed).toContain('<summary>未改动的 3 段</summary>');
    expect(changed).toMatch(/<\/details><p>第四段没有改。<\/p>/);
  });
});
