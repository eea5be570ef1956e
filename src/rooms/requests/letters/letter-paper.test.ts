import { afterAll, describe, expect, test } from 'vitest';
import { readPdf } from '../../../platform/files/pdf.ts';
import { closePapers, press } from '../../../platform/paper/paper-press.ts';
import { day } from '../../../town/day.ts';
import { letterPaper } from './letter-paper.ts';
import type { LetterText } from './letter-text.ts';

afterAll(closePapers);

const letter: LetterText = {
  title: '港口镇人民政府政府信息公开申请答复书',
  salutation: '方雨晴：',
  paragraphs: ['', '第一段', ' \u0000 ', '第二段', '附件：1. 决算表', '2. 验收单', '3. 明细', '4 不是附件'],
  note: '（联系单位：港口镇政务公开办公室）',
};
const head = { organ: '港口镇人民政府', number: '港公开复〔2026〕7号', on: day('2026-11-26') };
const kindsOf = (text: LetterText): string =>
  letterPaper(text, head)
    .blocks.map((b) => b.kind[0])
    .join('');

describe('the paper of a letter', () => {
  test('leaves out what was emptied, and a signature and a number there are not', () => {
    expect(kindsOf(letter)).toBe('pppp');
    const bare = letterPaper({ ...letter, salutation: ' ', note: '\u200b' }, { ...head, number: null, on: null });
    expect(bare).toMatchObject({ docNo: null, salutation: null, note: null, signature: null });
  });

  test('keeps the list of what goes along together, its numbers below each other', () => {
    const below = '\u3000'.repeat(5);
    expect(letterPaper(letter, head).blocks).toContainEqual({
      kind: 'paragraph',
      text: `附件：1. 决算表\n${below}2. 验收单\n${below}3. 明细`,
    });
  });

  test('puts a table after the paragraph it follows, or at the end of what is left', () => {
    const table = { after: 1, columns: [1], rows: [[{ text: '格' }]], size: 'normal' } as const;
    expect(kindsOf({ ...letter, paragraphs: ['一', '二'], table })).toBe('ptp');
    expect(kindsOf({ ...letter, paragraphs: ['一', '二'], table: { ...table, after: 9 } })).toBe('ppt');
    expect(kindsOf({ ...letter, paragraphs: ['一'], table: { ...table, after: -1 } })).toBe('tp');
  });

  test('says number, addressee, day and contact in print', async () => {
    const read = await readPdf(Buffer.from(await press('pdf', letterPaper(letter, head))));
    const said = read.ok ? read.value.text.replace(/\s/g, '') : '';
    expect(said).toMatch(
      /答复书港公开复〔2026〕7号方雨晴：第一段.*港口镇人民政府2026年11月26日（联系单位：港口镇政务公开办公室）/,
    );
  });
});
