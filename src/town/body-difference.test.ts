import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, type Body, bodyFromText, type TableRow } from './body.ts';
import { type BodyChange, bodyDifference, hasDifference } from './body-difference.ts';
import { sequenceDifference } from './sequence-difference.ts';

const doc = (...content: Block[]): Body => ({ type: 'doc', content });
const p = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const row = (...cells: string[]): TableRow => ({
  type: 'tableRow',
  content: cells.map((c) => ({ type: 'tableCell', attrs: { colspan: 1, rowspan: 1 }, content: [p(c)] })),
});

function side(changes: readonly BodyChange[], kind: 'added' | 'removed'): string[] {
  return changes.flatMap((c) => {
    if (c.kind === 'changed')
      return [
        c.parts
          .filter((x) => x.kind === 'same' || x.kind === kind)
          .map((x) => x.text)
          .join(''),
      ];
    return c.kind === 'same' || c.kind === kind ? [c.text] : [];
  });
}

/** Length of the longest common subsequence by the schoolbook table. */
function lcs(a: readonly string[], b: readonly string[]): number {
  let above = new Array<number>(b.length + 1).fill(0);
  for (const x of a) {
    const line = [0];
    b.forEach((y, j) => {
      line.push(x === y ? above[j]! + 1 : Math.max(above[j + 1]!, line[j]!));
    });
    above = line;
  }
  return above[b.length]!;
}

describe('the difference of two sequences', () => {
  it('rebuilds both sides and keeps as much as the schoolbook algorithm', () => {
    const words = fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 30 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        const steps = sequenceDifference(a, b);
        expect(steps.filter((s) => s.kind !== 'added').flatMap((s) => a.slice(s.from, s.to))).toEqual(a);
        expect(
          steps
            .filter((s) => s.kind !== 'removed')
            .flatMap((s) => (s.kind === 'added' ? b.slice(s.from, s.to) : b.slice(s.laterFrom, s.laterFrom! + s.to - s.from))),
        ).toEqual(b);
        expect(steps.filter((s) => s.kind === 'same').reduce((n, s) => n + s.to - s.from, 0)).toBe(lcs(a, b));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives up being shortest, not being right, on huge differences', () => {
    const a = Array.from({ length: 20_000 }, (_, i) => `a${i}`);
    const b = Array.from({ length: 20_000 }, (_, i) => `b${i}`);
    expect(sequenceDifference(a, b).map((s) => s.kind)).toEqual(['removed', 'added']);
  });
});

describe('a correction page', () => {
  it('shows nothing when nothing changed', () => {
    expect(hasDifference(bodyDifference(doc(p('甲')), doc(p('甲'))))).toBe(false);
  });

  it('shows a changed figure as one change inside its paragraph', () => {
    expect(bodyDifference(doc(p('共办理120件。'), p('其他')), doc(p('共办理125件。'), p('其他')))).toEqual([
      {
        kind: 'changed',
        piece: 'paragraph',
        parts: [
          { kind: 'same', text: '共办理' },
          { kind: 'removed', text: '120' },
          { kind: 'added', text: '125' },
          { kind: 'same', text: '件。' },
        ],
      },
      { kind: 'same', piece: 'paragraph', text: '其他' },
    ]);
  });

  it('shows rows of a table that were added, removed and changed', () => {
    const before = doc({ type: 'table', content: [row('补贴对象', '金额'), row('王样例', '300'), row('李样例', '400')] });
    const after = doc({
      type: 'table',
      content: [row('补贴对象', '金额'), row('王样例', '350'), row('李样例', '400'), row('赵示范', '500')],
    });
    expect(bodyDifference(before, after).map((c) => [c.kind, c.piece])).toEqual([
      ['same', 'row'],
      ['changed', 'row'],
      ['same', 'row'],
      ['added', 'row'],
    ]);
  });

  it('does not hide a link that was moved elsewhere, an emphasis, or another picture', () => {
    const link = (href: string): Block => ({
      type: 'paragraph',
      content: [{ type: 'text', text: '附件下载', marks: [{ type: 'link', attrs: { href } }] }],
    });
    expect(bodyDifference(doc(link('/a')), doc(link('/b')))).toMatchObject([{ kind: 'changed', only: 'link' }]);
    expect(
      bodyDifference(
        doc(p('附件下载')),
        doc({ type: 'paragraph', content: [{ type: 'text', text: '附件下载', marks: [{ type: 'bold' }] }] }),
      ),
    ).toMatchObject([{ kind: 'changed', only: 'format' }]);
    const picture = (file: string): Block => ({ type: 'image', attrs: { file: file.repeat(64), alt: '公示牌' } });
    expect(bodyDifference(doc(picture('a')), doc(picture('b')))).toMatchObject([
      { kind: 'changed', only: 'link', piece: 'image' },
    ]);
  });

  it('lets both texts be read back from it', () => {
    const text = fc.array(fc.stringMatching(/^[一二三四五六甲乙丙丁0-9，。]{1,20}$/), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const changes = bodyDifference(bodyFromText(a.join('\n')), bodyFromText(b.join('\n')));
        expect(side(changes, 'removed')).toEqual(a);
        expect(side(changes, 'added')).toEqual(b);
      }),
    );
  });
});
