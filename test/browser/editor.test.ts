// The drafting editor in a real browser, under the console's real content security policy.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Body, parseBody, plainText } from '../../src/town/body.ts';
import { launchBrowser } from '../support/browser.ts';
import { type EditorSite, editorSite, pixel } from '../support/editor-page.ts';

const start: Body = {
  type: 'doc',
  content: [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: '一、总体情况' }] },
    { type: 'paragraph', attrs: { align: 'center' }, content: [{ type: 'text', text: '居中的一段' }] },
    {
      type: 'paragraph',
      content: [
        { type: 'text', text: '见 ' },
        { type: 'text', text: '本站目录', marks: [{ type: 'link', attrs: { href: '/catalogue' } }] },
        { type: 'text', text: '，面积 5 m' },
        { type: 'text', text: '2', marks: [{ type: 'superscript' }] },
      ],
    },
    {
      type: 'orderedList',
      attrs: { start: 3 },
      content: [{ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text: '第三项' }] }] }],
    },
    { type: 'image', attrs: { file: 'b'.repeat(64), alt: '平面图' } },
    {
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            {
              type: 'tableHeader',
              attrs: { colspan: 2, rowspan: 1 },
              content: [{ type: 'paragraph', content: [{ type: 'text', text: '合计' }] }],
            },
          ],
        },
        {
          type: 'tableRow',
          content: [
            {
              type: 'tableCell',
              attrs: { colspan: 1, rowspan: 1 },
              content: [{ type: 'paragraph', content: [{ type: 'text', text: '甲' }] }],
            },
            {
              type: 'tableCell',
              attrs: { colspan: 1, rowspan: 1 },
              content: [{ type: 'paragraph', content: [{ type: 'text', text: '12' }] }],
            },
          ],
        },
      ],
    },
  ],
};

let browser: Browser;
let site: EditorSite;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  site = await editorSite(start);
  page = await browser.newPage();
  page.setDefaultTimeout(8_000);
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (401|409|429)/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  await page.goto(site.url);
  await page.locator('.ProseMirror').waitFor();
});
afterEach(async () => {
  await page.close();
  site.close();
});

const text = () => page.locator('.ProseMirror');
const status = () => page.locator('.save-state');
const toEnd = async (): Promise<void> => {
  await text().click();
  // The editor puts its selection back 20 ms after it was focused; nobody's hand is that quick.
  await page.waitForTimeout(100);
  await page.keyboard.press('Control+End');
  await expect
    .poll(() => text().evaluate((el) => el.lastElementChild?.contains(getSelection()?.anchorNode ?? null)), { timeout: 5_000 })
    .toBe(true);
};
/** The last autosave; Ctrl+S brings it at once. */
async function autosaved(count = 1): Promise<Map<string, string>> {
  if (count === 1) await page.keyboard.press('Control+s');
  await expect
    .poll(() => site.sent.filter((s) => s.path === '/autosave').length, { timeout: 8_000 })
    .toBeGreaterThanOrEqual(count);
  return site.sent.filter((s) => s.path === '/autosave').at(-1)!.fields;
}
function bodyIn(fields: Map<string, string>): Body {
  const parsed = parseBody(JSON.parse(fields.get('body') ?? 'null'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusals));
  return parsed.value;
}

describe('the editor refuses to lose text', () => {
  test('an expired session is said in words, the text stays, and it is saved after signing in again', async () => {
    site.nextStatus = [401];
    await toEnd();
    await page.keyboard.type('会话过期前写的话');
    await expect.poll(() => status().textContent(), { timeout: 8_000 }).toContain('登录已过期');
    expect(await text().textContent()).toContain('会话过期前写的话');
    expect(await page.locator('.save-state a').getAttribute('href')).toBe('/console/sign-in');
    site.signedIn = false;
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    const fields = await autosaved(2);
    expect(fields.get('_token')).toBe('token-2');
    expect(plainText(bodyIn(fields))).toContain('会话过期前写的话');
  });

  test("somebody else's newer draft is not overwritten, and saving stops", async () => {
    site.nextStatus = [409, 409, 409];
    await toEnd();
    await page.keyboard.type('我的改动');
    await expect.poll(() => status().textContent(), { timeout: 8_000 }).toContain('没有覆盖');
    await page.keyboard.type('，再写一句');
    await page.waitForTimeout(4_000);
    expect(site.sent.filter((s) => s.path === '/autosave')).toHaveLength(1);
    expect(await text().textContent()).toContain('再写一句');
  });

  test('leaving with unsaved text asks first', async () => {
    await toEnd();
    await page.keyboard.type('还没保存');
    const asked = page.waitForEvent('dialog');
    const leaving = page.goto('about:blank').catch(() => undefined);
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await leaving;
  });
});

describe('what is written is stored in the closed schema', () => {
  test('a stored body comes back unchanged', async () => {
    await page.locator('#field-title').fill('新标题');
    const fields = await autosaved();
    expect(bodyIn(fields)).toEqual(start);
    expect(fields.get('title')).toBe('新标题');
    expect(complaints).toEqual([]);
  });

  test('typing, headings and emphasis are saved, with the revision carried on', async () => {
    await toEnd();
    await page.keyboard.type('港口镇');
    await page.getByRole('button', { name: '标题2' }).click();
    expect(await page.getByRole('button', { name: '标题2' }).getAttribute('aria-pressed')).toBe('true');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('加粗的话');
    const fields = await autosaved();
    expect(fields.get('revision')).toBe('1');
    const last = bodyIn(fields).content.slice(-2);
    expect(last[0]).toEqual({ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: '港口镇' }] });
    expect(last[1]).toEqual({ type: 'paragraph', content: [{ type: 'text', text: '加粗的话', marks: [{ type: 'bold' }] }] });
    await expect.poll(() => status().textContent()).toBe('已自动保存 09:31');
    expect(await page.locator('.editor-problems').textContent()).toContain('内容概述还没有写');
    expect(await page.locator('input[name="revision"]').inputValue()).toBe('2');
    expect(complaints).toEqual([]);
  });

  test('a table is inserted, grows, shrinks and keeps its header row', async () => {
    await toEnd();
    await page.getByRole('button', { name: '表格', exact: true }).click();
    await page.keyboard.type('村别');
    await page.getByRole('button', { name: '下加行' }).click();
    await page.getByRole('button', { name: '右加列' }).click();
    await page.getByRole('button', { name: '删列' }).click();
    await page.getByRole('button', { name: '删行' }).click();
    expect(await page.getByRole('button', { name: '表格', exact: true }).isDisabled()).toBe(true);
    const tables = bodyIn(await autosaved()).content.filter((b) => b.type === 'table');
    expect(tables).toHaveLength(2);
    expect(tables[1]!.content.map((row) => row.content.length)).toEqual([3, 3, 3]);
    expect(complaints).toEqual([]);
  });

  test('a link is asked for, checked and set', async () => {
    await toEnd();
    await page.keyboard.press('Control+k');
    await page.getByLabel('网址').fill('javascript:alert(1)');
    await page.getByRole('button', { name: '确定' }).click();
    expect(await page.locator('dialog .problem').textContent()).toContain('http');
    await page.getByLabel('网址').fill('https://www.example.gov.cn/a');
    await page.getByRole('button', { name: '确定' }).click();
    await text().getByText('https://www.example.gov.cn/a').waitFor();
    const last = bodyIn(await autosaved()).content.at(-1);
    expect(last).toEqual({
      type: 'paragraph',
      content: [
        {
          type: 'text',
          text: 'https://www.example.gov.cn/a',
          marks: [{ type: 'link', attrs: { href: 'https://www.example.gov.cn/a' } }],
        },
      ],
    });
  });

  test('a picture is sent, described and shown', async () => {
    await toEnd();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '图片', exact: true }).click();
    await (await chooser).setFiles({ name: '图.png', mimeType: 'image/png', buffer: pixel });
    await page.getByLabel('图上有什么').fill('村口公示栏');
    await page.getByRole('button', { name: '确定' }).click();
    const upload = site.sent.find((s) => s.path === '/images');
    expect(upload).toMatchObject({ files: 1, token: 'token-1' });
    const images = bodyIn(await autosaved()).content.filter((b) => b.type === 'image');
    expect(images[1]).toEqual({ type: 'image', attrs: { file: 'a'.repeat(64), alt: '村口公示栏' } });
    expect(await page.locator('.ProseMirror img').last().getAttribute('src')).toBe(`/files/${'a'.repeat(64)}`);
    expect(complaints).toEqual([]);
  });

  test('text pasted from Word is cleaned by the server and put where the cursor was', async () => {
    await toEnd();
    const html = `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment--><p class="MsoNormal" style="mso-style-name:x" onclick="alert(1)"><b>一、粘贴的标题</b></p><p class="MsoNormal"><span style="font-family:仿宋">正文</span>内容。<o:p></o:p></p><table class="MsoTableGrid"><tr><td><p>甲</p></td><td><p>乙</p></td></tr></table><!--EndFragment--></body></html>`;
    await text().evaluate((target, given) => {
      const data = new DataTransfer();
      data.setData('text/html', given);
      data.setData('text/plain', '一、粘贴的标题\n正文内容。');
      target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }, html);
    await expect.poll(() => status().textContent()).toContain('已粘贴');
    const fields = await autosaved();
    const body = bodyIn(fields);
    expect(plainText(body)).toContain('正文内容。');
    expect(body.content.filter((b) => b.type === 'table')).toHaveLength(2);
    expect(fields.get('body')).not.toContain('Mso');
    expect(site.sent.find((s) => s.path === '/paste')?.token).toBe('token-1');
    expect(complaints).toEqual([]);
  });
});

describe('the form and the keyboard', () => {
  test('the same form posts normally, with the body as it stands', async () => {
    await toEnd();
    await page.keyboard.type('马上保存');
    await page.getByRole('button', { name: '保存并检查' }).click();
    await page.getByRole('heading', { name: '已保存' }).waitFor();
    const post = site.sent.find((s) => s.path === '/save')!;
    expect(plainText(bodyIn(post.fields))).toContain('马上保存');
  });

  test('the toolbar is one stop for Tab, arrows move in it, Escape goes back to the text', async () => {
    await toEnd();
    await page.keyboard.press('Escape');
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    expect(await focused()).toBe('正文');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('标题1');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.classList.contains('ProseMirror'))).toBe(true);
  });

  test('letters typed in the text are never shortcuts, the question mark outside shows the keys', async () => {
    await toEnd();
    await page.keyboard.type('j/k?');
    expect(await text().textContent()).toContain('j/k?');
    await page.getByRole('heading', { name: '拟稿' }).click();
    await page.keyboard.press('?');
    expect(await page.getByRole('heading', { name: '键盘操作' }).isVisible()).toBe(true);
  });
});
