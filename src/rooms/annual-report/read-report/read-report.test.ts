// What a report says outside of its tables: whose it is, which contents it has, which numbers it names.
import { describe, expect, it } from 'vitest';
import type { Figure } from '../annual-report.ts';
import { numberIn } from './numerals.ts';
import { readReport } from './read-report.ts';

const nowhere = { title: '', publishedOn: null, source: '' };
const read = (lines: readonly string[]) => readReport({ lines, around: nowhere }).report;
const TITLE = '样例镇人民政府2012年政府信息公开工作年度报告';
const figures = (...lines: string[]): Record<string, number> =>
  Object.fromEntries(read([TITLE, ...lines]).figures.map((f: Figure) => [f.key, f.value]));
const statuses = (...lines: string[]): Record<string, string> =>
  Object.fromEntries(read([TITLE, ...lines]).contents.map((c) => [c.id, c.status]));

describe('a number said in the text', () => {
  it('is no figure when it is wished for, inexact, of another year, or says how much more', () => {
    expect(figures('明年将举办培训5次。')).toEqual({});
    expect(figures('全年主动公开政府信息300余条。')).toEqual({});
    expect(figures('上年收到申请8件。')).toEqual({});
    expect(figures('收到申请比上年增加3件。')).toEqual({});
    expect(figures('开展了多次培训。')).toEqual({});
  });

  it('is no figure when one number stands for two things', () => {
    expect(figures('行政复议、行政诉讼共3件。')).toEqual({});
    expect(figures('行政复议和行政诉讼均为0件。')).toEqual({ reviews: 0, lawsuits: 0 });
  });

  it('is not a total when it is a part of one', () => {
    expect(figures('其中，网站主动公开信息40条。')).toEqual({});
    expect(figures('全年共主动公开政府信息120条，其中，网站主动公开信息40条。')).toEqual({ published: 120 });
  });

  it('counts what the words around it say, in digits of any width or in Chinese', () => {
    expect(figures('编制公开目录，确定３３项公开目录。')).toEqual({ catalogueItems: 33 });
    expect(figures('设有十二个村级便民服务代办点。')).toEqual({ servicePoints: 12 });
    expect(figures('市政务中心来镇培训一次，镇集中培训两次，到村培训三次。')).toEqual({
      trainingsByCity: 1,
      trainingsTown: 2,
      trainingsVillage: 3,
    });
    expect(figures('举办业务培训4期。')).toEqual({ trainings: 4 });
    expect(figures('建成2个中心、一个平台和6个办事窗口。')).toEqual({ centres: 2, platforms: 1, windows: 6 });
    expect(figures('全年主动公开政府信息1,234条。')).toEqual({ published: 1234 });
    expect(figures('全年主动公开政府信息1.2万条。')).toEqual({ published: 12_000 });
    expect(figures('公开规范性文件3件。')).toEqual({ publishedNormative: 3 });
  });

  it('is read for requests, what became of them, reviews and suits', () => {
    const said = '全年收到信息公开申请12件，办结11件，其中予以公开7件，部分公开2件，结转下年度1件。';
    expect(figures(said)).toEqual({ requestsReceived: 12, handled: 11, granted: 7, partial: 2, carriedOut: 1 });
    expect(figures('发生行政复议2件，行政诉讼1件。')).toEqual({ reviews: 2, lawsuits: 1 });
    expect(figures('未收到公民、法人或者其他组织提出的政府信息公开申请。')).toEqual({ requestsReceived: 0 });
    expect(figures('没有因信息公开被申请行政复议或者提起行政诉讼。')).toMatchObject({ reviews: 0 });
    expect(figures('未收到行政复议申请。')).toEqual({ reviews: 0 });
    expect(figures('收取信息处理费0.5万元。')).toEqual({ feesCharged: 5000 });
  });

  it('has its line, in print that breaks off in the middle of a sentence too', () => {
    const lines = [
      TITLE,
      '',
      '镇里召开了几次会议研究公开工作并且把责任落实到每个科室，全年共收到信息公开申',
      '请12件，均已办结。',
    ];
    expect(read(lines).figures).toEqual([{ key: 'requestsReceived', value: 12, unit: '件', line: 3 }]);
  });

  it('is null when Chinese digits are not surely a number', () => {
    expect(['十', '十二', '二十', '一百零三', '两', '一百二', '十百', '二零一三', '零零'].map(numberIn)).toEqual([
      10,
      12,
      20,
      103,
      2,
      null,
      null,
      2013,
      null,
    ]);
  });
});

describe('the six contents of the 2007 form', () => {
  const none = {
    proactive: 'missing',
    requests: 'missing',
    fees: 'missing',
    remedies: 'missing',
    problems: 'missing',
    other: 'missing',
  };

  it('are missing where they are only wished for or mentioned in passing', () => {
    expect(statuses('依申请公开的，要按照规定的时限办理。')).toEqual(none);
    expect(statuses('应当依法做好行政复议工作。')).toEqual(none);
    expect(statuses('把学校收费、行政事业性收费作为公开的重点。')).toEqual(none);
    expect(statuses('及时主动公开了惠民政策。')).toEqual(none);
  });

  it('are empty where a heading announces what nobody says', () => {
    const said = statuses(
      '二、主动公开政府信息的情况',
      '及时公开了各类信息。',
      '三、依申请公开情况',
      '将认真办理。',
      '四、收费及减免情况',
      '五、存在的问题',
    );
    expect(said).toEqual({ ...none, proactive: 'empty', requests: 'empty', fees: 'empty', problems: 'empty' });
  });

  it('are there when the text says how it was, whatever the headings', () => {
    expect(statuses('全年主动公开政府信息56条。').proactive).toBe('present');
    expect(statuses('全年主动公开政府信息五十余条。').proactive).toBe('present');
    expect(statuses('本年度没有收到公开政府信息的申请。').requests).toBe('present');
    expect(statuses('受理信息公开申请3件，均已答复。').requests).toBe('present');
    expect(statuses('没有收取检索、复制、邮寄等费用。').fees).toBe('present');
    expect(statuses('四、政府信息公开的收费及减免情况', '全年未收费。').fees).toBe('present');
    expect(statuses('没有因信息公开引起的行政复议和行政诉讼。').remedies).toBe('present');
    expect(statuses('工作中还存在更新不及时的问题。').problems).toBe('present');
    expect(statuses('八、明年工作打算', '办好公开栏。').other).toBe('present');
  });
});

describe('the six parts since 2019', () => {
  const title = '样例镇人民政府2022年政府信息公开工作年度报告';
  const parts = (...lines: string[]) => read([title, ...lines]).contents.map((c) => [c.id, c.status, c.line]);

  it('are told missing or empty, with the line of their heading', () => {
    expect(parts('一、总体情况', '二、主动公开政府信息情况', '无。')).toEqual([
      ['overview', 'empty', 2],
      ['proactive', 'present', 3],
      ['requests', 'missing', 0],
      ['remedies', 'missing', 0],
      ['problems', 'missing', 0],
      ['other', 'missing', 0],
    ]);
  });

  it('are known by number and key words, and by their fixed titles where a program lost the number', () => {
    const varied = [
      '一、概述',
      '做了工作。',
      '二、行政机关主动公开政府信息情况',
      '见表。',
      '三．行政机关收到和处理政府信息公开申请情况',
      '见表。',
      '四、因政府信息公开工作被申请行政复议、提起行政诉讼情况',
      '见表。',
      '存在的主要问题及改进情况',
      '人手不足。',
      '六、其它需报告的事项',
      '无',
    ];
    expect(parts(...varied).map(([id, status]) => `${id} ${status}`)).toEqual(
      ['overview', 'proactive', 'requests', 'remedies', 'problems', 'other'].map((id) => `${id} present`),
    );
  });

  it('are not taken from a list of contents above them', () => {
    const list = ['一、总体情况', '二、主动公开政府信息情况'];
    expect(parts(...list, ...list.flatMap((l) => [l, '有内容。'])).slice(0, 2)).toEqual([
      ['overview', 'present', 4],
      ['proactive', 'present', 6],
    ]);
  });
});

describe('whose report on which year it is', () => {
  const facts = (...lines: string[]) => {
    const { unit, fiscalYear, era, publishedOn } = read(lines);
    return [unit, fiscalYear, era, publishedOn];
  };

  it('is unknown where nothing says so: the day of publication names no year of a report', () => {
    expect(facts('政府信息公开工作年度报告', '发布时间：2014-02-01')).toEqual([null, null, null, '2014-02-01']);
    expect(facts('样例镇1999年政府信息公开工作年度报告').slice(1, 3)).toEqual([null, null]);
    expect(facts('样例镇2006年政府信息公开工作年度报告').slice(1, 3)).toEqual([2006, null]);
  });

  it('is told by a title in one line or three, in digits or in Chinese, or by the period', () => {
    expect(facts('样例县样例镇人民政府2023年政府信息公开工作年度报告')).toEqual(['样例县样例镇人民政府', 2023, '30', null]);
    expect(facts('样例镇人民政府', '2019年政府信息公开', '工作年度报告').slice(1, 3)).toEqual([2019, '60']);
    expect(facts('样例镇人民政府', '2019年政府信息公开工作年度报告')[0]).toBe('样例镇人民政府');
    expect(facts('2020年样例镇人民政府信息公开工作年度报告')).toEqual(['样例镇人民政府', 2020, '60', null]);
    expect(facts('关于样例镇二〇一三年度政府信息公开工作的报告')).toEqual(['样例镇', 2013, '2007', null]);
    expect(facts('政府信息公开年报', '统计期限为2021年1月1日至12月31日。').slice(1, 3)).toEqual([2021, '30']);
    expect(facts('政府信息公开年报', '数据截止到20101231日。').slice(1, 3)).toEqual([2010, '2007']);
  });

  it('is dated by the line under the title, with its marks or without', () => {
    expect(facts(TITLE, '发布日期：20130329 浏览次数：3')[3]).toBe('2013-03-29');
    expect(facts(TITLE, '公开日期： 2013年3月9日')[3]).toBe('2013-03-09');
    expect(facts(TITLE, '发布日期：20131399')[3]).toBeNull();
  });
});

describe('the statistics sheet of 2014 to 2018', () => {
  const title = '样例镇人民政府2016年政府信息公开工作年度报告';
  const rows = [
    ['（一）主动公开政府信息数', '条', '210'],
    ['其中：主动公开规范性文件数', '条', '2'],
    ['（一）收到申请数', '件', '0'],
    ['七、依申请公开信息收取的费用', '万元', '/'],
    ['四、行政复议数量', '件', '0'],
    ['（一）维持具体行政行为数', '件', '0'],
    ['（二）被依法纠错数', '件', '1'],
    ['五、行政诉讼数量', '件', '0'],
    ['（二）被依法纠错数', '件', '2O'],
  ];
  const head = [title, '附表', '政府信息公开情况统计表'];
  const found = (lines: readonly string[]) => Object.fromEntries(read([...head, ...lines]).figures.map((f) => [f.key, f.value]));

  it.each([
    ['tabs', rows.map((r) => r.join('\t'))],
    ['bars', rows.map((r) => `${r.join(' | ')} |`)],
    ['one cell a line', rows.flat()],
  ])('becomes figures, none of what is damaged (%s)', (_name, lines) => {
    expect(found(lines)).toEqual({
      'sheet.published': 210,
      'sheet.normativePublished': 2,
      'sheet.received': 0,
      'sheet.fees': 0,
      'sheet.reviewUpheld': 0,
      'sheet.reviewCorrected': 1,
    });
  });

  it('says what the text does not', () => {
    const { contents } = read([...head, ...rows.map((r) => r.join('\t'))]);
    expect(contents.filter((c) => c.status === 'present').map((c) => c.id)).toEqual([
      'proactive',
      'requests',
      'fees',
      'remedies',
    ]);
  });
});
