// The read API as a program meets it: refusals, what is in it, and what never is.
import { gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DRAFT_CANARY, publicTown, type PublicTown, publish, WITHDRAWN_CANARY } from '../../../test/support/public-town.ts';
import { PUBLIC_URL, serveApi } from '../../../test/support/serve-api.ts';
import { perform } from '../../platform/act/act.ts';
import { dutiesOf, proposeWithholding } from '../../rooms/catalogue/door.ts';
import { policies } from '../policy.ts';

let it: PublicTown;
let app: FastifyInstance;
let caller = 0;
const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers, remoteAddress: `10.1.${Math.floor(++caller / 250)}.${(caller % 250) + 1}` });

beforeAll(async () => {
  it = await publicTown();
  app = await serveApi(it.town);
});
afterAll(() => app.close());

describe('a wrong request', () => {
  const wrong: readonly [string, string][] = [
    ['/api/v1/documents?limit=0', 'limit 应为 1 到 200'],
    ['/api/v1/documents?limit=201', 'limit 应为 1 到 200'],
    ['/api/v1/documents?limit=2.5', 'limit 应为 1 到 200'],
    ['/api/v1/documents?limit=', 'limit 应为 1 到 200'],
    ['/api/v1/documents?limit=5&limit=6', 'limit 应为 1 到 200'],
    ['/api/v1/documents?year=2025&year=2026', 'year 只能给一次'],
    ['/api/v1/documents?year=26', 'year 应为 2007 到 2100'],
    ['/api/v1/documents?year=1999', 'year 应为 2007 到 2100'],
    ['/api/v1/documents?genre=小说', 'genre 应为以下之一'],
    ['/api/v1/documents?validity=ok', 'validity 应为以下之一'],
    ['/api/v1/documents?item=99', '没有编码为“99”的事项'],
    ['/api/v1/documents?item=%00', 'item 应为目录编码'],
    ['/api/v1/documents?organ=nobody', '没有代码为“nobody”的机构'],
    ['/api/v1/documents?organ=%27%3b--', 'organ 应为机构代码'],
    ['/api/v1/documents?cursor=abc', 'cursor 不是本接口给出的游标'],
    ['/api/v1/documents?cursor=', 'cursor 不是本接口给出的游标'],
    ['/api/v1/documents?tittle=x', '没有参数“tittle”'],
    ['/api/v1/duties?state=done', 'state 应为以下之一'],
    ['/api/v1/duties?from=2026-02-30', 'from 应为日期'],
    ['/api/v1/duties?cursor=ZDEu', 'cursor 不是本接口给出的游标'],
    ['/api/v1/organs?page=2', '没有参数“page”'],
    ['/api/v1/changes?since=yesterday', 'since 不是本接口给出的游标'],
    ['/api/v1/changes?since=-1', 'since 不是本接口给出的游标'],
    ['/api/v1/changes?since=999999999999', 'since 比现有的变化还要新'],
  ];
  test.each(wrong)('%s is refused in a sentence that says what and where', async (url, sentence) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    const body = answer.json();
    expect(body).toMatchObject({ status: 400, title: '请求的参数不正确', instance: url.split('?')[0] });
    expect(body.detail).toContain(sentence);
    expect(body.errors.length).toBeGreaterThan(0);
    expect(body.detail).not.toMatch(/invalid|expected|received/i);
  });

  test('all wrong parameters are named at once', async () => {
    const { errors } = (await get('/api/v1/documents?limit=x&year=y&colour=z')).json();
    expect(errors).toHaveLength(3);
  });

  test('an address nobody has given is a problem, not a page', async () => {
    for (const url of [
      '/api/v1/people',
      '/api/',
      '/api/v2/documents',
      '/api/v1/documents/x/y',
      '/api/v1/organs/zzz',
      '/api/v1/catalogue/99',
    ]) {
      const answer = await get(url);
      expect([url, answer.statusCode]).toEqual([url, 404]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect(answer.json().detail).toMatch(/没有/);
    }
    expect((await get('/api/v1/documents/11341899999900011F/%00')).statusCode).toBe(404);
    expect((await app.inject({ method: 'POST', url: '/api/v1/documents' })).statusCode).toBe(404);
  });

  test('too many requests from one network are told when to come back', async () => {
    let last = await get('/api/v1/organs/zzz');
    for (let i = 0; i < 700 && last.statusCode !== 429; i++) {
      last = await app.inject({ method: 'GET', url: '/api/v1/organs?x=1', remoteAddress: '10.9.9.9' });
    }
    expect(last.statusCode).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('the read API', () => {
  test('may be called from any page, without credentials; nothing else may', async () => {
    const answer = await get('/api/v1/documents', { origin: 'https://elsewhere.example' });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await get('/api/openapi.json')).headers['access-control-allow-origin']).toBe('*');
    expect((await get('/somewhere')).headers['access-control-allow-origin']).toBeUndefined();
  });

  test('never shows a draft or the text of a withdrawn document, at any address', async () => {
    const seen: string[] = [];
    const queue = [
      '/api/v1/documents?limit=5',
      '/api/v1/catalogue',
      '/api/v1/organs',
      '/api/v1/duties?limit=3',
      '/api/v1/changes?limit=4',
    ];
    for (let url = queue.pop(); url; url = queue.pop()) {
      const answer = await get(url);
      expect([200, 410]).toContain(answer.statusCode);
      seen.push(answer.body);
      const body = answer.json();
      for (const line of body.items ?? []) if (line.self) queue.push(new URL(line.self).pathname);
      const [path, query = ''] = url.split('?');
      if (query === '' || body.items.length === 0 || body.next === null) continue;
      const params = new URLSearchParams(query);
      params.set(path === '/api/v1/changes' ? 'since' : 'cursor', body.next);
      queue.push(`${path}?${params}`);
    }
    expect(seen.length).toBeGreaterThan(40);
    const all = seen.join('\n');
    expect(all).not.toContain(DRAFT_CANARY);
    expect(all).not.toContain(WITHDRAWN_CANARY);
    for (const person of Object.values(it.people.staff)) {
      expect(all).not.toContain(person.id);
      // 撤回经办 is public; nobody else who worked on a text is.
      if (person.id !== it.people.staff['openness-office'].id) expect(all).not.toContain(person.name);
    }
  });

  test('keeps to itself what a clerk has proposed', async () => {
    const { duties } = await dutiesOf(it.town.db, { organ: it.people.finance.id, state: 'open' });
    const proposed = await perform(it.town, it.people.actors.drafter, 'test', (act) =>
      proposeWithholding(act, duties[0]!.id, { ground: '个人隐私', explanation: '拟不公开的理由未经决定' }),
    );
    expect(proposed.ok).toBe(true);
    const { body } = await get('/api/v1/duties?state=open');
    expect(body).not.toContain('未经决定');
    expect(body).not.toContain('个人隐私');
  });

  test('tells everything of a document: text, files, editions, links, whether it was on time and why', async () => {
    const answer = await get(`/api/v1/documents/${it.numbers.corrected}`);
    expect(answer.headers['cache-control']).toBe('no-cache');
    const d = answer.json();
    expect(d).toMatchObject({
      indexNo: it.numbers.corrected,
      edition: 2,
      text: expect.stringContaining('1260 元'),
      html: expect.stringContaining('<p>'),
      url: `${PUBLIC_URL}/documents/${it.numbers.corrected}`,
      organ: { code: 'shanmen', name: '山门村' },
      item: { code: '12' },
    });
    expect(d.editions.map((e: { number: number }) => e.number)).toEqual([1, 2]);
    expect(d.timeliness).toMatchObject({ daysLate: 0, provisional: false });
    expect(d.timeliness.explanation.length).toBeGreaterThan(2);
    const report = (await get(`/api/v1/documents?item=04&genre=年报&year=2024&validity=有效`)).json();
    expect(report.items).toHaveLength(1);
  });

  test('answers 410 for a withdrawn document, with when, by whom, why and on what ground', async () => {
    const answer = await get(`/api/v1/documents/${it.numbers.withdrawn}`);
    expect(answer.statusCode).toBe(410);
    expect(answer.json()).toMatchObject({
      status: 410,
      indexNo: it.numbers.withdrawn,
      withdrawal: { why: '误将联系方式一并公布', ground: expect.stringContaining('个人信息保护法') },
    });
    expect(answer.body).not.toContain('临时救助样例名单');
  });

  test('visits each document exactly once while others are published in between', async () => {
    const before = new Set<string>();
    for (let cursor = ''; ; ) {
      const page = (await get(`/api/v1/documents?limit=200${cursor}`)).json();
      for (const line of page.items) before.add(line.indexNo);
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    const visits: string[] = [];
    let published = 0;
    for (let cursor = ''; ; ) {
      const page = (await get(`/api/v1/documents?limit=3${cursor}`)).json();
      visits.push(...page.items.map((line: { indexNo: string }) => line.indexNo));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
      // Newest, oldest, and of the very moment of another.
      const at = ['2026-11-23T01:30:00Z', '2015-01-05T02:00:00Z', '2026-09-03T02:00:00Z'][published++ % 3];
      await publish(it.town, it.people, { itemCode: '05', organId: it.people.office.id, title: `其间公布第${published}号`, at });
    }
    expect(published).toBeGreaterThan(4);
    expect(new Set(visits).size).toBe(visits.length);
    for (const indexNo of before) expect(visits).toContain(indexNo);
  });

  test('tells of items, duties and organs what their pages tell', async () => {
    const items = (await get('/api/v1/catalogue')).json().items;
    expect(items).toHaveLength(33);
    expect(items[10]).toMatchObject({ code: '11', status: { state: 'late' } });
    const duties = (await get('/api/v1/duties?organ=finance&state=overdue')).json().items;
    expect(duties).toHaveLength(1);
    expect(duties[0]).toMatchObject({ item: { code: '11' }, state: 'overdue', says: expect.stringContaining('逾期') });
    expect(duties[0].explanation.length).toBeGreaterThan(2);
    expect((await get('/api/v1/organs/finance')).json()).toMatchObject({
      name: '财政所',
      parent: { code: 'town' },
      fax: '',
      mail: '',
    });
  });
});

/** Every `$ref` anywhere in a value. */
function refsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([k, v]) => (k === '$ref' && typeof v === 'string' ? [v] : refsOf(v)));
}

describe('openapi.json', () => {
  test('is OpenAPI 3.1, names its components, resolves every reference, and lists every route with its answers', async () => {
    const answer = await get('/api/openapi.json');
    expect(answer.headers['content-type']).toContain('application/json');
    const doc = answer.json();
    expect(doc.openapi).toMatch(/^3\.1\./);
    const refs = new Set(refsOf(doc));
    expect(refs.size).toBeGreaterThan(10);
    for (const ref of refs) expect(doc.components.schemas).toHaveProperty(ref.replace('#/components/schemas/', ''));
    expect(JSON.stringify(doc)).not.toContain('PLACEHOLDER');
    const routes = Object.keys(policies)
      .filter((name) => name.startsWith('GET /api/v1/'))
      .map((name) => name.slice(4).replace(/:(\w+)/g, '{$1}'));
    expect(Object.keys(doc.paths).sort()).toEqual(routes.sort());
    for (const path of Object.values(doc.paths) as {
      get: { summary: string; responses: Record<string, { content: object }> };
    }[]) {
      expect(path.get.summary).not.toBe('');
      expect(Object.keys(path.get.responses)).toContain('200');
      for (const response of Object.values(path.get.responses)) expect(Object.keys(response.content)).toHaveLength(1);
    }
    const limit = doc.paths['/api/v1/documents'].get.parameters.find((p: { name: string }) => p.name === 'limit');
    expect(limit).toMatchObject({ in: 'query', schema: { type: 'integer', default: 50 } });
    expect(
      doc.paths['/api/v1/documents/{code}/{serial}'].get.parameters.filter((p: { in: string }) => p.in === 'path'),
    ).toHaveLength(2);
  });
});

describe('what is sent', () => {
  test('is compressed for whoever takes that', async () => {
    const plain = await get('/api/v1/documents');
    const sent = await get('/api/v1/documents', { 'accept-encoding': 'gzip' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(sent.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(sent.rawPayload).toString()).toBe(plain.body);
  });
});
