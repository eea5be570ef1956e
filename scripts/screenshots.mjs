// node scripts/screenshots.mjs [data folder]: takes the pictures of README.md from a running demo, in a real browser.
// Without a folder the demo town is made in a temporary one. Needs the development packages and a Chromium, as npm test does.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import sharp from 'sharp';
import { findChromium } from './find-chromium.mjs';
import { root } from './prepared.mjs';

const MOST_BYTES = 250_000;
const folder = join(root, 'docs', 'screenshots');
const say = (line) => process.stderr.write(`${line}\n`);

/** The demo on a free port; resolves with its address and how to end it. */
function startDemo(data) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/entry.ts', 'demo', '--port', '0', '--data', data], {
    cwd: root,
    env: { ...process.env, DATABASE_URL: '', GONGKAI_DATA: '', GONGKAI_PUBLIC_URL: undefined, HOST: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  const url = new Promise((found, failed) => {
    child.once('exit', (code) => failed(new Error(`the demo ended before it served (${code})`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /"url":"([^"]+)"/.exec(line);
      if (match) found(match[1]);
    });
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What a reader sees first, as a small PNG: at most a screen and a half, in few colours. */
async function shoot(page, name, most = 1200) {
  await page.evaluate(() => document.fonts.ready);
  const { width } = page.viewportSize();
  const height = Math.min(most, await page.evaluate(() => document.documentElement.scrollHeight));
  const full = await page.screenshot({ fullPage: true, clip: { x: 0, y: 0, width, height }, animations: 'disabled' });
  const file = join(folder, `${name}.png`);
  writeFileSync(file, await sharp(full).png({ palette: true, colours: 128, compressionLevel: 9, effort: 10 }).toBuffer());
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${MOST_BYTES}`);
  say(`${name}.png　${Math.round(size / 1000)} KB`);
}

async function open(page, url) {
  const answer = await page.goto(url);
  if (!answer?.ok()) throw new Error(`${url} answered ${answer?.status()}`);
}

async function signIn(context, base, name) {
  await context.clearCookies();
  const page = await context.newPage();
  await open(page, `${base}/console/sign-in`);
  await page.evaluate(() => {
    for (const more of document.querySelectorAll('details')) more.open = true;
  });
  await page
    .getByRole('button', { name: `${name}（` })
    .first()
    .click();
  await page.waitForURL(/\/console$/);
  return page;
}

const desk = { width: 1280, height: 900 };

async function publicPages(browser, base) {
  const wide = await browser.newContext({ viewport: desk, locale: 'zh-CN' });
  const page = await wide.newPage();
  await open(page, `${base}/`);
  await shoot(page, 'home');
  await open(page, `${base}/catalogue/11`);
  await shoot(page, 'catalogue-item');
  await open(page, `${base}/annual-reports`);
  const report = await page.locator('a[href^="/documents/"]', { hasText: '2013' }).first().getAttribute('href');
  await open(page, `${base}${report}`);
  await shoot(page, 'document');
  await open(page, `${base}/annual-reports/2025`);
  await shoot(page, 'annual-report', 1400);
  await open(page, `${base}/requests?q=${encodeURIComponent('低保')}`);
  await shoot(page, 'ask');
  await open(page, `${base}/requests/log`);
  await shoot(page, 'requests-log', 1400);
  await open(page, `${base}/ledger`);
  await shoot(page, 'ledger');
  await open(page, `${base}/verify#${report.replace('/documents/', '')}/1`);
  await page.getByText('与存证一致').first().waitFor();
  await shoot(page, 'verify', 1400);
  await open(page, `${base}/preferences?elder=1&next=${encodeURIComponent(report)}`);
  await shoot(page, 'document-elder');
  await wide.close();

  const narrow = await browser.newContext({ viewport: { width: 375, height: 812 }, isMobile: true, locale: 'zh-CN' });
  const phone = await narrow.newPage();
  await open(phone, `${base}/`);
  await shoot(phone, 'home-375', 1600);
  await narrow.close();
}

async function consolePages(browser, base) {
  const context = await browser.newContext({ viewport: desk, locale: 'zh-CN' });
  const drafter = await signIn(context, base, '吴演示');
  await shoot(drafter, 'desk');
  const reviewer = await signIn(context, base, '邱示范');
  await reviewer.locator('main a[href^="/console/reviews/"]').first().click();
  await reviewer.waitForURL(/\/console\/reviews\//);
  await shoot(reviewer, 'review', 1400);
  const office = await signIn(context, base, '王样例');
  await open(office, `${base}/console/duties`);
  await shoot(office, 'duties');
  await open(office, `${base}/console/requests`);
  await shoot(office, 'requests');
  await office.locator('tbody a[href^="/console/requests/"]').first().click();
  await office.waitForURL(/\/console\/requests\/[^/]{26}$/);
  await shoot(office, 'request', 1600);
}

const given = process.argv[2];
const data = given ? resolve(given) : mkdtempSync(join(tmpdir(), 'gongkai-screenshots-'));
mkdirSync(folder, { recursive: true });
const found = await findChromium(say);
if (found.problem) throw new Error(found.problem);
const demo = startDemo(data);
try {
  const base = await demo.url;
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await publicPages(browser, base);
    await consolePages(browser, base);
  } finally {
    await browser.close();
  }
} finally {
  await demo.stop();
  if (!given) rmSync(data, { recursive: true, force: true });
}
