// Lists that leave as files: whatever was typed stays text.
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine, sheetBytes, sheetReply } from './sheet.ts';

async function read(bytes: Uint8Array): Promise<ExcelJS.Worksheet> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  return book.worksheets[0]!;
}

test('no cell is a formula, and text that XML cannot hold does not break the workbook', async () => {
  const texts = ['=1+1', '+86', '-5', '@sum', '\u0001控制', '半\ud800', '长'.repeat(40_000), '<b>&"'];
  const sheet = await read(
    await sheetBytes(
      '表[1]/*',
      [{ title: '=标题' }],
      texts.map((t) => [t]),
    ),
  );
  for (const i of texts.keys()) expect(sheet.getRow(i + 2).getCell(1).type).toBe(ExcelJS.ValueType.String);
  expect(sheet.getRow(1).getCell(1).value).toBe('=标题');
  expect(sheet.getRow(2).getCell(1).value).toBe('=1+1');
  expect(sheet.getRow(9).getCell(1).value).toBe('<b>&"');
});

test('numbers stay numbers and nothing stays empty', async () => {
  const sheet = await read(await sheetBytes('数', [{ title: '甲' }, { title: '乙' }], [[12, null]]));
  expect([sheet.getRow(2).getCell(1).value, sheet.getRow(2).getCell(2).value]).toEqual([12, null]);
});

test('the file is named in full for new programs and plainly for old ones', async () => {
  const reply = await sheetReply('公开任务', [{ title: '甲' }], []);
  const header = String('headers' in reply && reply.headers?.['content-disposition']);
  expect(header).toContain(`filename*=UTF-8''${encodeURIComponent('公开任务.xlsx')}`);
});

/** RFC 4180, written without looking at ours. */
function parseCsv(line: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    if (quoted && c === '"' && line[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"') quoted = !quoted;
    else if (!quoted && c === ',') {
      cells.push(cell);
      cell = '';
    } else cell += c;
  }
  return [...cells, cell];
}

test('a CSV line reads back as it was, and no cell begins like a formula', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom('=1', ' =1', '\t=1', '+a', '-b', '@c', '＝全角', 'a,b', '"q"', 'x\r\ny', ''),
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
      const line = csvLine(cells);
      expect(line.endsWith('\r\n')).toBe(true);
      const back = parseCsv(line.slice(0, -2));
      expect(back.map((c) => (c.startsWith("'") ? c.slice(1) : c))).toEqual(
        cells.map((c) => (c.startsWith("'") ? c.slice(1) : c)),
      );
      for (const c of back) expect(c).not.toMatch(/^\s*[=+\-@＝＋－＠]/);
    }),
  );
});
