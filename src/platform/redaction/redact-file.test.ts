import { afterEach, describe, expect, test } from 'vitest';
import { wordEntries, wordParagraph, zip } from '../../../test/support/foreign-files.ts';
import { linesPdf, people } from '../../../test/support/redactable-files.ts';
import type { Outcome } from '../../town/outcome.ts';
import { fileLimits } from '../files/limits.ts';
import { readForRedaction, redactFile } from './redact-file.ts';
import { closeRedaction, redactInThread } from './redaction-thread.ts';

afterEach(closeRedaction);

const { name } = people;
const passages = [{ text: name, ground: '个人隐私' }];
const codes = (outcome: Outcome<unknown>): readonly string[] => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));
const text = (content: string): { kind: 'txt'; bytes: Buffer } => ({ kind: 'txt', bytes: Buffer.from(content) });

describe('what is refused before a thread is started', () => {
  test('a list of passages that is wrong, whatever the file', async () => {
    expect(codes(await redactFile(text(''), []))).toEqual(['no-passages']);
    expect(codes(await redactFile(text(name), [{ text: name, ground: '' }]))).toEqual(['no-ground']);
  });

  test('a file that is empty or larger than any upload', async () => {
    expect(codes(await redactFile(text(''), passages))).toEqual(['cannot-read']);
    const huge = { kind: 'pdf' as const, bytes: Buffer.alloc(fileLimits.packedBytes + 1) };
    expect(codes(await redactFile(huge, passages))).toEqual(['too-large']);
    expect(codes(await readForRedaction(huge))).toEqual(['too-large']);
  });
});

describe('the thread', () => {
  test('a file of no known encoding is refused', async () => {
    expect(codes(await redactFile({ kind: 'txt', bytes: Buffer.from([0xff, 0x00, 0x81, 0x00]) }, passages))).toEqual([
      'cannot-read',
    ]);
  });

  test('a file that does not get on is taken away, and the next one is answered', async () => {
    const pdf = { kind: 'pdf' as const, bytes: await linesPdf([[name]]) };
    expect(codes(await redactInThread({ deed: 'redact', file: pdf, passages }, 1))).toEqual(['too-slow']);
    expect((await redactFile(text(`兹有${name}`), passages)).ok).toBe(true);
  });

  test('too many at once are told to come again, and closing answers all', async () => {
    const many = Array.from({ length: 25 }, () => redactFile(text(name), passages));
    closeRedaction();
    const answers = (await Promise.all(many)).map(codes);
    expect(answers).toHaveLength(25);
    expect(new Set(answers.flat())).toEqual(new Set(['redaction-busy']));
  });

  test('all three kinds go through it, and the main thread is free meanwhile', async () => {
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    const docx = { kind: 'docx' as const, bytes: zip(wordEntries(wordParagraph(`兹有${name}来访`))) };
    const pdf = { kind: 'pdf' as const, bytes: await linesPdf([[`兹有${name}来访`], ['又一页']]) };
    ticks = 0;
    const [a, b, c] = await Promise.all([
      redactFile(text(`兹有${name}`), passages),
      redactFile(docx, passages),
      redactFile(pdf, passages),
    ]);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(20);
    expect(a?.ok && Buffer.from(a.value.bytes).toString()).toBe('兹有【已遮盖：个人隐私】');
    expect(b?.ok && b.value).toMatchObject({ hidden: 1, pictures: 0 });
    expect(c?.ok && c.value).toMatchObject({ hidden: 1, pages: 2 });
    expect(c?.ok && c.value.proof.extractedSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test('texts in GB18030 are read as they were written', async () => {
    const gbk = Buffer.concat([Buffer.from([0xbc, 0xd7]), Buffer.from([0xd2, 0xd2])]);
    const shown = await readForRedaction({ kind: 'txt', bytes: gbk });
    expect(shown.ok && shown.value.text).toBe('甲乙');
  });
});
