// 核对存证 in a real Chromium: the time the page itself tells, of computing alone, and the whole wait of a reader who opens the
// address for the first time. Once more with the processor slowed down to a quarter, in place of an old telephone.
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { approvedDrafts } from './drafts.ts';
import { serve } from './processes.ts';
import { atMost, none, quantile, type Row } from './row.ts';
import { bodyText, randomFrom, titleText } from './texts.ts';
import type { World } from './world.ts';

const TIMES = 10;
const PARAGRAPHS = 20;
const SLOWER = 4;

interface Verified {
  fits: boolean;
  /** As the page tells it: computing, without downloads. */
  told: number;
  /** From opening the address to the answer. */
  whole: number;
}

/** In a context of its own: nothing is kept from the time before. */
async function verifyOnce(browser: Browser, address: string, slower: number): Promise<Verified> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const began = performance.now();
    await page.goto(address);
    const answer = page.locator('#answer[data-verdict]:not([aria-busy])');
    await answer.waitFor();
    const whole = performance.now() - began;
    const fits = (await answer.getAttribute('data-verdict')) === 'fits';
    const told = /核对用时\s*(\d+) 毫秒/.exec((await page.locator('.figures').textContent()) ?? '')?.[1];
    if (told === undefined) throw new Error(`no answer with a time: ${await answer.innerText()}`);
    return { fits, told: Number(told), whole };
  } finally {
    await context.close();
  }
}

async function verifyOften(browser: Browser, address: string, slower: number): Promise<Verified[]> {
  const all: Verified[] = [];
  for (let i = 0; i < TIMES; i++) all.push(await verifyOnce(browser, address, slower));
  return all;
}

/** Released in the serving process, so that its log covers it when the address is opened. */
async function publishedIndexNo(
  world: World,
  publish: (id: Awaited<ReturnType<typeof approvedDrafts>>[number]['id']) => Promise<void>,
) {
  const random = randomFrom(91);
  const [draft] = await approvedDrafts(world, 1, () => ({ title: titleText(random), text: bodyText(random, PARAGRAPHS) }));
  await publish(draft!.id);
  const { rows } = await sql<{ indexNo: string }>`select index_no as "indexNo" from disclosure_documents
    where current_edition_id = ${draft!.id}`.execute(world.town.db);
  if (!rows[0]) throw new Error('the document is not shown');
  return rows[0].indexNo;
}

export async function ledgerBrowser(world: World): Promise<Row[]> {
  const serving = await serve(world);
  const browser = await launchBrowser();
  try {
    const indexNo = await publishedIndexNo(world, serving.publish);
    const address = `${serving.url}/verify#${indexNo}/1`;
    const usual = await verifyOften(browser, address, 1);
    const slow = await verifyOften(browser, address, SLOWER);
    const median = (all: readonly Verified[], of: 'told' | 'whole'): number =>
      quantile(
        all.map((v) => v[of]),
        0.5,
      );
    const most = (all: readonly Verified[], of: 'told' | 'whole'): number => Math.max(...all.map((v) => v[of]));
    return [
      atMost(`浏览器里核对一件文件（Chromium ${browser.version()}），一半快于`, median(usual, 'told'), 300, 'ms'),
      atMost(`其中最慢的一次（${TIMES} 次）`, most(usual, 'told'), 300, 'ms'),
      atMost('从打开核对地址到看见结论，最慢的一次（参考）', most(usual, 'whole'), 3_000, 'ms'),
      atMost(`处理器放慢到 1/${SLOWER}，权当旧手机：核对最慢的一次（参考）`, most(slow, 'told'), 1_200, 'ms'),
      none('没有核对相符的次数', [...usual, ...slow].filter((v) => !v.fits).length, '次'),
    ];
  } finally {
    await browser.close();
    await serving.stop();
  }
}
