import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { perform } from '../../platform/act/act.ts';
import { lockEdition, publishEdition, startCorrection, withdraw } from '../../rooms/disclosure/door.ts';
import { changeOrgan } from '../../rooms/people/door.ts';
import {
  DRAFT_CANARY,
  publish,
  type PublicTown,
  publicTown,
  servePublic,
  WITHDRAWN_CANARY,
} from '../../../test/support/public-town.ts';
import { granted } from '../../../test/support/people.ts';

let site: PublicTown;
let app: FastifyInstance;

beforeAll(async () => {
  site = await publicTown();
  app = await servePublic(site.town);
});
afterAll(() => app.close());

let caller = 0;
async function get(url: string, cookie?: string): Promise<{ status: number; body: string; headers: Record<string, unknown> }> {
  const remoteAddress = `10.9.${Math.floor(++caller / 250)}.${caller % 250}`;
  const r = await app.inject({ method: 'GET', url, remoteAddress, headers: cookie ? { cookie } : {} });
  return { status: r.statusCode, body: r.body, headers: r.headers };
}

/** Every element closed in order, no bare ampersand: what an XML reader insists on. Returns the names met. */
function wellFormed(xml: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, end, name, alone] of xml
    .replace(/^<\?xml[^>]*\?>/, '')
    .matchAll(/<(\/?)([A-Za-z]+)(?:\s+[A-Za-z:]+="[^"<]*")*\s*(\/?)>/g)) {
    seen.push(name!);
    if (end) expect(open.pop()).toBe(name);
    else if (!alone) open.push(name!);
  }
  expect(open).toEqual([]);
  expect(xml.replace(/^<\?xml[^>]*\?>/, '').replace(/<(\/?)([A-Za-z]+)(?:\s+[A-Za-z:]+="[^"<]*")*\s*(\/?)>/g, '')).not.toMatch(
    /[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/,
  );
  return seen;
}

const pages = [
  '/',
  '/guide',
  '/requests',
  '/requests/log',
  '/rules',
  '/annual-reports',
  '/site-map',
  '/accessibility',
  '/open-data',
  '/corrections',
  '/withdrawals',
  '/kiosk',
  '/kiosk/newest',
  '/kiosk/organs',
  '/kiosk/organs/office',
  '/kiosk/items/05',
  '/kiosk/search',
  '/kiosk/search?q=%E6%A0%B7%E4%BE%8B',
];

describe('the home page', () => {
  test('leads with the four tasks', async () => {
    const { body } = await get('/');
    for (const href of ['/catalogue', '/organs', '/requests', '/guide#complain']) expect(body).toContain(`href="${href}"`);
  });

  test('shows thirty-three squares, each saying its state in words', async () => {
    const { body } = await get('/');
    expect(body.match(/class="sq[ "]/g)).toHaveLength(33);
    expect(body).toMatch(/class="sq late" href="\/catalogue\/11"[^>]*title="[^"]*逾期/);
    expect(body).toMatch(/class="sq soon" href="\/catalogue\/30"/);
  });

  test('lists a notice while its stated period runs, and only then', async () => {
    const { body } = await get('/');
    const notices = body.slice(body.indexOf('正在公示'));
    expect(notices).toContain('拟任职样例公示');
    expect(notices).toContain('还剩 2 个工作日');
    expect(body.slice(body.indexOf('正在公示'))).not.toContain('已经期满的样例公示');
  });

  test('counts what was published this year, corrected and withdrawn', async () => {
    const { body } = await get('/');
    // 12 + report 2025 + rule + two notices + corrected + interpretation; the withdrawn one and the report of 2024 are not among them.
    expect(body).toMatch(/本年主动公开（件）<\/dt><dd><a href="\/documents\?year=2026">18</);
    expect(body).toMatch(/本年更正（件）<\/dt><dd><a href="\/corrections">1</);
    expect(body).toMatch(/本年撤回（件）<\/dt><dd><a href="\/withdrawals">1</);
  });

  test('in the elder version holds the tasks and the newest documents only', async () => {
    const { body } = await get('/', 'gk-elder=1');
    expect(body).toContain('class="tasks"');
    expect(body).toContain('最新公开');
    expect(body).not.toContain('公开体检');
    expect(body).not.toContain('class="facts"');
  });

  test('shows a publication at once', async () => {
    expect((await get('/')).body).not.toContain('刚刚发布的样例');
    const made = await publish(site.town, site.people, {
      itemCode: '09',
      organId: site.people.office.id,
      title: '刚刚发布的样例',
    });
    expect((await get('/')).body).toContain('刚刚发布的样例');
    expect((await get('/feed.atom')).body).toContain('刚刚发布的样例');
    granted(
      await perform(site.town, site.people.actors['openness-office'], 'test', (act) => withdraw(act, made.id, '试发布', 'wrong')),
    );
    expect((await get('/')).body).not.toContain('刚刚发布的样例');
    expect((await get('/feed.atom')).body).not.toContain('刚刚发布的样例');
  });
});

describe('what was corrected', () => {
  test('is not listed once it is withdrawn, nor while the correction is only a draft', async () => {
    const { town, people } = site;
    const made = await publish(town, people, { itemCode: '09', organId: people.office.id, title: '先更正后撤回的样例' });
    const office = people.actors['openness-office'];
    const draft = granted(await perform(town, office, 'test', (act) => startCorrection(act, made.id)));
    expect((await get('/corrections')).body).not.toContain('先更正后撤回的样例');
    granted(
      await perform(town, office, 'test', async (act) => {
        const found = (await lockEdition(act.db, draft.editionId))!;
        return publishEdition(act, found.edition, found.document, { at: act.at });
      }),
    );
    expect((await get('/corrections')).body).toContain('先更正后撤回的样例');
    granted(await perform(town, office, 'test', (act) => withdraw(act, made.id, '试发布', 'wrong')));
    expect((await get('/corrections')).body).not.toContain('先更正后撤回的样例');
  });

  test('is a list of documents with edition, note, day and the way to what was changed', async () => {
    const { status, body } = await get('/corrections');
    const { corrected } = site.numbers;
    expect(status).toBe(200);
    const list = /<ul class="list">(.*?)<\/ul>/s.exec(body)![1]!;
    expect(list.match(/<li/g)).toHaveLength(1);
    expect(list).toContain(`href="/documents/${corrected}"`);
    expect(list).toContain(`href="/documents/${corrected}/editions/2/changes"`);
    for (const word of ['山门村补贴发放明细', '第 2 版', '金额更正', '2026-11-10']) expect(list).toContain(word);
    expect((await get(`/documents/${corrected}/editions/2/changes`)).status).toBe(200);
    expect(body).toContain('href="/withdrawals"');
  });

  test.each(['999', '-1', 'x', '1e9'])('shows its last page to whoever asks for one that is not there (%s)', async (page) => {
    const { body } = await get(`/corrections?page=${page}`);
    expect(body).toContain(site.numbers.corrected);
    expect(body).toContain('<div class="notice warn" role="status">');
  });
});

describe('what was withdrawn', () => {
  test('has a list that leads to the page that says why, and gives nothing of the text', async () => {
    const { status, body } = await get('/withdrawals');
    expect(status).toBe(200);
    expect(body).toContain(`href="/documents/${site.numbers.withdrawn}"`);
    expect(body).not.toContain(WITHDRAWN_CANARY);
    expect((await get(`/documents/${site.numbers.withdrawn}`)).status).toBe(410);
  });

  test('shows its last page to whoever asks for one that is not there', async () => {
    for (const page of ['999', '-1', 'x', '1e9']) {
      const { body } = await get(`/withdrawals?page=${page}`);
      expect(body).toContain(site.numbers.withdrawn);
      expect(body).toContain('<div class="notice warn" role="status">');
    }
  });
});

describe("an organ's page", () => {
  test('lists what it published, and leads to all of it and to what it owes', async () => {
    const { body } = await get('/organs/office');
    expect(body).toContain('id="published"');
    expect(body).toContain('href="/documents?organ=office"');
    expect(body).toContain('href="/catalogue/duties?organ=office"');
    expect(body).not.toContain(DRAFT_CANARY);
  });
});

describe('an address that leads nowhere', () => {
  test('is told what is near it', async () => {
    const { status, body } = await get(`/documents/${site.numbers.report.toLowerCase()}`);
    expect(status).toBe(404);
    expect(body).toContain(`您要看的是不是 <a href="/documents/${site.numbers.report}">`);
    expect((await get('/organs/')).body).toContain('<a href="/organs">/organs</a>');
    expect((await get('/nothing')).body).not.toContain('您要看的是不是');
  });
});

describe('the guide', () => {
  test('gives the address, hours and telephone of the openness office', async () => {
    const { body } = await get('/guide');
    expect(body).toContain('政务公开办公室');
    expect(body).toContain(site.people.office.address);
    expect(body).toContain(site.people.office.telephone);
    for (const id of ['apply', 'complain', 'not-public', 'office']) expect(body).toContain(`id="${id}"`);
  });

  test('says so when no fax and mail are registered, and gives both as soon as they are', async () => {
    expect((await get('/guide')).body.match(/没有登记，需要/g)).toHaveLength(2);
    granted(
      await perform(site.town, site.people.actors['openness-office'], 'test', (act) =>
        changeOrgan(act, { id: site.people.office.id, fax: '0563-4000100', mail: 'gongkai@gangkou.example' }),
      ),
    );
    const { body } = await get('/guide');
    expect(body).toContain('0563-4000100');
    expect(body).toContain('href="mailto:gongkai@gangkou.example"');
    expect(body).not.toContain('没有登记');
  });

  test('leads to the application on line, and says how to apply without the net', async () => {
    const { body } = await get('/guide');
    for (const href of ['/requests', '/requests/progress', '/requests/log']) expect(body).toContain(`href="${href}"`);
    for (const way of ['网上。', '当面。', '邮寄。']) expect(body).toContain(`<b>${way}</b>`);
    expect(body).toContain(`带身份证明到${site.people.office.address}`);
    expect(body).not.toContain('没有开通');
  });
});

describe('annual reports', () => {
  test('stand by year, with the due day and how late they were; a missing year is named', async () => {
    const { body } = await get('/annual-reports');
    const row = (year: number): string => body.slice(body.indexOf(`>${year}</b>`)).split('</tr>')[0]!;
    expect(row(2025)).toContain('按期公开');
    expect(row(2025)).toContain('2026-01-31');
    expect(row(2024)).toContain('本站没有收录');
    expect(row(2023)).toContain('迟 20 天公开');
  });
});

describe('feeds', () => {
  test('are Atom, newest change first, and a correction comes up again', async () => {
    const { body, headers } = await get('/feed.atom');
    expect(headers['content-type']).toContain('application/atom+xml');
    expect(wellFormed(body)).toContain('entry');
    const updated = [...body.matchAll(/<updated>([^<]+)<\/updated>/g)].map((m) => m[1]!);
    expect(updated[0]).toBe(updated[1]);
    expect(updated.slice(1)).toEqual([...updated.slice(1)].sort().reverse());
    const corrected = body
      .slice(body.indexOf(`<id>http://127.0.0.1:8787/documents/${site.numbers.corrected}</id>`))
      .split('</entry>')[0]!;
    expect(corrected).toContain('<published>2026-10-08T02:00:00.000Z</published><updated>2026-11-10T03:00:00.000Z</updated>');
  });

  test('of an item hold that item only', async () => {
    const { body } = await get('/catalogue/04/feed.atom');
    expect(body.match(/<entry>/g)).toHaveLength(2);
    expect(body).not.toContain('样例通知');
    expect((await get('/catalogue/99/feed.atom')).status).toBe(404);
  });
});

describe('the site map', () => {
  test('names every published document and none that is withdrawn', async () => {
    const { body } = await get('/sitemap.xml');
    wellFormed(body);
    const { report, notice, corrected, linked, withdrawn } = site.numbers;
    for (const n of [report, notice, corrected, linked]) expect(body).toContain(`/documents/${n}</loc>`);
    expect(body).toContain(`/documents/${corrected}/editions/1</loc>`);
    expect(body).not.toContain(withdrawn);
    expect((await get('/sitemap.xml?part=2')).status).toBe(404);
    expect((await get('/sitemap.xml?part=x')).status).toBe(404);
  });

  test('and robots.txt keeps crawlers off the desk', async () => {
    const { body } = await get('/robots.txt');
    expect(body).toContain('Disallow: /console');
    expect(body).toContain('Sitemap: http://127.0.0.1:8787/sitemap.xml');
  });
});

describe('links', () => {
  test('of the portal all lead somewhere', async () => {
    const elsewhere = /^\/(?:console|preferences|api|assets|open-data\/|search\?)/;
    for (const url of [
      '/',
      '/guide',
      '/requests',
      '/requests/log',
      '/requests/new',
      '/rules',
      '/annual-reports',
      '/site-map',
      '/accessibility',
      '/open-data',
      `/documents/${site.numbers.withdrawn}`,
    ]) {
      const { body } = await get(url);
      for (const [, raw] of body.matchAll(/<a\b[^>]*\bhref="(\/[^"#]*)/g)) {
        const href = raw!.replace(/&amp;/g, '&');
        if (!elsewhere.test(href)) expect([href, (await get(href)).status], url).toEqual([href, 200]);
      }
    }
  });
});

describe('what is not public', () => {
  test('appears on no page, feed, map or kiosk screen', async () => {
    const documents = Object.values(site.numbers).flatMap((n) => [`/documents/${n}`, `/kiosk/documents/${n}`]);
    const more = [
      '/feed.atom',
      '/sitemap.xml',
      '/catalogue/11',
      '/catalogue/27',
      '/catalogue/27/feed.atom',
      '/documents',
      '/kiosk/items/11',
      '/kiosk/items/27',
    ];
    const found = await get(`/search?q=${encodeURIComponent(DRAFT_CANARY)}`);
    expect(found.body).not.toContain('class="hits"');
    for (const url of [...pages, ...documents, ...more]) {
      const { body } = await get(url);
      expect(body.includes(DRAFT_CANARY), url).toBe(false);
      expect(body.includes(WITHDRAWN_CANARY), url).toBe(false);
    }
  });

  test('a withdrawn document answers 410 on the touch screen too, with the reason', async () => {
    const { status, body } = await get(`/kiosk/documents/${site.numbers.withdrawn}`);
    expect(status).toBe(410);
    expect(body).toContain('误将联系方式一并公布');
  });
});

describe('every page of the portal', () => {
  test.each(pages)('%s answers without script', async (url) => {
    const { status, body, headers } = await get(url);
    expect(status).toBe(200);
    expect(body.replace(/<script type="application\/ld\+json">/g, '')).not.toMatch(/<script|\son[a-z]+=|javascript:/i);
    expect(body).toMatch(/<h1/);
    expect(headers['content-security-policy']).toContain("script-src 'none'");
  });
});
