import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { exampleCtx } from '../example-ctx.ts';
import { examples } from './examples.tsx';
import { publicPage } from './part.tsx';

const [plain, elder] = examples.map((e) => renderToString(e.html));

describe('public page', () => {
  test('sends no script, not even in structured data', () => {
    expect(plain).not.toMatch(/<script(?! type="application\/ld\+json")/);
    const hostile = publicPage(exampleCtx(), { title: 'x', structured: { name: '</script><script>alert(1)</script>' } }, null);
    expect(renderToString(hostile.html).match(/<\/script>/g)).toHaveLength(1);
  });
  test('skips to the text, names its menu and marks where we are', () => {
    expect(plain).toContain('<a class="skip" href="#main">');
    expect(plain).toContain('<main id="main"');
    expect(plain).toMatch(/<nav class="main" aria-label="主导航">/);
    expect(plain).toMatch(/aria-current="page"[^>]*>信息公开|信息公开<\/a>/);
    expect(plain).toContain('<span aria-current="page">06 政策解读</span>');
  });
  test('carries its own address for paper', () => {
    expect(plain).toMatch(/class="print-only">本页地址：https:\/\/gangkou\.example\.gov\.cn\/catalogue\/06/);
  });
  test('the elder version is a class of the document and offers the way back', () => {
    expect(elder).toMatch(/<html lang="zh-CN" class="size-medium elder">/);
    expect(elder).toContain('普通版');
  });
});
