// The console's own script on a list and a form: everything here also works without it, only slower.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderToString } from 'preact-render-to-string';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { allExamples } from '../../src/kit/all-examples.ts';
import { type Assets, buildAssets } from '../../src/platform/http/assets.ts';
import { consolePolicy } from '../../src/platform/http/headers.ts';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser;
let assets: Assets;
let server: Server;
let page: Page;
let posts: string[];
let signedIn: boolean;
let token: string;

const listPage =
  (): string => `<!doctype html><html lang="zh-CN"><head><title>待办</title><link rel="icon" href="${assets.url('icon.svg')}">
<link rel="stylesheet" href="${assets.url('console.css')}"><script nonce="n" type="module" src="${assets.url('console.js')}"></script></head><body>
<div class="console"><nav class="nav" aria-label="工作台"><div class="who"></div></nav><main><h1>待办</h1>
${renderToString(allExamples['filter-bar']![0]!.html).replace('防火&quot;>&lt;', '')}${renderToString(allExamples['data-table']![0]!.html)}
<form method="post" action="/post"><input type="hidden" name="_token" value="${token}"><label for="t">意见</label><input id="t" name="t">
<button type="submit">提交</button> <button type="submit" class="btn danger" name="decision" value="abandon" data-confirm="确定作废这一稿？">作废</button></form></main></div></body></html>`;

beforeAll(async () => {
  assets = await buildAssets();
  browser = await launchBrowser();
  server = createServer((request, response) => {
    if (assets.answer(request, response, {})) return;
    const html = (body: string): void => {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': consolePolicy('n') })
        .end(body);
    };
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        posts.push(body);
        html('<!doctype html><title>好</title><h1>已收到</h1>');
      });
    } else if (request.url?.startsWith('/console/sign-in')) html('<!doctype html><title>登录</title><h1>登录</h1>');
    else if (!signedIn) response.writeHead(303, { location: '/console/sign-in' }).end();
    else html(listPage());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
});
afterAll(async () => {
  server.close();
  await browser?.close();
});
beforeEach(async () => {
  posts = [];
  signedIn = true;
  token = 'first';
  page = await browser.newPage();
  page.setDefaultTimeout(8_000);
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/console/list`);
});
afterEach(() => page.close());

describe('nothing is lost, nothing dangerous happens by a slip', () => {
  test('a dangerous button asks first; refusing does nothing, agreeing sends that very button', async () => {
    await page.getByRole('button', { name: '作废' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.textContent()).toContain('确定作废这一稿？');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('取消');
    await page.keyboard.press('Escape');
    expect(posts).toEqual([]);
    await page.getByRole('button', { name: '作废' }).click();
    await dialog.getByRole('button', { name: '作废' }).click();
    await page.getByRole('heading', { name: '已收到' }).waitFor();
    expect(posts).toEqual(['_token=first&t=&decision=abandon']);
  });

  test('an expired session is noticed before sending, and what was typed stays', async () => {
    await page.getByLabel('意见').fill('同意公开');
    signedIn = false;
    await page.getByRole('button', { name: '提交' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('登录已过期');
    expect(await page.getByLabel('意见').inputValue()).toBe('同意公开');
    expect(posts).toEqual([]);
    signedIn = true;
    token = 'second';
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByRole('heading', { name: '已收到' }).waitFor();
    expect(new URLSearchParams(posts[0]).get('t')).toBe('同意公开');
    expect(new URLSearchParams(posts[0]).get('_token')).toBe('second');
  });

  test('leaving a form that was typed in asks first', async () => {
    await page.getByLabel('意见').pressSequentially('还没写完');
    const asked = page.waitForEvent('dialog');
    const leaving = page.goto('about:blank').catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await leaving;
  });
});

describe('the keyboard', () => {
  test('j and k walk through the rows, / goes to the filter, which hides what does not match', async () => {
    await page.locator('h1').click();
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('11 预算决算');
    await page.keyboard.press('j');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('30 环境整治');
    await page.keyboard.press('k');
    expect(await page.locator('tr.here').textContent()).toContain('11 预算决算');
    await page.keyboard.press('/');
    await page.keyboard.type('城建');
    await expect.poll(() => page.locator('main [role="status"]').textContent()).toBe('本页显示 1 行，共 2 行');
    expect(await page.locator('tbody tr').first().isVisible()).toBe(false);
  });

  test('single letters can be turned off, and stay off', async () => {
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.getByLabel('使用单个字母的快捷键').uncheck();
    await page.getByRole('button', { name: '关闭' }).click();
    await page.reload();
    await page.locator('h1').click();
    await page.keyboard.press('j');
    expect(await page.locator('tr.here').count()).toBe(0);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });
});
