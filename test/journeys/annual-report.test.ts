// The annual report in a real browser: a year's desk from its first figure to the signed draft, and the public pages of what was
// signed, each kind of page at a desk, on a telephone, in 长辈版 and on paper.
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

const desk = '/console/annual-reports/2024';
const office = '王样例';

beforeAll(async () => {
  demo = await runningDemo();
  browser = await launchBrowser();
  resident = await Walker.start(browser, demo.url);
  clerk = await Walker.start(browser, demo.url);
});
afterAll(async () => {
  await browser?.close();
  await demo?.stop();
});

const main = (walker: Walker) => walker.page.locator('main');

/**
 * The page that is open, looked at by axe; never pushed sideways on a telephone, nor in 长辈版, which is looked at again; and
 * printed.
 */
async function everyWay(walker: Walker, name: string): Promise<void> {
  const { page, context, base } = walker;
  const url = page.url();
  await walker.look();
  await page.setViewportSize({ width: 375, height: 812 });
  expect([name, await pushedSideways(walker)]).toEqual([name, []]);
  if (!new URL(url).pathname.startsWith('/console')) {
    await context.addCookies([{ name: 'gk-elder', value: '1', url: base }]);
    await page.goto(url);
    await walker.look();
    expect([name, '长辈版', await pushedSideways(walker)]).toEqual([name, '长辈版', []]);
    await context.clearCookies({ name: 'gk-elder' });
    await page.goto(url);
  }
  const paper = await page.pdf({ format: 'A4' });
  expect([name, paper.subarray(0, 5).toString(), paper.length > 8_000]).toEqual([name, '%PDF-', true]);
  await page.setViewportSize({ width: 1280, height: 900 });
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

describe('a leader', () => {
  test('reads the desk and is offered nothing to sign', async () => {
    await clerk.signInAs('罗模拟');
    expect(await clerk.open('/console/annual-reports/2025')).toBe(200);
    expect(await main(clerk).getByRole('button').count()).toBe(0);
    expect(await main(clerk).textContent()).toContain('上年的 9 件');
  });
});

describe('the office makes the report of 2024', () => {
  /** Fills a group of figures as one would row by row, with its source, and sends it. */
  async function enter(group: string, values: Readonly<Record<string, string>>, source: string): Promise<void> {
    const form = clerk.page.locator(`form.figure-entry:has(input[name="group"][value="${group}"])`);
    for (const [figure, value] of Object.entries(values)) await form.locator(`[name="figure-${figure}"]`).fill(value);
    await form.getByLabel('这一次填写的来源').fill(source);
    const answered = clerk.page.waitForEvent('domcontentloaded');
    await form.getByRole('button', { name: '保存' }).click();
    await answered;
    await clerk.page.waitForLoadState();
  }

  /** Every cell of a table that is still empty is nothing. */
  async function restIsNothing(group: string): Promise<void> {
    await clerk.page.locator(`form.figure-entry:has(input[name="group"][value="${group}"])`).evaluate((form) => {
      for (const input of form.querySelectorAll<HTMLInputElement>('input[name^="figure-"]'))
        if (input.value === '') input.value = '0';
    });
  }

  const sign = async (): Promise<string> => {
    await clerk.press('签署并交付公开');
    return (await main(clerk).textContent()) ?? '';
  };

  test('from the list of years to a text begun', async () => {
    const { page } = clerk;
    await clerk.signInAs(office);
    await page.getByRole('link', { name: '年度报告', exact: true }).first().click();
    await page.waitForURL(/\/console\/annual-reports$/);
    await everyWay(clerk, 'years');
    await page.locator('tr', { hasText: '2024年度' }).getByRole('button', { name: '开始编写' }).click();
    await page.waitForURL(/2024\?done=begun/);
    await clerk.look();
    expect(await main(clerk).textContent()).toContain('已建好，可以写了');
  });

  test('a figure that is none is refused in its place; with a source it is kept', async () => {
    const { page } = clerk;
    await page.getByRole('link', { name: '填写数字' }).click();
    await page.waitForURL(/\/figures$/);
    await everyWay(clerk, 'entry');
    await enter('training', { trainingsTown: '两次' }, '2024年培训签到表');
    expect(await main(clerk).textContent()).toContain('“镇集中培训次数”要填 0 或正整数，您填的是“两次”。');
    expect(await page.getByLabel('镇集中培训次数').inputValue()).toBe('两次');
    await clerk.look();
    await enter('training', { trainingsTown: '2' }, '2024年培训签到表');
    expect(await page.locator('tr', { hasText: '镇集中培训次数' }).textContent()).toContain('2024年培训签到表');
  });

  test('what no records count is filled in where it stands in its table', async () => {
    await restIsNothing('table2');
    await enter('table2', { 'table2.licences.decisions': '88', 'table2.fees.amount': '0.12' }, '2024年办件台账');
    expect(await clerk.page.getByRole('status').first().textContent()).toContain('数字已保存');
    expect(await clerk.page.locator('[name="figure-table2.licences.decisions"]').inputValue()).toBe('88');
    expect(await clerk.page.locator('[name="figure-table2.normative.made"]').count()).toBe(0);
  });

  test('in the text a bound number leads to its records, one nobody vouches for is marked', async () => {
    const { page } = clerk;
    await clerk.open(desk);
    await page.getByLabel('引言').fill('统计期限自2024年1月1日至12月31日。');
    await page.getByLabel('一、总体情况').fill('集中培训【镇集中培训次数】次，到村里检查 7 次。');
    await page.getByLabel('五、存在的主要问题及改进情况').fill('样例问题：张贴的照片不全，由代办员补拍。');
    await clerk.press('保存');
    expect(await main(clerk).textContent()).toContain('已保存。');
    const preview = page.locator('.preview', { hasText: '集中培训' });
    expect(await preview.locator('a').allTextContents()).toEqual(['2']);
    expect(await preview.locator('mark').allTextContents()).toEqual(['7']);
    expect(await main(clerk).textContent()).toContain('正文里有 1 个数字没有记录作依据');
    await everyWay(clerk, 'desk');
    await preview.locator('a').click();
    await page.waitForURL(/figures\/trainingsTown$/);
    expect(await main(clerk).textContent()).toContain('2024年培训签到表');
    await everyWay(clerk, 'figure-inside');
  });

  test('a remark is answered with a reason; what must be mended is not, and holds the signing', async () => {
    const { page } = clerk;
    await clerk.open(`${desk}#checks`);
    const late = page.locator('.findings li', { hasText: 'R12' });
    await late.getByText('说明这样是对的').click();
    await late.getByLabel('理由').fill('是');
    await clerk.press('保存说明');
    expect(await main(clerk).textContent()).toContain('请写明为什么这样是对的');
    const again = page.locator('.findings li', { hasText: 'R12' });
    expect(await again.getByLabel('理由').inputValue()).toBe('是');
    await again.getByLabel('理由').fill('2024年度报告已在市政府网站公开，本站补编。');
    await again.getByRole('button', { name: '保存说明' }).click();
    await page.waitForURL(/done=dismissed/);
    expect(await page.locator('.findings li', { hasText: 'R12' }).textContent()).toContain('本站补编');

    const faults = page.locator('.findings li', { hasText: '改正以后才能签署' });
    expect(await faults.count()).toBeGreaterThan(0);
    expect(await faults.locator('form').count()).toBe(0);
    const sentence = ((await faults.first().textContent()) ?? '').match(/[缺“][^。]*。/)![0];
    const answered = page.waitForResponse((r) => r.url().endsWith('/signing'));
    await sign();
    expect((await answered).status()).toBe(422);
    expect(await page.locator('.problem-summary').textContent()).toContain(sentence);
    await clerk.look();
  });

  test('mended it is signed, and the draft it became is read, not written, until it is signed again', async () => {
    const { page } = clerk;
    await page.getByLabel('六、其他需要报告的事项').fill('没有收取信息处理费。');
    await clerk.press('保存');
    expect(await page.locator('.findings li', { hasText: '改正以后才能签署' }).count()).toBe(0);
    expect(await sign()).toContain('已签署，稿件已交付公开');
    await page.getByRole('link', { name: '看稿件' }).click();
    await page.waitForURL(/\/console\/drafts\//);
    await everyWay(clerk, 'draft');
    expect(await page.getByLabel('标题').count()).toBe(0);
    expect(await page.locator('.ProseMirror').count()).toBe(0);
    expect(await page.locator('.prose').textContent()).toContain('集中培训2次，到村里检查 7 次。');
    await page.locator('.notice').getByRole('link', { name: '2024年度报告' }).click();
    await page.waitForURL(/\/console\/annual-reports\/2024$/);
    await clerk.press('另起一稿');
    expect(await main(clerk).textContent()).toContain('已另起一稿');
    expect(await sign()).toContain('已签署，稿件已交付公开');
    await page.getByRole('link', { name: '看稿件' }).click();
    await page.waitForURL(/\/console\/drafts\//);
    await clerk.press('送审');
    await page.waitForURL(/\/console\/reviews\//);
    expect(await main(clerk).textContent()).toContain('部门负责人审核中');
  });
});

describe('a resident', () => {
  test('comes from the list of reports to the figures, and from a figure to its records', async () => {
    const { page } = resident;
    await resident.open('/annual-reports');
    await page.getByRole('link', { name: '每个数字看记录' }).first().click();
    await page.waitForURL(/\/annual-reports\/2025$/);
    await everyWay(resident, 'public-2025');
    const claim = page.locator('article p a[title="主动公开政府信息"]').first();
    const said = await claim.textContent();
    await claim.click();
    await page.waitForURL(/figures\/published$/);
    expect(await main(resident).locator('.lead b').textContent()).toBe(said);
    expect(await page.locator('ol.records li').count()).toBe(Math.min(200, Number(said)));
    await everyWay(resident, 'public-records');
    await page.locator('ol.records a').first().click();
    await page.waitForURL(/\/documents\//);
  });

  test('reads a computed figure by its parts, and one by hand by its source', async () => {
    const { page } = resident;
    await resident.open('/annual-reports/2025/figures/trainings');
    expect(await main(resident).textContent()).toContain('由下面的数字相加');
    await resident.look();
    await page.getByRole('link', { name: '镇集中培训次数' }).click();
    await page.waitForURL(/trainingsTown$/);
    expect(await main(resident).textContent()).toContain('来源：2025年政务公开培训签到表');
    await resident.look();
  });

  test('every picture is its own table, and its bars say the figures beside them', async () => {
    const { page } = resident;
    await resident.open('/annual-reports/2025');
    const pictures = page.locator('table.bars');
    expect(await pictures.count()).toBeGreaterThanOrEqual(4);
    for (const picture of await pictures.all()) {
      expect((await picture.locator('caption').textContent())?.length).toBeGreaterThan(5);
      const rows = await picture.locator('tbody tr').all();
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(await row.locator('.amount').textContent()).toMatch(/^\d/);
        expect(await row.locator('rect').count()).toBe(1);
      }
    }
  });

  test('reads the report of 2013, which has no tables', async () => {
    expect(await resident.open('/annual-reports/2013')).toBe(200);
    expect(await main(resident).textContent()).toContain('代办点');
    await everyWay(resident, 'public-2013');
  });

  test.each([2025, 2013])('takes the report of %i home as PDF, Word, sheet and data', async (year) => {
    await resident.open(`/annual-reports/${year}`);
    const links = await main(resident)
      .locator('p.bar a')
      .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    const answers = await Promise.all(links.map((link) => fetch(link)));
    const office = 'application/vnd.openxmlformats-officedocument';
    expect(answers.map((a) => [a.status, a.headers.get('content-type')])).toEqual([
      [200, 'application/pdf'],
      [200, `${office}.wordprocessingml.document`],
      [200, `${office}.spreadsheetml.sheet`],
      [200, 'application/json; charset=utf-8'],
    ]);
    const bytes = await Promise.all(answers.map(async (a) => Buffer.from(await a.arrayBuffer())));
    expect(bytes.slice(0, 3).map((b) => b.subarray(0, 4).toString())).toEqual(['%PDF', 'PK\x03\x04', 'PK\x03\x04']);
    expect(answers.every((a) => a.headers.get('content-disposition')?.startsWith('attachment'))).toBe(true);
    expect(JSON.parse(bytes[3]!.toString()).frozen.fiscalYear).toBe(year);
  });
});

test('every page seen is free of grave faults of access, and of errors', () => {
  expect([...resident.grave, ...clerk.grave]).toEqual([]);
  expect([...resident.complaints, ...clerk.complaints]).toEqual([]);
});
