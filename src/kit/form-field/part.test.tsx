import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { examples } from './examples.tsx';
import { TextField } from './part.tsx';

const [all, wrong] = examples.map((e) => renderToString(e.html));

describe('form field', () => {
  test('a wrong field is marked, described by its problem, and keeps what was typed', () => {
    expect(wrong).toMatch(/value="只打了一半"[^>]*/);
    expect(wrong).toContain('aria-invalid="true"');
    expect(wrong).toContain('aria-describedby="hint-wrong-title problem-wrong-title"');
    expect(wrong).toContain('<p class="problem" id="problem-wrong-title">请填写标题。</p>');
  });
  test('what was typed cannot break out of its attribute', () => {
    const html = renderToString(<TextField label="x" name="x" value={'"><script>alert(1)</script>'} />);
    expect(html).not.toContain('<script>');
  });
  test('every label belongs to a field, optional ones say so', () => {
    for (const [, id] of all!.matchAll(/<label for="([^"]+)"/g)) expect(all).toContain(`id="${id}"`);
    expect(all).toMatch(/内容概述<span class="optional">（选填）<\/span>/);
    expect(all).toMatch(/<legend>获取方式<\/legend>/);
  });
});
