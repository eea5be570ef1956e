import { describe, expect, test } from 'vitest';
import { fiscalYearOf } from './fiscal-year.ts';
import { noticePeriod } from './notice-period.ts';
import { percent } from './home.tsx';
import { day } from '../../town/day.ts';

describe('the period a notice states', () => {
  test.each([
    '没有写期限的公示。',
    '公示期不少于5个工作日。',
    '公示期：2026年11月31日至2026年12月5日。',
    '公示期：2026年11月25日至2026年11月19日。',
    '会议时间：2026年11月19日至2026年11月25日。',
    '公示期满以后，2026年11月19日至2026年11月25日办理手续。没有另外的日期。'.replace('，2026', '。2026'),
  ])('is none in %s', (text) => {
    expect(noticePeriod(text)).toBeNull();
  });

  test.each([
    ['公示期：2026年11月19日至2026年11月25日（共5个工作日）。', '2026-11-19', '2026-11-25'],
    ['公示时间：2026年12月30日至2027年1月5日', '2026-12-30', '2027-01-05'],
    ['公示期为 2026 年 11 月 19 日 至 25 日', '2026-11-19', '2026-11-25'],
    ['公告期限自2026年3月1日起至4月1日', '2026-03-01', '2026-04-01'],
  ])('is read from %s', (text, from, to) => {
    expect(noticePeriod(text)).toEqual({ from, to });
  });
});

describe('the year of an annual report', () => {
  test.each([
    ['港口镇人民政府2013年政府信息公开工作年度报告', 2013],
    ['2020 年度报告', 2020],
    ['年度报告', 2025],
  ])('%s', (title, year) => {
    expect(fiscalYearOf({ title, createdOn: day('2026-01-18'), publishedOn: day('2026-01-20') })).toBe(year);
  });
});

describe('the rate on time', () => {
  test.each([
    [1, '100%'],
    [0.9999, '99.9%'],
    [0, '0.0%'],
    [0.955, '95.5%'],
  ])('%d is never flattered', (rate, text) => {
    expect(percent(rate)).toBe(text);
  });
});
