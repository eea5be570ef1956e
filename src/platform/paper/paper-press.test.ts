import { afterAll, describe, expect, test } from 'vitest';
import type { Paper } from './paper.ts';
import { paperPdf } from './paper-pdf.ts';
import { closePapers } from './paper-press.ts';

afterAll(closePapers);

const short: Paper = { title: '通知', organ: '镇', docNo: null, blocks: [], signature: null, header: 'plain' };
const head = (bytes: Uint8Array): string => Buffer.from(bytes.subarray(0, 5)).toString('latin1');

describe('the press', () => {
  test('answers every paper it was handed, by a fault those it has no place for or is closed upon, and starts anew', async () => {
    const all = Array.from({ length: 50 }, () => paperPdf(short).then(head, (fault: Error) => fault.message));
    await all[0];
    await closePapers();
    const answers = await Promise.all(all);
    expect(answers[0]).toBe('%PDF-');
    expect(answers.slice(0, 41).filter((a) => a !== '%PDF-' && a !== 'papers are closed')).toEqual([]);
    expect(answers.slice(41)).toEqual(Array.from({ length: 9 }, () => 'too many papers wait to be made'));
    expect(head(await paperPdf(short))).toBe('%PDF-');
  });

  test('keeps the other work of the thread going while it makes a long paper', async () => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 5);
    const text = '甲乙丙丁。'.repeat(500);
    await paperPdf({
      ...short,
      blocks: Array.from({ length: 60 }, (_, i) => ({ kind: 'paragraph' as const, text: `${i}${text}` })),
    });
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(10);
  });
});
