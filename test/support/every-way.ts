// Every way a page is looked at: axe, widths of telephones, large type, print. Each names what is wrong with it.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Walker } from './walker.ts';

async function graveFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await run(document, { runOnly })).violations;
  });
  const grave = found.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  return grave.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`.slice(0, 400));
}

/** What makes the page wider than the window: empty where nothing does. */
async function pushedSideways(walker: Walker): Promise<string[]> {
  if ((await walker.overhang()) === 0) return [];
  return walker.page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const all = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > edge + 0.5);
    return all.filter((e) => !e.closest('.table-scroll')).map((e) => e.outerHTML.slice(0, 120));
  });
}

/**
 * The page that is open: by axe's rules, on narrow screens, on paper, and in 长辈版 where it is public, which `again` shows it in; it
 * stays in it until the next page.
 */
export async function everyWay(
  walker: Walker,
  name: string,
  again: () => Promise<unknown> = () => walker.page.reload(),
): Promise<void> {
  const { page, context, base } = walker;
  const faults: string[] = [];
  const note = (where: string, found: readonly string[]): void => void faults.push(...found.map((f) => `${where}: ${f}`));
  await walker.picture(`requests-${name}-1280`);
  note('1280', await graveFaults(page));
  const paper = await page.pdf({ format: 'A4' });
  if (paper.subarray(0, 5).toString() !== '%PDF-' || paper.length < 8_000) faults.push(`on paper: ${paper.length} bytes`);
  await page.setViewportSize({ width: 320, height: 640 });
  note('320', await pushedSideways(walker));
  await page.setViewportSize({ width: 375, height: 812 });
  note('375', await pushedSideways(walker));
  await walker.picture(`requests-${name}-375`);
  if (!new URL(page.url()).pathname.startsWith('/console')) {
    await context.addCookies([{ name: 'gk-elder', value: '1', url: base }]);
    await again();
    if ((await page.locator('html.elder').count()) !== 1) faults.push('no 长辈版');
    note('长辈版', await pushedSideways(walker));
    note('长辈版', await graveFaults(page));
    await walker.picture(`requests-${name}-elder-375`);
    await context.clearCookies({ name: 'gk-elder' });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  expect([name, faults]).toEqual([name, []]);
}
