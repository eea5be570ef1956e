import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { exampleCtx, exampleVisitor } from '../example-ctx.ts';
import { examples } from './examples.tsx';
import { consolePage } from './part.tsx';

const [html] = examples.map((e) => renderToString(e.html));

describe('console page', () => {
  test('does not show what this person may not open', () => {
    expect(html).not.toContain('审计日志');
    expect(html).toContain('拟稿与审查');
  });
  test('says what has just happened, and who is working for whom', () => {
    expect(html).toMatch(/role="status">\s*已送审。/);
    expect(html).toContain('王样例');
    expect(html).toContain('（代 李样例）');
  });
  test('has figures in its menu where something waits and nowhere else', () => {
    const ctx = exampleCtx({ visitor: exampleVisitor, path: '/console' });
    const reply = consolePage(ctx, { title: '待办' }, null);
    expect(renderToString(reply.html)).not.toContain('件等您办');
    const counted = renderToString(
      reply.counted!(
        new Map([
          ['desk', 14],
          ['documents', 0],
          ['audit', 3],
        ]),
      ),
    );
    expect(counted).toContain('待办<span class="num">14<span class="sr-only">件等您办</span></span>');
    expect(counted.match(/件等您办/g)).toHaveLength(1);
  });
  test('every script carries the nonce', () => {
    for (const tag of html!.match(/<script[^>]*>/g) ?? []) expect(tag).toContain('nonce="nonce"');
  });
  test('signing out is a form with its token', () => {
    expect(html).toMatch(/<form method="post" action="\/console\/sign-out">.*name="_token" value="token"/s);
  });
});
