// gongkai annual-report add: a county's table is the sum of its towns', cell by cell; with half of them it would only look like one.
import {
  type CheckedReport,
  cellName,
  checkedReport,
  type ReadReport,
  rollUp,
  tableForms,
  type Tables,
} from '../rooms/annual-report/door.ts';
import { type ExitCode, type Io, Stop } from './command.ts';

export interface Named {
  file: string;
  read: ReadReport;
}

const rollUpWords = {
  'no-tables': (file: string) => `${file} 里没有读出表格。2018年度及以前的报告没有统一的表格，不能相加。`,
  'mixed-forms': (file: string) => `${file} 的表格和其他的格式不同。同一年度的报告才能相加。`,
} as const;

/** Throws `Stop` with what keeps them from being added: nothing is added half. */
export function addReports(io: Io, reports: readonly Named[], json: boolean): ExitCode {
  const years = [...new Set(reports.map((r) => r.read.report.fiscalYear))];
  const [fiscalYear] = years;
  const era = reports[0]?.read.report.era;
  if (!fiscalYear || !era) throw new Stop(2, '没有可以相加的报告。');
  if (years.length > 1) throw new Stop(2, `各份的年度不同：${years.join('、')}。请只放同一年度的报告。`);
  const units = reports.map((r) => r.read.report.unit ?? r.file);
  const twice = units.find((u, i) => units.indexOf(u) !== i);
  if (twice) throw new Stop(2, `${twice}有两份，会加两遍。请只留一份。`);
  const added = rollUp(
    era,
    reports.map((r) => r.read.report.tables),
  );
  if (!added.ok) {
    const { code, facts } = added.refusals[0]!;
    const file = reports[Number(facts?.report ?? 1) - 1]?.file ?? '';
    throw new Stop(2, rollUpWords[code](file));
  }
  const read: ReadReport = {
    report: { unit: null, fiscalYear, era, publishedOn: null, contents: [], figures: [], tables: added.value },
    lines: [],
    tableLines: {},
  };
  const { findings } = checkedReport(read, null);
  // Of a sum only its arithmetic is asked.
  const sums = findings.filter((f) => ['R1', 'R2', 'R3', 'R5', 'R8'].includes(f.rule));
  if (json) io.out(JSON.stringify({ fiscalYear, era, units, tables: added.value, findings: sums }));
  else for (const line of told({ fiscalYear, units, tables: added.value, era, sums })) io.out(line);
  return sums.some((f) => f.status === 'FAIL') ? 1 : 0;
}

function told(sum: {
  fiscalYear: number;
  units: readonly string[];
  tables: Tables;
  era: NonNullable<ReadReport['report']['era']>;
  sums: CheckedReport['findings'];
}): string[] {
  const lines = [`${sum.fiscalYear} 年度，${sum.units.length} 份相加：${sum.units.join('、')}`];
  for (const form of tableForms(sum.era)) {
    lines.push('', `【${form.title}】`);
    for (const row of form.rows)
      for (const column of row.columns ?? form.columns) {
        const value = sum.tables[form.id]?.[row.key]?.[column.key] ?? null;
        if (value !== 0) lines.push(`  ${cellName(form, row, column.key)}　${value === null ? '有一份读不出，没有相加' : value}`);
      }
    lines.push('  其余为 0。');
  }
  return [...lines, '', ...sum.sums.map((f) => `${f.rule}　${f.message}`)];
}
