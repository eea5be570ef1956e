import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, describe, expect, it } from 'vitest';
import { goodDocx, goodXlsx, picture, relations, wordEntries, wordParagraph, zip } from '../../../test/support/foreign-files.ts';
import { bodyBlocks, imagesOf, linksOf, parseBody, plainText } from '../../town/body.ts';
import { startOf } from '../../town/day.ts';
import type { Outcome } from '../../town/outcome.ts';
import { projectRoot } from '../project.ts';
import { readForeign, readPasted, readSheet } from './read.ts';
import type { ReadDocument } from './read-document.ts';
import { closeReading, readInWorker } from './reading-pool.ts';
import { readRefusals, readRefusalWords, readWarnings, readWarningWords } from './words.ts';

afterAll(closeReading);

/** No table yields GB18030 in Node, so the test carries the few characters it writes. */
const GBK: Readonly<Record<string, readonly number[]>> = {
  镇: [0xd5, 0xf2],
  年: [0xc4, 0xea],
  报: [0xb1, 0xa8],
  '、': [0xa1, 0xa2],
  一: [0xd2, 0xbb],
};
const gbk = (text: string): Buffer => Buffer.from([...text].flatMap((c) => GBK[c] ?? [c.charCodeAt(0)]));

function codes(answer: Outcome<unknown, string>): readonly string[] {
  return answer.ok ? [] : answer.refusals.map((r) => r.code);
}

async function read(name: string, bytes: Uint8Array | string): Promise<ReadDocument> {
  const answer = await readForeign({ name, bytes: Buffer.from(bytes as Uint8Array) });
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
  expect(parseBody(answer.value.body)).toEqual({ ok: true, value: answer.value.body });
  return answer.value;
}

describe('a foreign document is refused', { timeout: 20_000 }, () => {
  it('when it is empty, of another kind, in no known encoding, or holds no text', async () => {
    expect(codes(await readForeign({ name: 'a.txt', bytes: new Uint8Array() }))).toEqual(['file-empty']);
    expect(codes(await readForeign({ name: 'a.doc', bytes: Buffer.from('x') }))).toEqual(['read-kind-not-supported']);
    expect(codes(await readForeign({ name: 'a.txt', bytes: Buffer.from([0x81, 0x20, 0xff, 0xff]) }))).toEqual([
      'read-encoding-unknown',
    ]);
    expect(codes(await readForeign({ name: 'a.txt', bytes: Buffer.from('MZ\u0000\u0001\u0000') }))).toEqual([
      'read-encoding-unknown',
    ]);
    expect(codes(await readForeign({ name: 'a.txt', bytes: Buffer.from(' \n\u3000\n') }))).toEqual(['read-nothing-found']);
    expect(codes(await readForeign({ name: 'a.html', bytes: Buffer.from('<script>x</script>') }))).toEqual([
      'read-nothing-found',
    ]);
    expect(codes(await readForeign({ name: 'a.docx', bytes: Buffer.from('PK\x03\x04 not a package') }))).toEqual([
      'file-damaged',
    ]);
  });

  /** Text that does not pack away to nothing. */
  const numbers = (count: number, wrap: (text: string) => string): string => {
    const out: string[] = [];
    for (let i = 0, n = 1; i < count; i++) {
      n = (n * 48_271) % 2_147_483_647;
      out.push(wrap(String(n)));
    }
    return out.join('');
  };
  const row = `<w:tr>${numbers(1000, (t) => `<w:tc>${wordParagraph(t)}</w:tc>`)}</w:tr>`;
  const wideTable = zip(wordEntries(`<w:tbl>${row.repeat(100)}</w:tbl>`));
  const endless = zip(wordEntries(numbers(150_000, (t) => wordParagraph(`${t}号`, '<w:b/>'))));

  it.each([
    ['a wide table', wideTable, ['read-too-large']],
    ['an endless list of paragraphs', endless, ['file-too-slow', 'file-too-much-memory', 'read-too-large']],
  ] as const)(
    'when it is %s meant to stop us: in time, while this thread keeps answering and the next file is read',
    async (_, bomb, expected) => {
      await read('warm.txt', '热身\n正文');
      expect(bomb.length).toBeLessThan(2_500_000);
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      const began = performance.now();
      const [answer, beside] = await Promise.all([
        readForeign({ name: 'bomb.docx', bytes: bomb }),
        read('beside.txt', '标题\n正文在此'),
      ]);
      const took = performance.now() - began;
      delay.disable();
      expect(expected).toContain(codes(answer)[0]);
      expect(beside.title).toBe('标题');
      expect(took).toBeLessThan(14_000);
      expect(delay.max / 1e6).toBeLessThan(500);
      expect((await read('after.txt', '标题\n正文在此')).title).toBe('标题');
    },
    30_000,
  );

  it('when it is not done within the wall limit; the reader is replaced', async () => {
    const began = performance.now();
    const jobs = [1, 2, 3].map(() => readInWorker({ task: 'document', name: 'slow.docx', bytes: endless }, 150));
    expect((await Promise.all(jobs)).map(codes)).toEqual([['file-too-slow'], ['file-too-slow'], ['file-too-slow']]);
    expect(performance.now() - began).toBeLessThan(8_000);
    expect((await read('after.txt', '标题\n正文在此')).title).toBe('标题');
  }, 20_000);

  it('when too many wait already', async () => {
    const jobs = Array.from({ length: 60 }, () => readForeign({ name: 'a.txt', bytes: Buffer.from('标题\n正文') }));
    const answers = (await Promise.all(jobs)).map((a) => codes(a)[0] ?? 'read');
    expect(answers.filter((a) => a === 'read').length).toBeGreaterThanOrEqual(40);
    expect(answers.filter((a) => a !== 'read').every((a) => a === 'file-reader-busy')).toBe(true);
  });

  it('has a sentence for every refusal and every warning', () => {
    for (const code of readRefusals) expect(readRefusalWords[code]).toMatch(/。$/);
    for (const code of readWarnings) expect(readWarningWords[code]).toMatch(/。$/);
  });
});

describe('a text file', { timeout: 20_000 }, () => {
  const page = [
    '样例镇人民政府',
    '您现在所在的位置: 网站首页> 政府信息公开> 样例镇人民政府> 规划计划',
    '样例镇2015年度工作计划',
    '样例镇2015年度工作计划',
    '发布时间:2015-01-30 09:05 来源:样例镇人民政府 字体:[大 中 小]',
    '',
    '为做好今年工作，制定本计划。',
    '一、主要任务',
    '(一)修路。全年修路三公里。',
    '二、保障措施',
    '各村按月报送。',
    '',
    'Baidu',
    'map',
  ].join('\r\n');

  it('taken from a government page gives title, time, source and trail, and loses the page around it', async () => {
    const document = await read('计划.txt', `\ufeff${page}`);
    expect(document).toMatchObject({
      title: '样例镇2015年度工作计划',
      publishedAt: '2015-01-30T01:05:00.000Z',
      publishedOn: '2015-01-30',
      source: '样例镇人民政府',
      breadcrumb: ['网站首页', '政府信息公开', '样例镇人民政府', '规划计划'],
      chapters: ['一、主要任务', '二、保障措施'],
      encoding: 'utf-8',
      warnings: [],
    });
    expect(plainText(document.body)).toMatch(/^为做好[\s\S]*各村按月报送。$/);
  });

  it('is read in GB18030 as in UTF-8 and UTF-16', async () => {
    expect(await read('a.txt', gbk('镇年报\n一、年报\nA'))).toMatchObject({
      title: '镇年报',
      chapters: ['一、年报'],
      encoding: 'gb18030',
      warnings: ['no-date'],
    });
    expect((await read('a.txt', Buffer.from('\ufeff标题\n正文。', 'utf16le'))).encoding).toBe('utf-16le');
  });

  it('without a page around it keeps every line, and takes no sentence for a title', async () => {
    const document = await read('a.txt', '根据上级要求，现将情况公布。\n特此说明。');
    expect(document.title).toBe('');
    expect(document.warnings).toEqual(['no-title', 'no-date']);
    expect(bodyBlocks(document.body)).toHaveLength(2);
    expect(await read('b.txt', '关于修路的通知\n样政〔2014〕第07号\n各村：\n请照办。')).toMatchObject({
      title: '关于修路的通知',
      docNo: '样政〔2014〕7号',
    });
  });

  const found = ((): string | null => {
    for (let at = projectRoot; dirname(at) !== at; at = dirname(at)) {
      const path = join(dirname(at), 'shared', 'mission', 'seed-annual-report-2013.txt');
      if (existsSync(path)) return path;
    }
    return null;
  })();
  it.skipIf(found === null)(
    'which is the 2013 report of this town gives its title, date, source, trail and eight chapters',
    async () => {
      const document = await read('report.txt', readFileSync(found!));
      expect(document.title).toMatch(/^宁国市港口镇人民政府2013年度.*年度报告$/);
      expect(document.publishedOn).toBe('2014-05-27');
      expect(document.publishedAt).toBe(startOf(document.publishedOn!));
      expect(document.source).toBe('港口镇人民政府');
      expect(document.breadcrumb).toEqual(['网站首页', '政府信息公开', '港口镇人民政府', '政府信息公开年报']);
      expect(document.chapters.map((c) => c.slice(0, 2))).toEqual([
        '一、',
        '二、',
        '三、',
        '四、',
        '五、',
        '六、',
        '七、',
        '八、',
      ]);
      expect(document.warnings).toEqual([]);
      const text = plainText(document.body);
      expect(text).not.toMatch(/Baidu|\bmap\b|字体|所在的位置/);
      expect(text.startsWith('2013年以来')).toBe(true);
      expect(text.endsWith('服务窗口。') || text.endsWith('窗口)。')).toBe(true);
    },
  );
});

describe('a saved web page', { timeout: 20_000 }, () => {
  const html = (charset: string, body: string): string =>
    `<!DOCTYPE html><html><head><meta charset="${charset}"><meta name="ArticleTitle" content="镇年报"><meta name="PubDate" content="2016-03-31 10:00:00"><meta name="ContentSource" content="镇"></head><body><nav>首页 导航</nav><div class="header">A</div>${body}<footer>B</footer></body></html>`;

  it('gives the article without the site around it, its facts from the page’s own statements', async () => {
    const article = `<div id="zoom"><p>一、概述</p><p>${'本镇全年主动公开信息三百条。'.repeat(4)}</p><table><tr><td rowspan="2">类别</td><td>数</td></tr><tr><td>3</td></tr></table><script>x</script></div>`;
    const document = await read('a.html', html('utf-8', `<div>当前位置：首页 &gt; 年报</div>${article}<div>上一篇：别的</div>`));
    expect(document).toMatchObject({
      title: '镇年报',
      publishedAt: '2016-03-31T02:00:00.000Z',
      publishedOn: '2016-03-31',
      source: '镇',
      breadcrumb: ['首页', '年报'],
      chapters: ['一、概述'],
    });
    expect(plainText(document.body)).not.toMatch(/导航|上一篇|A|B/);
    expect(JSON.stringify(document.body)).toContain('"rowspan":2');
  });

  it('is decoded as it declares, also in GB2312', async () => {
    expect(
      await read(
        'a.htm',
        gbk(
          '<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ArticleTitle content="镇年报"></head><body><p>镇年报一</p></body></html>',
        ),
      ),
    ).toMatchObject({ title: '镇年报', encoding: 'gb18030' });
  });

  it('keeps embedded pictures, drawn anew, and fetches none', async () => {
    const data = (await picture('jpeg', true)).toString('base64');
    const document = await read(
      'a.html',
      `<html><body><p>图示如下</p><img src="data:image/jpeg;base64,${data}" alt="公开栏"><img src="http://evil.example/x.png"></body></html>`,
    );
    expect(document.images).toHaveLength(1);
    expect(imagesOf(document.body)).toEqual([document.images[0]!.sha256]);
    expect(document.warnings).toContain('pictures-dropped');
  });
});

describe('a Word document', { timeout: 20_000 }, () => {
  it('keeps title, chapters, lists, tables with spans, links and pictures', async () => {
    const document = await read('目录.docx', await goodDocx());
    expect(document).toMatchObject({
      title: '港口镇便民服务事项目录',
      publishedOn: '2026-03-02',
      source: '党政办',
      chapters: ['一、总则', '二、事项'],
      encoding: null,
    });
    expect(document.body.content.map((b) => b.type)).toEqual([
      'heading',
      'paragraph',
      'bulletList',
      'heading',
      'table',
      'paragraph',
      'image',
    ]);
    expect(JSON.stringify(document.body)).toContain('"rowspan":2');
    expect(linksOf(document.body)).toEqual(['https://www.example.gov.cn/gk']);
    expect(imagesOf(document.body)).toEqual(document.images.map((i) => i.sha256));
    expect(document.hidden.map((h) => h.detail)).toContain('作者：王样例');
  });

  it('loses links that run something, hidden text and removed text, and says so', async () => {
    const document =
      wordParagraph('关于办事的说明') +
      '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>点我</w:t></w:r></w:hyperlink></w:p>' +
      wordParagraph('不公开', '<w:vanish/>') +
      '<w:p><w:ins w:id="1" w:author="王样例"><w:r><w:t>新文字</w:t></w:r></w:ins><w:del w:id="2" w:author="王样例"><w:r><w:delText>旧文字</w:delText></w:r></w:del><w:moveTo w:id="3" w:author="王样例"><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>';
    const link = relations(
      '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>',
    );
    const { body, warnings } = await read('a.docx', zip(wordEntries(document, [link])));
    expect(plainText(body)).toBe('点我\n新文字移来');
    expect(linksOf(body)).toEqual([]);
    expect(warnings).toEqual(expect.arrayContaining(['links-dropped', 'hidden-text-dropped', 'tracked-changes-accepted']));
  });
});

describe('a spreadsheet', { timeout: 20_000 }, () => {
  it('is refused when its quotes are open, its kind is another or its merges are endless', async () => {
    expect(codes(await readSheet({ name: 'a.csv', bytes: Buffer.from('姓名,"金额\n1,2') }))).toEqual(['sheet-quotes-open']);
    expect(codes(await readSheet({ name: 'a.xls', bytes: Buffer.from('x') }))).toEqual(['read-kind-not-supported']);
    const bytes = await goodXlsx((book) => book.worksheets[0]!.mergeCells('F1:F2'));
    const vast = await rewritten(bytes, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('F1:F2', 'F1:XFD1048576'));
    expect(codes(await readSheet({ name: 'a.xlsx', bytes: vast }))).toEqual(['sheet-too-large']);
  });

  it('is read as rows: dates, formulas and rich text as a reader sees them, merged cells once', async () => {
    expect(await readSheet({ name: '名单.xlsx', bytes: await goodXlsx() })).toEqual({
      ok: true,
      value: {
        sheets: [
          {
            name: '发放名单',
            rows: [
              ['姓名', '金额', '日期', '备注'],
              ['王样例', '300.5', '2026-03-02'],
              ['李样例', '601', '', '已发'],
              ['合计', '901.5'],
            ],
          },
        ],
      },
    });
  });

  it('may be CSV with quotes, in UTF-8 or GB18030', async () => {
    const csv = '\ufeff姓名,说明\r\n王样例,"一,二 ""三""\n四"\r\n\r\n李样例,\r\n';
    expect(await readSheet({ name: '/x/名单.csv', bytes: Buffer.from(csv) })).toEqual({
      ok: true,
      value: { sheets: [{ name: '名单', rows: [['姓名', '说明'], ['王样例', '一,二 "三"\n四'], ['李样例']] }] },
    });
    const read = await readSheet({ name: 'b.csv', bytes: gbk('镇,年\n一,2') });
    expect(read.ok && read.value.sheets[0]!.rows).toEqual([
      ['镇', '年'],
      ['一', '2'],
    ]);
  });
});

it('pasted text is cleaned in the same reader', async () => {
  const pasted = await readPasted('<p class=MsoNormal>甲<o:p></o:p><script>x</script></p>');
  expect(pasted.ok && plainText(pasted.value.body)).toBe('甲');
});

async function rewritten(bytes: Buffer, part: string, change: (xml: string) => string): Promise<Buffer> {
  const { openPackage } = await import('../files/zip-guard.ts');
  const opened = await openPackage(bytes);
  if (!opened.ok) throw new Error('not a package');
  return zip(
    [...opened.value].map(([name, content]) => ({ name, bytes: name === part ? change(content.toString('utf8')) : content })),
  );
}
