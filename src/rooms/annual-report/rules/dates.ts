// R11: the report counts its whole year and nothing else, and was published after it. R12: it was published in time.
import { type Day, longDay, parseDay } from '../../../town/day.ts';
import { periodOf, reportLateness } from '../era.ts';
import type { Finding, ReadReport } from '../annual-report.ts';
import { failed, type FindingsOf, notAssessable, passed, uncertain } from './rule.ts';

/** What must stand close before it: projects, publicity and terms of office have periods too. */
const STATES_PERIOD = /统计|(?:报告|年报).{0,12}(?:数据|期限|时限)/;
const DATE = '(?:(\\d{4})年)?(\\d{1,2})月(\\d{1,2})日';
const PERIOD = new RegExp(`${DATE}(?:起|开始)?,?(?:至|到|—+|-+|－+|~|～)+(?:本年度?|当年|同年)?${DATE}`);

/** Dates that lost their characters: `20101231日`. */
const DAMAGED = /统计(?:数据)?的?(?:期限|时限|时间)[^,]{0,6}\d{4}/;

interface Period {
  from: Day | null;
  to: Day | null;
  said: string;
  line: number;
}

const dayOfParts = (year: string, month: string, date: string): Day | null =>
  parseDay(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`);

/** A date without a year is of the year said with the other one, or of the report's. */
function periodIn(sentence: string, fiscalYear: number, line: number): Period[] {
  const m = PERIOD.exec(sentence);
  if (!m) return DAMAGED.test(sentence) ? [{ from: null, to: null, said: sentence, line }] : [];
  if (!STATES_PERIOD.test(sentence.slice(Math.max(0, m.index - 24), m.index))) return [];
  const [said, year1, month1 = '', date1 = '', year2, month2 = '', date2 = ''] = m;
  const first = year1 ?? year2 ?? String(fiscalYear);
  return [{ from: dayOfParts(first, month1, date1), to: dayOfParts(year2 ?? first, month2, date2), said, line }];
}

/** The first one: a report states its period where it begins. */
function periodOfText(read: ReadReport, fiscalYear: number): Period | null {
  for (const [i, text] of read.lines.entries()) {
    if (!/统计|报告|年报/.test(text)) continue;
    const sentences = text.normalize('NFKC').replace(/\s+/g, '').split(/[。;]/);
    const [found] = sentences.flatMap((s) => periodIn(s, fiscalYear, i + 1));
    if (found) return found;
  }
  return null;
}

/** A period the reader cannot date is not wrong, it is unread. */
function periodFinding(period: Period, fiscalYear: number): Finding | null {
  const lines = [period.line];
  if (period.from === null || period.to === null)
    return uncertain('R11', `统计期限读不出来：“${period.said}”，请看日期是不是缺了字。`, { lines });
  const due = periodOf(fiscalYear);
  if (period.from === due.from && period.to === due.to) return null;
  const message = `统计期限写的是${longDay(period.from)}至${longDay(period.to)}，${fiscalYear} 年度应当是${longDay(due.from)}至${longDay(due.to)}。`;
  return failed('R11', message, { lines });
}

function publicationFinding(publishedOn: Day | null, fiscalYear: number): Finding | null {
  if (publishedOn === null || publishedOn > periodOf(fiscalYear).to) return null;
  return failed('R11', `发布日期是${longDay(publishedOn)}，${fiscalYear} 年还没有结束，全年的数不可能已经统计出来。`);
}

export const periodCovered: FindingsOf = ({ read }) => {
  const { fiscalYear, publishedOn } = read.report;
  if (fiscalYear === null) return [notAssessable('R11', '看不出报告是哪一年度的，不能核对统计期限。')];
  const period = periodOfText(read, fiscalYear);
  if (period === null && publishedOn === null)
    return [notAssessable('R11', '没有找到统计期限，也没有找到发布日期，没有可以核对的日期。')];
  const findings = [period && periodFinding(period, fiscalYear), publicationFinding(publishedOn, fiscalYear)].filter(
    (f) => f !== null,
  );
  if (findings.length > 0) return findings;
  if (period === null)
    return [uncertain('R11', `正文里没有找到统计期限，应当写明${fiscalYear}年1月1日至12月31日；发布日期在年度结束以后。`)];
  const published = publishedOn === null ? '没有找到发布日期' : '发布日期在年度结束以后';
  return [passed('R11', `统计期限是${fiscalYear}年1月1日至12月31日，${published}。`, { lines: [period.line] })];
};

/** The line that shows the day of publication, so that nobody has to look for it. */
function lineSaying(read: ReadReport, published: Day): number[] {
  const shown = new Set([published, published.replaceAll('-', '/'), longDay(published)]);
  const line = read.lines.findIndex((text) => [...shown].some((s) => text.replace(/\s+/g, '').includes(s)));
  return line < 0 ? [] : [line + 1];
}

export const publishedInTime: FindingsOf = ({ read }) => {
  const { fiscalYear, publishedOn } = read.report;
  if (fiscalYear === null) return [notAssessable('R12', '看不出报告是哪一年度的，不知道应当在哪天以前公布。')];
  if (publishedOn === null) return [notAssessable('R12', '没有找到发布日期，不知道是不是按时公布。')];
  const { dueOn, daysLate } = reportLateness(fiscalYear, publishedOn);
  const lines = lineSaying(read, publishedOn);
  const said = `${longDay(publishedOn)}公布，应当在${longDay(dueOn)}以前公布`;
  if (daysLate > 0) return [failed('R12', `迟 ${daysLate} 天公布：${said}。`, { lines })];
  return [passed('R12', `按时公布：${said}。`, { lines })];
};
