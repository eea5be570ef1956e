import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import type { PageReply } from '../../platform/http/reply.ts';
import { exampleCtx, exampleVisitor } from '../example-ctx.ts';
import { notFoundReply } from './part.tsx';

const shown = (path: string, visitor: typeof exampleVisitor | null): [number, string] => {
  const reply = notFoundReply(exampleCtx({ path, visitor })) as PageReply;
  return [reply.status, renderToString(reply.html)];
};

describe('nothing at an address', () => {
  test('is said in the console to those at work there', () => {
    const [status, html] = shown('/console/reviews/01m8', exampleVisitor);
    expect(status).toBe(404);
    expect(html).toContain('工作台没有这一页');
    expect(html).toContain('class="console"');
    expect(html).not.toContain('class="masthead"');
  });
  test('is said on a public page to everybody else, and to staff who read the public site', () => {
    const halfIn = { ...exampleVisitor, session: { ...exampleVisitor.session, stage: 'password' as const } };
    for (const [path, visitor] of [
      ['/console/reviews/01m8', null],
      ['/console/reviews/01m8', halfIn],
      ['/documents/x', exampleVisitor],
      ['/consoles', exampleVisitor],
    ] as const) {
      const [status, html] = shown(path, visitor);
      expect([path, status]).toEqual([path, 404]);
      expect(html).toContain('没有找到这一页');
      expect(html).not.toContain('class="console"');
    }
  });
});
