// Reports as files: what cannot be read is said with what to do, and what can be is read the same in every kind of file.
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { validTables } from '../../../../test/support/annual-report-tables.ts';
import { pdf, zip } from '../../../../test/support/foreign-files.ts';
import { granted } from '../../../../test/support/people.ts';
import { reportPaper } from '../../../../test/support/report-paper.ts';
import { reportLines, reportPage, shapes } from '../../../../test/support/report-shapes.ts';
import { fileRefusals } from '../../../platform/files/words.ts';
import { paperPdf } from '../../../platform/paper/paper-pdf.ts';
import { closePapers } from '../../../platform/paper/paper-press.ts';
import { closeReading } from '../../../platform/reading/reading-pool.ts';
import { readRefusals } from '../../../platform/reading/words.ts';
import { type Grid, gridOf } from '../grid.ts';
import { tableForms } from '../tables.ts';
import { isTooLarge, readReportFile } from './read-file.ts';
import { unreadSentence } from './unread.ts';

afterAll(async () => {
  await closePapers();
  await closeReading();
});

async function sentence(name: string, bytes: Uint8Array | string): Promise<string> {
  const read = await readReportFile({ name, bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes });
  return read.ok ? 'read' : unreadSentence(read.refusals[0]!);
}

describe('a file that is no readable report', () => {
  it('is refused with what to do', async () => {
    expect(await sentence('a.txt', '')).toMatch(/什么也没有.*重新保存/);
    expect(await sentence('a.txt', ' \n\n ')).toMatch(/什么也没有/);
    expect(await sentence('a.html', '<html><body></body></html>')).toMatch(/什么也没有/);
    expect(await sentence('a.xlsx', 'PK')).toMatch(/不能读 \.xlsx 文件.*另存为/);
    expect(await sentence('a.doc', 'x')).toMatch(/不能读 \.doc 文件/);
    expect(await sentence('a.txt', '样例镇2013年工作总结')).toMatch(/不像政府信息公开年度报告/);
    expect(await sentence('a.txt', '政府信息公开年度报告')).toMatch(/看不出是哪一年度/);
    expect(await sentence('a.txt', '样例镇2005年政府信息公开年度报告')).toMatch(/2005 年度.*2008/);
    expect(await sentence('a.txt', Buffer.from([0xff, 0xfe, 0x00]))).toMatch(/编码/);
    expect(await sentence('a.docx', 'not a zip')).toMatch(/扩展名/);
    expect(await sentence('a.docx', zip([{ name: 'a.txt', bytes: 'x' }]))).not.toBe('read');
    expect(await sentence('a.pdf', 'not a pdf')).toMatch(/扩展名/);
  });

  it('is a scanned PDF, which has pages and no text', async () => {
    expect(await sentence('a.pdf', pdf({ text: '' }))).toMatch(/没有文字.*扫描件.*OCR/);
  });

  it('is one too large to be a report, and is not opened to find out', async () => {
    expect(isTooLarge(50_000_000)).toBe(true);
    expect(isTooLarge(49_000_000)).toBe(false);
    expect(await sentence('a.txt', Buffer.alloc(50_000_000))).toMatch(/50 MB.*去掉图片/);
    expect(await sentence('a.txt', '政府信息公开2013年报告\n'.repeat(200_000))).toMatch(/MB.*正文/);
  });

  it('may run on without a mark or a blank and is answered all the same', { timeout: 60_000 }, async () => {
    const head = ['样例镇人民政府2023年政府信息公开工作年度报告', '二、主动公开政府信息情况', '第二十条第（一）项', ''].join(
      '\n',
    );
    for (const piece of ['1', '规章0', '主动公开', '（一', '\t'])
      for (const title of [head, head.replace('2023', '2013')])
        expect(await sentence('a.txt', title + piece.repeat(200_000 / piece.length))).toBe('read');
  });

  it('never speaks of uploading: nothing is uploaded here', async () => {
    for (const code of [...fileRefusals, ...readRefusals]) expect(unreadSentence({ code })).not.toContain('上传');
  });
});

const wordTable = (grid: Grid): Table =>
  new Table({
    rows: grid.rows.map(
      (row) =>
        new TableRow({
          children: row.map(
            (c) => new TableCell({ columnSpan: c.colSpan, rowSpan: c.rowSpan, children: [new Paragraph(c.text)] }),
          ),
        }),
    ),
  });

describe('one report in several kinds of files', () => {
  const [tables] = fc.sample(validTables('30'), 1);
  const said = { era: '30', fiscalYear: 2023, overview: ['全年共收到信息公开申请5件。'] } as const;
  const lines = reportLines(said, tables!, shapes['rows parted by tabs']!);

  async function word(): Promise<Uint8Array> {
    const [table2, table3, table4] = tableForms('30').map((form) => gridOf(form, tables![form.id]));
    const grids = new Map([
      ['二、', table2!],
      ['三、', table3!],
      ['四、', table4!],
    ]);
    const told = lines.filter((l) => !l.includes('\t') && !/^第二十条/.test(l));
    const children = told.flatMap((l) => {
      const grid = grids.get(l.slice(0, 2));
      return [new Paragraph(l), ...(grid ? [wordTable(grid)] : [])];
    });
    return Packer.toBuffer(new Document({ sections: [{ children }] }));
  }

  it('reads the same: text in two encodings, page, Word', { timeout: 60_000 }, async () => {
    const files = [
      { name: '报告.txt', bytes: Buffer.from(lines.join('\n')) },
      { name: '报告.txt', bytes: Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le') },
      { name: '报告', bytes: Buffer.from(reportPage(said, tables!)) },
      { name: '报告.htm', bytes: Buffer.from(reportPage(said, tables!)) },
      { name: '报告.docx', bytes: await word() },
    ];
    for (const file of files) {
      const { report } = granted(await readReportFile(file));
      expect(report).toMatchObject({ unit: '样例镇人民政府', fiscalYear: 2023, era: '30', tables });
      expect(report.figures.map((f) => [f.key, f.value])).toEqual([['requestsReceived', 5]]);
      expect(report.contents.every((c) => c.status === 'present')).toBe(true);
      expect(report.publishedOn).toBe('2024-01-20');
    }
  });

  it('counts lines of a text as an editor does', async () => {
    const {
      lines: kept,
      report,
      tableLines,
    } = granted(await readReportFile({ name: 'a.txt', bytes: Buffer.from(lines.join('\n\n')) }));
    expect(kept[report.figures[0]!.line - 1]).toContain('共收到');
    expect(kept[tableLines.table3! - 1]).toContain('申请人情况');
    expect(report.contents.map((c) => kept[c.line - 1]!.slice(0, 2))).toEqual(['一、', '二、', '三、', '四、', '五、', '六、']);
  });
});

describe('a report in the official layout as a PDF', () => {
  it('is read back whole: tables over several pages, sentences over several lines', { timeout: 120_000 }, async () => {
    const bytes = await paperPdf(reportPaper(2));
    const { report } = granted(await readReportFile({ name: '年报.pdf', bytes }));
    expect(report).toMatchObject({ unit: '港口镇人民政府', fiscalYear: 2025, publishedOn: null });
    expect(report.contents.every((c) => c.status === 'present')).toBe(true);
    expect(report.figures.map((f) => [f.key, f.value])).toEqual([
      ['published', 326],
      ['feesCharged', 0],
    ]);
    const form = tableForms('30')[1]!;
    const printed = form.rows.map((r, i) => [r.key, Object.fromEntries(form.columns.map((c, j) => [c.key, (i * 7 + j) % 12]))]);
    expect(report.tables.table3).toEqual(Object.fromEntries(printed));
    const read = [report.tables.table2, report.tables.table4].flatMap((t) =>
      Object.values(t ?? {}).flatMap((row) => Object.values(row)),
    );
    expect(read).not.toContain(null);
    expect(read).toHaveLength(10 + 15);
  });
});
