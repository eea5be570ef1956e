// R13 on sentences as reports write them: what is wrong is said, what may be right is left alone.
import { describe, expect, test } from 'vitest';
import { reportWith } from '../../../../test/support/annual-report-tables.ts';
import { noTables } from '../annual-report.ts';
import { breakdownsAddUp } from './figures-in-text.ts';

const judged = (...lines: string[]) =>
  breakdownsAddUp({
    read: { ...reportWith(noTables, { era: '2007', fiscalYear: 2013 }), lines },
    former: null,
    register: null,
  });
const statusOf = (line: string): string => judged(line)[0]!.status;

describe('what does not add up', () => {
  test.each([
    ['more in the parts than in the whole', '全年共收到申请12件，其中当面申请5件、信函申请8件。'],
    ['a list that ends with the rest falls short', '共公开政府信息100条，其中：概况类20条，计划类30条，其他40条。'],
    ['parts named one by one fall short', '本年收到申请10件，分别为当面3件、网络5件。'],
    ['one part is larger than the whole', '共收到申请3件，其中予以公开5件。'],
    ['Chinese numerals', '举办培训三次，其中镇里两次，村里两次。'],
    ['full-width digits and thousands', '共公开信息１,２00条，其中政策类800条、财政类500条。'],
    ['within brackets', '全年收到申请5件（其中网络4件、信函2件），均已答复。'],
    ['a label that is itself a list', '共制发文件10件，其中规章、规范性文件8件、通知3件。'],
    ['semicolons between parts', '共公开信息50条，其中：概况类20条；计划类20条；其他类20条。'],
    ['shares in between', '共公开信息50条，其中概况类20条，占40%，计划类40条，占80%。'],
    ['a list in a sentence of its own', '公开各类信息46条。其中动态类36条；总结类8条；其他类3条。'],
    ['parts worded alike', '答复申请5件，其中同意公开答复3件，不同意公开答复3件。'],
    ['organisations are no new statement', '收到申请5件，其中自然人3件、社会公益组织4件。'],
    ['a statement after the list', '收到申请4件，其中公民3件、法人2件，办结4件。'],
  ])('%s', (_name, sentence) => {
    const [finding, ...more] = judged('二、主动公开政府信息情况', sentence);
    expect(finding).toMatchObject({ rule: 'R13', status: 'FAIL', lines: [2] });
    expect(more).toEqual([]);
  });

  test('the remark quotes the sentence and names the numbers', () => {
    expect(judged('全年共收到申请12件，其中当面申请5件、信函申请8件，均已答复。')[0]!.message).toBe(
      '“全年共收到申请12件，其中当面申请5件、信函申请8件”：总数是 12，分项 5、8 相加是 13，差 1。',
    );
  });
});

describe('what is asked about, not blamed', () => {
  test.each([
    ['one piece on several channels', '共公开信息100条，其中网站公开90条、微信公开60条。'],
    ['which of two totals', '收到申请9件，办结8件，其中当面4件、网络6件。'],
    ['pauses mixed', '共公开信息10条，其中文件类8条，通知3条、公告5条。'],
    ['nearly complete', '共公开信息100条，其中概况类40条、计划类30条、财政类25条。'],
  ])('%s', (_name, sentence) => expect(statusOf(sentence)).toBe('UNCERTAIN'));
});

describe('what is right', () => {
  test.each([
    ['a whole and its parts', '全年共收到申请12件，其中当面申请5件、信函申请7件。'],
    ['a list that does not mean to be complete', '共公开信息100条，其中概况类20条、计划类30条。'],
    ['a list in a sentence of its own', '公开各类信息46条。其中工作动态类36条；计划总结类7条；其他类3条'],
    ['pauses mixed', '发布信息247条，其中概况类5条，规章类11条，业务类30条，服务类20条、动态类58条，其它123条。'],
    ['a clause before each number', '公开信息145条，其中，通过区政府网站公开信息8条，在微信平台公开信息137条。'],
    ['after the list, worded otherwise', '收到申请5件，其中网络3件，信函2件，按时办结5件。'],
    ['one part', '共收到申请3件，其中予以公开2件。'],
    ['either total fits', '收到申请10件，办结8件，其中当面3件、网络5件。'],
    ['two sentences in one', '收到申请5件，其中网络3件、信函2件；办结5件，其中公开4件、部分公开1件。'],
    ['what follows the list is no part of it', '收到申请5件，其中网络3件、信函2件，公开4件。'],
  ])('%s', (_name, sentence) => expect(judged(sentence)).toMatchObject([{ status: 'PASS', lines: [1] }]));
});

describe('what cannot be told is left alone', () => {
  test.each([
    ['no number', '全年公开了一批信息，其中有不少是群众关心的。'],
    ['no exact whole', '开展了多次培训，其中市里指导一次，镇集中培训两次，村里一次。'],
    ['about so many', '共公开信息100余条，其中概况类80条、计划类50条。'],
    ['an exact whole, parts about so many', '共公开信息100条，其中概况类80余条、计划类50条。'],
    ['another unit', '共公开信息100条，其中文件80份、图片50幅。'],
    ['a comparison', '全年公开信息100条，比上年增加20条，其中概况类60条、计划类50条。'],
    ['articles of the law', '按照条例第二十条规定，其中第一项12件、第二项3件。'],
    ['a once-for-all notice', '办理事项3次，其中一次性告知的很多。'],
    ['lists within a part', '共公开信息20条，其中文件类8条，通知3条、公告5条。'],
    ['a second list without a pause between', '收到申请5件，其中网络3件，信函2件，公开4件，其中全部公开3件，部分公开1件。'],
    ['a sheet, cell by cell', '其中：主动公开规范性文件数'],
  ])('%s', (_name, sentence) => expect(statusOf(sentence)).toMatch(/NOT_ASSESSABLE|PASS/));
});

test('without any such sentence there is nothing to assess', () => {
  expect(judged('全年收到申请5件。', '没有行政复议。')).toMatchObject([{ rule: 'R13', status: 'NOT_ASSESSABLE', lines: [] }]);
});
