import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documents } from '../../../seed/documents/all.ts';
import { items as seedItems } from '../../../seed/items.ts';
import { organs as seedOrgans } from '../../../seed/organs.ts';
import { bodyFromText } from '../../town/body.ts';
import type { OrganId } from '../../town/ids.ts';
import { anyDay } from './any-day.ts';
import { firstSentences } from './first-sentences.ts';
import { guessGenre } from './guess-genre.ts';
import { guessItem } from './guess-item.ts';
import { guessOrgan, organNamed } from './guess-organ.ts';
import { itemNamed } from './proposal.ts';
import { signatureDay } from './signature-day.ts';

const items = seedItems.map((i) => ({ code: i.code, name: i.name, shortName: i.short }));
const organs = seedOrgans.map((o) => ({
  id: o.code as OrganId,
  code: o.code,
  name: o.name,
  shortName: o.shortName,
  kind: o.kind,
}));
const guess = (title: string, breadcrumb: readonly string[] = [], keywords: readonly string[] = [], docNo = '') =>
  guessItem({ title, breadcrumb, keywords, docNo }, items);

describe('a date in a table', () => {
  it('that does not exist, or is no date, is none', () => {
    for (const t of [
      '',
      '2014-02-30',
      '2014年13月1日',
      '2014/5',
      '41786',
      '五月',
      '20140532',
      '2014-5-27-3',
      '二〇一四年十三月一日',
      'x2014-05-27',
    ])
      expect(anyDay(t), t).toBeNull();
  });
  it('is read in every form an office uses', () => {
    for (const t of [
      '2014-05-27',
      '2014/5/27',
      '2014.5.27',
      '2014年5月27日',
      '2014 年 5 月 27 日',
      '20140527',
      '２０１４年５月２７日',
      '2014-05-27 00:00',
      '2014-05-27T08:30:00',
      '二〇一四年五月二十七日',
      '二○一四年五月二十七日',
    ])
      expect(anyDay(t), t).toBe('2014-05-27');
    expect(anyDay('二〇一〇年十月十日')).toBe('2010-10-10');
    expect(anyDay('二〇二六年十二月三十一日')).toBe('2026-12-31');
  });
  it('never makes a fault of any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (t) => void anyDay(t)));
  });
});

describe('the item of a document', () => {
  it('is not guessed when nothing, or several things, speak for it', () => {
    expect(guess('关于做好近期有关工作的函').code).toBeNull();
    expect(guess('').code).toBeNull();
    expect(guess('会议照片').maybe).toEqual([]);
    const torn = guess('房屋征收与土地征收补偿安置方案');
    expect(torn.code).toBeNull();
    expect(torn.maybe.slice(0, 2).sort()).toEqual(['23', '24']);
  });
  it('is read from the title', () => {
    expect(guess('某镇2013年度政府信息公开工作年度报告').code).toBe('04');
    expect(guess('2016年财政预算执行情况和2017年预算草案').maybe).toContain('11');
    expect(guess('2015年度部门决算').code).toBe('11');
    expect(guess('道路硬化工程中标候选人公示').code).toBe('14');
    expect(guess('2018年第二季度城乡低保对象名单').code).toBe('27');
  });
  it('is read from where it stood when the title says nothing', () => {
    expect(guess('关于2013年工作情况的说明', ['首页', '政府信息公开', '某镇', '政府信息公开年报']).code).toBe('04');
  });
  it('is one the catalogue has', () => {
    expect(
      guessItem(
        { title: '2015年度部门决算', breadcrumb: [], keywords: [], docNo: '' },
        items.filter((i) => i.code !== '11'),
      ).code,
    ).toBeNull();
  });
  it('is right wherever it is given, for a year of documents, and given for most', () => {
    const answers = documents.map((d) => ({ d, g: guess(d.title, [], d.keywords, d.docNo ?? '') }));
    const given = answers.filter((a) => a.g.code !== null);
    const wrong = given
      .filter((a) => a.g.code !== a.d.item)
      .map((a) => `${a.d.title}: ${a.g.code} for ${a.d.item} (${a.g.signs.join(' ')})`);
    expect(wrong.length / given.length, wrong.join('\n')).toBeLessThan(0.04);
    expect(given.length / documents.length).toBeGreaterThan(0.85);
  });
  it('may be named by code or name in a table', () => {
    for (const t of ['04', '4', '０４', '04 政府信息公开年度报告', '年度报告', '政府信息公开年度报告'])
      expect(itemNamed(t, items), t).toBe('04');
    for (const t of ['', '99', '404', '年报啊']) expect(itemNamed(t, items), t).toBeNull();
  });
});

describe('the organ of a document', () => {
  it('is not guessed from a stranger', () => {
    for (const t of ['', '新华社', '市财政局', '政', '村']) expect(guessOrgan(t, organs, '港口镇')?.code ?? null, t).toBeNull();
  });
  it('is found by full name, by short name, and behind the names of places', () => {
    const found = (t: string): string | null => guessOrgan(t, organs, '港口镇')?.code ?? null;
    expect(found('港口镇人民政府')).toBe('town');
    expect(found('宁国市港口镇人民政府')).toBe('town');
    expect(found('港口镇')).toBe('town');
    expect(found('镇政府')).toBe('town');
    expect(found('港口镇财政所')).toBe('finance');
    expect(found('宁国市港口镇人民政府财政所')).toBe('finance');
    expect(found('党政办')).toBe('office');
    expect(found('港口镇山门村村民委员会')).toBe('shanmen');
    expect(organNamed('finance', organs)?.code).toBe('finance');
  });
});

describe('other guesses', () => {
  it('the kind of a document is what its title ends with', () => {
    expect(guessGenre('某镇2013年度政府信息公开工作年度报告')).toBe('年报');
    expect(guessGenre('关于印发防汛方案的通知')).toBe('通知');
    expect(guessGenre('道路工程中标公告（第二次）')).toBe('公告');
    expect(guessGenre('禁令学习心得')).toBe('其他');
    expect(guessGenre('')).toBe('其他');
  });
  it('a summary is whole sentences within the limit, never the greeting', () => {
    const s = firstSentences(bodyFromText('各村（社区）、镇直各单位：\n今年全镇共公开信息三百条。其中财政类十条。'), '标题');
    expect(s).toBe('今年全镇共公开信息三百条。其中财政类十条。');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ minLength: 1, maxLength: 300 }), (text, title) => {
        expect([...firstSentences(bodyFromText(text), title)].length).toBeLessThanOrEqual(100);
      }),
    );
  });
  it('a signature day stands alone near the end', () => {
    expect(signatureDay(bodyFromText('正文。\n某镇人民政府\n2014年5月20日'))).toBe('2014-05-20');
    expect(signatureDay(bodyFromText('正文。\n二〇一四年五月二十日'))).toBe('2014-05-20');
    expect(signatureDay(bodyFromText('2014年5月20日，会议召开。\n正文。'))).toBeNull();
  });
});
