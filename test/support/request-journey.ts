// A request for information as people walk it at their browsers: a small town served whole, residents without an account, clerks
// with sessions, and every deed done by what is seen. Time moves by the town's clock.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { inventedId } from '../../seed/invented-ids.ts';
import { readConfig } from '../../src/config.ts';
import { createLedger } from '../../src/ledger/create-ledger.ts';
import { type Running, startServer } from '../../src/main.ts';
import { perform } from '../../src/platform/act/act.ts';
import { systemActor } from '../../src/platform/act/actor.ts';
import { defineItem } from '../../src/rooms/catalogue/door.ts';
import { changeOrgan } from '../../src/rooms/people/door.ts';
import { assign, confirmReceipt, giveTitle } from '../../src/rooms/requests/begin-handling.ts';
import { requestByNumber } from '../../src/rooms/requests/store.ts';
import { addDays, type Day, day, dayOf, instantOf } from '../../src/town/day.ts';
import { granted, samplePeople } from './people.ts';
import { CODE, draft, pass, publishNow, type PublishingTown } from './publishing.ts';
import { doing } from './requests.ts';
import { type Holder, holdersOf, signedIn, signIn, type Who } from './sample-sessions.ts';
import { TEST_ORIGIN } from './stand-ins.ts';
import { type TestTown, testTown } from './town.ts';
import { Walker } from './walker.ts';
import { resultRows } from './result-rows.ts';

export interface RequestJourney extends PublishingTown {
  base: string;
  holders: ReadonlyMap<Who, Holder>;
  /** Everything the server wrote to its log. */
  logged: string[];
  /** Who did something last, and to which request. */
  last: string;
  today(): Day;
  /** Moves the clock to the morning of a later day. */
  later(days: number): void;
  passHours(hours: number): void;
  stop(): Promise<void>;
}

/** Title of the one document that is public already. */
export const PUBLIC_TITLE = '2025年耕地地力保护补贴发放公告';

/** A Monday in March: what is walked here ends within the year. */
export async function requestJourney(): Promise<RequestJourney> {
  const logged: string[] = [];
  const keep = (...said: unknown[]): void => void logged.push(JSON.stringify(said));
  const plain = await testTown({
    at: '2026-03-02T01:30:00Z',
    slug: `walk${randomBytes(6).toString('hex')}`,
    ledger: false,
  });
  const town: TestTown = { ...plain, log: { info: keep, warn: keep, error: keep } };
  granted(await createLedger(town, town.ledgerFolder, TEST_ORIGIN));
  const people = await samplePeople(town);
  const w: PublishingTown = { town, people };
  granted(await perform(town, systemActor, 'test', (act) => changeOrgan(act, { id: people.town.id, creditCode: CODE })));
  granted(
    await perform(town, systemActor, 'test', (act) =>
      defineItem(act, {
        code: '05',
        category: '样例',
        name: '惠农补贴',
        shortName: '惠农补贴',
        elements: ['标题', '全文'],
        organId: people.finance.id,
        coOrganIds: [people.office.id],
        basis: ['条例2019#20(一)'],
        limits: ['WD20'],
        limitText: '20个工作日内',
        cadences: [],
        villageCadences: [],
        channels: ['网'],
        audience: '全社会',
        mode: '主动',
        level: '镇',
        notes: '',
        openedOn: day('2026-01-01'),
      }),
    ),
  );
  const holders = await holdersOf(w);
  await signedIn(town, holders);
  const running = await served(town);
  const published = await draft(w, { title: PUBLIC_TITLE, createdOn: day('2026-02-27') });
  await pass(w, published);
  granted(await publishNow(w, published));
  const today = (): Day => dayOf(town.clock.now());
  const setClock = (at: string): void => {
    town.clock.set(at);
    journey.last = '';
  };
  const journey: RequestJourney = {
    ...w,
    base: running.url,
    holders,
    logged,
    last: '',
    today,
    later: (days) => setClock(`${addDays(today(), days)}T01:30:00.000Z`),
    passHours: (hours) => setClock(instantOf(Date.parse(town.clock.now()) + hours * 3_600_000)),
    stop: () => running.stop(),
  };
  return journey;
}

async function served(town: TestTown): Promise<Running> {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-walk-'));
  const config = readConfig({ PORT: '0', GONGKAI_DATA: data, GONGKAI_TRUSTED_PROXIES: '127.0.0.1' });
  if (!config.ok) throw new Error('the plain configuration is refused');
  const { engine, shared, clock, log } = town;
  return startServer({ engine, shared, clock, log, data, async close() {} }, town, config.value);
}

/** Results the work has added to Table 3. */
export function rowsOf({ town }: RequestJourney, work: () => Promise<unknown>): Promise<Record<string, number>> {
  return resultRows(town.db, [2026, 2027], work);
}

/** Fields by their labels: text is typed or an option chosen, `true` ticks, a file is handed in. */
export type Values = Readonly<Record<string, string | true | { name: string; bytes: Buffer }>>;

export async function fill(form: Locator, values: Values): Promise<void> {
  for (const [words, value] of Object.entries(values)) {
    const label = form.locator('label', { hasText: new RegExp(`^\\s*${words.replace(/[()[\]]/g, '\\$&')}`) }).first();
    const field = value === true ? label.locator('input') : label.locator('xpath=..').locator('input, select, textarea');
    if (value === true) await field.check();
    else if (typeof value !== 'string')
      await field.setInputFiles({ name: value.name, mimeType: 'application/octet-stream', buffer: value.bytes });
    else if ((await field.evaluate((e) => e.tagName)) === 'SELECT') await field.selectOption({ label: value });
    else await field.fill(value);
  }
}

/** Sends what the button sends and waits for the page that answers. */
export async function send(page: Page, button: Locator): Promise<number> {
  const answered = page.waitForResponse((r) => r.request().isNavigationRequest() && r.status() !== 303);
  const shown = page.waitForEvent('domcontentloaded');
  await button.click();
  const [answer] = await Promise.all([answered, shown]);
  await page.waitForLoadState();
  return answer.status();
}

export interface Paper {
  number: string;
  /** As printed, with its hyphens. */
  code: string;
}

const application = {
  内容描述: '申请公开样例村 2025 年农村危房改造补助的评审结果和发放时间。',
  纸质: true,
  自行领取: true,
  自然人: true,
  姓名或者单位名称: '钱样例',
  证件号码: inventedId(7),
  联系电话: '13800000001',
} as const satisfies Values;

let network = 0;

/** Somebody with a browser and no account, at a network address of their own. */
export class Resident {
  private constructor(
    readonly journey: RequestJourney,
    readonly walker: Walker,
  ) {}

  static async start(journey: RequestJourney, browser: Browser, width?: number): Promise<Resident> {
    const walker = await Walker.start(browser, journey.base, width);
    await walker.context.setExtraHTTPHeaders({ 'x-forwarded-for': `10.7.0.${++network}` });
    return new Resident(journey, walker);
  }

  get page(): Page {
    return this.walker.page;
  }

  get main(): Locator {
    return this.page.locator('main');
  }

  async openForm(values: Values = {}): Promise<Locator> {
    await this.walker.open('/requests/new');
    const form = this.main.locator('form');
    await fill(form, { ...application, ...values });
    return form;
  }

  async apply(values: Values = {}): Promise<Paper> {
    const form = await this.openForm(values);
    expect(await send(this.page, form.getByRole('button', { name: '提交申请' }))).toBe(200);
    return this.receipt();
  }

  /** What the receipt on the screen says. */
  async receipt(): Promise<Paper> {
    const [number = '', code = ''] = await this.main.locator('.receipt-number').allTextContents();
    expect([number, code]).toEqual([expect.stringMatching(/^SQ-\d{4}-\d{4}$/), expect.stringMatching(/^\w{5}-\w{5}-\w$/)]);
    return { number, code };
  }

  /** The progress page, by number and code. */
  async follow({ number, code }: Paper): Promise<number> {
    await this.walker.open('/requests/progress');
    await fill(this.main, { 编号: number, 查询码: code });
    return send(this.page, this.main.getByRole('button', { name: '查询', exact: true }));
  }

  /** One of the forms on the progress page that is open, by its button. */
  async answer(button: string, values: Values): Promise<number> {
    const form = this.main.locator('form').filter({ has: this.page.locator('button', { hasText: button }) });
    await open(form);
    this.journey.last = '';
    await fill(form, values);
    return send(this.page, form.getByRole('button', { name: button, exact: true }));
  }

  text(): Promise<string> {
    return this.main.innerText();
  }
}

/** Opens whatever is folded around something. */
async function open(what: Locator): Promise<void> {
  await what.evaluate((e) => {
    for (let up: Element | null = e; up; up = up.parentElement) if (up instanceof HTMLDetailsElement) up.open = true;
  });
}

/** A member of staff at a browser; signs in anew whenever the clock has moved. */
export class Clerk {
  #since = '';

  private constructor(
    readonly journey: RequestJourney,
    readonly who: Who,
    readonly walker: Walker,
  ) {}

  static async start(journey: RequestJourney, browser: Browser, who: Who): Promise<Clerk> {
    const walker = await Walker.start(browser, journey.base);
    // What was typed and refused is left behind.
    walker.page.on('dialog', (asked) => void asked.accept());
    return new Clerk(journey, who, walker);
  }

  get page(): Page {
    return this.walker.page;
  }

  get main(): Locator {
    return this.page.locator('main');
  }

  async open(path: string): Promise<number> {
    const { journey, who } = this;
    const now = journey.town.clock.now();
    const holder = journey.holders.get(who);
    if (this.#since !== now && holder) {
      const { token } = await signIn(journey.town, holder);
      await this.walker.context.addCookies([{ name: 'gongkai', value: token, url: journey.base, httpOnly: true }]);
      this.#since = now;
    }
    journey.last = '';
    return this.walker.open(path);
  }

  /** The page of a request, found on the desk by its number. */
  async openCase(number: string): Promise<string> {
    await this.open(`/console/requests?which=all&q=${number}`);
    await this.main.locator('tbody').getByRole('link').first().click();
    await this.page.waitForURL(/\/console\/requests\/[^/?]{26}/);
    const at = new URL(this.page.url()).pathname;
    this.journey.last = `${this.who} ${at}`;
    return at;
  }

  /** A deed on the page of a request, by its words; the page that answers is the case again, or says what is wrong. */
  async deed(at: string, deed: string, values: Values = {}): Promise<number> {
    // Another one's page of it is out of date.
    if (this.journey.last !== `${this.who} ${at}` || new URL(this.page.url()).pathname !== at) await this.open(at);
    this.journey.last = `${this.who} ${at}`;
    const summary = this.page.locator('summary', { hasText: new RegExp(`^${deed}$`) });
    const form = this.main.locator('details.deed', { has: summary });
    if ((await form.getAttribute('open')) === null) await form.locator('summary').click();
    await fill(form.locator('form'), values);
    const button = form.getByRole('button', { name: deed, exact: true });
    if ((await button.getAttribute('data-confirm')) === null) return send(this.page, button);
    await button.click();
    return send(this.page, this.page.getByRole('dialog').getByRole('button', { name: deed, exact: true }));
  }

  /** The deed was done, and the page says so. */
  async does(at: string, deed: string, values: Values = {}): Promise<void> {
    const status = await this.deed(at, deed, values);
    expect([deed, status, await this.main.innerText()]).toEqual([deed, 200, expect.stringContaining(`已办：${deed}。`)]);
  }

  text(): Promise<string> {
    return this.main.innerText();
  }
}

/** The three who take a request through the town hall. */
export interface TownHall {
  office: Clerk;
  handler: Clerk;
  leader: Clerk;
}

export async function townHall(journey: RequestJourney, browser: Browser): Promise<TownHall> {
  const [office, handler, leader] = await Promise.all([
    Clerk.start(journey, browser, 'openness-office'),
    Clerk.start(journey, browser, 'drafter'),
    Clerk.start(journey, browser, 'principal'),
  ]);
  return { office, handler, leader };
}

/** Confirmed, titled and given to the finance office, at the desk; answers with the address of the case. */
export async function takenUp({ office }: TownHall, { number }: Paper, title: string): Promise<string> {
  const at = await office.openCase(number);
  await office.does(at, '确认收到');
  await office.does(at, '拟事由', { 事由: title });
  await office.does(at, '分办', { 承办单位: '财政所', 承办人: '拟稿人样例（财政所）' });
  return at;
}

/** The same without a browser, for walks that differ only in what comes after. */
export async function alreadyTakenUp(journey: RequestJourney, { number }: Paper, title: string): Promise<string> {
  const office = journey.people.actors['openness-office'];
  const { id } = (await requestByNumber(journey.town.db, number))!;
  const { finance, staff } = journey.people;
  granted(await doing(journey, office, (act) => confirmReceipt(act, id, act.today)));
  granted(await doing(journey, office, (act) => giveTitle(act, id, title)));
  granted(await doing(journey, office, (act) => assign(act, id, { organId: finance.id, handlerId: staff.drafter.id })));
  return `/console/requests/${id}`;
}

/** Proposed, signed by somebody else and handed over. */
export async function answered({ office, handler, leader }: TownHall, at: string, answer: string, words: Values): Promise<void> {
  await handler.does(at, '拟答复', { 答复类型: answer, ...words });
  await leader.does(at, '签发');
  await office.does(at, '送达', { 送达方式: '直接送达：以申请人签收之日为准' });
}

/** What a click hands to the browser to keep. */
export async function downloaded(page: Page, click: Locator): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await click.click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
