// I2: a request is never lost once its code was shown. Applications come in by many hands over connections that break at twenty
// points, the process dies at any moment and between commit and answer, forms come again from several windows, and mail and SMS are
// down throughout; and each of these is noticed on a build that breaks the promise.
import { afterEach, describe, expect, test } from 'vitest';
import type { Change } from '../support/broken-build.ts';
import { receiptBreaks } from './breaks.ts';
import { ReceiptLives, type ReceiptRun } from './request-receipts-lives.ts';
import { numbers } from '../support/older-directory.ts';

const SEED = Number(process.env.GONGKAI_FAULT_SEED ?? 20_261_123);
/** Applications sent, broken ones included. */
const FORMS = Number(process.env.GONGKAI_FAULT_REQUESTS ?? 10_000);

const made: ReceiptLives[] = [];
afterEach(() => {
  for (const lives of made.splice(0)) lives.remove();
});

async function begun(changes: readonly Change[] = []): Promise<ReceiptLives> {
  const lives = new ReceiptLives(changes, SEED);
  made.push(lives);
  await lives.prepare();
  return lives;
}

/** Every third death is between a commit and its answer, another one right after a code was shown. */
async function deaths(lives: ReceiptLives, enough: (n: number) => boolean, most: number): Promise<ReceiptRun> {
  const next = numbers(SEED + 1);
  for (let i = 0; !enough(i); i++) {
    const ms = Math.round(next() * most);
    const between = { from: 3 + (i % 7) * 12, ms: 0 };
    await lives.life([{ from: 'shown', ms: ms % 300 } as const, { from: 'serving', ms } as const, between][i % 3]!);
  }
  return lives.judge();
}

describe('an application', () => {
  test('whose code was shown is there for good, once, whatever broke', async () => {
    const lives = await begun();
    const run = await deaths(lives, () => lives.sent >= FORMS, 15_000);
    process.stderr.write(`receipts, seed ${SEED}: ${JSON.stringify({ ...run, wrongs: run.wrongs.length })}\n`);
    expect(run.wrongs).toEqual([]);
    expect(run.killedBetween).toBeGreaterThan(0);
    expect(run.shownAtOnce).toBeGreaterThan(run.forms / 10);
    expect(run.shownAtOnce).toBeLessThan(run.forms);
  }, 3_600_000);
});

describe('is noticed:', () => {
  const noticed = async (name: keyof typeof receiptBreaks): Promise<string> =>
    (await deaths(await begun([receiptBreaks[name]]), (n) => n >= 3, 1_500)).wrongs.join('\n');

  test('a code of its own for each answer', async () => {
    expect(await noticed('a code of its own for each answer')).toMatch(/does not open|another code for one form/);
  }, 300_000);

  test('one that answers before it has committed', async () => {
    expect(await noticed('answers before it has committed')).toMatch(/lost: the code of .* does not open/);
  }, 300_000);

  test('one that does not know a form again', async () => {
    expect(await noticed('does not know a form again')).toMatch(/for one form|requests of \d+ forms/);
  }, 300_000);

  test('numbers counted in memory', async () => {
    expect(await noticed('counts its numbers in memory')).toMatch(/no receipt/);
  }, 300_000);
});
