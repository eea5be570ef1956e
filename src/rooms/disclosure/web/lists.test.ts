// The lists of the public over HTTP: what an address says wrongly is said, never answered with "none" or in silence.
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  DRAFT_CANARY,
  publish,
  type PublicTown,
  publicTown,
  servePublic,
  WITHDRAWN_CANARY,
} from '../../../../test/support/public-town.ts';

let site: PublicTown;
let app: FastifyInstance;
beforeAll(async () => {
  site = await publicTown();
  for (let n = 1; n <= 15; n++) {
    await publish(site.town, site.people, { itemCode: '05', organId: site.people.office.id, title: `=样例公告第${n}号` });
  }
  await publish(site.town, site.people, {
    itemCode: '06',
    organId: site.people.finance.id,
    title: '样例资金通知',
    docNo: '港财〔2026〕3号',
    genre: '公告',
  });
  app = await servePublic(site.town);
});
afterAll(() => app.close());

let caller = 0;
async function get(path: string, query: Readonly<Record<string, string>> = {}) {
  const url = Object.keys(query).length === 0 ? path : `${path}?${new URLSearchParams(query)}`;
  const answer = await app.inject({ url, remoteAddress: `10.8.0.${++caller}` });
  const words = answer.body.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  return { status: answer.statusCode, body: answer.body, words, headers: answer.headers };
}
const lines = (body: string): number => (/<ul class="list">(.*?)<\/ul>/s.exec(body)?.[1] ?? '').match(/<li/g)?.length ?? 0;
const problems = (body: string): string => /<div class="notice warn" role="status">(.*?)<\/div>/s.exec(body)?.[1] ?? '';

describe('a page beyond the last', () => {
  test('of a search is said, and the last page is shown', async () => {
    const first = await get('/search', { q: '样例' });
    const total = Number(/共 (\d+) 件/.exec(first.words)![1]);
    expect(total).toBeGreaterThan(20);
    const last = await get('/search', { q: '样例', page: '999' });
    expect(last.words).not.toContain('没有找到');
    expect(last.words).toContain(`共 ${total} 件`);
    expect(problems(last.body)).toContain('只有 2 页');
    expect(last.body).toContain('<ol class="hits" start="21"');
    expect(last.body.match(/<ol class="hits".*?<\/ol>/s)![0].match(/<li/g)).toHaveLength(total - 20);
    expect(last.body).toContain('aria-current="page">2<');
  });

  test('of the list of documents, and of an item, likewise', async () => {
    for (const path of ['/documents', '/catalogue/05']) {
      const { body } = await get(path, { page: '999' });
      expect(problems(body), path).toContain(path === '/documents' ? '只有 2 页' : '只有 1 页');
      expect(body).not.toContain('class="empty-title">没有符合');
      expect(lines(body), path).toBeGreaterThan(0);
    }
  });

  test.each(['0', '-1', '1e3', 'x', '1.5'])('that is none (%s) shows the first', async (page) => {
    for (const path of ['/documents', '/catalogue/05', '/search']) {
      expect(problems((await get(path, { page, q: '样例' })).body), path).toContain(`没有第“${page}”页`);
    }
  });

  test('has nothing to say where nothing was found', async () => {
    const { body, words } = await get('/search', { q: '无此一词', page: '7' });
    expect(problems(body)).toBe('');
    expect(words).toContain('没有找到含');
  });
});

describe('a query nobody can read', () => {
  test.each(['a', '字'])('is called too long, not too short, and its heading is cut (%s)', async (letter) => {
    const { body, words } = await get('/search', { q: letter.repeat(5000) });
    expect(words).not.toContain('太短');
    expect(problems(body)).toContain('写了 5000 个字，太长了');
    expect(/<h1[^>]*>(.*?)<\/h1>/s.exec(body)![1]!.length).toBeLessThan(40);
    expect(body.slice(body.indexOf('<main'), body.indexOf('</main>')).split(letter.repeat(201))).toHaveLength(1);
  });

  test('of points and particles says what cannot be looked for', async () => {
    for (const q of ['，。！', '的', '']) {
      const { words } = await get('/search', { q });
      expect(words).not.toContain('太短');
      expect(words).not.toContain('共 0 件没有');
      expect(words).toContain(q === '' ? '写上要找的词' : '没有可以查的词');
    }
  });
});

describe('a filter that names what there is not', () => {
  const sentences = {
    item: ['99', '没有编号“99”的事项'],
    organ: ['nobody', '没有代码是“nobody”的机构'],
    year: ['2099', '没有按“2099”筛选'],
    genre: ['小说', '没有“小说”这种体裁'],
    validity: ['constructor', '没有“constructor”这种有效性'],
  } as const;

  test.each(Object.entries(sentences))('%s: says so and does not filter by it', async (name, [value, sentence]) => {
    const all = Number(/共 (\d+) 件/.exec((await get('/documents')).words)![1]);
    const list = await get('/documents', { [name]: value });
    expect(problems(list.body)).toContain(sentence);
    expect(list.words).toContain(`共 ${all} 件`);
    if (name !== 'genre') {
      const found = await get('/search', { q: '样例', [name]: value });
      expect(problems(found.body)).toContain(sentence);
      expect(found.body).toContain('class="hits"');
    }
  });

  test('is quoted cut and as text', async () => {
    const { body } = await get('/documents', { organ: `<b>${'长'.repeat(300)}` });
    expect(problems(body)).toContain('&lt;b>');
    expect(problems(body).length).toBeLessThan(120);
  });

  test('sends a download to the list, which can say it', async () => {
    const { status, headers } = await get('/documents.csv', { organ: 'nobody', genre: '公示' });
    expect(status).toBe(303);
    expect(headers.location).toBe(`/documents?${new URLSearchParams({ organ: 'nobody', genre: '公示' })}`);
  });
});

describe('the list of all documents', () => {
  test('offers to clear the filter only while one is set', async () => {
    expect((await get('/documents')).words).not.toContain('清除筛选');
    expect((await get('/documents', { validity: '有效' })).words).toContain('清除筛选');
    expect((await get('/search', { q: '样例' })).words).not.toContain('清除筛选');
    const { body } = await get('/search', { q: '样例', year: '2026' });
    expect(body).toContain(`href="/search?${new URLSearchParams({ q: '样例' })}">清除筛选`);
  });

  test('filters by validity and by words of the title or number', async () => {
    expect((await get('/documents', { validity: '废止' })).words).toContain('共 0 件');
    for (const q of ['样例资金', '港财〔2026〕', '100%', "'"]) {
      expect((await get('/documents', { q })).words, q).toContain(`共 ${q.startsWith('样') || q.startsWith('港') ? 1 : 0} 件`);
    }
    const { body } = await get('/documents', { q: '样例通知', organ: 'office' });
    expect(lines(body)).toBe(12);
  });

  test('keeps the filter from page to page', async () => {
    const { body } = await get('/documents', { q: '样例', validity: '有效' });
    const query = `q=${encodeURIComponent('样例')}&amp;validity=${encodeURIComponent('有效')}`;
    expect(body).toContain(`href="/documents?${query}&amp;page=2"`);
    expect(body).toContain(`href="/documents.csv?${query}"`);
  });

  test('downloads as a file: the filtered lines, every one of them, nothing a spreadsheet would run, nothing not public', async () => {
    const { body, headers } = await get('/documents.csv');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('attachment');
    const rows = body.trimEnd().split('\r\n');
    expect(rows[0]).toMatch(/^\ufeff索引号,标题,/);
    expect(rows).toHaveLength(1 + Number(/共 (\d+) 件/.exec((await get('/documents')).words)![1]));
    expect(body).toContain(`"'=样例公告第3号"`);
    expect(body).not.toContain(',=');
    expect(body).not.toContain(DRAFT_CANARY);
    expect(body).not.toContain('临时救助样例名单');
    expect(body).not.toContain(WITHDRAWN_CANARY);
    const one = (await get('/documents.csv', { organ: 'finance', q: '资金' })).body.trimEnd().split('\r\n');
    expect(one).toHaveLength(2);
    expect(one[1]).toContain('港财〔2026〕3号');
  });
});

test("an item's page says where it can be followed, to the eye too", async () => {
  const { body } = await get('/catalogue/05');
  const visible = body.slice(body.indexOf('<main'));
  expect(visible).toMatch(/<a href="\/catalogue\/05\/feed.atom"[^>]*>订阅<\/a>/);
});
