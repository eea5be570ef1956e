// Every way a request can go, walked by a resident without an account and three clerks in a real browser: each ends in its own row
// of Table 3 of the annual report.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventedId } from '../../seed/invented-ids.ts';
import { press } from '../../src/platform/paper/paper-press.ts';
import { launchBrowser } from '../support/browser.ts';
import {
  alreadyTakenUp,
  answered,
  downloaded,
  fill,
  type Paper,
  type RequestJourney,
  requestJourney,
  Resident,
  rowsOf,
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

const why = '经检索档案和业务系统，依据上述规定不能提供。';
const granted = '予以公开：予以公开';
const atTheOffice = { '在哪里看、怎样获取': '工作日到党政办公室领取，已装订成册。' };

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

/** Applied for on the net and taken up by the office: at its desk, or before this walk begins. */
async function underWay(title: string, taking: 'at the desk' | 'before' = 'before'): Promise<{ at: string; paper: Paper }> {
  const paper = await resident.apply({ 内容描述: `申请公开${title}，请给全文。` });
  const at = taking === 'before' ? alreadyTakenUp(journey, paper, title) : takenUp(hall, paper, title);
  return { paper, at: await at };
}

/** What the applicant reads on the progress page. */
async function seen(paper: Paper): Promise<string> {
  expect(await resident.follow(paper)).toBe(200);
  return resident.text();
}

test('asked by word of mouth and answered on the spot: granted', async () => {
  const { office, handler, leader } = hall;
  const rows = await rowsOf(journey, async () => {
    await office.open('/console/requests');
    await office.main.getByRole('link', { name: '登记申请' }).click();
    const form = office.main.locator('form');
    await fill(form, {
      怎样收到: '口头（工作人员代填）',
      事由: '样例村公厕改造的验收情况',
      内容描述: '样例村 2025 年公厕改造的验收情况，请告诉我在哪里能看到。',
      '当场查阅、抄录': true,
      '当场阅读、抄录': true,
      自然人: true,
      姓名或者单位名称: '郑样例',
      证件号码: '34180019900101001X',
      联系电话: '13800000002',
    });
    expect(await send(office.page, form.getByRole('button', { name: '登记并打印回执' }))).toBe(422);
    await fill(form, { 证件号码: inventedId(9) });
    expect(await send(office.page, form.getByRole('button', { name: '登记并打印回执' }))).toBe(200);
    expect(await office.text()).toContain('收到申请之日是 2026年3月2日');
    await office.walker.picture('requests-oral-receipt');
    const [number = ''] = await office.main.locator('.receipt-number').allTextContents();
    const at = await office.openCase(number);
    await office.does(at, '分办', { 承办单位: '财政所', 承办人: '拟稿人样例（财政所）' });
    await handler.does(at, '拟答复', {
      答复类型: '予以公开：已主动公开，告知方式、途径',
      '在哪里看、怎样获取': '《2025年公厕改造验收公告》，镇网站第 05 项',
    });
    await leader.does(at, '签发');
    await office.does(at, '送达', { 送达方式: '当场：以当场交给申请人之日为准' });
  });
  expect(rows).toEqual({ 'granted.natural': 1 });
});

test('put right by the applicant, and still not clear', async () => {
  const { office } = hall;
  const rows = await rowsOf(journey, async () => {
    const { at, paper } = await underWay('样例村往年的补助名单', 'at the desk');
    await office.does(at, '告知补正', { 需要补正的事项: '请写明是哪一年、哪一种补助的名单。' });
    const asked = await seen(paper);
    expect(asked).toContain('等您补正');
    expect(asked).toContain('请写明是哪一年、哪一种补助的名单。');
    journey.later(3);
    await resident.follow(paper);
    expect(await resident.answer('提交补正', { 补正内容: '就是前几年发过的那一种。' })).toBe(200);
    expect(await resident.text()).toContain('补正已收到，答复期限从今天起重新计算。');
    await office.open(at);
    expect(await office.text()).toContain('就是前几年发过的那一种。');
    expect(await office.main.locator('details.deed > summary').allTextContents()).not.toContain('告知补正');
    await answered(hall, at, '无法提供：补正后仍不明确', { 理由: why });
    expect(await seen(paper)).toContain('答复：补正后仍不明确');
  });
  expect(rows).toEqual({ 'unclear.natural': 1 });
});

/** A third party was asked in writing and says no, with ground. */
async function refusedByAThird(title: string): Promise<{ at: string; paper: Paper }> {
  const { office, handler } = hall;
  const { at, paper } = await underWay(title);
  await handler.does(at, '征求意见', { 向谁征求: '第三方（公开可能损害其合法权益）', 对方名称: '样例果园' });
  await office.does(at, '对方签收', { 征求意见书: `${journey.today()} 发给第三方` });
  expect(await seen(paper)).toContain('等第三方或者其他机关回复意见');
  const sentOn = journey.today();
  journey.later(3);
  await handler.does(at, '登记意见', {
    征求意见书: `${sentOn} 发给第三方`,
    意见: '不同意，理由成立',
    意见内容: '涉及我园的进货价格，公开会损害我园的利益。',
  });
  expect(await handler.text()).toContain('涉及我园的进货价格');
  const applicants = await seen(paper);
  expect(applicants).toContain('征求意见结束');
  expect(applicants).not.toContain('进货价格');
  return { at, paper };
}

test('a third party refuses with ground: withheld', async () => {
  const rows = await rowsOf(journey, async () => {
    const { at, paper } = await refusedByAThird('样例果园的补贴申报材料');
    await answered(hall, at, '不予公开：损害第三方合法权益', { 理由: why });
    expect(await seen(paper)).toContain(why);
  });
  expect(rows).toEqual({ 'thirdParty.natural': 1 });
});

test('a third party refuses with ground, and public interest outweighs it: granted', async () => {
  const { handler } = hall;
  const rows = await rowsOf(journey, async () => {
    const { at } = await refusedByAThird('样例果园的用药检测结果');
    expect(await handler.deed(at, '拟答复', { 答复类型: granted, ...atTheOffice })).toBe(422);
    expect(await handler.main.locator('.problem-summary').innerText()).toContain('公共利益上必须公开的理由');
    await answered(hall, at, granted, { ...atTheOffice, 公共利益上必须公开的理由: '关系食用安全，不公开会造成重大影响。' });
  });
  expect(rows).toEqual({ 'granted.natural': 1 });
});

test('extended by the leader, and the applicant sees the new day: granted', async () => {
  const { handler, leader } = hall;
  const rows = await rowsOf(journey, async () => {
    const { at, paper } = await underWay('样例村历年土地流转合同');
    const dayOfAnswer = /最迟 (\S+) 答复/;
    const before = dayOfAnswer.exec(await seen(paper))?.[1];
    await handler.does(at, '申请延期', { 理由: '原件在县档案馆，需要逐份调阅。' });
    await leader.does(at, '审批延期', { '同意，当日告知申请人': true });
    const after = dayOfAnswer.exec(await seen(paper))?.[1];
    expect([before, after]).toEqual([expect.stringMatching(/^2026年/), expect.stringMatching(/^2026年/)]);
    expect(after).not.toBe(before);
    expect(await resident.text()).toContain('批准延长答复期限');
    await answered(hall, at, granted, atTheOffice);
  });
  expect(rows).toEqual({ 'granted.natural': 1 });
});

test('a file is masked, proved and taken away by the applicant: partly granted', async () => {
  const { handler } = hall;
  const secret = '张三样 341800199001010011';
  const open = '补助金额为 12000 元，已于 2025 年 9 月发放。';
  const bytes = Buffer.from(
    await press('docx', {
      organ: '港口镇人民政府',
      docNo: null,
      salutation: null,
      signature: null,
      note: null,
      header: 'plain',
      title: '评审结果',
      blocks: [
        { kind: 'paragraph', text: `户主：${secret}。` },
        { kind: 'paragraph', text: open },
      ],
    }),
  );
  const rows = await rowsOf(journey, async () => {
    const { at, paper } = await underWay('样例村危房改造评审结果', 'at the desk');
    await handler.does(at, '添加材料', { 查找到的信息: { name: '评审结果.docx', bytes } });
    expect(await handler.deed(at, '拟答复', { 答复类型: '部分公开：部分公开（区分处理）', 理由: why })).toBe(422);
    await handler.open(at);
    await handler.main.getByRole('link', { name: '遮盖或者提供' }).click();
    await handler.page.waitForURL(/\/masking$/);
    const form = handler.main.locator('form');
    const make = form.getByRole('button', { name: '制作提供给申请人的文件' });
    await fill(form, { 要遮盖的文字: '没有这几个字' });
    expect(await send(handler.page, make)).toBe(422);
    expect(await handler.text()).toContain('在文件里没有找到');
    await fill(form, { 要遮盖的文字: secret, 遮盖的理由: '个人隐私' });
    expect(await send(handler.page, make)).toBe(200);
    expect(await handler.text()).toContain('已遮盖并核验');
    expect(await seen(paper)).not.toContain('提供的信息（部分遮盖）.docx');
    await answered(hall, at, '部分公开：部分公开（区分处理）', { 理由: why });
    expect(await seen(paper)).toContain('提供的信息（部分遮盖）.docx');
    const given = resident.main.locator('li', { hasText: '提供给申请人的信息' });
    const file = await downloaded(resident.page, given.getByRole('button', { name: '下载' }));
    expect(file.name).toBe('提供的信息（部分遮盖）.docx');
    const text = unzipped(file.bytes);
    expect(text).toContain('12000');
    for (const hidden of ['张三样', '341800199001010011']) expect(text).not.toContain(hidden);
  });
  expect(rows).toEqual({ 'partial.natural': 1 });
});

test('not held, asked before, a complaint in truth: each in its row', async () => {
  const rows = await rowsOf(journey, async () => {
    const first = await underWay('样例村撤并学校的批文');
    await answered(hall, first.at, '无法提供：信息不存在，或者不属于本机关负责公开', {
      理由: why,
      应当负责的机关及联系方式: '县教育局 0563-4000999',
    });
    expect(await seen(first.paper)).toContain('请向 县教育局 0563-4000999 提出。');
    const again = await underWay('样例村撤并学校的批文');
    await hall.office.open(again.at);
    expect(await hall.office.main.locator('[aria-labelledby="alike"]').innerText()).toContain(first.paper.number);
    await answered(hall, again.at, '不予处理：重复申请', { 理由: why, 上一次答复的文号: '港公开复〔2026〕7号' });
    const complaint = await underWay('为什么样例村的路灯一直没有修好');
    await answered(hall, complaint.at, '不予处理：属于信访、投诉、举报', { 理由: '请向镇信访办反映，电话 0563-4000111。' });
  });
  expect(rows).toEqual({ 'notHeld.natural': 1, 'repeated.natural': 1, 'petition.natural': 1 });
});

test('a fee that is not paid', async () => {
  const { office } = hall;
  const rows = await rowsOf(journey, async () => {
    const { at, paper } = await underWay('样例村十年来的会议记录');
    expect(await office.deed(at, '通知收费', { '按量：30 页以内不收': true, '页数（按量时填写）': '30' })).toBe(422);
    await office.does(at, '通知收费', { '按量：30 页以内不收': true, '页数（按量时填写）': '109' });
    expect(await seen(paper)).toContain('应缴信息处理费 880 元');
    expect(await office.deed(at, '视为放弃')).toBe(422);
    journey.later(40);
    await office.does(at, '视为放弃');
    expect(await seen(paper)).toContain('逾期未缴费，视为放弃');
  });
  expect(rows).toEqual({ 'feeUnpaid.natural': 1 });
});

test('withdrawn by the applicant on the progress page', async () => {
  const rows = await rowsOf(journey, async () => {
    const { paper } = await underWay('样例村的道路规划图');
    await resident.follow(paper);
    expect(await resident.answer('撤回这件申请', { 撤回的说明: '已经在网上找到了。' })).toBe(200);
    const said = await resident.text();
    expect(said).toContain('申请已撤回。');
    expect(said).toContain('已撤回');
    expect(await resident.page.getByRole('button', { name: '撤回这件申请' }).count()).toBe(0);
  });
  expect(rows).toEqual({ 'otherwise.natural': 1 });
});

test('late: the reason must be said, and everybody reads it in the log', async () => {
  const { office, handler, leader } = hall;
  const reason = '承办人病假，单位没有安排代岗。';
  const rows = await rowsOf(journey, async () => {
    const { at } = await underWay('样例村低保评议的次数');
    journey.later(60);
    await office.open('/console/requests?which=late');
    expect(await office.main.locator('tbody').innerText()).toMatch(/样例村低保评议的次数[\s\S]*逾期 \d+ 个?(工作日|天)/);
    await handler.does(at, '拟答复', { 答复类型: '无法提供：信息不存在，或者不属于本机关负责公开', 理由: why });
    await leader.does(at, '签发');
    const how = { 送达方式: '直接送达：以申请人签收之日为准' };
    expect(await office.deed(at, '送达', how)).toBe(422);
    expect(await office.main.locator('.problem-summary').innerText()).toContain('请写明逾期原因');
    await office.does(at, '送达', { ...how, 逾期原因: reason });
  });
  expect(rows).toEqual({ 'notHeld.natural': 1 });
  await resident.walker.open('/requests/log');
  const row = resident.main.locator('tr', { hasText: '样例村低保评议的次数' });
  expect(await row.innerText()).toMatch(/逾期/);
  expect(await row.innerText()).toContain(reason);
  expect(await resident.text()).not.toContain('钱样例');
});

test('nobody’s page had a grave fault or an error on the way', () => {
  const walkers = [resident, hall.office, hall.handler, hall.leader].map((w) => w.walker);
  expect(walkers.flatMap((w) => w.grave)).toEqual([]);
  expect(walkers.flatMap((w) => w.complaints)).toEqual([]);
});
