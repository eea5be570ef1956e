// 核对存证 in a real browser: on the net, from files with the network cut, without WebCrypto, as a copy on the reader's own disk.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyCopy } from '../../src/web/verify/routes.tsx';
import { launchBrowser } from '../support/browser.ts';
import { attachmentAt, documentAt, fragment, imageAt, townAnswers, type VerifySite, verifySite } from '../support/verify-site.ts';
import {
  attachment,
  content,
  digestOf,
  documentPage,
  logVkey,
  madeDocument,
  otherSigner,
  picture,
  vkeyOf,
} from '../support/verified-document.ts';

let browser: Browser;
let site: VerifySite;
let context: BrowserContext;
let page: Page;
let dir: string;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  site = await verifySite();
});
afterAll(async () => {
  await browser?.close();
  site?.close();
});

async function open(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  page = await context.newPage();
  page.on('console', (m) => void (m.type() === 'error' && complaints.push(m.text())));
  page.on('pageerror', (e) => void complaints.push(e.message));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`));
  });
}
beforeEach(async () => {
  complaints = [];
  site.answers = townAnswers();
  dir = mkdtempSync(join(tmpdir(), 'gongkai-verify-'));
  await open();
});
afterEach(async () => {
  await context.close();
  rmSync(dir, { recursive: true, force: true });
});

async function answer(): Promise<{ verdict: string; text: string }> {
  const place = page.locator('#answer[data-verdict]:not([aria-busy])');
  await place.waitFor();
  return { verdict: (await place.getAttribute('data-verdict')) ?? '', text: await place.innerText() };
}
async function checked(hash = fragment): Promise<{ verdict: string; text: string }> {
  await page.goto('about:blank');
  await page.goto(`${site.url}/verify${hash}`);
  return answer();
}
function file(name: string, bytes: Uint8Array | string): string {
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
}
async function checkFiles(...files: string[]): Promise<{ verdict: string; text: string }> {
  await page.setInputFiles('#files', files);
  await page.click('#by-files button[type=submit]');
  return answer();
}

describe('on the net', () => {
  test('a document that is as it was fits, by an address alone; nothing is kept, nothing forbidden is tried', async () => {
    const { verdict, text } = await checked();
    expect(verdict).toBe('fits');
    expect(text).toContain('与存证一致');
    expect(text).toContain('1 个附件逐字节与存证一致');
    expect(text).toContain('2 个见证方会签，最早在 2026-11-23 09:31:00');
    expect(text).not.toMatch(/不符|未核/);
    expect(text).toContain('本站给出的公钥，请与公开栏上的存证单核对');
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([0, 0, '']);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('answer');
    await page.click('.figures summary');
    const told = /核对用时\s*(\d+) 毫秒/.exec(await page.innerText('.figures'))?.[1];
    console.log(`verified in the browser in ${told} ms`);
    expect(told).toBeDefined();
  });

  test('the policy of the page lets its one script run and nothing beside it', async () => {
    const answered = await page.goto(`${site.url}/verify`);
    const policy = answered!.headers()['content-security-policy'];
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[A-Za-z0-9+/]{43}='; connect-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.slipped = 1';
      document.body.append(script);
    });
    expect(await page.evaluate(() => (window as { slipped?: number }).slipped)).toBeUndefined();
    expect(complaints.some((c) => c.startsWith('CSP: script-src'))).toBe(true);
  });

  test('a number that is typed, an address that is pasted, an edition, and what is not a number', async () => {
    await page.goto(`${site.url}/verify`);
    await page.fill('#index-no', content.indexNo.toLowerCase());
    await page.keyboard.press('Enter');
    expect((await answer()).verdict).toBe('fits');
    await page.fill('#index-no', `${site.url}${documentAt}/editions/1`);
    await page.fill('#edition', '');
    await page.click('#by-number button');
    await page.waitForSelector('#answer[data-verdict=fits]');
    await page.fill('#edition', '0');
    await page.click('#by-number button');
    expect((await answer()).text).toContain('版次请填数字');
    await page.fill('#index-no', '港政〔2026〕12号');
    await page.click('#by-number button');
    expect((await answer()).text).toContain('请填写文件页上的索引号');
    await page.fill('#index-no', '11341899999900011F/202611-00099');
    await page.fill('#edition', '');
    await page.click('#by-number button');
    await page.waitForFunction(() => /没有这个索引号/.test(document.querySelector('#answer')?.textContent ?? ''));
  });

  test.each<[string, () => void, string]>([
    [
      'a number in a table',
      () => site.answers.set(documentAt, documentPage().replace('50,000', '80,000')),
      '正文第 1 个表格第 2 行第 2 格：存证里是“50,000”，页面上是“80,000”',
    ],
    ['the title', () => site.answers.set(documentAt, documentPage().replace('<h1>港口镇', '<h1>港口乡')), '标题：存证里是'],
    [
      'where a link leads',
      () => site.answers.set(documentAt, documentPage().replace('b=1&amp;c=2', 'b=1&amp;c=3')),
      '页面上指向 https://www.example.gov.cn/a?b=1&c=3',
    ],
    [
      'a picture’s address',
      () => site.answers.set(documentAt, documentPage().replace(imageAt, `/images/${'0'.repeat(64)}`)),
      '正文第 1 幅图：存证里是图片',
    ],
    [
      'a script slipped in',
      () => site.answers.set(documentAt, documentPage().replace('</main>', '<script>alert(1)</script></main>')),
      '页面里有脚本',
    ],
    ['an attachment', () => site.answers.set(attachmentAt, 'x'), '附件“资金明细.txt”：内容被换过'],
    ['a picture', () => site.answers.set(imageAt, 'x'), '正文第 1 幅图：图片被换过'],
    ['an attachment that is gone', () => site.answers.delete(attachmentAt), '附件“资金明细.txt”：拿不到这个文件'],
    [
      'the content',
      () => site.answers.set(`${documentAt}/editions/1/content.json`, madeDocument({ content: { title: '别的' } }).bytes),
      '内容与存证不一致',
    ],
    [
      'the receipt',
      () => site.answers.set(`${documentAt}/editions/1/proof.tlog-proof`, madeDocument().proof.replace('index 6', 'index 7')),
      '这条存证不在快照里',
    ],
    [
      'a forged log under the town’s name',
      () => site.answers.set(`${documentAt}/editions/1/proof.tlog-proof`, madeDocument({ signer: otherSigner }).proof),
      '没有所信任公钥的签名',
    ],
  ])('changed: %s; it is named first and in plain words', async (_what, change, sentence) => {
    change();
    const { verdict, text } = await checked();
    expect(verdict).toBe('differs');
    expect(await page.innerText('.verdict')).toContain(sentence);
    expect(text).toContain('与存证不一致');
    expect(complaints.filter((c) => !/404/.test(c))).toEqual([]);
  });

  test('the reader’s own key is believed before the site’s', async () => {
    await page.goto(`${site.url}/verify`);
    await page.click('.keys summary');
    await page.waitForFunction((key) => document.querySelector('#site-key')?.textContent === key, logVkey);
    await page.fill('#own-key', vkeyOf(otherSigner, 1));
    await page.fill('#index-no', content.indexNo);
    await page.click('#by-number button');
    expect((await answer()).verdict).toBe('differs');
    await page.fill('#own-key', ` ${logVkey}\n`);
    await page.click('#by-number button');
    await page.waitForSelector('#answer[data-verdict=fits]');
    expect(await page.innerText('.verdict')).toContain('您粘贴的公钥');
  });

  test('without WebCrypto, as on an old telephone or without https', async () => {
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, 'crypto', { value: undefined, configurable: true });
      Reflect.deleteProperty(Object, 'hasOwn');
      Reflect.deleteProperty(URL, 'canParse');
    });
    expect((await checked()).verdict).toBe('fits');
    expect(await page.evaluate(() => typeof crypto)).toBe('undefined');
    expect(complaints).toEqual([]);
  });

  test('without script it says how to check without', async () => {
    await context.close();
    await open({ javaScriptEnabled: false });
    await page.goto(`${site.url}/verify`);
    expect(await page.locator('noscript .notice').isVisible()).toBe(true);
    expect(await page.innerText('noscript .notice')).toContain('gongkai verify');
    expect(await page.locator('#tool').isVisible()).toBe(false);
    expect(await page.locator('#not-started').isVisible()).toBe(false);
  });
});

describe('from files, with the network cut', () => {
  const good = madeDocument();
  const saved = documentPage()
    .replace(/href="\//g, 'href="https://gk.example.gov.cn/')
    .replace(imageAt, `./x_files/${digestOf(picture)}`);

  async function cut(): Promise<void> {
    await page.goto(`${site.url}/verify`);
    await page.waitForFunction(() => (document.querySelector('#site-key')?.textContent ?? '') !== '');
    await context.setOffline(true);
  }

  test('receipt and content alone, then with the saved page, the attachment and the picture', async () => {
    await cut();
    const [proof, text] = [file('a.tlog-proof', good.proof), file('content.json', good.bytes)];
    const bare = await checkFiles(proof, text);
    expect(bare.verdict).toBe('fits');
    expect(bare.text).toContain('没有给出网页，只核对了内容文件');
    const asked = site.asked.length;
    await page.evaluate(() => document.querySelector('#answer')!.removeAttribute('data-verdict'));
    const all = await checkFiles(
      file('文件页.html', saved),
      file('资金明细.txt', attachment),
      file(`${digestOf(picture)}.png`, picture),
    );
    expect(all.verdict).toBe('fits');
    expect(all.text).toContain('网页和内容与第 6 号存证一字不差');
    expect(all.text).toContain('1 个附件逐字节与存证一致');
    expect(await page.locator('#chosen li').count()).toBe(5);
    expect(site.asked.length).toBe(asked);
    expect(complaints).toEqual([]);
  });

  test('a saved page, an attachment, a content that was changed; a file that belongs to nothing', async () => {
    await cut();
    const [proof, text] = [file('a.tlog-proof', good.proof), file('content.json', good.bytes)];
    const results: [string, string][] = [
      [file('p.html', saved.replace('专款专用', '统筹使用')), '正文第 1 个编号列表第 1 项：存证里是“资金专款专用。”'],
      [file('资金明细.txt', 'x'), '附件“资金明细.txt”：内容被换过'],
      [file('别的.pdf', 'x'), '别的.pdf'],
    ];
    for (const [path, sentence] of results) {
      await page.goto('about:blank');
      await context.setOffline(false);
      await cut();
      const { verdict } = await checkFiles(proof, text, path);
      expect(verdict).toBe('differs');
      expect(await page.innerText('.verdict')).toContain(sentence);
    }
  });

  test('what is missing is asked for, and a file can be taken away again', async () => {
    await cut();
    expect((await checkFiles(file('a.tlog-proof', good.proof))).text).toContain('内容文件（content.json');
    expect(await page.getAttribute('#answer', 'data-verdict')).toBe('incomplete');
    await page.click('#chosen button');
    expect(await page.locator('#chosen li').count()).toBe(0);
    await page.click('#by-files button[type=submit]');
    expect(await page.innerText('#answer')).toContain('请先选择文件');
  });

  test('with a number it says that there is no network', async () => {
    await cut();
    await page.fill('#index-no', content.indexNo);
    await page.click('#by-number button');
    expect((await answer()).text).toContain('连不上网站');
  });

  test('the copy on the reader’s own disk works alone, with the key from the paper', async () => {
    const copy = file('核对存证.html', await verifyCopy());
    await context.setOffline(true);
    await page.goto(pathToFileURL(copy).href);
    expect(await page.locator('#by-number').isVisible()).toBe(false);
    const [proof, text] = [file('a.tlog-proof', good.proof), file('content.json', good.bytes)];
    const keyless = await checkFiles(proof, text);
    expect([keyless.verdict, keyless.text]).toEqual(['incomplete', expect.stringContaining('存证公钥')]);
    await page.fill('#own-key', logVkey);
    await page.click('#by-files button[type=submit]');
    await page.waitForSelector('#answer[data-verdict=fits]');
    expect(complaints).toEqual([]);
  });
});

describe('looks', () => {
  async function violations(): Promise<string[]> {
    // The page's policy forbids injected scripts; a tester's own come by another way.
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const run = (globalThis as unknown as { axe: typeof axe }).axe.run;
      return (await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
        .violations;
    });
    return found.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.html} ${n.failureSummary}`).join(' | ')}`.slice(0, 400));
  }

  test.each<[string, number, boolean]>([
    ['wide', 1280, false],
    ['telephone', 375, false],
    ['narrow', 320, false],
    ['长辈版', 375, true],
    ['长辈版, wide', 1280, true],
  ])('%s: accessible and no wider than the screen, empty, good and bad', async (_name, width, elder) => {
    await context.close();
    await open({ viewport: { width, height: 800 } });
    if (elder) await context.addCookies([{ name: 'gk-elder', value: '1', url: site.url }]);
    const look = async (): Promise<void> => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await violations()).toEqual([]);
    };
    await page.goto(`${site.url}/verify`);
    await page.click('.keys summary');
    await look();
    await checked();
    await page.click('.figures summary');
    await look();
    site.answers.set(documentAt, documentPage().replace('50,000', '80,000').replace('镇财政所', '镇党政办'));
    await checked();
    await look();
    if (!elder) return;
    const small = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('a, button, input, summary, textarea')]
        .filter((e) => !e.matches('.skip') && e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 59.5)
        .map((e) => e.outerHTML.slice(0, 80)),
    );
    expect(small).toEqual([]);
  });

  test('on paper: the answer, not the forms', async () => {
    await checked();
    await page.emulateMedia({ media: 'print' });
    for (const selector of ['.ways', '.keys', '.meaning', 'nav.main'])
      expect(await page.locator(selector).isVisible()).toBe(false);
    expect(await page.locator('.verdict').isVisible()).toBe(true);
    expect(await page.locator('footer .print-only').isVisible()).toBe(true);
  });
});
