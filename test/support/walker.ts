// Somebody at a browser: goes where links and buttons lead, looks at every page by axe's rules, keeps pictures of it.
import { mkdirSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectFile } from '../../src/platform/project.ts';

const pictures = projectFile('test-results', 'journeys');

export class Walker {
  /** Grave findings of axe on the pages seen so far, each kind of page once. */
  readonly grave: string[] = [];
  /** Scripts that threw, files that were missing, policies that were broken. */
  readonly complaints: string[] = [];
  readonly #seen = new Set<string>();

  private constructor(
    readonly base: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('console', (m) => {
      if (m.type() === 'error' && !/status of (404|410|422)/.test(m.text())) this.complaints.push(`${page.url()}: ${m.text()}`);
    });
    page.on('pageerror', (fault) => this.complaints.push(`${page.url()}: ${fault.message}`));
  }

  static async start(browser: Browser, base: string, width = 1280): Promise<Walker> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    context.setDefaultTimeout(20_000);
    return new Walker(base, context, await context.newPage());
  }

  /** Opens an address and looks at it. Answers with the status. */
  async open(path: string): Promise<number> {
    const answer = await this.page.goto(this.base + path);
    await this.look();
    return answer?.status() ?? 0;
  }

  /** The demonstration's own way in: one click on a name. */
  async signInAs(name: string): Promise<void> {
    await this.context.clearCookies();
    await this.page.goto(`${this.base}/console/sign-in`);
    await this.page.evaluate(() => {
      for (const more of document.querySelectorAll('details')) more.open = true;
    });
    await this.page
      .getByRole('button', { name: `${name}（` })
      .first()
      .click();
    await this.page.waitForURL(/\/console$/);
    await this.look();
  }

  /** Sends a form. The console asks for its session before anything typed is sent, so the answer is waited for, not the click. */
  async press(button: string | RegExp): Promise<void> {
    const answered = this.page.waitForEvent('domcontentloaded');
    await this.page.getByRole('button', { name: button }).first().click();
    await answered;
    await this.page.waitForLoadState();
    await this.look();
  }

  /** Pages that differ only in what they are about are one kind; each kind is examined once. */
  async look(): Promise<void> {
    const kind = new URL(this.page.url()).pathname.replace(/[0-9a-hjkmnp-tv-z]{26}|\d{3,}[^/]*/g, '_');
    const width = this.page.viewportSize()?.width;
    if (this.#seen.has(`${kind} ${width}`)) return;
    this.#seen.add(`${kind} ${width}`);
    await this.page.evaluate(axe.source);
    const found = await this.page.evaluate(async () => {
      const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
      return (await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
        .violations;
    });
    // The touch screen in the hall goes back to its start by itself, or the next resident sees what the last one read.
    const meant = (id: string): boolean => id === 'meta-refresh' && kind.startsWith('/kiosk');
    for (const v of found.filter((f) => (f.impact === 'serious' || f.impact === 'critical') && !meant(f.id)))
      this.grave.push(
        `${kind} at ${width}: ${v.id}: ${v.nodes
          .map((n) => n.html)
          .join(' | ')
          .slice(0, 300)}`,
      );
  }

  /** How much wider than the window the page is; 0 when nothing has to be pushed sideways. */
  overhang(): Promise<number> {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  async picture(name: string): Promise<void> {
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true, animations: 'disabled' });
  }

  /** The same page at a desk, on a telephone, in 长辈版 and on paper. Ends at a desk. */
  async pictures(name: string): Promise<number[]> {
    const url = this.page.url();
    const overhangs: number[] = [];
    await this.page.setViewportSize({ width: 1280, height: 900 });
    await this.picture(`${name}-1280`);
    await this.page.setViewportSize({ width: 375, height: 812 });
    overhangs.push(await this.overhang());
    await this.look();
    await this.picture(`${name}-375`);
    await this.context.addCookies([{ name: 'gk-elder', value: '1', url: this.base }]);
    await this.page.goto(url);
    overhangs.push(await this.overhang());
    await this.picture(`${name}-elder-375`);
    await this.page.setViewportSize({ width: 1280, height: 900 });
    await this.picture(`${name}-elder-1280`);
    await this.context.clearCookies({ name: 'gk-elder' });
    await this.page.goto(url);
    await this.page.emulateMedia({ media: 'print' });
    await this.picture(`${name}-print`);
    await this.page.emulateMedia({ media: 'screen' });
    return overhangs;
  }
}
