// The files of everything public, as somebody who loads them into a spreadsheet or a program meets them.
import ExcelJS from 'exceljs';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DRAFT_CANARY, publicTown, type PublicTown, publish, WITHDRAWN_CANARY } from '../../../test/support/public-town.ts';
import { serveApi } from '../../../test/support/serve-api.ts';
import { publishedCount } from '../../rooms/disclosure/door.ts';
import { openDataRoutes } from './routes.ts';

let it: PublicTown;
let app: FastifyInstance;
const get = (name: string) => app.inject({ method: 'GET', url: `/open-data/${name}` });
const SECRET = '不公开的栏目';

beforeAll(async () => {
  it = await publicTown();
  app = await serveApi(it.town, openDataRoutes);
  const own = it.town.engine.owner(it.town.schema);
  // In columns of rows that are public, which themselves are not.
  await sql`update disclosure_editions set attribute_reason = ${SECRET}, published_by = ${SECRET}, content_hash = ${SECRET}`.execute(
    own,
  );
  await sql`update disclosure_documents set created_by = ${SECRET}`.execute(own);
  await sql`update catalogue_duties set proposed_note = ${SECRET}, proposed_by = ${SECRET}, ended_by = ${SECRET}`.execute(own);
});
afterAll(() => app.close());

/** RFC 4180 read back, so that the test does not trust the writer. */
function readCsv(body: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (body[i + 1] === '"') cell += body[i++]!;
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\n') {
      rows.push([...row, cell.replace(/\r$/, '')]);
      row = [];
      cell = '';
    } else cell += c;
  }
  return rows;
}

describe('open data', () => {
  test('holds no draft, no withdrawn text and no column that is not public', async () => {
    for (const name of ['documents.jsonl', 'documents.csv', 'duties.csv', 'organs.csv', 'catalogue.xlsx']) {
      const answer = await get(name);
      expect([name, answer.statusCode]).toEqual([name, 200]);
      for (const word of [SECRET, DRAFT_CANARY, WITHDRAWN_CANARY]) expect(answer.body).not.toContain(word);
      expect(answer.headers['content-disposition']).toContain('attachment');
    }
    for (const path of ['documents?limit=200', 'duties?limit=200', 'organs', 'catalogue', 'changes?limit=200']) {
      expect((await app.inject({ method: 'GET', url: `/api/v1/${path}` })).body).not.toContain(SECRET);
    }
    expect((await app.inject({ method: 'GET', url: `/api/v1/documents/${it.numbers.corrected}` })).body).not.toContain(SECRET);
    expect((await app.inject({ method: 'GET', url: `/api/v1/documents/${it.numbers.withdrawn}` })).body).not.toContain(SECRET);
  });

  test('runs no formula in a spreadsheet, whatever a title begins with', async () => {
    const formula = `=HYPERLINK("https://example.com","样例")`;
    await publish(it.town, it.people, { itemCode: '05', organId: it.people.office.id, title: formula });
    const answer = await get('documents.csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.body.startsWith('\ufeff索引号,标题')).toBe(true);
    const rows = readCsv(answer.body.slice(1));
    expect(rows.find((r) => r[1]!.includes('HYPERLINK'))?.[1]).toBe(`'${formula}`);
    expect(new Set(rows.map((r) => r.length)).size).toBe(1);
  });

  test('has every published document once, in both forms', async () => {
    for (let i = 0; i < 90; i++) {
      await publish(it.town, it.people, { itemCode: '05', organId: it.people.office.id, title: `成批样例${i}` });
    }
    const total = await publishedCount(it.town.db, {});
    expect(total).toBeGreaterThan(100);
    const lines = (await get('documents.jsonl')).body.trimEnd().split('\n');
    const numbers = lines.map((line) => (JSON.parse(line) as { indexNo: string }).indexNo);
    expect(new Set(numbers).size).toBe(total);
    expect(numbers).toHaveLength(total);
    const rows = readCsv((await get('documents.csv')).body.slice(1)).slice(1);
    expect(rows.map((r) => r[0]).sort()).toEqual(numbers.sort());
    expect(JSON.parse(lines[0]!)).toMatchObject({
      text: expect.any(String),
      attachments: [],
      organ: { name: expect.any(String) },
    });
  });

  test('has duties with their state, organs, and the catalogue as a workbook of ten columns and more', async () => {
    const duties = readCsv((await get('duties.csv')).body.slice(1));
    expect(duties.filter((r) => r[3] === '待公开的样例事项' && r[8] === '逾期未公开')).toHaveLength(1);
    const organs = readCsv((await get('organs.csv')).body.slice(1));
    expect(organs.map((r) => r[1])).toContain('财政所');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await get('catalogue.xlsx')).rawPayload as unknown as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    expect(sheet.rowCount).toBe(34);
    expect(sheet.getRow(7).getCell(1).value).toBe('06');
  });
});
