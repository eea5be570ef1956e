// The room's pages over HTTP: who is let in, what is refused and kept, what people see.
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleItem } from '../../../../test/support/catalogue.ts';
import { granted, samplePeople, type SamplePeople } from '../../../../test/support/people.ts';
import { serveRoom, type ServedRoom } from '../../../../test/support/serve-room.ts';
import { testTown, type TestTown } from '../../../../test/support/town.ts';
import { perform } from '../../../platform/act/act.ts';
import { systemActor } from '../../../platform/act/actor.ts';
import { day } from '../../../town/day.ts';
import { newId } from '../../../town/ids.ts';
import { type Role, roles } from '../../../town/roles.ts';
import { policies } from '../../../web/policy.ts';
import { defineItem, dutiesOf, type Duty, dutyOfPeriod, generateDuties, itemByCode, withhold } from '../door.ts';
import { catalogueRoom } from '../room.ts';

let town: TestTown;
let people: SamplePeople;
let served: ServedRoom;
const room = catalogueRoom({ recomputers: [] });

beforeAll(async () => {
  town = await testTown();
  people = await samplePeople(town);
  served = await serveRoom(town, people, room);
  const input = { code: '12', openedOn: day('2026-07-01'), ...sampleItem(people) };
  granted(await perform(town, people.actors['openness-office'], 'define', (act) => defineItem(act, input)));
  granted(await perform(town, systemActor, 'generate', (act) => generateDuties(act, day('2026-12-31'))));
});
afterAll(() => served.app.close());

async function owed(periodKey: string, village = false): Promise<Duty> {
  const q = village
    ? { organId: people.village.id, cadenceKey: 'village-payments' }
    : { organId: people.finance.id, cadenceKey: 'payments' };
  return (await dutyOfPeriod(town.db, { itemCode: '12', periodKey, ...q }))!;
}

const typed = (more: Record<string, string | string[]> = {}) => ({
  code: '30',
  revision: '1',
  category: '民生保障',
  name: '环境卫生与人居环境整治',
  shortName: '环境整治',
  elements: '方案\n检查考评',
  basis: '条例2019#20',
  limits: 'WD20',
  limitText: '20个工作日内',
  organ: people.finance.id as string,
  coOrgans: [people.office.id as string],
  cadences: '月度检查评分 | 每月 | 当月20日 | 财政所',
  villageCadences: '村级评比 | 每季度 | WD20 | 各村',
  channels: ['网', '栏'],
  audience: '全社会',
  mode: '主动',
  level: '镇村',
  notes: '',
  ...more,
});

describe('nobody gets in', () => {
  test('whose role is not named for the address', async () => {
    const gets = room.routes.filter((r) => r.method === 'GET' && r.path.startsWith('/console/'));
    for (const route of gets) {
      const policy = policies[`GET ${route.path}`] as { roles: readonly Role[] };
      for (const role of roles) {
        const page = await served.get(route.path.replace(':code', '12').replace(':id', (await owed('2026-Q3')).id), role);
        expect(page.statusCode === 403, `${role} ${route.path}`).toBe(!policy.roles.includes(role));
      }
    }
  });
});

describe('an address that names nothing', () => {
  test('is a page that helps, whatever stands in it', async () => {
    for (const url of [
      `/console/duties/${newId()}`,
      '/console/duties/%00',
      "/console/duties/'--",
      '/console/catalogue/99',
      `/catalogue/12/not-public/${newId()}`,
      '/catalogue/12/not-public/x',
    ])
      expect((await served.get(url, 'openness-office')).statusCode, url).toBe(404);
    expect((await served.get(`/catalogue/12/not-public/${(await owed('2026-Q3')).id}`)).statusCode).toBe(404);
  });

  test('is named in a sentence, when the public filters by it', async () => {
    const text = async (query: string): Promise<string> => (await served.get(`/catalogue/duties?${query}`)).body;
    expect(await text('from=2026-02-30')).toContain('“2026-02-30”不是一个日期');
    expect(await text('from=2026-12-01&to=2026-01-01')).toContain('2026-12-01 晚于“到”2026-01-01');
    expect(await text('state=boss')).toContain('没有“boss”这种状态');
    expect(await text('item=77')).toContain('没有编号“77”的事项');
    expect(await text('organ=nobody')).toContain('没有代码是“nobody”的单位');
    expect(await text('page=999')).toMatch(/没有第 999 页；下面是最后一页。[\s\S]*<tbody><tr>/);
    expect(await text(`state=${'x'.repeat(300)}`)).toContain(`没有“${'x'.repeat(20)}…”这种状态`);
    expect(await text('state=overdue&organ=finance&village=all&from=2026-01-01&to=2026-12-31')).not.toContain(
      'class="notice warn"',
    );
  });

  test('or filters nothing, when it is a filter', async () => {
    for (const query of [
      '?state=boss&item=%27&from=2026-02-30&page=-1',
      '?organ=nobody&village=%00',
      '?page=99999&q=%25',
      '?q=%EF%BF%BF',
    ]) {
      for (const path of ['/catalogue/duties', '/console/duties', '/console/duties/export.xlsx', '/catalogue/duties.csv'])
        expect((await served.get(path + query, 'openness-office')).statusCode, path + query).toBe(200);
    }
  });
});

describe('a form that is refused', () => {
  test('says all that is wrong with an item at once and keeps what was typed', async () => {
    const page = await served.post(
      '/console/catalogue',
      'openness-office',
      typed({ code: 'ab', name: '', limits: '20天', shortName: '原样保留' }),
    );
    expect(page.statusCode).toBe(422);
    for (const words of [
      '编号为两位或三位数字',
      '请填写公开事项',
      '看不懂时限代码“20天”',
      '原样保留',
      '月度检查评分 | 每月 | 当月20日 | 财政所',
    ])
      expect(page.body).toContain(words);
    expect(await itemByCode(town.db, 'ab')).toBeNull();
  });

  test('says which cadence line cannot be read', async () => {
    const lines = ['评分', '甲 | 每旬 | WD20 | 财政所', '乙 | 每月 | 次年01-31 | 财政所', '丙 | 每年 | WD20 | 无此单位'];
    const page = await served.post('/console/catalogue', 'openness-office', typed({ cadences: lines.join('\n') }));
    expect(page.statusCode).toBe(422);
    for (const words of ['周期任务“评分”写得不完整', '周期任务“甲”：周期或期限不对', '周期任务“丙”：没有写责任单位'])
      expect(page.body).toContain(words);
  });

  test('leaves a duty open and says why', async () => {
    const duty = await owed('2026-Q3');
    const nil = await served.post(`/console/duties/${duty.id}/nil`, 'drafter', { note: '无' });
    expect(nil.statusCode).toBe(422);
    expect(nil.body).toContain('请说明核对了什么');
    expect(await served.post(`/console/duties/${duty.id}/nil`, 'agent', { note: '没有发生，已核对台账。' })).toMatchObject({
      statusCode: 422,
    });
    const ground = await served.post(`/console/duties/${duty.id}/withholding`, 'openness-office', {
      ground: '不便',
      explanation: '<b>说明</b>',
    });
    expect(ground.body).toContain('请选择不予公开的法定理由');
    expect(ground.body).toContain('&lt;b>说明');
    const formed = await served.post('/console/my-duties', 'drafter', { item: '12', subject: '公告', createdOn: '2026-13-01' });
    expect([formed.statusCode, formed.body.includes('请填写形成或者变更日期')]).toEqual([422, true]);
    expect((await owed('2026-Q3')).state).toBe('open');
  });

  test('keeps a bad holiday notice in the box, names its lines, and stores nothing', async () => {
    const page = await served.post('/console/calendar', 'openness-office', { text: '2027 放假 01-01 13-45\n乱写' });
    expect(page.statusCode).toBe(422);
    for (const words of ['第 1 行：没有“13-45”这一天', '第 2 行：看不懂“乱写”', '2027 放假 01-01 13-45'])
      expect(page.body).toContain(words);
    expect((await served.get('/console/calendar?year=2027', 'system-admin')).body).toContain('2027 年的放假安排还没有录入');
  });
});

describe('the calendar', () => {
  test('counts the special days of a year and gives the same as a workbook', async () => {
    const page = (await served.get('/console/calendar?year=2026', 'system-admin')).body;
    const count = Number(/共 <b>(\d+)<\/b>/.exec(page)?.[1]);
    const book = new ExcelJS.Workbook();
    const file = await served.get('/console/calendar/export.xlsx?year=2026', 'system-admin');
    await book.xlsx.load(file.rawPayload as unknown as ArrayBuffer);
    const sheet = book.worksheets[0]!;
    expect(count).toBeGreaterThan(20);
    expect(sheet.rowCount).toBe(count + 1);
    expect((sheet.getRow(2).values as unknown[]).slice(1, 4)).toEqual(['2026-01-01', '星期四', '放假']);
    expect((await served.get('/console/calendar/export.xlsx?year=x', 'system-admin')).statusCode).toBe(200);
  });
});

describe('the openness office', () => {
  test('defines an item whose duties are there at once, changes it line by line, and sees who changed what', async () => {
    expect((await served.post('/console/catalogue', 'openness-office', typed())).statusCode).toBe(303);
    expect((await dutiesOf(town.db, { item: '30' })).total).toBeGreaterThan(0);
    const before = (await itemByCode(town.db, '30'))!;
    const form = (await served.get('/console/catalogue/30', 'openness-office')).body;
    expect(form).toContain('月度检查评分 | 每月 | 当月20日 | 财政所');
    const changed = await served.post(
      '/console/catalogue/30',
      'openness-office',
      typed({ limitText: '每月20日前', revision: '1' }),
    );
    expect(changed.statusCode).toBe(303);
    const after = (await itemByCode(town.db, '30'))!;
    expect([after.limitText, after.cadences[0]?.key]).toEqual(['每月20日前', before.cadences[0]?.key]);
    expect((await served.get('/console/catalogue/30', 'openness-office')).body).toContain('修改（公开时限）');
    const stale = await served.post('/console/catalogue/30', 'openness-office', typed({ notes: '我的修改', revision: '1' }));
    expect([stale.statusCode, stale.body.includes('我的修改')]).toEqual([422, true]);
    const closing = await served.post('/console/catalogue/30/closing', 'openness-office', {
      closedOn: '2026-11-23',
      closedNote: '不再办理',
    });
    expect([closing.statusCode, closing.body.includes('没有了结')]).toEqual([422, true]);
  });

  test('sees the overdue first, narrows the board, and takes it away as a sheet without formulas', async () => {
    granted(
      await perform(town, people.actors['openness-office'], 'define', (act) =>
        defineItem(act, { code: '31', ...sampleItem(people, { name: '=HYPERLINK("x")', cadences: [], villageCadences: [] }) }),
      ),
    );
    await served.post('/console/my-duties', 'drafter', { item: '31', subject: '=1+1', createdOn: '2026-09-01' });
    const board = (await served.get('/console/duties', 'principal')).body;
    expect(board.indexOf('逾期')).toBeLessThan(board.indexOf('待公开') === -1 ? Number.MAX_SAFE_INTEGER : board.length);
    const narrowed = (await served.get('/console/duties?village=all&state=overdue', 'openness-office')).body;
    expect(narrowed).toContain('补贴发放明细（2026年7月）');
    expect(narrowed).not.toContain('补贴发放汇总（');
    const file = await served.get('/console/duties/export.xlsx?item=31', 'openness-office');
    expect(file.headers['content-disposition']).toContain('.xlsx');
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.rawPayload as unknown as ArrayBuffer);
    const row = book.worksheets[0]!.getRow(2);
    expect([row.getCell(2).value, row.getCell(3).value, row.getCell(3).type]).toEqual([
      '=HYPERLINK("x")',
      '=1+1',
      ExcelJS.ValueType.String,
    ]);
  });

  test('pastes a notice and reads what was counted again', async () => {
    const text = '2027 放假 01-01 02-05 02-08 02-09 02-10 02-11 02-12 上班 01-30 02-20\n来源：样例通知';
    const page = await served.post('/console/calendar', 'openness-office', { text });
    expect(page.statusCode).toBe(200);
    for (const words of ['已录入 2027 年放假安排（样例通知）', '重新计算后有', '2027-01-28 改为 2027-01-29'])
      expect(page.body).toContain(words);
    expect((await served.get(`/console/duties/${(await owed('2026-Q4')).id}`, 'openness-office')).body).toContain(
      '到期日由 2027-01-28 改为 2027-01-29',
    );
  });
});

describe('a clerk', () => {
  test('sees what the own organ owes, registers what was formed, proposes, and declares nil', async () => {
    expect((await served.get('/console/my-duties', 'agent')).body).toContain('补贴发放明细（2026年7月）');
    const mine = (await served.get('/console/my-duties', 'drafter')).body;
    expect(mine).toContain('补贴发放汇总（2026年第三季度）');
    expect(mine).not.toContain('补贴发放明细');
    expect(mine).toContain(`/console/drafts/new?duty=${(await owed('2026-Q3')).id}`);
    const done = await served.post('/console/my-duties', 'drafter', {
      item: '12',
      subject: '惠农补贴方案',
      createdOn: '2026-11-20',
      limit: '',
    });
    expect(done.headers.location).toBe('/console/my-duties?done=registered');
    expect((await served.get('/console/my-duties?q=方案', 'drafter')).body).toContain('惠农补贴方案');
    const july = await owed('2026-07', true);
    const proposal = { ground: '个人隐私', explanation: '名单涉及未成年人。' };
    expect((await served.post(`/console/duties/${july.id}/proposal`, 'agent', proposal)).statusCode).toBe(303);
    expect((await served.get('/console/duties?state=proposed', 'openness-office')).body).toContain('补贴发放明细（2026年7月）');
    expect(
      (await served.post(`/console/duties/${july.id}/declining`, 'openness-office', { why: '可以公开汇总。' })).statusCode,
    ).toBe(303);
    // Of a period that still runs nobody can say so: it is not offered, and the page says from when on.
    const running = await owed('2026-12', true);
    expect((await served.get(`/console/duties/${running.id}`, 'agent')).body).toContain('2026-12-31 结束，这以后才能报“本期无”');
    const agents = (await served.get('/console/my-duties', 'agent')).body;
    expect(agents).not.toContain(`/console/duties/${running.id}#nil`);
    const august = await owed('2026-08', true);
    expect(agents).toContain(`/console/duties/${august.id}#nil`);
    expect(
      (await served.post(`/console/duties/${august.id}/nil`, 'agent', { note: '八月没有发放，已核对一卡通台账。' })).statusCode,
    ).toBe(303);
    expect((await served.get(`/console/duties/${august.id}`, 'agent')).body).toContain('本期无：八月没有发放');
  });
});

describe('the public', () => {
  test('reads the squares, the items and the rules, without script', async () => {
    const page = await served.get('/catalogue');
    for (const words of ['公开体检', '惠农补贴', '财政财务', '逾期']) expect(page.body).toContain(words);
    expect(page.body).not.toContain('<script');
    expect((await served.get('/catalogue/how')).body).toContain('民法典');
  });

  test('reads every duty with how its day was found, and downloads them all', async () => {
    const page = (await served.get('/catalogue/duties?organ=finance')).body;
    for (const words of ['补贴发放汇总（2026年第三季度）', '2026-11-03', '截止日为', '法定假日不计'])
      expect(page).toContain(words);
    const csv = (await served.get('/catalogue/duties.csv')).rawPayload.toString();
    expect(csv.slice(0, 6)).toBe('\ufeff事项编号,');
    expect(csv).toContain(`"'=1+1"`);
    expect(csv.trim().split('\r\n').length - 1).toBe((await dutiesOf(town.db, {})).total);
  });

  test('reads why something is not public, and later that the notice was lifted', async () => {
    const duty = await owed('2026-09', true);
    const w = { ground: '个人隐私', explanation: '名单含未成年人，镇级汇总照常公开。' };
    granted(await perform(town, people.actors['openness-office'], 'withhold', (act) => withhold(act, duty.id, w)));
    const url = `/catalogue/12/not-public/${duty.id}`;
    const page = (await served.get(url)).body;
    for (const words of ['不予公开说明', '个人隐私', '第15条', '镇级汇总照常公开', '山门村']) expect(page).toContain(words);
    expect((await served.get(`/catalogue/13/not-public/${duty.id}`)).statusCode).toBe(404);
    const reopened = await served.post(`/console/duties/${duty.id}/reopening`, 'openness-office', {
      why: '名单已按规定遮蔽，可以公开。',
    });
    expect(reopened.statusCode).toBe(303);
    expect((await served.get(url)).body).toContain('名单已按规定遮蔽');
  });
});
