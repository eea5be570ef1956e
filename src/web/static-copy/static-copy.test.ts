import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildAssets } from '../../platform/http/assets.ts';
import { policies } from '../policy.ts';
import { launchBrowser } from '../../../test/support/browser.ts';
import {
  DRAFT_CANARY,
  type PublicTown,
  publicSite,
  publicSiteRoutes,
  publicTown,
  WITHDRAWN_CANARY,
} from '../../../test/support/public-town.ts';
import { today } from '../../platform/clock.ts';
import { imprintOf } from '../portal/imprint.ts';
import { copyPath, relativeLink } from './copy-path.ts';
import { exportStatic } from './export-static.ts';
import { letterOf, sortKey } from './find-pages.tsx';
import { rewritePage } from './rewrite-page.ts';
import type { PublicSite } from './site-reader.ts';

let site: PublicTown;
let source: PublicSite;
let root: string;
let dir: string;
let browser: Browser | null = null;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-copy-'));
  dir = join(root, 'copy');
  site = await publicTown();
  source = {
    site: await publicSite(),
    routes: [...publicSiteRoutes, ...(await buildAssets()).routes],
    policies,
    imprint: (town) => imprintOf(town.db, today(town.clock)),
  };
  const made = await exportStatic(site.town, source, { dir, replace: false });
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
});
afterAll(async () => {
  await browser?.close();
  rmSync(root, { recursive: true, force: true });
});

function filesOf(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? filesOf(folder, join(below, e.name)) : [join(below, e.name)],
  );
}
const read = (file: string): string => readFileSync(join(dir, file), 'utf8');
const pageOf = (indexNo: string): string => `documents/${indexNo}/index.html`;

describe('a folder that is not ours', () => {
  test('is left alone', async () => {
    const other = join(root, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'diary.txt'), 'mine');
    const refused = await exportStatic(site.town, source, { dir: other, replace: false });
    expect(refused.ok ? [] : refused.refusals.map((r) => r.code)).toEqual(['folder-not-empty']);
    const replaced = await exportStatic(site.town, source, { dir: other, replace: true });
    expect(replaced.ok ? [] : replaced.refusals.map((r) => r.code)).toEqual(['folder-not-ours']);
    const file = await exportStatic(site.town, source, { dir: join(other, 'diary.txt'), replace: true });
    expect(file.ok ? [] : file.refusals.map((r) => r.code)).toEqual(['folder-is-file']);
    expect(filesOf(other)).toEqual(['diary.txt']);
  });

  test('stays as it was when the copy fails half-way', async () => {
    const broken: PublicSite = {
      ...source,
      routes: source.routes.map((r) =>
        r.path === '/guide' ? { ...r, handle: () => Promise.reject(new Error('the disk is gone')) } : r,
      ),
    };
    const before = read('manifest.json');
    await expect(exportStatic(site.town, broken, { dir, replace: true })).rejects.toThrow('the disk is gone');
    expect(read('manifest.json')).toBe(before);
    const empty = join(root, 'empty');
    mkdirSync(empty);
    await expect(exportStatic(site.town, broken, { dir: empty, replace: false })).rejects.toThrow('the disk is gone');
    expect(readdirSync(empty)).toEqual([]);
    expect(readdirSync(root).filter((n) => n.includes('.part'))).toEqual([]);
  });
});

describe('a copy', () => {
  test('holds no word that is not public', () => {
    for (const file of filesOf(dir)) {
      const text = read(file);
      expect(text.includes(DRAFT_CANARY), file).toBe(false);
      expect(text.includes(WITHDRAWN_CANARY), file).toBe(false);
    }
  });

  test('has no form, no script, no way to the desk and no address that needs a server', () => {
    for (const file of filesOf(dir).filter((f) => f.endsWith('.html'))) {
      const html = read(file);
      expect(html, file).not.toMatch(/<form|<input|<button|http-equiv/);
      expect(html.replace(/<script type="application\/ld\+json">/g, ''), file).not.toContain('<script');
      for (const [, href] of html.matchAll(/(?:href|src)="([^"]*)"/g))
        expect(href, file).not.toMatch(/^\/|^http:\/\/127|console|preferences|kiosk/);
      expect(html, file).toContain('离线副本：2026-11-23 09:30 取自 http://127.0.0.1:8787');
    }
  });

  test('has a file behind every link', () => {
    for (const file of filesOf(dir).filter((f) => f.endsWith('.html'))) {
      for (const [, href] of read(file).matchAll(/(?:href|src)="([^"#][^"]*)"/g)) {
        if (/^(?:https?|tel|mailto|data):/.test(href!)) continue;
        const target = join(dir, dirname(file), decodeURIComponent(href!.split('#')[0]!));
        expect(existsSync(target), `${href} in ${file}`).toBe(true);
      }
    }
  });

  test('keeps withdrawn documents as the page that says why, and former editions', () => {
    expect(read(pageOf(site.numbers.withdrawn))).toContain('误将联系方式一并公布');
    expect(read(`documents/${site.numbers.corrected}/editions/1/index.html`)).toContain('1200 元');
    expect(read(`documents/${site.numbers.corrected}/editions/2/changes/index.html`)).toContain('金额更正');
    expect(read('corrections/index.html')).toContain('金额更正');
    expect(read('documents.csv')).toContain(site.numbers.corrected);
  });

  test('lists every file with its SHA-256', () => {
    const manifest = JSON.parse(read('manifest.json')) as {
      format: string;
      files: { path: string; size: number; sha256: string }[];
    };
    expect(manifest.format).toBe('gongkai-static-copy/1');
    expect(manifest.files.map((f) => f.path).sort()).toEqual(
      filesOf(dir)
        .filter((f) => f !== 'manifest.json')
        .sort(),
    );
    for (const f of manifest.files)
      expect(
        createHash('sha256')
          .update(readFileSync(join(dir, f.path)))
          .digest('hex'),
        f.path,
      ).toBe(f.sha256);
  });

  test('holds all documents as data, and the withdrawn by name only', () => {
    const data = JSON.parse(read('documents.json')) as {
      documents: { indexNo: string; text: string; page: string }[];
      withdrawn: { indexNo: string; text?: string }[];
    };
    expect(data.documents).toHaveLength(19);
    expect(data.documents.find((d) => d.indexNo === site.numbers.corrected)?.text).toContain('1260 元');
    for (const d of data.documents) expect(existsSync(join(dir, d.page))).toBe(true);
    expect(data.withdrawn.map((w) => w.indexNo)).toEqual([site.numbers.withdrawn]);
  });

  test('finds every document by letter and by item', () => {
    const letters = filesOf(dir).filter((f) => f.startsWith('search/letter-'));
    const all = letters.map(read).join('');
    for (const n of Object.values(site.numbers)) expect(all.includes(`documents/${n}/`)).toBe(n !== site.numbers.withdrawn);
    expect(read('search/item-05/index.html')).toContain('样例通知第1号');
  });

  test('is replaced by a new one when asked', async () => {
    const again = join(root, 'again');
    mkdirSync(again);
    expect((await exportStatic(site.town, source, { dir: again, replace: false })).ok).toBe(true);
    expect((await exportStatic(site.town, source, { dir: again, replace: false })).ok).toBe(false);
    const seen: number[] = [];
    const made = await exportStatic(site.town, source, { dir: again, replace: true, report: (_label, n) => void seen.push(n) });
    expect(made.ok && made.value.documents).toBe(19);
    expect(seen.length).toBeGreaterThan(50);
    expect(readdirSync(root).filter((n) => n.includes('.part'))).toEqual([]);
  });

  test('opens from a stick: home, item, document, back to the guide', async () => {
    browser = await launchBrowser();
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    const failed: string[] = [];
    page.on('requestfailed', (r) => failed.push(r.url()));
    await page.goto(pathToFileURL(join(dir, 'index.html')).href);
    expect(await page.locator('.squares .sq').count()).toBe(33);
    expect(
      await page
        .locator('.sq')
        .first()
        .evaluate((e) => getComputedStyle(e).display)
        .catch(() => 'flex'),
    ).toBe('flex');
    await page.locator('.sq', { hasText: '惠农补贴' }).click();
    expect(page.url()).toContain('/catalogue/12/index.html');
    await page.getByRole('link', { name: '山门村补贴发放明细' }).first().click();
    expect(await page.locator('.prose').textContent()).toContain('1260 元');
    await page.getByRole('link', { name: '公开指南' }).first().click();
    expect(await page.locator('h1').textContent()).toContain('指南');
    await page.getByRole('link', { name: '查找文件' }).click();
    expect(await page.locator('h1').textContent()).toBe('查找');
    expect(failed).toEqual([]);
  });
});

describe('an address as a file', () => {
  test.each([
    ['/', 'index.html'],
    ['/guide', 'guide/index.html'],
    ['/documents/11341899999900011F/202611-00001', 'documents/11341899999900011F/202611-00001/index.html'],
    ['/documents?genre=%E5%85%AC%E7%A4%BA&page=2', 'documents/_genre-公示_page-2/index.html'],
    ['/documents?page=', 'documents/index.html'],
    ['/files/abc/%E9%99%84%E4%BB%B6%3A1.xlsx', 'files/abc/附件~3a1.xlsx'],
    ['/assets/site.1a2b.css', 'assets/site.1a2b.css'],
    ['/catalogue/duties/export.xlsx?item=06', 'catalogue/duties/export_item-06.xlsx'],
    ['/search?q=x', 'search/index.html'],
    ['/console/drafts', null],
    ['/feed.atom', null],
    ['/catalogue/04/feed.atom', null],
    ['/kiosk', null],
    ['/preferences?elder=1', null],
  ])('%s', (address, file) => {
    expect(copyPath(address)).toBe(file);
  });

  test('never leaves the folder, whatever the address', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('.', '/', '%2e', '%2F', '%5c', '\\', ':', 'a', '公', '?', '=', '&', '..'),
          maxLength: 40,
        }),
        (tail) => {
          const file = copyPath(`/${tail.replace(/^[/\\]+/, '')}`);
          if (file === null) return;
          expect(join('/root', file).startsWith('/root/')).toBe(true);
          expect(file.split('/')).not.toContain('..');
          expect(file).not.toMatch(/[\\:*?"<>|]/);
        },
      ),
    );
  });

  test('is found again by a relative link', () => {
    const name = fc.array(fc.constantFrom('a', 'b', '公示', 'x~3a'), { minLength: 1, maxLength: 4 }).map((s) => s.join('/'));
    fc.assert(
      fc.property(name, name, (from, to) => {
        const base = `file:///c/${from.split('/').map(encodeURIComponent).join('/')}/index.html`;
        const url = new URL(relativeLink(`${from}/index.html`, `${to}/index.html`), base);
        expect(decodeURIComponent(url.pathname)).toBe(`/c/${to}/index.html`);
      }),
    );
  });
});

describe('a page of the copy', () => {
  const rewrite = (html: string): string =>
    rewritePage(html, {
      banner: '',
      insteadOfSearch: '<a>查找</a>',
      origin: 'http://own',
      link: (a) => (a.startsWith('/gone') ? 'unlink' : a.startsWith('/desk') ? 'drop' : { to: `.${a}.html` }),
    });

  test('keeps its words and its markup', () => {
    const html =
      '<html><body><p class="a">甲&lt;乙&amp;丙<br>丁</p><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg><details open><summary>s</summary></details></body></html>';
    expect(rewrite(html)).toBe(`<!doctype html>${html}`);
  });

  test('loses links that lead nowhere and keeps their words; loses forms whole', () => {
    expect(
      rewrite(
        '<p><a href="/gone/x">词</a><a href="/desk">登录</a><a href="http://own/a">甲</a><a href="#b">乙</a><a href="https://else.example/">丙</a></p><form action="/"><b>x</b><input name="q"></form><i>尾</i>',
      ),
    ).toBe('<!doctype html><p>词<a href="./a.html">甲</a><a href="#b">乙</a><a href="https://else.example/">丙</a></p><i>尾</i>');
  });
});

describe('the letter of a title', () => {
  test.each([
    ['港口镇2026年财政预算', '2'],
    ['关于印发《补贴办法》的通知', '补'],
    ['《宅基地办法》', '宅'],
  ])('passes over what all titles begin with: %s', (title, first) => {
    expect(sortKey(title, '港口镇')[0]).toBe(first);
  });

  test.each([
    ['补', 'B'],
    ['宅', 'Z'],
    ['安', 'A'],
    ['2', '0-9'],
    ['x', 'X'],
    ['★', '其他'],
  ])('%s is under %s', (c, letter) => {
    expect(letterOf(c)).toBe(letter);
  });
});
