// A report of another town, checked: what follows from its day and its year, and whose report of last year is compared.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportWith, validTables, validYears } from '../../../test/support/annual-report-tables.ts';
import { granted } from '../../../test/support/people.ts';
import { reportLines, shapes } from '../../../test/support/report-shapes.ts';
import { projectRoot } from '../../platform/project.ts';
import { checkedReport, formerAmong } from './check-report.ts';
import { readReportFile } from './read-report/read-file.ts';
import { readReport } from './read-report/read-report.ts';
import { remarksOn } from './remarks.ts';
import { noTables, type ReadReport } from './annual-report.ts';

const nowhere = { title: '', publishedOn: null, source: '' };
const statusOf = (read: ReadReport, rule: string, former: ReadReport | null = null) =>
  checkedReport(read, former)
    .findings.filter((f) => f.rule === rule)
    .map((f) => f.status);

describe('a checked report', () => {
  it('without a year or a day knows no lateness', () => {
    const { report } = reportWith(noTables, { era: '30', fiscalYear: 2023, publishedOn: null });
    const read = { report, lines: ['x'], tableLines: {} };
    expect(checkedReport(read, null)).toMatchObject({ dueOn: '2024-01-31', daysLate: null });
    const nameless = { ...read, report: { ...report, fiscalYear: null, era: null } };
    expect(checkedReport(nameless, null)).toMatchObject({ dueOn: null, daysLate: null });
    expect(remarksOn(checkedReport(read, null), read)[1]).toContain('没有公布日期');
  });

  it('has exactly the keys that are promised, in their order', () => {
    const read = reportWith(noTables, { era: '2007', fiscalYear: 2012 });
    const checked = checkedReport(read, null);
    expect(Object.keys(checked)).toEqual([
      'unit',
      'fiscalYear',
      'era',
      'publishedOn',
      'dueOn',
      'daysLate',
      'contents',
      'figures',
      'tables',
      'findings',
    ]);
    expect(Object.keys(checked.contents[0]!)).toEqual(['id', 'title', 'status']);
    expect(Object.keys(checked.tables)).toEqual(['table2', 'table3', 'table4']);
    expect(Object.keys(checked.findings[0]!)).toEqual(['rule', 'status', 'message', 'cells', 'lines']);
  });

  it('fails on sums that do not add up, is unsure of what it could not read, and holds otherwise', () => {
    const [tables] = fc.sample(validTables('30'), 1);
    const lines = reportLines({ era: '30', fiscalYear: 2023 }, tables!, shapes['one cell a line']!);
    const at = lines.indexOf('一、本年新收政府信息公开申请数量') + 1;
    const read = (cell: string) => readReport({ lines: lines.with(at, cell), around: nowhere });
    const good = read(lines[at]!);
    expect(checkedReport(good, null).findings.filter((f) => f.status === 'FAIL')).toEqual([]);
    expect(statusOf(read(String(Number(lines[at]) + 1)), 'R1')).toContain('FAIL');
    expect(statusOf(read('1O'), 'R1')).toContain('UNCERTAIN');
    expect(statusOf(read('1O'), 'R1')).not.toContain('FAIL');
  });

  it('compares with the year before where that is at hand', () => {
    const [{ former, now } = { former: null, now: null }] = fc.sample(validYears('30'), 1);
    const [before, after] = [
      reportWith(former!, { era: '30', fiscalYear: 2022 }),
      reportWith(now!, { era: '30', fiscalYear: 2023 }),
    ];
    expect(statusOf(after, 'R4')).not.toContain('PASS');
    expect(statusOf(after, 'R4', before)).toEqual(['PASS']);
  });
});

describe('last year’s report', () => {
  const of = (unit: string, fiscalYear: number): ReadReport => reportWith(noTables, { era: '30', fiscalYear, unit });
  const now = of('样例县样例镇人民政府', 2023);

  it('is none where two might be it, of another unit or of another year', () => {
    expect(formerAmong(now, [of('样例镇人民政府', 2022), of('样例镇政府', 2022)])).toBeNull();
    expect(formerAmong(now, [of('别的镇人民政府', 2022), of('样例镇人民政府', 2021), now])).toBeNull();
  });

  it('is that of the same unit, with the county in its name or without', () => {
    const [long, short] = [of('样例县样例镇人民政府', 2022), of('样例镇政府', 2022)];
    expect(formerAmong(now, [short, now])).toBe(short);
    expect(formerAmong(now, [short, long, now])).toBe(long);
  });
});

const seed = ((): string | null => {
  for (let at = projectRoot; dirname(at) !== at; at = dirname(at)) {
    const path = join(dirname(at), 'shared', 'mission', 'seed-annual-report-2013.txt');
    if (existsSync(path)) return path;
  }
  return null;
})();

describe.skipIf(seed === null)('the 2013 report this program began with', () => {
  it('was 57 days late, lacks four of six contents, and names eight numbers', async () => {
    const read = granted(await readReportFile({ name: 'seed.txt', bytes: readFileSync(seed!) }));
    const checked = checkedReport(read, null);
    expect(checked).toMatchObject({ unit: '宁国市港口镇人民政府', fiscalYear: 2013, era: '2007', publishedOn: '2014-05-27' });
    expect(checked).toMatchObject({ dueOn: '2014-03-31', daysLate: 57, tables: noTables });
    expect(Object.fromEntries(checked.contents.map((c) => [c.id, c.status]))).toEqual({
      proactive: 'missing',
      requests: 'missing',
      fees: 'missing',
      remedies: 'missing',
      problems: 'present',
      other: 'present',
    });
    expect(checked.figures.map((f) => [f.key, f.value, f.unit])).toEqual([
      ['catalogueItems', 33, '项'],
      ['servicePoints', 9, '个'],
      ['trainingsByCity', 1, '次'],
      ['trainingsTown', 2, '次'],
      ['trainingsVillage', 1, '次'],
      ['centres', 2, '个'],
      ['platforms', 1, '个'],
      ['windows', 6, '个'],
    ]);
    expect(checked.findings.filter((f) => f.rule === 'R10' && f.status === 'FAIL')).toHaveLength(4);
    expect(checked.findings.filter((f) => f.rule === 'R12').map((f) => f.status)).toEqual(['FAIL']);
    const said = remarksOn(checked, read).join('\n');
    expect(said).toContain('迟了 57 天');
    expect(said).toContain('4 项没有写');
    expect(said).toContain('公开目录事项 33 项（第 14 行）');
  });
});
