// Tables of reports others wrote, in every shape they are found in: read back whole, or not at all.
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { type FormEra, validTables } from '../../../../test/support/annual-report-tables.ts';
import { reportLines, reportPage, type Shape, shapes, withZero, zeros } from '../../../../test/support/report-shapes.ts';
import { granted } from '../../../../test/support/people.ts';
import { closeReading } from '../../../platform/reading/reading-pool.ts';
import type { Grid } from '../grid.ts';
import type { Tables } from '../annual-report.ts';
import { type Cells, tableForms } from '../tables.ts';
import { readReportFile } from './read-file.ts';
import { readReport } from './read-report.ts';

afterAll(closeReading);

const years: Readonly<Record<FormEra, number>> = { '60': 2020, '30': 2023 };
const eras: readonly FormEra[] = ['60', '30'];
const nowhere = { title: '', publishedOn: null, source: '' };

const readLines = (lines: readonly string[]): Tables => readReport({ lines, around: nowhere }).report.tables;
const readShaped = (era: FormEra, tables: Tables, shape: Shape): Tables =>
  readLines(reportLines({ era, fiscalYear: years[era] }, tables, shape));

/** Every cell read either holds what was printed or is null. */
function wrongCells(read: Tables, printed: Tables): string[] {
  return (['table2', 'table3', 'table4'] as const).flatMap((id) =>
    Object.entries(read[id] ?? {}).flatMap(([row, cells]) =>
      Object.entries(cells)
        .filter(([column, value]) => value !== null && value !== printed[id]?.[row]?.[column])
        .map(([column, value]) => `${id}.${row}.${column}: ${value}, printed ${printed[id]?.[row]?.[column]}`),
    ),
  );
}

const row = (era: FormEra, lines: readonly string[], key: string): Cells[string] | undefined =>
  readLines([`样例镇人民政府${years[era]}年政府信息公开工作年度报告`, '二、主动公开政府信息情况', ...lines]).table2?.[key];

describe('what cannot be read', () => {
  it('is null: a numeral with a letter in it, a mark for a lost digit, two numbers in one cell, a dash', () => {
    for (const damaged of ['1O', '3?', '□', '1 2', '-', '1.2.3', '012', '约3'])
      expect(row('30', [`规章\t0\t${damaged}\t7`], 'rules')).toEqual({ made: 0, repealed: null, inForce: 7 });
  });

  it('is a whole row where cells are lost and nobody can see which', () => {
    const none = { made: null, repealed: null, inForce: null };
    expect(row('30', ['规章', '5', '7', '行政规范性文件', '1', '0', '3'], 'rules')).toEqual(none);
    expect(row('30', ['规章', '1', '5', '7', '2', '行政规范性文件', '1', '0', '3'], 'rules')).toEqual(none);
    expect(row('30', ['规章 | 5 | 7 |'], 'rules')).toEqual(none);
    expect(row('30', ['规章', '行政规范性文件', '1', '0', '3'], 'rules')).toEqual(none);
  });

  it('is digits run together that may be parted in two ways', () => {
    expect(row('30', ['规章1203', '行政规范性文件0012'], 'rules')).toEqual({ made: null, repealed: null, inForce: null });
    expect(row('30', ['规章1203', '行政规范性文件0012'], 'normative')).toEqual({ made: 0, repealed: 0, inForce: 12 });
    expect(row('30', ['规章00'], 'rules')).toEqual({ made: null, repealed: null, inForce: null });
  });

  it('is a row printed twice with different numbers', () => {
    expect(row('30', ['规章\t0\t1\t7', '规章\t0\t2\t7'], 'rules')).toEqual({ made: 0, repealed: null, inForce: 7 });
  });

  it('is a table whose columns stand in another order, and one that is not there', () => {
    const turned: Shape = (grid) =>
      shapes['rows parted by tabs']!(grid).map((l) =>
        l.replace('商业企业', '＿').replace('科研机构', '商业企业').replace('＿', '科研机构'),
      );
    const [tables] = fc.sample(validTables('30'), 1);
    expect(readShaped('30', tables!, turned).table3).toBeNull();
    expect(readLines(['样例镇人民政府2023年政府信息公开工作年度报告', '一、总体情况', '收到申请 3 件。']).table3).toBeNull();
  });

  it('is money in a column of things, and things in a column of money', () => {
    expect(row('30', ['行政许可\t3元'], 'licences')).toEqual({ decisions: null });
    expect(row('30', ['行政事业性收费\t3件'], 'fees')).toEqual({ amount: null });
  });

  it.each(eras)('is never a wrong number, whatever cell is damaged in whatever shape (%s)', (era) => {
    const damages = ['1O', '?', '3囗', '7_', 'l', '--', '1 2', '4件5', '一'];
    const damage = fc.record({
      tables: validTables(era),
      seed: fc.nat(),
      mark: fc.constantFrom(...damages),
      name: fc.constantFrom(...Object.keys(shapes)),
    });
    fc.assert(
      fc.property(damage, ({ tables, seed, mark, name }) => {
        let at = seed % 211;
        const spoiled = (grid: Grid): Grid => ({
          ...grid,
          rows: grid.rows.map((r) => r.map((c) => (c.figure !== null && at-- === 0 ? { ...c, text: mark } : c))),
        });
        expect(
          wrongCells(
            readShaped(era, tables, (grid) => shapes[name]!(spoiled(grid))),
            tables,
          ),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each(eras)('is never a wrong number when a line is lost (%s)', (era) => {
    const loss = fc.record({ tables: validTables(era), seed: fc.nat(), name: fc.constantFrom(...Object.keys(shapes)) });
    fc.assert(
      fc.property(loss, ({ tables, seed, name }) => {
        const lines = reportLines({ era, fiscalYear: years[era] }, tables, shapes[name]!);
        const lost = 3 + (seed % (lines.length - 3));
        expect(wrongCells(readLines(lines.filter((_, i) => i !== lost)), tables)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

describe.each(eras)('a table of the form of circular %s', (era) => {
  it.each(Object.keys(shapes))('is read back equal: %s', (name) => {
    fc.assert(
      fc.property(validTables(era), (tables) => {
        expect(readShaped(era, tables, shapes[name]!)).toEqual(tables);
      }),
      { numRuns: 25 },
    );
  });

  it('is read back equal out of a page with merged cells, where labels run over two lines', async () => {
    for (const tables of fc.sample(validTables(era), 3)) {
      const bytes = Buffer.from(reportPage({ era, fiscalYear: years[era] }, tables));
      expect(granted(await readReportFile({ name: '年报.html', bytes })).report.tables).toEqual(tables);
    }
  });

  it.each(zeros)('has zero printed as “%s”', (zero) => {
    const [tables] = fc.sample(validTables(era), 1);
    for (const name of ['one cell a line', 'rows parted by bars', 'rows parted by tabs'])
      expect(readShaped(era, tables!, (grid) => shapes[name]!(withZero(grid, zero)))).toEqual(tables);
  });

  it('has zero left blank where rows are parted', () => {
    const [tables] = fc.sample(validTables(era), 1);
    for (const name of ['rows parted by bars', 'rows parted by tabs', 'rows between bars, with a rule below the head'])
      expect(readShaped(era, tables!, (grid) => shapes[name]!(withZero(grid, '')))).toEqual(tables);
  });

  it('has all its cells of one digit glued to their labels', () => {
    const glued: Shape = (grid) => grid.rows.map((r) => r.map((c) => c.text).join(''));
    const zero = withZeroTables(era);
    expect(readShaped(era, zero, glued)).toEqual(zero);
  });

  it('glued and with more digits, is never read wrong', () => {
    const glued: Shape = (grid) => grid.rows.map((r) => r.map((c) => c.text).join(''));
    const lump: Shape = (grid) => [glued(grid).join('')];
    fc.assert(
      fc.property(validTables(era), fc.constantFrom(glued, lump), (tables, shape) => {
        expect(wrongCells(readShaped(era, tables, shape), tables)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

function withZeroTables(era: FormEra): Tables {
  const [table2, table3, table4] = tableForms(era).map((form) =>
    Object.fromEntries(form.rows.map((r) => [r.key, Object.fromEntries((r.columns ?? form.columns).map((c) => [c.key, 0]))])),
  );
  return { table2: table2!, table3: table3!, table4: table4! };
}

describe('what towns do with Table 2', () => {
  it('adds rows of its own and notes in brackets, which are no rows of the form', () => {
    const lines = [
      '信息内容\t本年制发件数\t本年废止件数\t现行有效件数',
      '规章（乡镇没有2023年以前的）\t0\t0\t0',
      '行政规范性文件（以镇政府名义印发）\t2\t1\t9',
      '其他主动公开文件（含3份通告）\t4\t0\t31',
      '党内规范性文件\t5\t0\t6',
    ];
    expect(row('30', lines, 'normative')).toEqual({ made: 2, repealed: 1, inForce: 9 });
    expect(row('30', lines, 'rules')).toEqual({ made: 0, repealed: 0, inForce: 0 });
    const loose = lines.flatMap((l) => l.split('\t'));
    expect(row('30', loose, 'normative')).toEqual({ made: 2, repealed: 1, inForce: 9 });
  });

  it('prints one heading twice', () => {
    const lines = [
      '信息内容',
      '本年新',
      '制作数量',
      '本年新制作数量',
      '对外公开总数量',
      '规章',
      '0',
      '0',
      '0',
      '规范性文件',
      '1',
      '1',
      '8',
    ];
    expect(row('60', lines, 'normative')).toEqual({ made: 1, disclosed: 1, disclosedTotal: 8 });
  });

  it('writes what grew and shrank with signs or words', () => {
    expect(row('60', ['行政许可\t12\t-3\t40'], 'licences')).toEqual({ former: 12, change: -3, decisions: 40 });
    expect(row('60', ['行政许可\t12\t减3\t40'], 'licences')).toEqual({ former: 12, change: -3, decisions: 40 });
    expect(row('60', ['行政许可\t12\t+3\t40'], 'licences')).toEqual({ former: 12, change: 3, decisions: 40 });
    expect(row('60', ['行政许可\t12\t+3/-1\t40'], 'licences')).toEqual({ former: 12, change: null, decisions: 40 });
  });

  it('writes amounts with a unit, without, or under a heading with another unit', () => {
    expect(row('60', ['政府集中采购\t3\t152790元'], 'procurement')).toEqual({ count: 3, amount: 152790 });
    expect(row('60', ['政府集中采购\t3\t8040'], 'procurement')).toEqual({ count: 3, amount: 8040 });
    expect(row('60', ['政府集中采购\t3\t15.279万元'], 'procurement')).toEqual({ count: 3, amount: 152790 });
    expect(row('30', ['行政事业性收费\t152790元'], 'fees')).toEqual({ amount: 15.279 });
    expect(row('30', ['行政事业性收费\t1.5'], 'fees')).toEqual({ amount: 1.5 });
    expect(row('30', ['信息内容\t本年收费金额（单位：元）', '行政事业性收费\t15,279'], 'fees')).toEqual({ amount: 1.5279 });
  });

  it('reads what is impossible as it stands, for the rules to say so', () => {
    expect(row('30', ['规章\t-1\t0.5\t7'], 'rules')).toEqual({ made: -1, repealed: 0.5, inForce: 7 });
  });

  it('takes empty lines for blank cells only where all rows come out whole', () => {
    const lines = ['规章', '', '', '7', '行政规范性文件', '1', '', '3', '行政许可', '', '行政处罚', '4', '行政强制', ''];
    expect(row('30', lines, 'rules')).toEqual({ made: 0, repealed: 0, inForce: 7 });
    expect(row('30', [...lines, '行政事业性收费', '', '2'], 'rules')?.made).toBeNull();
  });
});
