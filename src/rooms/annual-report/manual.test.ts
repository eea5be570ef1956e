// docs/manual/年度报告核对.md explains every key that is printed: whoever reads the JSON has nothing else to go by.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportWith } from '../../../test/support/annual-report-tables.ts';
import { projectFile } from '../../platform/project.ts';
import { noTables } from './annual-report.ts';
import { checkedReport } from './check-report.ts';
import { contentsOf } from './contents.ts';
import { figureKinds } from './read-report/figures.ts';
import { sheetIndicators } from './statistics-sheet.ts';
import { columnsOf, tableForms } from './tables.ts';

const manual = readFileSync(projectFile('docs', 'manual', '年度报告核对.md'), 'utf8');
const unexplained = (keys: readonly string[]): string[] => keys.filter((key) => !manual.includes(`\`${key}\``));

describe('the manual of the check', () => {
  it('explains every key of the JSON', () => {
    const checked = checkedReport(reportWith(noTables, { era: '2007', fiscalYear: 2012 }), null);
    const inner = [checked.contents[0]!, checked.findings[0]!, { key: '', value: 0, unit: '', line: 1 }].flatMap((o) =>
      Object.keys(o),
    );
    expect(unexplained(['file', 'error', ...Object.keys(checked), ...inner])).toEqual([]);
  });

  it('explains every content, figure, row and column', () => {
    const contents = [...contentsOf('2007'), ...contentsOf('30')].map((c) => c.id);
    const forms = [...tableForms('60'), ...tableForms('30')];
    const cells = forms.flatMap((f) => f.rows.flatMap((r) => [f.id, r.key, ...columnsOf(f, r).map((c) => c.key)]));
    expect(unexplained([...contents, ...figureKinds.map((k) => k.key), ...sheetIndicators.map((i) => i.key), ...cells])).toEqual(
      [],
    );
  });
});
