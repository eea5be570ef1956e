// Every address and every form, given what nobody should send: the answer is a sentence in Chinese, never a fault, a stack,
// somebody's markup or a changed row.
import { createConnection } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newFormKey } from '../../src/rooms/requests/door.ts';
import { type Deed, deeds, type Party } from '../../src/rooms/requests/deeds.ts';
import type { Role } from '../../src/town/roles.ts';
import { policies } from '../../src/web/policy.ts';
import { sourceFiles } from '../architecture/source.ts';
import { residentsForms } from '../permissions/expected.ts';
import { sampleApplication } from '../support/requests.ts';
import { type SampleState, sampleStates } from '../support/sample-requests.ts';
import type { Who } from '../support/sample-sessions.ts';
import { routesOf, type WholeTown, wholeTown } from '../support/whole-town.ts';
import { faultsOf } from './judge.ts';
import { oddQueries, segments, texts } from './values.ts';

let it: WholeTown;
let gets: readonly string[];
let posts: readonly string[];
beforeAll(async () => {
  it = await wholeTown();
  const all = routesOf(it.app);
  gets = all.filter((r) => r.startsWith('GET '));
  posts = all.filter((r) => r.startsWith('POST '));
}, 120_000);
afterAll(() => it?.stop());

/** Somebody the route is for, so that what was sent is really looked at. */
function reader(route: string): Who {
  const policy = policies[route]!;
  if (typeof policy === 'object')
    return (['openness-office', 'drafter'] as const).find((r) => policy.roles.includes(r)) ?? (policy.roles[0] as Role);
  return policy === 'staff' ? 'drafter' : 'nobody';
}

/** Somebody who is that to the sample requests. */
const holderOf: Readonly<Record<Exclude<Party, 'applicant'>, Who>> = {
  office: 'openness-office',
  handler: 'drafter',
  head: 'department-head',
  leader: 'principal',
  window: 'window',
};

/** Every name the program reads from a query or a form, found in its sources. */
function names(of: 'query' | 'form'): string[] {
  const call =
    of === 'query'
      ? /\bquery\.\w+\('([A-Za-z]+)'/g
      : /\b(?:form|reader|read|f|r)\.\w+(?:<[^>]*>)?\(\s*'([A-Za-z]+)'|\b\w+(?:<[^>]*>)?\((?:ctx\.)?form, '([A-Za-z]+)'/g;
  const found = sourceFiles('src').flatMap((f) => [...f.text.matchAll(call)].map((m) => (m[1] ?? m[2]) as string));
  return [...new Set(found)].sort();
}

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
      for (let k = 0; k < texts.length; k++) {
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

  test.each([
    'nobody',
    'drafter',
    'department-head',
    'secrecy-reviewer',
    'openness-office',
    'deputy-leader',
    'principal',
    'window',
    'agent',
    'supervisor',
    'system-admin',
    'security-admin',
    'audit-admin',
  ] as const)(
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

describe('forms', () => {
  async function sent(
    wrong: string[],
    route: string,
    form: Parameters<WholeTown['post']>[2],
    { as = reader(route), url = it.example(route) }: { as?: Who; url?: string } = {},
  ): Promise<number> {
    let answer = await it.post(url, as, form);
    if (answer.statusCode === 401) {
      await it.renew(as);
      answer = await it.post(url, as, form);
    }
    if (answer.statusCode === 429) wrong.push(`${route}: not looked at, too many requests`);
    const label = `${route} as ${as} with ${JSON.stringify(form?.fields ?? form?.headers ?? {}).slice(0, 80)}`;
    for (const fault of faultsOf(answer)) wrong.push(`${label}: ${fault}`);
    return answer.statusCode;
  }

  /** Signed-out visitors get their token with the form. */
  async function tokenFor(route: string): Promise<string | undefined> {
    if (reader(route) !== 'nobody') return undefined;
    return /name="_token" value="([^"]+)"/.exec((await it.get('/console/sign-in')).body)?.[1];
  }

  test('sent empty say what is missing', async () => {
    const wrong: string[] = [];
    for (const route of posts) await sent(wrong, route, { token: await tokenFor(route) });
    expect(wrong).toEqual([]);
  });

  test('filled with anything at all are taken or refused in words', async () => {
    const fields = names('form');
    expect(fields.length).toBeGreaterThan(60);
    const wrong: string[] = [];
    for (const route of posts) {
      const token = await tokenFor(route);
      for (let k = 0; k < texts.length; k++) {
        const filled = Object.fromEntries(fields.map((n, j) => [n, texts[(j + k) % texts.length] as string]));
        await sent(wrong, route, { token, fields: filled });
      }
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  test('with the same hostile word in every field are refused in words too', async () => {
    const fields = names('form');
    const wrong: string[] = [];
    for (const route of posts) {
      const token = await tokenFor(route);
      for (const text of ['\u0000', "'", '99999999999999999999999', '👩‍👩‍👧‍👦\u202e', '__proto__', '2026-02-31'])
        await sent(wrong, route, { token, fields: Object.fromEntries(fields.map((n) => [n, text])) });
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  test('for each deed on a request, in a state that allows it, are taken or refused in words', async () => {
    const route = 'POST /console/requests/:id';
    const fields = names('form').filter((n) => n !== 'deed');
    expect(fields).toEqual(
      expect.arrayContaining(['on', 'until', 'period', 'pages', 'whom', 'opinion', 'openedOn', 'lateReason']),
    );
    const wrong: string[] = [];
    let lookedAt = 0;
    for (const [deed, { by, in: states }] of Object.entries<Deed>(deeds)) {
      const state = sampleStates.find((s) => states.includes(s)) as SampleState;
      const who = {
        url: `/console/requests/${it.requests.receipts[state].id}`,
        as: holderOf[by[0] as Exclude<Party, 'applicant'>],
      };
      for (const filled of texts.map((_, k) =>
        Object.fromEntries(fields.map((n, j) => [n, texts[(j + k) % texts.length] as string])),
      )) {
        const status = await sent(wrong, route, { fields: { ...filled, deed } }, who);
        if (status === 422 || status === 303) lookedAt++;
      }
    }
    expect(wrong).toEqual([]);
    // Nearly all of them came as far as the deed's own rule or the state before it; none was simply not found.
    expect(lookedAt).toBeGreaterThan(Object.keys(deeds).length * texts.length * 0.9);
  }, 300_000);

  test('of whoever holds a receipt are taken or refused in words, and so is an application with one bad field among good ones', async () => {
    const wrong: string[] = [];
    const token = await tokenFor('POST /requests/new');
    const { number, code } = it.requests.receipts.received;
    for (const route of residentsForms.filter((r) => r !== 'POST /requests/new'))
      for (const text of texts) {
        const others = Object.fromEntries(
          ['text', 'correction', 'why', 'title', 'letter', 'file', 'as', 'what'].map((n) => [n, text]),
        );
        await sent(wrong, route, { token, fields: { ...others, number, code } });
      }
    const { agent: _nobody, idKind: _usual, ...lines } = sampleApplication();
    const good = { ...lines, kind: 'natural', carrier: 'paper', obtaining: 'collect' };
    const bad = texts.filter((t) => t.length > 1 && t.length < 300);
    for (const [j, field] of [...Object.keys(good), 'formKey', 'agentName', 'agentId', 'idKind', 'help'].entries())
      for (const text of bad.filter((_, k) => k % 4 === j % 4))
        await sent(wrong, 'POST /requests/new', { token, fields: { ...good, formKey: newFormKey(), [field]: text } });
    expect(wrong).toEqual([]);
  }, 300_000);

  test('of the wrong kind are refused, whatever they hold', async () => {
    const before = await it.digest();
    const wrong: string[] = [];
    const kinds: readonly (readonly [string, string])[] = [
      ['application/json', '{"a":1'],
      ['application/json', '{"_token":"x","__proto__":{"x":1}}'],
      ['text/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
      ['text/plain', 'a=b'],
      ['multipart/form-data', 'no boundary'],
      ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nnever ended'],
      ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--\r\n'],
      [
        'multipart/form-data; boundary=b',
        '--b\r\ncontent-disposition: form-data; name="file"; filename="../../x.docx"\r\n\r\nPK\r\n--b--\r\n',
      ],
      ['application/x-www-form-urlencoded; charset=utf-16', 'a=%ff%fe&b=%'],
      ['', 'a=b'],
      ['nonsense', 'a=b'],
    ];
    for (const route of posts) {
      for (const [type, payload] of kinds) {
        const status = await sent(wrong, route, { headers: { 'content-type': type }, payload });
        if (status < 400) wrong.push(`${route} took ${type}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await it.digest()).toBe(before);
  }, 240_000);

  test('larger than a form can be are refused before they are read', async () => {
    const wrong: string[] = [];
    for (const route of ['POST /console/chains', 'POST /console/drafts/:id/save', 'POST /console/sign-in']) {
      const token = (await tokenFor(route)) ?? it.csrf(reader(route));
      const payload = Buffer.from(`_token=${token}&a=${'x'.repeat(61 * 1024 * 1024)}`);
      const status = await sent(wrong, route, { payload });
      if (status !== 413) wrong.push(`${route}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('at the door', () => {
  let port: number;
  beforeAll(async () => {
    await it.app.listen({ host: '127.0.0.1', port: 0 });
    port = (it.app.server.address() as { port: number }).port;
  });

  /** Exactly these bytes; everything that came back. */
  function spoken(bytes: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ host: '127.0.0.1', port });
      let said = '';
      socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
      socket.on('data', (chunk) => {
        said += chunk.toString();
      });
      socket.on('end', () => resolve(said));
      socket.on('error', (fault) => (said === '' ? reject(fault) : resolve(said)));
      socket.write(bytes);
    });
  }
  const HOST = 'host: 127.0.0.1:8787\r\n';
  const END = 'connection: close\r\n\r\n';
  const status = (said: string): number => Number(/^HTTP\/1\.1 (\d+)/.exec(said)?.[1]);

  test('another host name, two of them or none are refused', async () => {
    for (const hosts of ['host: evil.example\r\n', `${HOST}host: evil.example\r\n`, `${HOST}${HOST}`, 'host: 127.0.0.1\r\n']) {
      const said = await spoken(`GET / HTTP/1.1\r\n${hosts}${END}`);
      expect([400, 421], hosts).toContain(status(said));
      expect(said).toContain('x-content-type-options: nosniff');
      expect(said).not.toContain('政务公开');
    }
    expect(status(await spoken(`GET / HTTP/1.1\r\n${END}`))).toBe(400);
  });

  test('what is no request at all is refused without a word about the program', async () => {
    for (const bytes of [
      'hello\r\n\r\n',
      `GET / HTTP/9.9\r\n${HOST}${END}`,
      `GET /\u0001 HTTP/1.1\r\n${HOST}${END}`,
      `GET / HTTP/1.1\r\n${HOST}x: ${'a'.repeat(40_000)}\r\n${END}`,
      `POST /console/sign-in HTTP/1.1\r\n${HOST}content-length: 5\r\ntransfer-encoding: chunked\r\n${END}0\r\n\r\n`,
      `POST /console/sign-in HTTP/1.1\r\n${HOST}content-length: -1\r\n${END}`,
    ]) {
      const said = await spoken(bytes);
      expect([400, 404, 431, 505], bytes.slice(0, 60)).toContain(status(said));
      expect(said).not.toMatch(/fastify|node_modules|at .*\.ts|FST_|HPE_/i);
      expect(said, bytes.slice(0, 60)).toMatch(/[\u4e00-\u9fff]/);
      expect(said).toContain('x-content-type-options: nosniff');
    }
  });

  test('a real request is answered, with the headers on every kind of answer', async () => {
    for (const url of [
      '/',
      '/nowhere',
      '/console',
      '/robots.txt',
      '/api/v1/organs',
      '/api/v1/nowhere',
      it.example('GET /images/:sha'),
    ]) {
      const said = await spoken(`GET ${url} HTTP/1.1\r\n${HOST}${END}`);
      for (const header of [
        'x-content-type-options: nosniff',
        'x-frame-options: DENY',
        'content-security-policy: ',
        'referrer-policy: ',
      ])
        expect(said.toLowerCase(), `${url} ${header}`).toContain(header.toLowerCase());
    }
    const home = await spoken(`GET / HTTP/1.1\r\n${HOST}${END}`);
    const sheet = /\/assets\/site\.[\w.-]+\.css/.exec(home)?.[0] ?? '';
    const said = await spoken(`GET ${sheet} HTTP/1.1\r\n${HOST}${END}`);
    expect(status(said)).toBe(200);
    expect(said.toLowerCase()).toContain('x-content-type-options: nosniff');
  });
});
