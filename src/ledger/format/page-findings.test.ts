import { describe, expect, test } from 'vitest';
import { attachment, content, digestOf, documentPage, picture } from '../../../test/support/verified-document.ts';
import { fragmentTree, pageTree } from '../page-tree.ts';
import type { DocumentContent } from './content.ts';
import { attachmentStep, imageStep, type PageFinding, pageFindings, pageStep, type PageSource } from './page-findings.ts';
import { isDocumentPage, readPage } from './page-reading.ts';

const source: PageSource = { kind: 'fetched', host: 'gk.example.gov.cn', parse: fragmentTree };
const good = documentPage();

function find(html: string, change: Partial<PageSource> = {}, c: DocumentContent = content): readonly PageFinding[] {
  return pageFindings(c, readPage(pageTree(html)!), { ...source, ...change });
}
const said = (html: string, change: Partial<PageSource> = {}): string[] => find(html, change).map((f) => f.said);
/** Replaced exactly once, so that a test never passes because nothing was changed. */
function swapped(from: string, to: string): string {
  expect(good.split(from).length).toBe(2);
  return good.replace(from, to);
}

test('the page as the site makes it shows nothing else than the ledger has', () => {
  expect(said(good)).toEqual([]);
  expect(pageStep([])).toMatchObject({ state: 'ok' });
  expect(isDocumentPage(pageTree(good)!)).toBe(true);
  expect(isDocumentPage(pageTree('<article class="sheet"><h1>x</h1></article>')!)).toBe(false);
});

describe('a page on which something was changed names what and where', () => {
  test.each<[string, string, string, string]>([
    [
      'title',
      '<h1>港口镇 2026 年',
      '<h1>港口镇 2025 年',
      '标题：存证里是“港口镇 2026 年农村道路养护资金安排”，页面上是“港口镇 2025 年农村道路养护资金安排”',
    ],
    [
      'index number',
      'data-index-no="11341899999900011F/202611-00012"',
      'data-index-no="11341899999900011F/202611-00013"',
      '索引号：存证里是 11341899999900011F/202611-00012',
    ],
    ['edition', 'data-edition="1"', 'data-edition="2"', '版次：存证里是第 1 版，页面上是第 2 版'],
    ['doc number', '港政〔2026〕12号', '港政〔2026〕13号', '文号：存证里是“港政〔2026〕12号”，页面上是“港政〔2026〕13号”'],
    ['a day', '2026-11-20', '2026-11-02', '生成日期：存证里是“2026-11-20”，页面上是“2026-11-02”'],
    ['validity', '<span class="tag ok">有效</span>', '<span class="tag ok">废止</span>', '有效性：存证里是“有效”'],
    ['a field taken away', ' data-field="summary"', '', '内容概述：页面上没有这一栏'],
    ['keywords', '道路、养护', '道路', '关键词：存证里是“道路、养护”，页面上是“道路”'],
    ['organ', '/organs/gangkou', '/organs/taiping', '发布机构：存证里的代码是 gangkou'],
    ['item', '/catalogue/11">11 ', '/catalogue/12">12 ', '公开目录：存证里的代码是 11'],
    [
      'a number in a table',
      '<td>50,000</td>',
      '<td>80,000</td>',
      '正文第 1 个表格第 2 行第 2 格：存证里是“50,000”，页面上是“80,000”',
    ],
    [
      'a row taken away',
      '<tr><td>太平村</td><td>32,800</td></tr>',
      '',
      '正文第 1 个表格第 3 行：存证里有，页面上没有（“太平村32,800”）',
    ],
    [
      'a row more',
      '</tr></tbody>',
      '</tr><tr><td>亲戚村</td><td>9,000</td></tr></tbody>',
      '正文第 1 个表格第 4 行：存证里没有，是页面上多出来的',
    ],
    [
      'cells joined',
      '<td>50,000</td>',
      '<td colspan="2">50,000</td>',
      '正文第 1 个表格第 2 行第 2 格：页面上多了标记 colspan="2"',
    ],
    [
      'a paragraph',
      '现将资金安排公布如下',
      '现将资金安排调整如下',
      '正文第 1 段：存证里是“…路养护，现将资金安排公布如下。”，页面上是“…路养护，现将资金安排调整如下。”',
    ],
    [
      'a paragraph taken away',
      '<p>为做好 2026 年农村道路养护，现将资金安排公布如下。</p>',
      '',
      '正文第 1 段：存证里有，页面上没有',
    ],
    [
      'a paragraph more',
      '<p class="align-right">',
      '<p>另有经费不公开。</p><p class="align-right">',
      '正文第 3 段：存证里没有，是页面上多出来的（“另有经费不公开。”）',
    ],
    ['m² made m2', '<sup>2</sup>', '2', '正文第 2 段：字数相同，但加粗、上下标、链接或图片与存证不同'],
    [
      'where a link leads',
      'href="/catalogue/11"><',
      'href="/catalogue/12"><',
      '正文第 2 段的链接“本站目录”：存证里指向 /catalogue/11，页面上指向 /catalogue/12',
    ],
    [
      'a list item',
      '资金专款专用。',
      '资金统筹使用。',
      '正文第 1 个编号列表第 1 项：存证里是“资金专款专用。”，页面上是“资金统筹使用。”',
    ],
    ['where a list begins', '<ol>', '<ol start="2">', '正文第 1 个编号列表：页面上多了标记 start="2"'],
    ['a heading', '一、资金安排', '一、资金使用', '正文第 1 个小标题：存证里是“一、资金安排”，页面上是“一、资金使用”'],
    ['a picture', `/images/${digestOf(picture)}`, `/images/${'0'.repeat(64)}`, '正文第 1 幅图：存证里是图片 '],
    [
      'what a picture is said to be',
      'alt="养护路段示意图"',
      'alt="无"',
      '正文第 1 幅图：图片说明，存证里是“养护路段示意图”，页面上是“无”',
    ],
    [
      'a digest beside an attachment',
      `data-sha256="${digestOf(attachment)}"`,
      `data-sha256="${'0'.repeat(64)}"`,
      '第 1 个附件“资金明细.txt”：存证里的指纹是',
    ],
    [
      'where an attachment leads',
      `href="/files/${digestOf(attachment)}`,
      `href="/files/${'0'.repeat(64)}`,
      '第 1 个附件“资金明细.txt”：页面上的链接指向 /files/0000',
    ],
    [
      'the name of an attachment',
      '>资金明细.txt</a>',
      '>资金总表.txt</a>',
      '第 1 个附件的名称：存证里是“资金明细.txt”，页面上是“资金总表.txt”',
    ],
    [
      'an attachment more',
      '</ul></aside>',
      `<li><a data-sha256="${'1'.repeat(64)}" href="/x">假的.pdf</a></li></ul></aside>`,
      '附件“假的.pdf”：存证里没有',
    ],
    ['a second text', '</article>', '<div class="prose"><p>真正的正文</p></div></article>', '页面上多出第二份正文'],
    ['words between', '<div class="prose">', '<p>本文件已作废。</p><div class="prose">', '页面上多出一块内容“本文件已作废。”'],
    [
      'a second sheet',
      '<article class="sheet"',
      '<article class="sheet"><h1>假</h1></article><article class="sheet"',
      '页面上多出第二份文件',
    ],
    ['a field twice', '</dl>', '<dd data-field="docNo">无</dd></dl>', '页面上多出重复的一栏“无”'],
    ['something hidden', '<div class="prose">', '<div class="prose" hidden>', '写在 <div> 上的隐藏标记'],
    ['a style', '<h1>', '<style>td{display:none}</style><h1>', '页面里有内嵌的样式'],
    ['a style on an element', '<dl class="meta">', '<dl class="meta" style="display:none">', '页面里有写在 <dl> 上的样式'],
    ['a script', '</main>', '<script>1</script></main>', '页面里有脚本'],
    ['a frame over it', '</main>', '<iframe src="/x"></iframe></main>', '页面里有内嵌的网页'],
    ['an attribute in the text', '<td>50,000</td>', '<td onclick="x()">50,000</td>', '页面上多了标记 onclick'],
  ])('%s', (_what, from, to, sentence) => {
    const found = find(swapped(from, to));
    expect(found.map((f) => f.said).join('\n')).toContain(sentence);
    expect(found.some((f) => f.grave)).toBe(true);
    expect(pageStep(found)).toMatchObject({ state: 'wrong', ok: false });
  });

  test('the whole text gone, the attachment gone, the title gone', () => {
    expect(said(good.replace(/<div class="prose">.*<\/div><\/article>/s, '</article>'))).toEqual(['页面上没有正文']);
    expect(said(good.replace(/<li><a data-sha256.*?<\/li>/, ''))).toEqual(['第 1 个附件“资金明细.txt”：存证里有，页面上没有']);
    expect(said(good.replace(/<h1>.*?<\/h1>/, ''))).toEqual(['页面上没有标题']);
    expect(said('<p>别的网页</p>').length).toBeGreaterThan(5);
  });

  test('a table made a paragraph, and a text of which nothing is left: no more than twenty lines', () => {
    expect(said(good.replace(/<div class="table-scroll".*?<\/table><\/div>/, '<p>见附件</p>'))[0]).toContain(
      '存证里是表格，页面上是段落',
    );
    expect(
      said(
        good.replace(/<div class="prose">.*<\/div><\/article>/s, `<div class="prose">${'<p>x</p>'.repeat(500)}</div></article>`),
      ).length,
    ).toBe(20);
  });

  test('nested as deep as a text may be, it is compared in time', () => {
    const nest = (n: number, inner: string): string =>
      n === 0 ? inner : `<blockquote>${nest(n - 1, inner)}<p>a</p></blockquote>`;
    const deep = { ...content, body: { type: 'doc', content: [quote(60)] } } as DocumentContent;
    const page = documentPage({ ...deep, attachments: content.attachments });
    const found = pageFindings(deep, readPage(pageTree(page.replace('底', nest(3, '变')))!), source);
    expect(found.length).toBeGreaterThan(0);
  });
});

function quote(n: number): object {
  const p = { type: 'paragraph', content: [{ type: 'text', text: n === 0 ? '底' : '层' }] };
  return n === 0 ? p : { type: 'blockquote', content: [quote(n - 1), p] };
}

describe('the day of publication, where the page marks it', () => {
  const dated = (at: string): string =>
    swapped('</dl>', `<dt>发布日期</dt><dd data-field="publishedAt"><time datetime="${at}">x</time></dd></dl>`);
  test('is the entry’s, to the minute', () => {
    const publishedAt = '2026-11-23T01:30:00.000Z';
    expect(said(dated('2026-11-23T09:30:00+08:00'), { publishedAt })).toEqual([]);
    expect(said(dated('2026-11-13T09:30:00+08:00'), { publishedAt })[0]).toContain('发布日期');
    expect(said(dated('2026-11-13T09:30:00+08:00'))).toEqual([]);
  });
});

describe('a page that a browser saved', () => {
  const saved = good
    .replace('/assets/site.css', './page_files/site.css')
    .replace(/(href=")(\/)/g, '$1https://gk.example.gov.cn$2')
    .replace(`/images/${digestOf(picture)}`, `./page_files/${digestOf(picture)}`);

  test('has addresses in full and pictures beside it, and fits all the same', () => {
    expect(said(saved, { kind: 'saved' })).toEqual([]);
    expect(said(saved).length).toBeGreaterThan(0);
    expect(said(saved.replace(/https:\/\/gk/g, 'http://gk'), { kind: 'saved' })).toEqual([]);
  });

  test('a link to another host and another picture are still seen', () => {
    expect(
      said(saved.replace('https://gk.example.gov.cn/catalogue/11"><', 'https://evil.example/catalogue/11"><'), { kind: 'saved' })
        .length,
    ).toBe(1);
    expect(said(saved.replace(`page_files/${digestOf(picture)}`, `page_files/${'0'.repeat(64)}`), { kind: 'saved' }).length).toBe(
      1,
    );
  });

  test('what extensions leave in it is told, and is no difference', () => {
    const found = find(saved.replace('</body>', '<style>x{}</style></body>'), { kind: 'saved' });
    expect(found).toEqual([expect.objectContaining({ place: 'foreign', grave: false })]);
    expect(pageStep(found)).toMatchObject({ state: 'caution', ok: true });
  });
});

describe('attachments and pictures', () => {
  const [file] = content.attachments;
  const sha = digestOf(picture);
  const given = (b: Buffer) => ({ name: 'x', sha256: digestOf(b), size: b.length });

  test('the very bytes fit; changed, missing or of another length do not', () => {
    expect(attachmentStep(content, new Map([[file!.sha256, given(attachment)]]))).toMatchObject({ state: 'ok' });
    expect(attachmentStep(content, new Map([[file!.sha256, given(Buffer.from('别的'))]]))).toMatchObject({
      state: 'wrong',
      details: [expect.stringContaining('资金明细.txt”：内容被换过')],
    });
    expect(attachmentStep(content, new Map([[file!.sha256, null]]))).toMatchObject({
      state: 'wrong',
      details: [expect.stringContaining('拿不到')],
    });
    expect(attachmentStep(content, new Map([[file!.sha256, { ...given(attachment), size: 1 }]]))).toMatchObject({
      state: 'wrong',
    });
  });

  test('not given is said, and is not called right', () => {
    expect(attachmentStep(content, new Map())).toMatchObject({ state: 'caution', said: expect.stringContaining('未核对') });
    expect(imageStep(content, new Map())).toMatchObject({ state: 'caution', said: expect.stringContaining('未核对') });
    expect(attachmentStep({ ...content, attachments: [] }, new Map())).toBeNull();
  });

  test('pictures by the digest of their bytes', () => {
    expect(imageStep(content, new Map([[sha, given(picture)]]))).toMatchObject({ state: 'ok' });
    expect(imageStep(content, new Map([[sha, given(attachment)]]))).toMatchObject({
      state: 'wrong',
      details: ['正文第 1 幅图：图片被换过'],
    });
    expect(imageStep(content, new Map([[sha, null]]))).toMatchObject({ state: 'wrong' });
  });
});
