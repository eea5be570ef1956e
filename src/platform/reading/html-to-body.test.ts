import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, bodyBlocks, linksOf, parseBody, plainText } from '../../town/body.ts';
import { bodyHtml } from '../../town/body-html.ts';
import { htmlToBody } from './html-to-body.ts';

const shown = (html: string): string => bodyHtml(htmlToBody(html).body, { imageSrc: (sha) => `/f/${sha}` });

describe('foreign HTML', () => {
  it('never brings in scripts, handlers, forms, frames, styles or dangerous links', () => {
    const attack = `<script>a()</script><style>b{}</style><p onclick="c()" style="background:url(javascript:d)">文<img src=x onerror=e()></p>
      <svg onload=f()><a xlink:href="javascript:g()">图</a></svg><iframe src="//h"></iframe><form><input value=i><textarea>j</textarea></form>
      <a href="java\nscript:k()">链</a><a href=" javascript:l()">接</a><a href="data:text/html,m">处</a><math><mtext></mtext></math><template>n</template>
      <noscript><p title="</noscript><img src=x onerror=o()>"></noscript><!--><p>注-->`;
    expect(shown(attack)).toMatch(/^<p>文<\/p>/);
    expect(shown(attack)).not.toMatch(/[a-o]\(\)|on\w+=|javascript|style|data:/);
    expect(htmlToBody(attack).warnings).toEqual(expect.arrayContaining(['links-dropped', 'pictures-dropped']));
    expect(linksOf(htmlToBody(attack).body)).toEqual([]);
  });

  it('always becomes a body that can be stored, whatever it is', () => {
    const tag = fc.constantFrom(
      'p',
      'div',
      'table',
      'tr',
      'td',
      'th',
      'ul',
      'ol',
      'li',
      'h1',
      'h3',
      'blockquote',
      'b',
      'a',
      'br',
      'hr',
      'caption',
      'constructor',
      'script',
      'o:p',
      'span',
    );
    const piece = fc.oneof(
      tag.map((t) => `<${t}>`),
      tag.map((t) => `</${t}>`),
      fc.constantFrom(
        '<td colspan=9999 rowspan=-1>',
        '<a href="http://a.cn">',
        '<ol start=-5>',
        '<p align=center>',
        '<!--[if gte mso 9]>',
        '<![endif]-->',
        '<p style="mso-list:l0 level1">',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const { body } = htmlToBody(pieces.join(''));
        expect(parseBody(body)).toMatchObject({ ok: true });
      }),
      { numRuns: 200 },
    );
  });

  it('is read in bounded depth and size', () => {
    for (const t of ['div', 'blockquote', 'ul><li', 'table><tr><td', 'b', 'h1', 'h1><blockquote'])
      expect(parseBody(htmlToBody(`${`<${t}>`.repeat(3000)}到底了`).body)).toMatchObject({ ok: true });
    const wide = `<table>${`<tr>${'<td>1</td>'.repeat(400)}</tr>`.repeat(100)}</table>`;
    const read = htmlToBody(wide);
    expect(read.warnings).toContain('content-cut');
    expect(parseBody(read.body).ok).toBe(true);
  });

  it('keeps structure: headings, lists, emphasis, links, tables with spans, alignment', () => {
    expect(
      shown(
        '<h2>一、总则</h2><p align="center">第<b>一<i>条</i></b> 依据<a href="https://a.gov.cn/x">条例</a>H<sub>2</sub>O</p>',
      ),
    ).toBe(
      '<h3 id="s1">一、总则</h3><p class="align-center">第<strong>一</strong><em><strong>条</strong></em> 依据<a href="https://a.gov.cn/x">条例</a>H<sub>2</sub>O</p>',
    );
    expect(shown('<ol start="3"><li>甲</li><li>乙<ul><li>丙</li></ul></li></ol>')).toBe(
      '<ol start="3"><li>甲</li><li><p>乙</p><ul><li>丙</li></ul></li></ol>',
    );
    expect(
      shown(
        '<table><thead><tr><th colspan=2>项</th></tr></thead><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr></table>',
      ),
    ).toContain('<tr><th colspan="2">项</th></tr><tr><td rowspan="2">甲</td><td>1</td></tr><tr><td>2</td></tr>');
  });

  it('reads a table that only arranges the page as text, and a table inside a table flat', () => {
    expect(shown('<table><tr><td><p>正文</p></td></tr></table>')).toBe('<p>正文</p>');
    const layout = htmlToBody('<table><tr><td>左</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></table>').body;
    expect(layout.content.map((b: Block) => b.type)).toEqual(['paragraph', 'table']);
  });

  describe('with paragraphs made of breaks', () => {
    it('keeps a single break a break: lines of an address, a heading, a cell', () => {
      expect(shown('联系人：王样例<br>电话：0563-4000123<br/>　地址：山门村<br>')).toBe(
        '<p>联系人：王样例<br>电话：0563-4000123<br>地址：山门村</p>',
      );
      expect(htmlToBody('<h2>港口镇<br><br>　　公告</h2>').body.content.map((b: Block) => b.type)).toEqual(['heading']);
      expect(shown('<br><br>　　<br>&nbsp;<br>')).toBe('<p></p>');
    });

    it('parts them at an empty line, and at a break before an indent', () => {
      expect(shown('第一段<br><br>第二段<br>\n&nbsp;<br /> \n　　<br>第三段<br>续行')).toBe(
        '<p>第一段</p><p>第二段</p><p>第三段<br>续行</p>',
      );
      expect(
        shown('<div>　　一段<br>　　<b>二</b>段<br>\n　　三段<br>&emsp;&emsp;四段<br>&nbsp;&nbsp; &nbsp;&nbsp;五段</div>'),
      ).toBe('<p>一段</p><p><strong>二</strong>段</p><p>三段</p><p>四段</p><p>五段</p>');
      expect(shown('<p align=center><b>甲<br><br>乙</b></p>')).toBe(
        '<p class="align-center"><strong>甲</strong></p><p class="align-center"><strong>乙</strong></p>',
      );
      expect(shown('<b>　<i>　甲</i><br>　</b>　乙')).toBe('<p><em><strong>甲</strong></em></p><p>乙</p>');
    });

    it('does so inside a list item and a cell, and stays within the size of a body', () => {
      expect(shown('<ul><li>甲<br><br>乙</li></ul>')).toBe('<ul><li><p>甲</p><p>乙</p></li></ul>');
      const read = htmlToBody('一<br><br>'.repeat(60_000));
      expect(read.warnings).toContain('content-cut');
      expect(parseBody(read.body).ok).toBe(true);
    });
  });

  it('leaves out hidden text and says so', () => {
    const read = htmlToBody('<p>公开<span style="display:none">不公开</span></p>');
    expect(plainText(read.body)).toBe('公开');
    expect(read.warnings).toEqual(['hidden-text-dropped']);
  });
});

describe('what Word puts on the clipboard', () => {
  const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
    <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
    <style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm} --></style></head><body lang=ZH-CN><!--StartFragment-->
    <p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:22.0pt;font-family:方正小标宋'>关于开展自查的通知<o:p></o:p></span></b></p>
    <p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
    <p class=MsoListParagraph style='margin-left:18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>（一）<span style='font:7.0pt "Times New Roman"'>&nbsp; </span></span></span><![endif]><span>自查范围</span></p>
    <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>各村（社区）</p>
    <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>各部门</p>
    <table class=MsoTableGrid border=1 style='mso-border-alt:solid'><tr style='mso-yfti-irow:0'><td width=100><p class=MsoNormal>村<o:p></o:p></p></td><td><p class=MsoNormal>人数</p></td></tr></table>
    <!--EndFragment--></body></html>`;

  it('is cleaned to plain structure: numbers kept, bullets as lists, no styles, no empty paragraphs', () => {
    expect(shown(word)).toBe(
      '<p class="align-center"><strong>关于开展自查的通知</strong></p><p>（一）自查范围</p><ul><li>各村（社区）</li><li>各部门</li></ul>' +
        '<div class="table-scroll" tabindex="0" role="region" aria-label="表格"><table><tbody><tr><td>村</td><td>人数</td></tr></tbody></table></div>',
    );
    expect(bodyBlocks(htmlToBody(word).body).map((b) => b.kind)).toEqual([
      'paragraph',
      'paragraph',
      'item',
      'item',
      'cell',
      'cell',
    ]);
  });

  const item = (level: number, marker: string, text: string): string =>
    `<p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level${level} lfo1'><![if !supportLists]><span lang=EN-US><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}</p>`;

  it('has its numbered paragraphs as lists that go on counting, one inside the other', () => {
    expect(
      shown(
        item(1, '1.', '带身份证') +
          item(1, '2.', '到窗口') +
          item(2, '·', '周一至周五') +
          item(2, '·', '节假日除外') +
          item(1, '3.', '领回执'),
      ),
    ).toBe('<ol><li>带身份证</li><li><p>到窗口</p><ul><li>周一至周五</li><li>节假日除外</li></ul></li><li>领回执</li></ol>');
    expect(shown(`${item(1, '1.', '甲')}<p>插一段</p>${item(1, '2.', '乙')}`)).toBe(
      '<ol><li>甲</li></ol><p>插一段</p><ol start="2"><li>乙</li></ol>',
    );
    expect(shown(item(1, '1.', '甲') + item(1, '1.', '另一组'))).toBe('<ol><li>甲</li></ol><ol><li>另一组</li></ol>');
    expect(shown(item(3, '1.', '没有上一级'))).toBe('<ol><li>没有上一级</li></ol>');
    expect(shown(`<div>${item(1, '1、', '甲')}${item(1, '2、', '乙')}</div>`)).toBe('<ol><li>甲</li><li>乙</li></ol>');
  });

  it('keeps the numbering of official texts as it is written', () => {
    for (const marker of ['一、', '（一）', '（1）', '1.1', 'a.'])
      expect(shown(item(1, marker, '总则'))).toBe(`<p>${marker}总则</p>`);
  });

  it('is bounded however its lists are nested', () => {
    const deep = Array.from({ length: 300 }, (_, i) => item((i % 9) + 1, i % 2 ? '1.' : '·', '项')).join('');
    for (const html of [deep, `${'<div>'.repeat(60)}${deep}`, `${'<blockquote>'.repeat(30)}${deep}`])
      expect(parseBody(htmlToBody(html).body)).toMatchObject({ ok: true });
  });
});
