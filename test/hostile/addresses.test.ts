// Every address, with anything in it and behind it: the answer is a sentence in Chinese, never a fault, a stack, somebody's markup or a
// changed row.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles } from '../../src/town/roles.ts';
import type { Who } from '../support/sample-sessions.ts';
import { routesOf, type WholeTown, wholeTown } from '../support/whole-town.ts';
import { names, reader, share } from './aim.ts';
import { faultsOf } from './judge.ts';
import { oddQueries, segments, texts } from './values.ts';

let it: WholeTown;
let gets: readonly string[];
beforeAll(async () => {
  it = await wholeTown();
  gets = routesOf(it.app).filter((r) => r.startsWith('GET '));
}, 120_000);
afterAll(() => it?.stop());

async function tried(wrong: string[], url: string, as: Who): Promise<void> {
  const answer = await it.get(url, as);
  for (const fault of faultsOf(answer)) wrong.push(`${url.slice(0, 160)} as ${as}: ${fault}`);
}

describe('addresses', () => {
  test('with anything in the place of a name are answered with a page that says so', async () => {
    const wrong: string[] = [];
    for (const route of gets.filter((r) => r.includes(':'))) {
      const parts = route.slice(4).split('/');
      const real = it.example(route).split('/');
      for (const [i, part] of parts.entries()) {
        if (!part.startsWith(':')) continue;
        for (const value of segments) await tried(wrong, real.map((p, j) => (i === j ? value : p)).join('/'), reader(route));
      }
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  test('with a character no person types are not found, before any table is asked', async () => {
    for (const url of ['/organs/%00', '/catalogue/05%00', '/documents/a%00/b', '/files/%00/x', '/kiosk/organs/%00'])
      expect((await it.get(url)).statusCode, url).toBe(404);
    expect((await it.get('/console/staff/%00', 'system-admin')).statusCode).toBe(404);
    expect((await it.get('/api/v1/organs/%00')).statusCode).toBe(404);
  });

  test('with any question behind them are answered', async () => {
    const asked = names('query');
    expect(asked).toContain('page');
    const wrong: string[] = [];
    for (const route of gets) {
      const url = it.example(route);
      for (const query of oddQueries) await tried(wrong, `${url}?${query}`, reader(route));
      // Each name meets every value once, always beside other ones.
      for (const [, k] of share(texts)) {
        const pairs = asked.map((n, j): [string, string] => [n, texts[(j + k) % texts.length] as string]);
        const query = new URLSearchParams(pairs.filter(([, v]) => v.length < 300)).toString();
        await tried(wrong, `${url}?${query}`, reader(route));
      }
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  test('that nobody has given lead to a page that helps, whatever they look like', async () => {
    const wrong: string[] = [];
    const odd = [
      '/wp-login.php',
      '/.env',
      '/.git/config',
      '/console/nowhere',
      '/api/v1/nowhere',
      '/assets/../package.json',
      '/assets/%2e%2e/x',
    ];
    for (const url of [
      ...odd,
      ...segments.map((s) => `/${s}`),
      ...segments.map((s) => `/console/${s}`),
      ...segments.map((s) => `/api/v1/${s}`),
    ]) {
      for (const as of ['nobody', 'drafter'] as const) {
        const answer = await it.get(url, as);
        for (const fault of faultsOf(answer)) wrong.push(`${url.slice(0, 120)}: ${fault}`);
        if (
          answer.statusCode < 400 &&
          answer.statusCode !== 303 &&
          !['/.', '/%2e'].includes(url) &&
          !/^\/(console\/)?(\.|;|%2e|%3f|\?)/.test(url)
        )
          wrong.push(`${url.slice(0, 120)}: ${answer.statusCode}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('asked by a method they do not know are not found', async () => {
    const wrong: string[] = [];
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'] as const) {
      for (const url of ['/', '/console', '/documents', '/console/chains', '/api/v1/organs', '/nowhere']) {
        const answer = await it.app.inject({ method: method as 'PUT', url, headers: { host: '127.0.0.1:8787' } });
        if (answer.statusCode < 400) wrong.push(`${method} ${url}: ${answer.statusCode}`);
        for (const fault of faultsOf(answer)) wrong.push(`${method} ${url}: ${fault}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe('reading', () => {
  /** Follows every link of the pages a person is shown, one of each kind of address. */
  async function walk(as: Who, start: string): Promise<string[]> {
    const kind = (url: string): string => url.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|\/\d+/g, '/_');
    const seen = new Set<string>();
    const queue: [string, string][] = [[start, '']];
    const wrong: string[] = [];
    while (queue.length > 0) {
      const [url, on] = queue.shift() as [string, string];
      const answer = await it.get(url, as);
      for (const fault of faultsOf(answer)) wrong.push(`${url}: ${fault}`);
      if (answer.statusCode >= 400 && answer.statusCode !== 410) wrong.push(`${url}: ${answer.statusCode}, shown on ${on}`);
      if (!String(answer.headers['content-type']).includes('html')) continue;
      for (const [, href] of answer.body.matchAll(/href="(\/[^"#]*)/g)) {
        const next = (href as string).replaceAll('&amp;', '&');
        const name = `${kind(next)}${next.includes('?') ? '?' : ''}`;
        if (!seen.has(name)) {
          seen.add(name);
          queue.push([next, url]);
        }
      }
    }
    expect(seen.size).toBeGreaterThan(as === 'window' ? 4 : 6);
    return wrong;
  }

  test.each(['nobody', ...roles] as const)(
    'every link shown to %s leads somewhere, and following them all changes nothing',
    async (as) => {
      const before = await it.digest();
      const wrong = await walk(as, as === 'nobody' ? '/' : '/console');
      expect(wrong).toEqual([]);
      expect(await it.digest()).toBe(before);
    },
    60_000,
  );
});
