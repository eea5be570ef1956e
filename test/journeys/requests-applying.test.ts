// Applying without an account: look first, then ask, then follow it by receipt, on pages that anybody can read on anything.
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inventedId } from '../../seed/invented-ids.ts';
import { Qr } from '../../src/kit/qr/part.tsx';
import { listRequests } from '../../src/rooms/requests/reads.ts';
import { launchBrowser } from '../support/browser.ts';
import { everyWay } from '../support/every-way.ts';
import {
  fill,
  type Paper,
  PUBLIC_TITLE,
  type RequestJourney,
  requestJourney,
  Resident,
  send,
} from '../support/request-journey.ts';

let journey: RequestJourney;
let browser: Browser;
let resident: Resident;
let paper: Paper;

beforeAll(async () => {
  journey = await requestJourney();
  browser = await launchBrowser();
  resident = await Resident.start(journey, browser);
});
afterAll(async () => {
  await browser?.close();
  await journey?.stop();
});

const submitButton = (form: Locator): Locator => form.getByRole('button', { name: '提交申请' });

/** How many requests there are. */
async function howMany(): Promise<number> {
  const filter = { which: 'all', state: null, organId: null, kind: null, words: '', page: 1 } as const;
  const { total } = await listRequests(journey.town.db, journey.people.actors['openness-office'], filter, journey.today());
  return total;
}

const what = '样例村 2025 年低保评议的会议记录';

describe('before asking', () => {
  test('what is public already is found, and leads to the document', async () => {
    const { walker, page, main } = resident;
    await walker.open('/');
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '申请公开' }).click();
    await page.waitForURL(/\/requests$/);
    await everyWay(walker, 'ask');
    await fill(main, { 要找什么: '耕地地力保护补贴' });
    await send(page, main.getByRole('button', { name: '查找' }));
    expect(await resident.text()).toContain('已经公开的有 1 件');
    await main.getByRole('link', { name: PUBLIC_TITLE }).click();
    await page.waitForURL(/\/documents\//);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(PUBLIC_TITLE);
  });

  test('what is not found goes into the form as it was typed', async () => {
    const { walker, page, main } = resident;
    await walker.open('/requests');
    await fill(main, { 要找什么: what });
    await send(page, main.getByRole('button', { name: '查找' }));
    expect(await resident.text()).toContain('没有找到已经公开的');
    await main.getByRole('link', { name: '填写申请' }).click();
    await page.waitForURL(/\/requests\/new/);
    expect(await page.getByLabel('内容描述').inputValue()).toBe(what);
    await everyWay(walker, 'form');
  });
});

describe('the form', () => {
  test('refused: says everything at once, leads to each field and keeps what was typed', async () => {
    const { page, main, walker } = resident;
    const form = main.locator('form');
    const typed = { 姓名或者单位名称: '钱样例', 证件号码: '341800199001010012', 联系电话: '13800000001' };
    await fill(form, { ...typed, 自然人: true, 邮寄: true });
    expect(await send(page, submitButton(form))).toBe(422);
    const summary = main.locator('.problem-summary');
    expect(await summary.locator('li').allInnerTexts()).toEqual([
      expect.stringContaining('身份证号码有误'),
      '您选择邮寄，请填写通信地址。',
      '请选择希望得到的形式。',
    ]);
    for (const [label, value] of Object.entries(typed)) expect(await page.getByLabel(label).inputValue()).toBe(value);
    expect(await page.getByLabel('内容描述').inputValue()).toBe(what);
    for (const chosen of ['邮寄', '自然人']) expect(await page.getByRole('radio', { name: chosen }).isChecked()).toBe(true);
    await everyWay(walker, 'refused');
    for (const [words, field] of [
      ['身份证号码有误', 'idNumber'],
      ['请填写通信地址', 'address'],
    ] as const) {
      await summary.getByRole('link', { name: words }).click();
      expect(new URL(page.url()).hash).toBe(`#field-${field}`);
      expect(await page.locator(`#problem-${field}`).innerText()).toContain(words);
      expect(await page.locator(`#field-${field}`).getAttribute('aria-invalid')).toBe('true');
    }
    // What is typed next goes into the field the link has led to.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-address');
  });

  test('clicked twice is one request', async () => {
    const { page } = resident;
    const before = await howMany();
    const form = await resident.openForm({ 内容描述: what });
    await submitButton(form).dblclick();
    await page.locator('.receipt-number').first().waitFor();
    await page.waitForLoadState();
    expect(await howMany()).toBe(before + 1);
    paper = await resident.receipt();
    expect(await resident.follow(paper)).toBe(200);
  });

  test('sent again after going back, and after loading the receipt anew, it is the same receipt', async () => {
    const { page, main } = resident;
    const form = await resident.openForm({ 内容描述: `${what}，请给全文。` });
    await send(page, submitButton(form));
    const first = await resident.receipt();
    const before = await howMany();
    await page.reload();
    expect(await resident.receipt()).toEqual(first);
    await page.goBack();
    expect(await page.getByLabel('内容描述').inputValue()).toBe(`${what}，请给全文。`);
    await send(page, submitButton(main.locator('form')));
    expect(await resident.receipt()).toEqual(first);
    expect(await resident.text()).toContain('这份申请已经提交过');
    expect(await howMany()).toBe(before);
  });

  test('left open for hours keeps what was typed, and goes through at the second try', async () => {
    const patient = await Resident.start(journey, browser);
    const form = await patient.openForm({ 内容描述: `${what}（慢慢写的）` });
    journey.passHours(5);
    expect(await send(patient.page, submitButton(form))).toBe(403);
    const kept = await patient.page.locator('input[name="content"]').inputValue();
    expect(kept).toBe(`${what}（慢慢写的）`);
    expect(await send(patient.page, patient.page.getByRole('button', { name: '再次提交' }))).toBe(200);
    await patient.receipt();
    await patient.walker.context.close();
  });
});

describe('the receipt', () => {
  test('is shown with number, code and a QR of both, on everything and on paper', async () => {
    const { walker, page, main } = resident;
    paper = await resident.apply({ 内容描述: `${what}，2024 年的。` });
    const plain = paper.code.replaceAll('-', '');
    const drawn = renderToString(h(Qr, { text: `${journey.base}/requests/progress#${paper.number}.${plain}`, label: '' }));
    const path = /<path fill="#000" d="([^"]*)"/.exec(drawn)?.[1];
    expect(await main.locator('.qr path').last().getAttribute('d')).toBe(path);
    await page.setViewportSize({ width: 794, height: 1123 });
    await page.emulateMedia({ media: 'print' });
    await walker.picture('requests-receipt-print');
    expect(await main.locator('.qr').isVisible()).toBe(true);
    expect(await main.getByText(paper.code).isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await everyWay(walker, 'receipt');
  });

  test('its QR fills in the form, and neither network nor address bar nor log sees the code', async () => {
    const scanner = await Resident.start(journey, browser, 375);
    const plain = paper.code.replaceAll('-', '');
    const sent: string[] = [];
    scanner.page.on('request', (r) => sent.push(r.url(), r.postData() ?? '', JSON.stringify(r.headers())));
    await scanner.page.goto(`${journey.base}/requests/progress#${paper.number}.${plain}`);
    expect(await scanner.page.getByLabel('编号').inputValue()).toBe(paper.number);
    expect(await scanner.page.getByLabel('查询码').inputValue()).toBe(plain);
    expect(scanner.page.url()).toBe(`${journey.base}/requests/progress`);
    expect(sent.filter((s) => s.includes(plain))).toEqual([]);
    const asked = scanner.page.waitForRequest((r) => r.method() === 'POST');
    await send(scanner.page, scanner.page.getByRole('button', { name: '查询', exact: true }));
    expect((await asked).url()).not.toContain(plain);
    expect(scanner.page.url()).not.toContain(plain);
    expect(await scanner.text()).toContain(`申请 ${paper.number}`);
    expect(sent.filter((s) => s.includes(plain) && !s.startsWith('_token='))).toEqual([]);
    expect(journey.logged.filter((line) => line.includes(plain))).toEqual([]);
    expect(scanner.walker.complaints).toEqual([]);
    await scanner.walker.context.close();
  });

  test('a wrong code and a number that is none are answered by the same page', async () => {
    const stranger = await Resident.start(journey, browser);
    const other = (await resident.apply({ 证件号码: inventedId(31) })).code;
    const shown: string[] = [];
    for (const wrong of [
      { ...paper, code: other },
      { number: 'SQ-2026-9999', code: other },
    ]) {
      expect(await stranger.follow(wrong)).toBe(422);
      shown.push((await stranger.page.content()).replaceAll(wrong.number, '').replace(/name="_token" value="[^"]*"/, ''));
    }
    expect(shown[0]).toBe(shown[1]);
    expect(await stranger.text()).toContain('编号或者查询码不对');
    await stranger.walker.context.close();
  });
});

test('nobody’s page had a grave fault or an error on the way', () => {
  expect(resident.walker.grave).toEqual([]);
  expect(resident.walker.complaints).toEqual([]);
});
