import { describe, expect, it } from 'vitest';
import { day } from '../../../town/day.ts';
import { findWording } from './wording.ts';
import { wordingList } from './wording-list.ts';

const wrong = (text: string, on = '2026-11-01') => findWording(text, day(on)).map((f) => f.entry.wrong);

describe('common wrong words', () => {
  it('leaves a word alone where it is right', () => {
    const right = [
      '截止时间为11月30日',
      '报名截止2026年12月1日',
      '台风登陆沿海地区',
      '自己经手的事',
      '按装机容量计算',
      '精减退职老职工补助',
      '全部份额转让',
      '内蒙古自治区',
      '劳动合同法',
      '政策启示录',
      '提交待审材料',
      '国土所有权',
      '中国和台湾海峡沿岸',
      '答复盖章',
    ];
    for (const text of right) expect(wrong(text), text).toEqual([]);
  });

  it('finds it where it is wrong', () => {
    const cases: [string, string][] = [
      ['截止目前已完成80%', '截止'],
      ['截止2026年10月底', '截止'],
      ['汇入指定帐户', '帐户'],
      ['其它事项', '其它'],
      ['招聘启示', '招聘启示'],
      ['请登陆网站查询', '登陆'],
      ['香港、澳门、台湾等国家', '香港、澳门、台湾等国家'],
      ['新疆自治区', '新疆自治区'],
      ['房屋折迁补偿', '折迁'],
      ['依据《中华人民共和国合同法》', '《中华人民共和国合同法》'],
    ];
    for (const [text, word] of cases) expect(wrong(text), text).toEqual([word]);
  });

  it('does not ask an old document to know a later name', () => {
    expect(wrong('市环保局', '2014-05-27')).toEqual([]);
    expect(wrong('市环保局')).toEqual(['环保局']);
  });

  it('holds a list in which every line can be found and no right form contains its own wrong one', () => {
    expect(wordingList.length).toBeGreaterThan(100);
    expect(new Set(wordingList.map((e) => e.wrong)).size).toBe(wordingList.length);
    for (const e of wordingList) {
      expect(wrong(`，${e.wrong}${e.followedBy?.[0] ?? '，'}`), e.wrong).toContain(e.wrong);
      if (!e.right.includes(e.wrong)) expect(wrong(`，${e.right}${e.followedBy?.[0] ?? '，'}`), e.right).not.toContain(e.wrong);
    }
  });
});
