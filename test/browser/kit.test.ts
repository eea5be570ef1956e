// Every part of the kit in a real browser: accessible by axe's rules, and never wider than the screen.
import axe from 'axe-core';
import { renderToString } from 'preact-render-to-string';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allExamples } from '../../src/kit/all-examples.ts';
import { assetsFromSource } from '../../src/platform/http/assets-from-source.ts';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser;
let page: Page;
let styles: ReadonlyMap<string, string>;

beforeAll(async () => {
  styles = new Map((await assetsFromSource()).filter((a) => a.name.endsWith('.css')).map((a) => [a.name, a.content.toString()]));
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(async () => {
  await browser?.close();
});

/** Fragments stand in a page of their own, parts of the console under its style sheet. */
async function show(part: string, name: string, elder: boolean): Promise<void> {
  const example = allExamples[part]!.find((e) => e.name === name)!;
  const inner = renderToString(example.html);
  const html = example.whole
    ? inner
    : `<html lang="zh-CN"${elder ? ' class="elder"' : ''}><head><title>${name}</title></head><body><main class="wrap"><h1>${name}</h1>${inner}</main></body></html>`;
  await page.setContent(
    `<!doctype html>${html.replace(/<(?:link rel="(?:stylesheet|icon|alternate)"|script)[^>]*>(?:<\/script>)?/g, '')}`,
  );
  await page.addStyleTag({ content: styles.get(part === 'console-page' ? 'console.css' : 'site.css') ?? '' });
}

async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run;
    return (await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
      .violations;
  });
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join(' | ')}`.slice(0, 600));
}

const widest = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth);
const all = Object.entries(allExamples).flatMap(([part, examples]) => examples.map((e) => [part, e.name] as const));

describe.each(all)('%s: %s', (part, name) => {
  test.each([
    ['wide', 1280, false],
    ['narrow', 320, false],
    ['narrow, 长辈版', 375, true],
  ] as const)('%s', async (_where, width, elder) => {
    await page.setViewportSize({ width, height: 800 });
    await show(part, name, elder);
    expect(await violations()).toEqual([]);
    expect(await widest()).toBeLessThanOrEqual(width);
  });
});

test('长辈版: text of 24 px and more, lines at least 1.5 apart, links of lists and menus 60 px high', async () => {
  await page.setViewportSize({ width: 375, height: 800 });
  await show('public-page', '长辈版', true);
  const body = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return { size: Number.parseFloat(style.fontSize), line: Number.parseFloat(style.lineHeight) };
  });
  expect(body.size).toBeGreaterThanOrEqual(24);
  expect(body.line / body.size).toBeGreaterThanOrEqual(1.5);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a, button, input')]
      .filter((e) => !e.matches('.skip, [type="hidden"]') && e.getBoundingClientRect().height > 0)
      .filter((e) => e.getBoundingClientRect().height < 60 || e.getBoundingClientRect().width < 60)
      .map((e) => e.outerHTML.slice(0, 80)),
  );
  expect(small).toEqual([]);
  const tiny = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('body *')]
      .filter(
        (e) =>
          [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim()) && !e.closest('.print-only, .sr-only, .skip'),
      )
      .filter((e) => Number.parseFloat(getComputedStyle(e).fontSize) < 24)
      .map((e) => e.outerHTML.slice(0, 80)),
  );
  expect(tiny).toEqual([]);
});

test('on paper: no menu, no search, and the address of the page', async () => {
  await show('public-page', 'a page', false);
  await page.emulateMedia({ media: 'print' });
  for (const selector of ['nav.main', '.search', '.utility', '.crumbs'])
    expect(await page.locator(selector).isVisible()).toBe(false);
  expect(await page.locator('footer .print-only').isVisible()).toBe(true);
  expect(await page.locator('.sheet h1').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
});
