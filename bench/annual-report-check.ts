// A county's archive of annual reports: a thousand texts in every shape, from bytes to findings.
import fc from 'fast-check';
import { checkedReport, formerAmong, type ReadReport, readReportFile } from '../src/rooms/annual-report/door.ts';
import { validTables } from '../test/support/annual-report-tables.ts';
import { reportLines, shapes } from '../test/support/report-shapes.ts';
import { atMost, none, type Row } from './row.ts';

const REPORTS = 1_000;
const LIMIT_SECONDS = 30;
/** As long as what towns write: about four pages. */
const NARRATIVE = Array.from(
  { length: 40 },
  (_, i) =>
    `第${i + 1}段：全年共公开信息${i + 3}条，其中网站公开${i}条，举办培训${(i % 5) + 1}次，收到信息公开申请${i}件，办结${i}件，未发生行政复议。`,
);

function texts(): Buffer[] {
  const tables = fc.sample(validTables('30'), { numRuns: REPORTS, seed: 2013 });
  const all = Object.values(shapes);
  return tables.map((t, i) => {
    const said = {
      era: '30',
      fiscalYear: 2021 + (i % 5),
      unit: `样例${Math.floor(i / 5)}镇人民政府`,
      overview: NARRATIVE,
    } as const;
    return Buffer.from(reportLines(said, t, all[i % all.length]!).join('\n'));
  });
}

export async function annualReportCheck(): Promise<Row[]> {
  const given = texts();
  const began = performance.now();
  const reads: ReadReport[] = [];
  for (const [i, bytes] of given.entries()) {
    const read = await readReportFile({ name: `${i}.txt`, bytes });
    if (read.ok) reads.push(read.value);
  }
  const checked = reads.map((read) => checkedReport(read, formerAmong(read, reads)));
  const seconds = (performance.now() - began) / 1_000;
  const broken = checked.filter((c) => c.findings.some((f) => f.status === 'FAIL' && /^R[1235]$/.test(f.rule)));
  return [
    atMost(`核对 ${REPORTS} 份年度报告文本（每份约 ${Math.round(given[0]!.length / 1_000)} KB）`, seconds, LIMIT_SECONDS, '秒'),
    none('其中没有读成的，或本来相符而说不符的', REPORTS - reads.length + broken.length, '份'),
  ];
}
