import { afterAll, describe, expect, test } from 'vitest';
import { hostileTexts } from '../../../test/support/hostile-texts.ts';
import { reportPaper, table3 } from '../../../test/support/report-paper.ts';
import { type Block, plainText } from '../../town/body.ts';
import { day } from '../../town/day.ts';
import { openOffice } from '../files/office.ts';
import type { ReadDocument } from '../reading/read-document.ts';
import { readForeign } from '../reading/read.ts';
import { closeReading } from '../reading/reading-pool.ts';
import type { Paper, PaperBlock } from './paper.ts';
import { paperDocx } from './paper-docx.ts';
import { closePapers } from './paper-press.ts';

afterAll(async () => {
  await closePapers();
  await closeReading();
});

const plain: Paper = { title: '通知', organ: '港口镇人民政府', docNo: null, blocks: [], signature: null, header: 'plain' };

async function readBack(paper: Paper): Promise<ReadDocument> {
  const read = await readForeign({ name: 'a.docx', bytes: await paperDocx(paper) });
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.value;
}
const bare = (text: string): string => text.replace(/\s/g, '');

/** Text and spans of every cell, row by row. */
function cellsOf(block: Block): [string, number, number][][] {
  if (block.type !== 'table') throw new Error(`not a table: ${block.type}`);
  return block.content.map((row) =>
    row.content.map((c) => [plainText({ type: 'doc', content: c.content }), c.attrs.colspan, c.attrs.rowspan]),
  );
}

describe('a paper as a Word document', () => {
  test('is read back by our own reader with its text, its headings and its merged tables', async () => {
    const paper = reportPaper(2);
    const read = await readBack(paper);
    expect(bare(read.title)).toBe(paper.title);
    const text = bare(plainText(read.body));
    for (const b of paper.blocks) if (b.kind === 'paragraph' || b.kind === 'heading') expect(text).toContain(bare(b.text));
    expect(text).toContain('港口镇人民政府2026年1月20日（此件公开发布）');
    expect(read.body.content.flatMap((b) => (b.type === 'heading' ? [b.attrs.level] : []))).toEqual(
      paper.blocks.flatMap((b) => (b.kind === 'heading' ? [b.level] : [])),
    );
    const tables = read.body.content.filter((b) => b.type === 'table').map(cellsOf);
    expect(tables).toEqual(
      paper.blocks.flatMap((b) =>
        b.kind === 'table' ? [b.rows.map((r) => r.map((c) => [c.text, c.colSpan ?? 1, c.rowSpan ?? 1]))] : [],
      ),
    );
  });

  test('has the measures, fonts and page numbers of GB/T 9704', async () => {
    const opened = await openOffice(
      Buffer.from(await paperDocx({ ...reportPaper(1), header: 'red', docNo: '港政〔2026〕3号' })),
      'docx',
    );
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusals));
    const parts = opened.value.xml;
    const document = parts.get('word/document.xml')!;
    const margins = /<w:pgMar ([^>]+)>/.exec(document)![1]!;
    const side = (name: string): number => (Number(new RegExp(`w:${name}="(\\d+)"`).exec(margins)![1]) / 1440) * 25.4;
    for (const [name, mm] of [
      ['top', 37],
      ['bottom', 35],
      ['left', 28],
      ['right', 26],
    ] as const)
      expect(side(name)).toBeCloseTo(mm, 1);
    expect(document).toContain('w:line="579" w:lineRule="exact"');
    expect(document).toContain('<w:spacing w:val="-4"/>');
    for (const font of ['方正小标宋简体', '仿宋_GB2312', '楷体_GB2312', '黑体'])
      expect(document).toContain(`w:eastAsia="${font}"`);
    expect(parts.get('word/fontTable.xml')!).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>');
    for (const part of ['word/footer1.xml', 'word/footer2.xml']) expect(parts.get(part)!).toMatch(/— .*PAGE.* —/s);
    expect(parts.get('word/settings.xml')!).toContain('evenAndOddHeaders');
  });

  test('shows text that is markup elsewhere as it is, and leaves out what is no character', async () => {
    for (const given of [...hostileTexts, `始\u0000\u001b\ud800中\udc00\ufffe\u202e末😀𠮷`]) {
      const shown = bare(given.replace(/[\u0000-\u001f\ufffe\u202e]|[\ud800-\udfff](?<!\p{L}|\p{S})/gu, ''));
      const read = await readBack({
        ...plain,
        salutation: given,
        blocks: [
          { kind: 'heading', level: 2, text: given },
          { kind: 'paragraph', text: given },
          { kind: 'page-break' },
          { kind: 'table', caption: given, columns: [1], rows: [[{ text: given }]], headRows: 0, size: 'normal' },
        ],
        signature: { organ: given, on: day('2026-01-20') },
        note: given,
      });
      expect(bare(plainText(read.body)).split(shown).length - 1).toBe(7);
    }
  });

  test('takes tables without rows or columns and of five hundred rows', async () => {
    const empty: PaperBlock = { kind: 'table', caption: '空表', columns: [], rows: [], headRows: 1, size: 'small' };
    const rows = Array.from({ length: 500 }, (_, i) => [{ text: `第${i + 1}件` }, { text: '内容' }]);
    const read = await readBack({
      ...plain,
      blocks: [empty, { ...empty, columns: [1, 2] }, { ...empty, columns: [1, 2], rows }, table3()],
    });
    const tables = read.body.content.filter((b) => b.type === 'table').map(cellsOf);
    expect(tables.map((t) => t.length)).toEqual([500, table3().rows.length]);
    expect(tables[0]!.at(-1)!.map(([text]) => text)).toEqual(['第500件', '内容']);
  });
});
