import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatFigure, type Named, paragraphsOf, piecesOf, printedPiece, sectionsOf } from './text.ts';

const named: ReadonlyMap<string, Named> = new Map(
  [
    { key: 'trainings', name: '培训总次数', value: 4 },
    { key: 'table2.fees.amount', name: '收费', value: 0.1234 },
    { key: 'visits', name: '接待', value: null },
  ].map((n) => [n.name, n]),
);

const kinds = (text: string): string[] => piecesOf(text, named).map((p) => p.kind);
const printed = (text: string): string => piecesOf(text, named).map(printedPiece).join('');

describe('a paragraph with claims', () => {
  test('prints figures and keeps what has none as it was typed', () => {
    expect(printed('培训【培训总次数】次，收费【 收费 】万元，接待【接待】人次，【没有的】条。')).toBe(
      '培训4次，收费0.1234万元，接待【接待】人次，【没有的】条。',
    );
    expect(kinds('【培训总次数】【没有的】')).toEqual(['claim', 'unknown']);
  });

  test.each([
    ['公开 1,086 条', '1,086'],
    ['培训五次', '五'],
    ['整改意见十二条', '十二'],
    ['满意率96.1%', '96.1'],
    ['收费 3.5 万元', '3.5'],
    ['两个村', '两'],
  ])('marks a number that counts: %s', (text, number) => {
    expect(piecesOf(text, named).filter((p) => p.kind === 'unbound')).toEqual([{ kind: 'unbound', text: number }]);
  });

  test.each([
    '2025年1月1日至12月31日',
    '国务院令第711号',
    '国办公开办函〔2021〕30号',
    '电话 0563-4000101',
    '（二）依申请公开',
    '振兴路 18 号',
  ])('leaves alone what counts nothing: %s', (text) => {
    expect(kinds(text)).toEqual(['text']);
  });

  test('loses no letter of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'【】0123一二两条件次个，。、年第（）〔〕 a\u{20000}'), maxLength: 80 }),
        (text) => {
          const joined = piecesOf(text, new Map())
            .map((p) => (p.kind === 'unknown' ? `【${p.name}】` : p.kind === 'claim' ? '' : p.text))
            .join('');
          expect(joined.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });
});

test('figures print without a tail of binary fractions or zeros', () => {
  expect([0.1 + 0.2, 12, 34.5, 0.000001, 0.0000001].map(formatFigure)).toEqual(['0.3', '12', '34.5', '0.000001', '0']);
});

test('paragraphs are lines that say something', () => {
  expect(paragraphsOf(' a \n\n　b　\n')).toEqual(['a', 'b']);
});

test('each form has its parts, and its tables stand in them', () => {
  expect(sectionsOf('30').map((s) => s.table ?? '-')).toEqual(['-', '-', 'table2', 'table3', 'table4', '-', '-']);
  expect(sectionsOf('2007').every((s) => s.table === null)).toBe(true);
});
