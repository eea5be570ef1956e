import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { type IntakeTown, intakeTown, oldPage } from '../../../../test/support/intake-town.ts';
import { type ServedRoom, serveRoom } from '../../../../test/support/serve-room.ts';
import { sheetBytes } from '../../../platform/http/sheet.ts';
import { roles } from '../../../town/roles.ts';
import { type BatchLine, batchById, linesOf } from '../batches.ts';
import type { BatchId } from '../intake.ts';
import { intakeRoom } from '../room.ts';
import { runBatch } from '../run-batch.ts';

const OFFICE = 'openness-office';
const ID = '11010519491231002X';
let t: IntakeTown;
let served: ServedRoom;
beforeAll(async () => {
  t = await intakeTown();
  served = await serveRoom(t.town, t.people, intakeRoom);
}, 60_000);

const file = (name: string, content: string | Uint8Array, field = 'files') => ({
  field,
  name,
  bytes: Buffer.from(content as string),
});
const work = (id: BatchId): Promise<void> => runBatch(t.town, { batchId: id });
const documents = (id: BatchId): Promise<BatchLine[]> => linesOf(t.town.db, id, { role: 'document' });
const count = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from disclosure_documents`.execute(t.town.db)).rows[0]!.n;

async function opened(name: string, content: string | Uint8Array): Promise<BatchId> {
  const reply = await served.upload('/console/import', OFFICE, {}, file(name, content));
  expect(reply.statusCode, reply.body.slice(0, 300)).toBe(303);
  return String(reply.headers.location).split('/').at(-1) as BatchId;
}

async function choices(id: BatchId, more: Readonly<Record<string, string>> = {}): Promise<Record<string, string>> {
  const form: Record<string, string> = {};
  for (const l of await documents(id)) {
    Object.assign(form, {
      [`take-${l.id}`]: 'yes',
      [`item-${l.id}`]: l.found?.itemCode ?? '',
      [`organ-${l.id}`]: '',
      [`date-${l.id}`]: '',
    });
    for (const [name, value] of Object.entries(more)) form[`${name}-${l.id}`] = value;
  }
  return form;
}

describe('refused', { timeout: 30_000 }, () => {
  it('everybody outside the openness office, at every address', async () => {
    for (const role of roles.filter((r) => r !== OFFICE)) {
      expect((await served.get('/console/import', role)).statusCode, role).toBe(403);
      expect((await served.post('/console/import/x/start', role, {})).statusCode, role).toBe(403);
    }
    expect((await served.get('/console/import')).statusCode).toBe(303);
  });

  it('nothing sent, a sheet that names no files, a sheet that is none: in words, nothing kept', async () => {
    const none = await served.post('/console/import', OFFICE, {});
    expect([none.statusCode, none.body.includes('请选择要导入的文件')]).toEqual([422, true]);
    const heads = await served.upload('/console/import', OFFICE, {}, file('表.csv', '标题,日期\n甲,2014-01-01\n', 'sheet'));
    expect([heads.statusCode, heads.body.includes('没有“文件名”')]).toEqual([422, true]);
    const broken = await served.upload('/console/import', OFFICE, {}, file('表.xlsx', 'not a zip', 'sheet'));
    expect([broken.statusCode, broken.body.includes('不能读取')]).toEqual([422, true]);
    expect((await served.get('/console/import', OFFICE)).body).toContain('还没有导入过');
  });

  it('sets that are not there, with an address of any kind', async () => {
    for (const id of ['x', '01j00000000000000000000000', '%00', "'--"]) {
      expect((await served.get(`/console/import/${id}`, OFFICE)).statusCode, id).toBe(404);
      expect((await served.post(`/console/import/${id}/start`, OFFICE, {})).statusCode, id).toBe(404);
      expect((await served.post(`/console/import/${id}/files/x/release`, OFFICE, {})).statusCode, id).toBe(404);
    }
  });

  it('a word of thanks that an address made up', async () => {
    const id = await opened('words.txt', oldPage({ title: '2014年度消防工作情况' }));
    const notices = async (query: string): Promise<number> =>
      (await served.get(`/console/import/${id}${query}`, OFFICE)).body.split('class="notice').length;
    const plain = await notices('');
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'x'])
      expect(await notices(`?done=${word}`), word).toBe(plain);
    expect(await notices('?done=released')).toBe(plain + 1);
    await work(id);
  });

  it('choices of no catalogue, no organ and no calendar, with what was typed shown again', async () => {
    const id = await opened('a.txt', oldPage({ title: '2014年度部门决算说明' }));
    await work(id);
    const reply = await served.post(
      `/console/import/${id}/start`,
      OFFICE,
      await choices(id, { item: '99 虚构', organ: '外星所', date: '2014年2月30日' }),
    );
    expect(reply.statusCode).toBe(422);
    for (const said of ['“99 虚构”', '“外星所”', '“2014年2月30日”', 'value="外星所"']) expect(reply.body).toContain(said);
    const empty = await served.post(`/console/import/${id}/start`, OFFICE, {});
    expect([empty.statusCode, empty.body.includes('没有选中')]).toEqual([422, true]);
    expect(await count()).toBe(0);
  });

  it('a second start, and more files, while the set is being worked on', async () => {
    const id = await opened('b.txt', oldPage({ title: '2014年度安全生产检查情况' }));
    expect((await served.post(`/console/import/${id}/start`, OFFICE, await choices(id))).statusCode).toBe(422);
    const more = await served.upload(`/console/import/${id}/files`, OFFICE, {}, file('c.txt', 'x'));
    expect([more.statusCode, more.body.includes('正在处理')]).toEqual([422, true]);
    await work(id);
  });
});

describe('a set at the desk', { timeout: 30_000 }, () => {
  it('shows its progress, then what each file would become, and imports nothing by itself', async () => {
    const id = await opened(
      'report.txt',
      oldPage({ title: '某某镇2014年度政府信息公开工作年度报告', on: '2015-04-20', column: '政府信息公开年报' }),
    );
    const before = await served.get(`/console/import/${id}`, OFFICE);
    expect(before.headers.refresh).toBe('4');
    expect(before.body).toContain('正在预览');
    await work(id);
    const preview = await served.get(`/console/import/${id}`, OFFICE);
    expect(preview.headers.refresh).toBeUndefined();
    for (const said of [
      '可以导入',
      '某某镇2014年度政府信息公开工作年度报告',
      '04 政府信息公开年度报告',
      '港口镇人民政府',
      '2015-04-20',
    ])
      expect(preview.body).toContain(said);
    expect(await count()).toBe(0);
  });

  it('imports what was chosen as it was put right, and leaves out the rest', async () => {
    const id = await opened('说明.txt', oldPage({ title: '有关事项的说明', source: '某某日报' }));
    await work(id);
    const added = await served.upload(
      `/console/import/${id}/files`,
      OFFICE,
      {},
      file('决算.txt', oldPage({ title: '2016年度部门决算说明' })),
    );
    expect(added.statusCode).toBe(303);
    await work(id);
    const [unsure, sure] = await documents(id);
    expect([unsure?.state, sure?.state]).toEqual(['refused', 'ready']);
    expect(unsure?.found?.why.join()).toContain('请指定目录');
    const form = {
      [`take-${unsure!.id}`]: 'yes',
      [`item-${unsure!.id}`]: '09 重点工作与大事实事落实',
      [`organ-${unsure!.id}`]: '财政所',
      [`date-${unsure!.id}`]: '2015年3月21日',
      [`item-${sure!.id}`]: '11',
      [`organ-${sure!.id}`]: '',
      [`date-${sure!.id}`]: '',
    };
    expect((await served.post(`/console/import/${id}/start`, OFFICE, form)).statusCode).toBe(303);
    await work(id);
    const after = await documents(id);
    expect(after.map((l) => l.state)).toEqual(['imported', 'left-out']);
    expect(after[0]!.found).toMatchObject({ itemCode: '09', organId: t.people.finance.id, publishedOn: '2015-03-21' });
    const page = await served.get(`/console/import/${id}?state=imported`, OFFICE);
    expect(page.body).toContain(after[0]!.indexNo);
    const sheet = await served.get(`/console/import/${id}/export.xlsx`, OFFICE);
    expect(sheet.headers['content-type']).toContain('spreadsheetml');
  });

  it('lists the sets by name and state, counted, the same in the workbook', async () => {
    const id = await opened('专门找这一批.txt', oldPage({ title: '2018年度为民服务工作情况' }));
    const rows = async (query: string): Promise<number> => {
      const sheet = await served.get(`/console/import/export.xlsx${query}`, OFFICE);
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(sheet.rawPayload as unknown as ArrayBuffer);
      return book.worksheets[0]!.rowCount - 1;
    };
    const shown = async (query: string): Promise<number> =>
      Number(/共 <b>(\d+)<\/b>/.exec((await served.get(`/console/import${query}`, OFFICE)).body)?.[1]);
    expect(await shown('')).toBeGreaterThan(1);
    expect(await rows('')).toBe(await shown(''));
    expect([await shown('?q=专门找这一批'), await rows('?q=专门找这一批')]).toEqual([1, 1]);
    expect(await shown('?q=专门找这一批&state=done')).toBe(0);
    expect(await shown("?q='%25--&state=constructor")).toBe(0);
    await work(id);
    expect([await shown('?q=专门找这一批&state=ready'), await rows('?q=专门找这一批&state=ready')]).toEqual([1, 1]);
    expect((await served.get('/console/import?q=没有', OFFICE)).body).toContain('没有符合条件的批次');
  });

  it('goes on where it was cut off, and does nothing twice', async () => {
    const id = await opened('k.txt', oldPage({ title: '2017年度部门决算说明' }));
    await work(id);
    await served.post(`/console/import/${id}/start`, OFFICE, await choices(id));
    const before = await count();
    await Promise.all([work(id), work(id)]);
    await work(id);
    expect(await count()).toBe(before + 1);
    expect((await documents(id))[0]!.state).toBe('imported');
    expect((await batchById(t.town.db, id))!.state).toBe('done');
  });

  it('takes its sheet, also one that comes later, and the attachments it names', async () => {
    const id = await opened('表一.xlsx', await sheetBytes('表', [{ title: '户数' }], [[3]]));
    await work(id);
    await served.upload(`/console/import/${id}/files`, OFFICE, {}, file('通知.txt', oldPage({ title: '关于发放补贴的通知' })));
    await work(id);
    await served.upload(
      `/console/import/${id}/files`,
      OFFICE,
      {},
      file('元数据.csv', '文件名,目录,附件,发布日期\n通知.txt,12,表一.xlsx,2013/6/1\n没有.txt,12,,2013/6/1\n', 'sheet'),
    );
    await work(id);
    const [named, missing] = await documents(id);
    expect(named).toMatchObject({
      state: 'ready',
      found: { itemCode: '12', publishedOn: '2013-06-01', attachments: ['表一.xlsx'] },
    });
    expect(missing!.found!.why.join()).toContain('“没有.txt”不在');
  });

  it('imports personal data only after somebody else has released it', async () => {
    const id = await opened(
      '名单.txt',
      oldPage({
        title: '2015年第一季度临时救助名单',
        text: `救助名单如下，共一人。\n\n王样例，身份证号 ${ID}，三百元整，已发放到位。`,
      }),
    );
    await work(id);
    const [line] = await documents(id);
    expect(line).toMatchObject({ state: 'refused', found: { releasable: true } });
    const address = `/console/import/${id}/files/${line!.id}/release`;
    const own = await served.post(address, OFFICE, { ground: 'consent', reason: '本人同意' });
    expect([own.statusCode, own.body.includes('导入人以外')]).toEqual([422, true]);
    expect((await served.get(`/console/import/${id}`, OFFICE)).body).not.toContain(ID);
    // Another one of the office signs in as the second person.
    const second = await serveRoom(t.town, { ...t.people, staff: { ...t.people.staff, [OFFICE]: t.second.staff } }, intakeRoom);
    const vague = await second.post(address, OFFICE, { ground: 'so', reason: '' });
    expect([vague.statusCode, vague.body.includes('必须写明依据')]).toEqual([422, true]);
    expect((await second.post(address, OFFICE, { ground: 'consent', reason: '本人已书面同意' })).statusCode).toBe(303);
    await work(id);
    expect((await documents(id))[0]).toMatchObject({ state: 'imported', release: { name: '江样例' } });
  });
});
