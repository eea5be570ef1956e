// I5: a finished page is kept in memory; one whose bytes were changed there is named by the look, forgotten, and made anew.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { Front, headOf } from '../../src/platform/http/front.ts';

/** What was sent is the very memory that is kept: whoever holds it can write into it. */
function asked(url: string, encoding: string) {
  const request = { method: 'GET', url, rawHeaders: ['host', 'x', 'accept-encoding', encoding] } as unknown as IncomingMessage;
  let sent: Buffer | null = null;
  const response = {
    writeHead() {},
    end(body: Buffer) {
      sent = body;
    },
  } as unknown as ServerResponse;
  return { request, response, sent: () => sent as Buffer | null };
}

test.each(['identity', 'gzip', 'br'])('a page changed in memory is found and not sent again: %s', (encoding) => {
  const front = new Front({ version: () => 1, day: () => '2026-11-23' });
  let made = 0;
  const get = (url: string): Buffer => {
    const a = asked(url, encoding);
    front.answer(headOf(a.request), a.request, a.response, () => {
      made++;
      const rendering = front.begin('', url);
      front.keep(rendering, `<p>公开的样例 ${url}</p>`, { 'content-type': 'text/html' }, a.request, a.response);
      front.over(rendering);
    });
    return a.sent()!;
  };
  const whole = Buffer.from(get('/documents/a'));
  get('/documents/b');
  expect([front.check(), made]).toEqual([[], 2]);
  const kept = get('/documents/a');
  kept[kept.length - 6]! ^= 1;
  // Shown to be able to fail: without the look the changed bytes go out.
  expect(get('/documents/a').equals(whole)).toBe(false);
  expect(front.check()).toEqual(['/documents/a']);
  expect(get('/documents/a').equals(whole)).toBe(true);
  expect([front.check(), made]).toEqual([[], 3]);
});
