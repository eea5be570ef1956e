// The desk and the applicant's page while a request is under way: letters, messages, suggestions, and who sees nothing at all; every
// kind of page at a desk, on a telephone and on paper.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventedId } from '../../seed/invented-ids.ts';
import { press } from '../../src/platform/paper/paper-press.ts';
import { launchBrowser } from '../support/browser.ts';
import { everyWay } from '../support/every-way.ts';
import {
  answered,
  Clerk,
  downloaded,
  fill,
  type Paper,
  type RequestJourney,
  requestJourney,
  Resident,
  send,
  takenUp,
  type TownHall,
  townHall,
} from '../support/request-journey.ts';
import { unzipped } from '../support/unzipped.ts';

let journey: RequestJourney;
let browser: Browser;
let resident: Resident;
let hall: TownHall;
let paper: Paper;
let at: string;

const title = '样例村饮水工程的验收结果';

beforeAll(async () => {
  journey = await requestJourney();
  browser = await launchBrowser();
  resident = await Resident.start(journey, browser);
  hall = await townHall(journey, browser);
});
afterAll(async () => {
  await browser?.close();
  await journey?.stop();
});

/** The progress page anew, as after typing the receipt once more. */
const again = () => resident.follow(paper);

describe('the desk', () => {
  test('shows what has come in, and takes it up', async () => {
    const { office } = hall;
    paper = await resident.apply({ 内容描述: `申请公开${title}，请给全文。`, 电子邮箱: 'qian@example.com' });
    await again();
    expect(await resident.text()).toContain('等公开办与您确认收到');
    await office.open('/console/requests');
    expect(await office.main.locator('tbody').innerText()).toContain(paper.number);
    await everyWay(office.walker, 'desk');
    at = await takenUp(hall, paper, title);
    await again();
    expect(await resident.text()).toMatch(/最迟 2026年\d+月\d+日 答复/);
    await everyWay(resident.walker, 'progress-handling', again);
  });

  test('enters what came by word of mouth, and prints a receipt for whoever said it', async () => {
    const { office } = hall;
    await office.open('/console/requests/new');
    await everyWay(office.walker, 'enter');
    await fill(office.main, {
      怎样收到: '口头（工作人员代填）',
      内容描述: `请公开${title}和造价，全文。`,
      纸质: true,
      自行领取: true,
      自然人: true,
      姓名或者单位名称: '郑样例',
      证件号码: inventedId(19),
      联系电话: '13800000003',
    });
    expect(await send(office.page, office.main.getByRole('button', { name: '登记并打印回执' }))).toBe(200);
    expect(await office.main.locator('.receipt-number').count()).toBe(2);
    const printed = await office.page.pdf({ format: 'A4' });
    expect([printed.subarray(0, 5).toString(), printed.length > 8_000]).toEqual(['%PDF-', true]);
  });
});

describe('a letter', () => {
  test('lacks what the case lacks, is drafted from it and changed', async () => {
    const { office, handler } = hall;
    await office.does(at, '告知补正', { 需要补正的事项: '请写明是哪一年的验收结果。' });
    await again();
    await everyWay(resident.walker, 'progress-correcting', again);
    await handler.open(at);
    await handler.main.getByRole('link', { name: '制作文书' }).click();
    await handler.page.waitForURL(/\/letters\/new/);
    const choose = handler.main.locator('form');
    await fill(choose, { 文书: '政府信息公开申请答复书（申请人）' });
    expect(await send(handler.page, choose.getByRole('button', { name: '拟稿' }))).toBe(422);
    expect(await handler.text()).toContain('这份文书还缺：答复类型');
    await fill(choose, { 文书: '政府信息公开申请补正告知书（申请人）' });
    expect(await send(handler.page, choose.getByRole('button', { name: '拟稿' }))).toBe(200);
    const text = await handler.page.getByLabel('正文').inputValue();
    expect(text).toContain('请写明是哪一年的验收结果');
    await everyWay(handler.walker, 'letter');
    const form = handler.main.locator('form');
    await fill(form, { 正文: `${text}\n不清楚的，请拨打 0563-4000123。` });
    expect(await send(handler.page, form.getByRole('button', { name: '保存' }))).toBe(200);
    expect(await handler.text()).toContain('已保存。签发在申请页办理。');
  });

  test('signed, it has a number and is the applicant’s too, as PDF and Word', async () => {
    const { office } = hall;
    await again();
    expect(await resident.main.getByRole('button', { name: '下载 PDF' }).count()).toBe(0);
    await office.does(at, '签发文书', { 文书: '港口镇人民政府政府信息公开申请补正告知书' });
    const line = office.main.locator('[aria-labelledby="papers"] li', { hasText: '补正告知书' });
    const number = /\S+〔2026〕\d+号/.exec(await line.innerText())?.[0] ?? '';
    expect(number).not.toBe('');
    const pdf = await downloaded(office.page, line.getByRole('link', { name: 'PDF' }));
    expect([pdf.name, pdf.bytes.subarray(0, 5).toString()]).toEqual([expect.stringMatching(/补正告知书\.pdf$/), '%PDF-']);
    await again();
    const theirs = resident.main.locator('[aria-labelledby="papers"] li', { hasText: '补正告知书' });
    expect(await theirs.innerText()).toContain(number);
    const word = await downloaded(resident.page, theirs.getByRole('button', { name: '下载 Word' }));
    const written = unzipped(word.bytes);
    for (const part of ['不清楚的，请拨打', number]) expect(written).toContain(part);
    const same = await downloaded(resident.page, theirs.getByRole('button', { name: '下载 PDF' }));
    expect(same.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await resident.answer('提交补正', { 补正内容: '2025 年的。' })).toBe(200);
  });
});

describe('messages and suggestions', () => {
  test('go both ways, and notes of the office stay inside', async () => {
    const { office, handler } = hall;
    await again();
    expect(await resident.answer('发送留言', { 留言: '请问什么时候能有结果？' })).toBe(200);
    expect(await resident.text()).toContain('留言已送达公开办。');
    await handler.open(at);
    expect(await handler.text()).toContain('请问什么时候能有结果？');
    await handler.does(at, '内部记事', { 内部记事: '档案室周三开门。' });
    await office.does(at, '留言', { 给申请人留言: '本周五以前给您答复。' });
    await again();
    const seen = await resident.text();
    expect(seen).toContain('本周五以前给您答复。');
    expect(seen).not.toContain('档案室周三开门。');
  });

  test('what an applicant suggests is decided by the office and begins a draft of the owner', async () => {
    const { office, handler } = hall;
    await again();
    expect(await resident.answer('提交建议', { 建议公开什么: '请公开 13800000001 的事' })).toBe(422);
    const field = resident.page.getByLabel('建议公开什么');
    expect([await field.inputValue(), await field.getAttribute('aria-invalid')]).toEqual(['请公开 13800000001 的事', 'true']);
    expect(await resident.answer('提交建议', { 建议公开什么: '全镇饮水工程的验收结果' })).toBe(200);
    await handler.does(at, '转为主动公开', { 建议主动公开什么: '饮水工程的造价' });
    await office.open('/console/requests');
    await office.main.getByRole('link', { name: '转为主动公开' }).click();
    await office.page.waitForURL(/\/suggestions$/);
    await everyWay(office.walker, 'suggestions');
    const theirs = office.main.locator('section', { hasText: '全镇饮水工程的验收结果' });
    const decide = theirs.getByRole('button', { name: '主动公开', exact: true });
    await fill(theirs, { 列入哪一项目录: '05 惠农补贴', 负责公开的单位: '财政所', 公开期限: '2026-02-28' });
    expect(await send(office.page, decide)).toBe(422);
    expect(await theirs.locator('.problem').innerText()).toBe('日期不能早于今天。');
    expect(await theirs.locator('select[name="item"]').inputValue()).toBe('05');
    await fill(theirs, { 公开期限: '2026-04-30' });
    expect(await send(office.page, decide)).toBe(200);
    expect(await office.text()).toContain('已决定主动公开，草稿已建好。');
    const other = office.main.locator('section', { hasText: '饮水工程的造价' });
    await other.locator('summary').click();
    await fill(other, { 不公开的理由: '造价已在项目公示里公开。' });
    expect(await send(office.page, other.getByRole('button', { name: '不转为主动公开' }))).toBe(200);
    await handler.open('/console/drafts');
    expect(await handler.text()).toContain('全镇饮水工程的验收结果');
    await again();
    expect(await resident.text()).toContain('全镇饮水工程的验收结果：决定主动公开，列入目录第 05 项');
  });
});

describe('the page of a request', () => {
  test('is there for those who have to do with it, and for nobody else', async () => {
    const stranger = await Clerk.start(journey, browser, 'other-drafter');
    for (const path of [at, `${at}/letters/new`]) expect([path, await stranger.open(path)]).toEqual([path, 404]);
    await stranger.open('/console/requests?which=all');
    expect(await stranger.text()).not.toContain(paper.number);
    await stranger.walker.context.close();
  });

  test('shows all its deeds, each with fields of its own', async () => {
    const { office, handler } = hall;
    const bytes = Buffer.from(
      await press('docx', {
        organ: '港口镇人民政府',
        docNo: null,
        salutation: null,
        signature: null,
        note: null,
        header: 'plain',
        title: '验收结果',
        blocks: [{ kind: 'paragraph', text: '验收合格，联系人张三样。' }],
      }),
    );
    await handler.does(at, '添加材料', { 查找到的信息: { name: '验收结果.docx', bytes } });
    await office.open(at);
    await everyWay(office.walker, 'case');
    await handler.main.getByRole('link', { name: '遮盖或者提供' }).click();
    await handler.page.waitForURL(/\/masking$/);
    await everyWay(handler.walker, 'masking');
  });

  test('ended, it stands in the log by its title, and on the applicant’s page by its answer', async () => {
    await answered(hall, at, '予以公开：予以公开', { '在哪里看、怎样获取': '工作日到党政办公室领取。' });
    await again();
    expect(await resident.text()).toContain('答复：予以公开');
    await everyWay(resident.walker, 'progress-answered', again);
    await resident.walker.open('/requests/log');
    expect(await resident.text()).toContain(title);
    expect(await resident.text()).not.toContain('钱样例');
    await everyWay(resident.walker, 'log');
  });
});

test('nobody’s page had a grave fault or an error on the way', () => {
  const walkers = [resident, hall.office, hall.handler, hall.leader].map((w) => w.walker);
  expect(walkers.flatMap((w) => w.grave)).toEqual([]);
  expect(walkers.flatMap((w) => w.complaints)).toEqual([]);
});
