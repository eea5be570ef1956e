import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { getDocumentProxy } from 'unpdf';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { hostileTexts } from '../../../test/support/hostile-texts.ts';
import { reportPaper, table3 } from '../../../test/support/report-paper.ts';
import { day } from '../../town/day.ts';
import { readPdf } from '../files/pdf.ts';
import type { Paper, PaperBlock, PaperTable } from './paper.ts';
import { ownFonts } from './paper-fonts.ts';
import { paperPdf } from './paper-pdf.ts';
import { closePapers, nameSiteFonts } from './paper-press.ts';

afterAll(closePapers);

const plain: Paper = {
  title: '通知',
  organ: '港口镇人民政府',
  docNo: null,
  blocks: [],
  signature: null,
  header: 'plain',
};
const paragraph = (text: string): PaperBlock => ({ kind: 'paragraph', text });

/** The text without the places where lines and pages end, and without page numbers. */
async function textOf(bytes: Uint8Array): Promise<string> {
  const read = await readPdf(Buffer.from(bytes));
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return bare(read.value.text.replace(/— \d+ —/g, ''));
}
const bare = (text: string): string => text.replace(/[\s\u200b]/g, '');

interface Placed {
  str: string;
  x: number;
  /** From the top of the page, in points. */
  y: number;
}
async function placesOf(bytes: Uint8Array): Promise<{ view: number[]; items: Placed[] }[]> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages: { view: number[]; items: Placed[] }[] = [];
  for (let n = 1; n <= pdf.numPages; n++) {
    const page = await pdf.getPage(n);
    const content = await page.getTextContent();
    const height = page.view[3] as number;
    pages.push({
      view: page.view,
      items: content.items.flatMap((i) =>
        'str' in i && i.str.trim() !== ''
          ? [{ str: i.str, x: i.transform[4] as number, y: height - (i.transform[5] as number) }]
          : [],
      ),
    });
  }
  await pdf.destroy();
  return pages;
}

/** Names of the fonts, without the mark of a subset; throws where one is not inside. */
async function fontsOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await PDFDocument.load(bytes);
  const names = pdf.context.enumerateIndirectObjects().flatMap(([, object]) => {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('Type')) !== PDFName.of('FontDescriptor')) return [];
    const name = String(object.get(PDFName.of('FontName'))).replace(/^\/[A-Z]{6}\+/, '');
    if (!object.has(PDFName.of('FontFile2')) && !object.has(PDFName.of('FontFile3'))) throw new Error(`${name} is not embedded`);
    return [name];
  });
  return [...new Set(names)].sort();
}

/** The same font under another family name, which must not be longer. */
function renamed(font: Buffer, family: string): Buffer {
  const tables = font.readUInt16BE(4);
  const at = Array.from({ length: tables }, (_, i) => 12 + i * 16).find((o) => font.toString('latin1', o, o + 4) === 'name')!;
  const names = font.readUInt32BE(at + 8);
  const strings = names + font.readUInt16BE(names + 4);
  const utf16 = Buffer.from(family, 'utf16le').swap16();
  for (let record = names + 6; record < names + 6 + font.readUInt16BE(names + 2) * 12; record += 12) {
    if (font.readUInt16BE(record) !== 3 || ![1, 16].includes(font.readUInt16BE(record + 6))) continue;
    font.writeUInt16BE(utf16.length, record + 8);
    utf16.copy(font, strings + font.readUInt16BE(record + 10));
  }
  return font;
}

const mm = (n: number): number => (n * 72) / 25.4;

describe('a paper as PDF', () => {
  test('is a report of twelve pages of A4 that says what it was given, in fonts that are inside', async () => {
    const paper = reportPaper(7);
    const bytes = await paperPdf(paper);
    const pages = await placesOf(bytes);
    expect(pages.length).toBe(12);
    for (const { view } of pages) {
      expect(view[2]).toBeCloseTo(mm(210), 0);
      expect(view[3]).toBeCloseTo(mm(297), 0);
    }
    const text = await textOf(bytes);
    const given = [
      paper.title,
      ...paper.lead!,
      ...paper.blocks.flatMap((b) =>
        b.kind === 'table' ? b.rows.flat().map((c) => c.text) : b.kind === 'page-break' ? [] : [b.text],
      ),
      paper.note!,
      '2026年1月20日',
    ];
    for (const part of given) expect(text).toContain(bare(part));
    expect(await fontsOf(bytes)).toEqual([
      'FandolFang-Regular',
      'GongkaiKai',
      'NotoSansSC-Medium',
      'NotoSerifSC-Bold',
      'NotoSerifSC-Regular',
    ]);
  });

  test('has the margins, the lines and the page numbers of GB/T 9704', async () => {
    const pages = await placesOf(await paperPdf({ ...plain, blocks: [paragraph('甲'.repeat(28 * 60))] }));
    const numberOf = (page: { items: Placed[] }): Placed[] => page.items.filter((i) => i.y > mm(297 - 35));
    const [first, second] = [pages[0]!, pages[1]!];
    expect(
      numberOf(first)
        .map((i) => i.str)
        .join(''),
    ).toMatch(/^—\s*1\s*—$/);
    expect(numberOf(first)[0]!.x).toBeGreaterThan(mm(150));
    expect(numberOf(second)[0]!.x).toBeLessThan(mm(40));
    const lines = new Map<number, string>();
    for (const i of second.items) if (i.y < mm(262)) lines.set(Math.round(i.y), (lines.get(Math.round(i.y)) ?? '') + i.str);
    expect([...lines.values()].map((l) => [...l].length)).toEqual(Array.from({ length: 22 }, () => 28));
    const heights = [...lines.keys()];
    expect(heights[0]! - 0.88 * 16).toBeCloseTo(mm(37), -0.5);
    expect((heights.at(-1)! - heights[0]!) / 21).toBeCloseTo(28.95, 1);
    expect(Math.min(...second.items.filter((i) => i.y < mm(262)).map((i) => i.x))).toBeCloseTo(mm(28), 0);
  });

  test('has a red head with number, addressee and signature when asked', async () => {
    const bytes = await paperPdf({
      ...plain,
      header: 'red',
      title: '港口镇人民政府关于印发2026年政务公开工作要点的通知',
      docNo: '港政〔2026〕3号',
      salutation: '各村（社区）',
      blocks: [paragraph('请遵照执行。')],
      signature: { organ: '港口镇人民政府', on: day('2026-03-02') },
      note: '（此件公开发布）',
    });
    expect(await textOf(bytes)).toBe(
      '港口镇人民政府文件港政〔2026〕3号港口镇人民政府关于印发2026年政务公开工作要点的通知各村（社区）：请遵照执行。港口镇人民政府2026年3月2日（此件公开发布）',
    );
    const [page] = await placesOf(bytes);
    const at = (text: string): Placed => page!.items.find((i) => i.str.startsWith(text))!;
    const organ = page!.items.findLast((i) => i.str.startsWith('港口镇人民政府'))!;
    expect(at('2026年3月2日').x - organ.x).toBeCloseTo(32, 0);
    expect(organ.x + 7 * 15.79).toBeCloseTo(mm(184) - 32, -0.5);
  });

  test('shows text that is markup elsewhere as it is, in every place', async () => {
    for (const text of hostileTexts) {
      const bytes = await paperPdf({
        title: text,
        organ: text,
        docNo: text,
        salutation: text,
        lead: [text],
        blocks: [
          ...([1, 2, 3, 4] as const).map((level): PaperBlock => ({ kind: 'heading', level, text })),
          paragraph(text),
          { kind: 'table', caption: text, columns: [1, 1], rows: [[{ text }, { text, head: true }]], headRows: 0, size: 'tiny' },
        ],
        signature: { organ: text, on: day('2026-01-20') },
        note: text,
        header: 'red',
      });
      expect((await textOf(bytes)).split(bare(text)).length - 1).toBe(15);
    }
  });

  test('leaves out what is no character and keeps the rest', async () => {
    const bytes = await paperPdf({
      ...plain,
      blocks: [
        paragraph(`始\u0000\u0007\u001b\ud800中\udc00\ufffe\u202e\u2066${'\r\n'}末\u0085端𠮷`),
        paragraph(''),
        paragraph('😀尾'),
      ],
    });
    const text = await textOf(bytes);
    expect(text).toContain('始中末端𠮷');
    expect(text).toContain('尾');
  });

  test('is made whatever its texts and widths are', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const paper = fc.record<Paper>({
      title: text,
      organ: text,
      docNo: fc.option(text),
      salutation: fc.option(text),
      blocks: fc.array(
        fc.oneof(
          text.map(paragraph),
          fc.constant<PaperBlock>({ kind: 'page-break' }),
          fc.record<PaperTable>({
            kind: fc.constant('table'),
            columns: fc.array(fc.double(), { maxLength: 5 }),
            rows: fc.array(fc.array(fc.record({ text, colSpan: fc.integer(), rowSpan: fc.nat(4) })), { maxLength: 5 }),
            headRows: fc.integer({ min: -1, max: 6 }),
            size: fc.constantFrom('normal', 'small', 'tiny'),
            together: fc.boolean(),
          }),
        ),
      ),
      signature: fc.option(fc.record({ organ: text, on: fc.constant(day('2026-12-31')) })),
      header: fc.constantFrom('red', 'plain'),
    });
    await fc.assert(
      fc.asyncProperty(paper, async (p) => {
        const read = await readPdf(Buffer.from(await paperPdf(p)));
        expect(read.ok ? null : read.refusals).toBeNull();
      }),
      { numRuns: 40 },
    );
  });

  test('breaks words longer than a line or a cell, and stays between its margins', async () => {
    const word = 'https://example.gov.cn/'.repeat(40);
    const bytes = await paperPdf({
      ...plain,
      blocks: [
        paragraph(word),
        {
          kind: 'table',
          columns: [1, 9, 9],
          rows: [[{ text: '1234567890' }, { text: word }, { text: '甲' }]],
          headRows: 0,
          size: 'tiny',
        },
      ],
    });
    expect((await textOf(bytes)).split(word).length - 1).toBe(2);
    for (const { items } of await placesOf(bytes))
      for (const i of items) expect(i.x + [...i.str].length * 3).toBeLessThan(mm(210 - 26) + 20);
  });

  test('takes tables without rows, without columns, and of five hundred rows with the head on every page', async () => {
    const empty = { kind: 'table', headRows: 1, size: 'small', caption: '空表' } as const;
    const none = await paperPdf({
      ...plain,
      blocks: [
        { ...empty, columns: [], rows: [[{ text: '甲' }]] },
        { ...empty, columns: [1], rows: [] },
        { ...empty, columns: [1, 1], rows: [[]] },
      ],
    });
    expect(await textOf(none)).toBe('通知空表空表空表');
    const rows = Array.from({ length: 500 }, (_, i) => [
      { text: `第${i + 1}件` },
      { text: '内容'.repeat(12) },
      { text: String(i) },
    ]);
    const head = [
      { text: '序', head: true },
      { text: '事项甲乙', head: true },
      { text: '数', head: true },
    ];
    const long = await paperPdf({
      ...plain,
      blocks: [{ kind: 'table', columns: [1, 3, 1], rows: [head, ...rows], headRows: 1, size: 'small', together: true }],
    });
    const text = await textOf(long);
    for (const i of [1, 250, 500]) expect(text).toContain(`第${i}件`);
    const pages = await placesOf(long);
    expect(pages.length).toBeGreaterThan(10);
    expect(text.split('事项甲乙').length - 1).toBe(pages.length);
  });

  test('moves a table that is to stay together to the next page, where it fits', async () => {
    const pages = await placesOf(await paperPdf({ ...plain, blocks: [paragraph('甲'.repeat(28 * 8)), table3()] }));
    expect(pages.length).toBe(2);
    const second = pages[1]!.items.map((i) => i.str).join('');
    expect(second).toContain('申请人情况');
    expect(second).toContain('四、结转下年度继续办理');
  });

  test('is the same for the same paper, byte by byte', async () => {
    const [a, b] = await Promise.all([paperPdf(reportPaper(1)), paperPdf(reportPaper(1))]);
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
  });

  test('is set in the fonts of the site where it names some, and in ours where its folder is gone', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gongkai-fonts-'));
    const fontsWith = async (siteFonts: string | null): Promise<string[]> => {
      nameSiteFonts(siteFonts);
      return fontsOf(await paperPdf({ ...plain, title: '', blocks: [paragraph('甲')] }));
    };
    try {
      writeFileSync(join(folder, 'a.ttf'), renamed(readFileSync(join(ownFonts, 'NotoSansSC-Medium.ttf')), '仿宋_GB2312'));
      expect(await fontsWith(folder)).toEqual(['NotoSansSC-Medium', 'NotoSerifSC-Regular']);
      expect(await fontsWith(join(folder, 'gone'))).toEqual(['FandolFang-Regular', 'NotoSerifSC-Regular']);
    } finally {
      nameSiteFonts(null);
      rmSync(folder, { recursive: true });
    }
  });
});
