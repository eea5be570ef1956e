// What a colleague would say about a report after reading it closely: what it is, what is missing, what does not add up, where.
import { longDay } from '../../town/day.ts';
import { type Era, eraNames } from './era.ts';
import { figureKinds } from './read-report/figures.ts';
import type { CheckedReport, ContentStatus, Figure, Finding, ReadReport, Status, Tables } from './annual-report.ts';
import { sheetIndicators } from './statistics-sheet.ts';
import { tableForms } from './tables.ts';

const figureNames = new Map<string, string>([
  ...figureKinds.map((k) => [k.key, k.name] as const),
  ...sheetIndicators.map((i) => [i.key, i.label] as const),
]);

const at = (lines: readonly number[]): string =>
  lines.length > 0 && lines.every((n) => n > 0) ? `（第 ${lines.join('、')} 行）` : '';

function opening(report: CheckedReport): string[] {
  const { unit, fiscalYear, era, publishedOn, dueOn, daysLate } = report;
  const head = `${unit ?? '没有写明单位'}，${fiscalYear} 年度报告${era ? `，按${eraNames[era]}核对` : ''}。`;
  if (dueOn === null) return [head];
  if (publishedOn === null) return [head, `应当在${longDay(dueOn)}以前公布；文中没有公布日期，是否按时没有核对。`];
  const late = daysLate === null || daysLate === 0 ? '按时' : `迟了 ${daysLate} 天`;
  return [head, `${longDay(publishedOn)}公布，应当在${longDay(dueOn)}以前公布，${late}。`];
}

/** What a reader of 2007's form looked for and did not find. */
const unsaid: Readonly<Record<string, string>> = {
  proactive: '没有写全年公开了多少条',
  requests: '没有写收到多少申请、怎样答复，也没有写不予公开的情况；只提要求和打算的不算',
  fees: '没有写收了多少费、减免多少',
  remedies: '没有写有没有行政复议、行政诉讼',
  problems: '没有写有什么问题',
  other: '没有写其他事项，也没有下一步打算',
};

function contentLine(content: CheckedReport['contents'][number], era: Era | null, line: number): string {
  const { status, title, id } = content;
  const why = status === 'present' ? '' : era === '2007' ? `：${unsaid[id]}` : status === 'empty' ? '：只有标题，没有内容' : '';
  return `  ${statusWords[status]}　${title}${at([line])}${why}`;
}

const statusWords: Readonly<Record<ContentStatus, string>> = { present: '有', empty: '空', missing: '缺' };

function contentLines(report: CheckedReport, read: ReadReport): string[] {
  const { contents, era } = report;
  const without = contents.filter((c) => c.status !== 'present');
  const kind = era === '2007' ? '法定内容' : '规定的部分';
  const head =
    without.length === 0 ? `${kind} ${contents.length} 项都有。` : `${kind} ${contents.length} 项，${without.length} 项没有写：`;
  const lines = new Map(read.report.contents.map((c) => [c.id, c.line]));
  const told = contents.map((c) => contentLine(c, era, lines.get(c.id) ?? 0));
  return without.length === 0 ? [head] : [head, ...told, '  没有发生的也要写明没有。'];
}

function figureLines(figures: readonly Figure[]): string[] {
  if (figures.length === 0) return ['正文里没有找到可以核对的数字。'];
  return ['正文写明的数字：', ...figures.map((f) => `  ${figureNames.get(f.key) ?? f.key} ${f.value} ${f.unit}${at([f.line])}`)];
}

function tableLines(report: CheckedReport, read: ReadReport): string[] {
  if (report.era === null || report.era === '2007') return [];
  return tableForms(report.era).map((form) => {
    const cells = report.tables[form.id as keyof Tables];
    if (cells === null) return `  没有读到　${form.title}`;
    const all = Object.values(cells).flatMap((row) => Object.values(row));
    const unread = all.filter((v) => v === null).length;
    const line = read.tableLines[form.id];
    return `  ${unread === 0 ? '读全了' : `${unread} 格没有读出`}　${form.title}${at(line === undefined ? [] : [line])}`;
  });
}

/** Said already: parts that are missing, the days it was late, tables that were not found. */
function isSaid(finding: Finding, report: CheckedReport): boolean {
  if (finding.rule === 'R12' || (finding.status === 'UNCERTAIN' && finding.message.startsWith('没有读到'))) return true;
  return finding.rule === 'R10' && report.contents.some((c) => c.status !== 'present' && finding.message.includes(c.title));
}

function findingLines(report: CheckedReport, status: Status, head: string): string[] {
  // One remark is made once, for all the rules that make it.
  const remarks = new Map<string, string[]>();
  for (const f of report.findings) {
    if (f.status !== status || isSaid(f, report)) continue;
    const said = `${f.message.replace(/。$/, '')}${at(f.lines)}。`;
    remarks.set(said, [...new Set([...(remarks.get(said) ?? []), f.rule])]);
  }
  if (remarks.size === 0) return [];
  return [
    `${head} ${remarks.size} 处：`,
    ...[...remarks].map(([said, rules], i) => `  ${i + 1}. ${said}［${rules.join('、')}］`),
  ];
}

const rulesWith = (report: CheckedReport, status: Status): string =>
  [...new Set(report.findings.filter((f) => f.status === status).map((f) => f.rule))].join('、');

function closing(report: CheckedReport): string[] {
  const [passed, skipped] = [rulesWith(report, 'PASS'), rulesWith(report, 'NOT_ASSESSABLE')];
  return [...(passed ? [`核对过、没有问题：${passed}。`] : []), ...(skipped ? [`不适用，或者没有可以对照的：${skipped}。`] : [])];
}

export function remarksOn(report: CheckedReport, read: ReadReport): readonly string[] {
  const tables = tableLines(report, read);
  const blocks = [
    opening(report),
    contentLines(report, read),
    figureLines(report.figures),
    tables.length > 0 ? ['表格：', ...tables] : [],
    findingLines(report, 'FAIL', '对不上、要改的'),
    findingLines(report, 'UNCERTAIN', '拿不准、请对照原文看的'),
    closing(report),
  ];
  return blocks.filter((b) => b.length > 0).flatMap((b, i) => (i === 0 ? b : ['', ...b]));
}

export function hasFailed(report: CheckedReport): boolean {
  return report.findings.some((f) => f.status === 'FAIL');
}
