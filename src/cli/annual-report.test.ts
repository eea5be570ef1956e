// gongkai annual-report check, as somebody types it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validYears } from '../../test/support/annual-report-tables.ts';
import { runCli } from '../../test/support/cli.ts';
import { pdf } from '../../test/support/foreign-files.ts';
import { reportLines, shapes } from '../../test/support/report-shapes.ts';

let root: string;
const at = (...names: string[]): string => join(root, ...names);
const check = (...args: string[]) => runCli(['annual-report', 'check', ...args]);
const [{ former, now } = { former: null, now: null }] = fc.sample(validYears('30'), 1);
const text = (fiscalYear: number, tables: typeof now, publishedOn?: string): string =>
  reportLines({ era: '30', fiscalYear, publishedOn }, tables!, shapes['rows parted by tabs']!).join('\n');

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-reports-'));
  writeFileSync(at('good.txt'), text(2023, now));
  writeFileSync(at('late.txt'), text(2023, now, '2024-02-10'));
  mkdirSync(at('town', 'old'), { recursive: true });
  writeFileSync(at('town', '2023.txt'), text(2023, now));
  writeFileSync(at('town', 'old', '2022.txt'), text(2022, former));
  writeFileSync(at('town', '.hidden'), 'x');
  writeFileSync(at('town', 'empty.txt'), '');
  writeFileSync(at('town', 'scan.pdf'), pdf({ text: '' }));
  writeFileSync(at('town', 'photo.jpg'), 'x');
  writeFileSync(at('town', 'large.txt'), '');
  truncateSync(at('town', 'large.txt'), 50_000_000);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('wrong use', () => {
  it('is answered with code 2 and what to do', async () => {
    expect(await runCli(['annual-report'])).toMatchObject({ code: 2 });
    expect(await runCli(['annual-report', 'write', at('good.txt')])).toMatchObject({
      code: 2,
      err: expect.stringContaining('可以用 check'),
    });
    expect(await check(at('none.txt'))).toMatchObject({ code: 2, err: expect.stringContaining('没有这个文件') });
    mkdirSync(at('nothing'));
    expect(await check(at('nothing'))).toMatchObject({ code: 2, err: expect.stringContaining('没有文件') });
    expect(await check(at('good.txt'), '--out', at('late.txt'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('没有覆盖'),
    });
    expect(await check(at('good.txt'), '--out', at('no', 'such', 'a.txt'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('写不进'),
    });
  });

  it('includes a file that cannot be read; as JSON it has its line all the same', async () => {
    for (const [file, said] of [
      ['empty.txt', '什么也没有'],
      ['scan.pdf', '扫描件'],
      ['photo.jpg', '不能读 .jpg'],
      ['large.txt', '50 MB'],
    ] as const) {
      expect(await check(at('town', file))).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) });
      const json = await check(at('town', file), '--json');
      expect(json.code).toBe(2);
      expect(JSON.parse(json.out)).toEqual({ file, error: expect.stringContaining(said) });
    }
  });
});

describe('one report', () => {
  it('in which everything holds ends with 0, one with something to mend with 1', async () => {
    const good = await check(at('good.txt'));
    expect(good).toMatchObject({ code: 0, err: '' });
    expect(good.out).toContain('规定的部分 6 项都有。');
    expect(good.out).toContain('按时');
    const late = await check(at('late.txt'));
    expect(late.code).toBe(1);
    expect(late.out).toContain('2024年2月10日公布，应当在2024年1月31日以前公布，迟了 10 天。');
  });

  it('is one object as JSON, on the screen or in a file that is never overwritten', async () => {
    const { out, code } = await check(at('late.txt'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      file: 'late.txt',
      fiscalYear: 2023,
      dueOn: '2024-01-31',
      daysLate: 10,
      tables: now!,
    });
    const saved = await check(at('late.txt'), '--json', '--out', at('result.json'));
    expect(saved).toMatchObject({ code: 1, out: expect.stringContaining('已写进') });
    expect(readFileSync(at('result.json'), 'utf8')).toBe(`${out}\n`);
  });
});

describe('a folder', () => {
  it('gives each file its line, goes on behind what cannot be read, and compares two years of one unit', async () => {
    const { out, code } = await check(at('town'), '--json');
    expect(code).toBe(2);
    const lines = out
      .split('\n')
      .map((l) => JSON.parse(l) as { file: string; error?: string; findings: { rule: string; status: string }[] });
    expect(lines.map((l) => [l.file, l.error !== undefined])).toEqual([
      ['2023.txt', false],
      ['empty.txt', true],
      ['large.txt', true],
      [join('old', '2022.txt'), false],
      ['photo.jpg', true],
      ['scan.pdf', true],
    ]);
    expect(lines[0]!.findings.filter((f) => f.rule === 'R4').map((f) => f.status)).toEqual(['PASS']);
    expect(lines[3]!.findings.filter((f) => f.rule === 'R4').map((f) => f.status)).not.toContain('PASS');
  });

  it('is told file by file, with a count at the end', async () => {
    const { out } = await check(at('town'));
    expect(out).toContain('── 2023.txt');
    expect(out).toContain('共 6 个文件：0 份有要改的，2 份没有发现问题，4 个没有读成。');
  });
});

describe('adding towns', () => {
  const county = (name: string, files: Readonly<Record<string, string>>): string => {
    mkdirSync(at(name), { recursive: true });
    for (const [file, bytes] of Object.entries(files)) writeFileSync(at(name, file), bytes);
    return at(name);
  };
  const of = (unit: string, tables: typeof now, fiscalYear = 2023): string =>
    reportLines({ era: '30', fiscalYear, unit }, tables!, shapes['rows parted by tabs']!).join('\n');
  const add = (folder: string, ...more: string[]) => runCli(['annual-report', 'add', folder, ...more]);

  it('is refused where the sum would lack somebody, count somebody twice or mix years', async () => {
    const east = of('东样例镇人民政府', now);
    const refused: [string, Readonly<Record<string, string>>, string][] = [
      ['unread', { 'a.txt': east, 'b.txt': '' }, '少一份的合计不是合计'],
      ['twice', { 'a.txt': east, 'b.txt': east }, '有两份'],
      ['years', { 'a.txt': east, 'b.txt': of('西样例镇人民政府', former, 2022) }, '年度不同'],
    ];
    for (const [name, files, said] of refused) {
      const run = await add(county(name, files));
      expect([run.code, run.out]).toEqual([2, '']);
      expect(run.err).toContain(said);
    }
    expect((await add(at('good.txt'))).err).toContain('文件夹');
  });

  it('adds cell by cell, and the sums hold', async () => {
    const folder = county('sum', { 'a.txt': of('东样例镇人民政府', now), 'b.txt': of('西样例镇人民政府', former) });
    const run = await add(folder, '--json');
    expect(run.code).toBe(0);
    const sum = JSON.parse(run.out) as { units: string[]; tables: { table3: Record<string, Record<string, number>> } };
    expect(sum.units).toEqual(['东样例镇人民政府', '西样例镇人民政府']);
    for (const [row, cells] of Object.entries(sum.tables.table3))
      for (const [column, value] of Object.entries(cells))
        expect([row, column, value]).toEqual([
          row,
          column,
          (now!.table3![row]![column] ?? 0) + (former!.table3![row]![column] ?? 0),
        ]);
    expect((await add(folder)).out).toContain('2023 年度，2 份相加');
  });
});
