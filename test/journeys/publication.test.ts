// A new user's walk through the demonstration town, in a real browser, by what is seen: links, labels and buttons.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '../../src/main.ts';
import { launchBrowser } from '../support/browser.ts';
import { runningDemo } from '../support/demo-town.ts';
import { Walker } from '../support/walker.ts';

let demo: Running;
let browser: Browser;
let resident: Walker;
let clerk: Walker;
let base: string;

const title = '港口镇财政所关于公布惠农补贴举报电话的通知';
const mended = '举报电话：0563-4000123，工作日上午八时三十分至下午五时三十分有人接听。';

beforeAll(async () => {
  demo = await runningDemo();
  base = demo.url;
  browser = await launchBrowser();
  resident = await Walker.start(browser, base);
  clerk = await Walker.start(browser, base);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const path = (walker: Walker): string => new URL(walker.page.url()).pathname;

describe('a resident', () => {
  test('finds the report of 2013 by searching 代办点 and reads it', async () => {
    const { page } = resident;
    expect(await resident.open('/')).toBe(200);
    expect(await resident.pictures('home')).toEqual([0, 0]);
    await page.getByRole('searchbox').first().fill('代办点');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    await resident.look();
    const hit = page.locator('main').getByRole('link', { name: /2013年度政府信息公开工作年度报告/ });
    expect(await hit.count()).toBe(1);
    await resident.picture('search');
    await hit.click();
    await page.waitForURL(/\/documents\//);
    await resident.look();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('2013');
    expect(await page.locator('.prose').textContent()).toContain('代办点');
    expect(await page.locator('main').textContent()).toMatch(/迟 57 天公开/);
    expect(await resident.pictures('report-2013')).toEqual([0, 0]);
  });

  test('opens how a date was computed, step by step', async () => {
    const { page } = resident;
    await resident.open('/catalogue/12');
    const explained = page.locator('main details.explain').first();
    await explained.locator('summary').click();
    const steps = await explained.locator('li').allTextContents();
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.join('')).toMatch(/\d{4}年\d{1,2}月\d{1,2}日/);
    expect(steps.join('')).toMatch(/工作日|条例/);
    expect(await explained.locator('ol').isVisible()).toBe(true);
    await resident.picture('how-a-date-was-computed');
    await page
      .getByRole('link', { name: /怎么算/ })
      .first()
      .click();
    await page.waitForURL(/\/catalogue\/how/);
    await resident.look();
    await resident.picture('how');
  });
});

describe('the office', () => {
  test('sees what is overdue on the board and on its desk', async () => {
    const { page } = clerk;
    await clerk.signInAs('王样例');
    await clerk.picture('desk-of-the-office');
    expect(await page.locator('main').textContent()).toMatch(/逾期 \d+ 个?(工作日|天)/);
    await clerk.open('/console/duties');
    const late = page.locator('main tr', { hasText: /逾期/ });
    expect(await late.count()).toBeGreaterThanOrEqual(2);
    await clerk.picture('board');
  });
});

describe('a document', () => {
  let review: string;

  async function pass(name: string, button: string, fill: () => Promise<void> = async () => {}): Promise<void> {
    await clerk.signInAs(name);
    await clerk.page.locator('main').getByRole('link', { name: title }).first().click();
    await clerk.page.waitForURL(/\/console\/reviews\//);
    await clerk.look();
    await fill();
    await clerk.press(button);
    expect(await clerk.page.locator('main').textContent()).toContain('已记录您的决定');
  }

  test('is drafted in the editor and handed in', async () => {
    const { page } = clerk;
    await clerk.signInAs('吴演示');
    await clerk.picture('desk-of-the-drafter');
    await page.getByRole('link', { name: '拟稿', exact: true }).first().click();
    await page.getByLabel('公开目录').selectOption('12');
    await clerk.press('开始拟稿');
    await page.waitForURL(/\/console\/drafts\//);
    await clerk.look();
    await page.getByLabel('标题', { exact: false }).first().fill(title);
    await page.locator('.ProseMirror').click();
    for (const line of ['各村（社区）：', '现将惠农补贴发放中的举报渠道通知如下，请张贴到村公示栏。', '举报电话另行通知。'])
      await page.keyboard.type(`${line}\n`);
    await page.getByLabel('内容概述').fill('公布惠农补贴的举报电话和接听时间。');
    await page.getByLabel('生成日期').fill('2026-11-23');
    await page.getByLabel('体裁').selectOption({ index: 1 });
    await page.getByLabel('主题分类').selectOption({ index: 1 });
    await clerk.press('保存并检查');
    expect(await page.locator('.ProseMirror').textContent()).toContain('举报电话另行通知');
    await clerk.picture('editor');
    await clerk.press('送审');
    await page.waitForURL(/\/console\/reviews\//);
    await clerk.look();
    review = path(clerk);
    expect(await page.locator('main').textContent()).toContain('部门负责人审核中');
    await clerk.picture('handed-in');
  });

  test('comes back from the head of department with a remark, and is mended', async () => {
    const { page } = clerk;
    await clerk.signInAs('周试用');
    await page.locator('main').getByRole('link', { name: title }).first().click();
    await page.getByLabel('意见').fill('请写明电话号码和接听时间。');
    await clerk.press('退回修改');
    await clerk.picture('sent-back');

    await clerk.signInAs('吴演示');
    await page.locator('main').getByRole('link', { name: title }).first().click();
    await page.waitForURL(/\/console\/drafts\//);
    await clerk.look();
    expect(await page.locator('main').textContent()).toContain('请写明电话号码和接听时间。');
    await page.locator('.ProseMirror').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(mended);
    await clerk.press('送审');
    await page.waitForURL(/\/console\/reviews\//);
    expect(await page.locator('main').textContent()).toContain(mended);
  });

  test('passes four different people and is published: at home, under its item, in search and feed, within a second', async () => {
    const { page } = clerk;
    await pass('周试用', '审核通过');
    await pass('邱示范', '提交审查结果', async () => {
      await page.getByLabel('可以公开').check();
      await page.getByLabel('意见').fill('不涉密。');
    });
    await clerk.picture('after-secrecy');
    await pass('王样例', '备案通过');
    await pass('罗模拟', '签发');
    await clerk.signInAs('王样例');
    await clerk.open(review);
    await clerk.picture('ready');
    const answered = page.waitForResponse((r) => r.url().endsWith('/release'));
    await page.getByRole('button', { name: '现在发布' }).click();
    expect((await answered).status()).toBe(303);
    await page.waitForURL(/\/documents\//);
    const address = path(clerk);
    const places = ['/', '/catalogue/12', '/feed.atom', `/search?q=${encodeURIComponent('惠农补贴举报电话')}`];
    const bodies = await Promise.all(places.map(async (where) => (await fetch(base + where)).text()));
    expect(places.filter((_, i) => !bodies[i]?.includes(address))).toEqual([]);
    await clerk.look();
    await resident.open(address);
    expect(await resident.page.locator('.prose').textContent()).toContain(mended);
    expect(await resident.pictures('published')).toEqual([0, 0]);
  });

  test('is corrected, and the reader sees what was changed and why', async () => {
    const { page } = clerk;
    const address = path(resident);
    await clerk.signInAs('吴演示');
    await clerk.open('/console/drafts?view=published');
    await page.locator('main').getByRole('link', { name: title }).first().click();
    await clerk.look();
    await clerk.press(/更正/);
    await page.waitForURL(/\/console\/drafts\//);
    await clerk.look();
    await page.locator('.ProseMirror').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('节假日请拨 0563-4000456。');
    await page.getByLabel('更正说明').fill('补充节假日的举报电话。');
    await clerk.press('送审');
    await page.waitForURL(/\/console\/reviews\//);
    review = path(clerk);
    await pass('周试用', '审核通过');
    await pass('邱示范', '提交审查结果', () => page.getByLabel('可以公开').check());
    await pass('王样例', '备案通过');
    await pass('罗模拟', '签发');
    await clerk.signInAs('王样例');
    await clerk.open(review);
    await clerk.press('现在发布');
    await page.waitForURL(/\/documents\//);

    await resident.open(address);
    expect(await resident.page.locator('main').textContent()).toContain('补充节假日的举报电话。');
    await resident.page
      .getByRole('link', { name: /变化|修改|对比|改了/ })
      .first()
      .click();
    await resident.page.waitForURL(/\/changes$/);
    await resident.look();
    expect(await resident.page.locator('ins').allTextContents()).toContainEqual(expect.stringContaining('0563-4000456'));
    expect(await resident.pictures('changes')).toEqual([0, 0]);
    await resident.open(address);
  });

  test('is withdrawn, and its address says who, when, why and on what ground', async () => {
    const { page } = clerk;
    const address = path(resident);
    await clerk.open('/console/drafts?view=published');
    await page.locator('main').getByRole('link', { name: title }).first().click();
    await clerk.picture('record');
    await page.getByText('撤回公开').click();
    const form = page.locator('form[action$="/withdraw"]');
    await form.getByLabel('依据').selectOption({ index: 1 });
    await form.getByLabel('原因（公开）').fill('电话号码有误，核实后另行公布。');
    await form.getByRole('button', { name: '撤回' }).click();
    await clerk.picture('asked-before-withdrawing');
    await page.getByRole('dialog').getByRole('button').first().click();
    await page.getByText('已撤回。').waitFor();
    expect(await resident.open(address)).toBe(410);
    const text = (await resident.page.locator('main').textContent()) ?? '';
    expect(text).toContain('电话号码有误，核实后另行公布。');
    expect(text).toContain('2026');
    expect(text).not.toContain(mended);
    expect(await resident.pictures('withdrawn')).toEqual([0, 0]);
    expect(await (await fetch(`${base}/`)).text()).not.toContain(address);
  });
});

describe('every page seen', () => {
  test('on this walk and beside it is free of grave faults of access, and of errors', async () => {
    for (const page of [
      '/catalogue',
      '/documents',
      '/organs',
      '/organs/leaders',
      '/organs/finance',
      '/guide',
      '/rules',
      '/annual-reports',
      '/open-data',
      '/accessibility',
      '/site-map',
      '/kiosk',
      '/kiosk/newest',
      '/catalogue/duties',
      '/nowhere',
    ])
      await resident.open(page);
    await clerk.signInAs('王样例');
    for (const page of [
      '/console/drafts',
      '/console/catalogue',
      '/console/catalogue/05',
      '/console/calendar',
      '/console/chains',
      '/console/organs',
      '/console/leaders',
      '/console/leading-group',
      '/console/account',
      '/console/import',
      '/console/nowhere',
    ])
      await clerk.open(page);
    expect(resident.grave).toEqual([]);
    expect(clerk.grave).toEqual([]);
    expect(resident.complaints).toEqual([]);
    expect(clerk.complaints).toEqual([]);
  });
});
