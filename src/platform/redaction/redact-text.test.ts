import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { people } from '../../../test/support/redactable-files.ts';
import type { Outcome } from '../../town/outcome.ts';
import { fold } from './fold.ts';
import { type Passage, passageLimits } from './passage.ts';
import { type RedactedText, redactText } from './redact-text.ts';
import { redactionRefusals, redactionWords } from './words.ts';

const ground = '个人隐私';
const hide = (text: string, ...passages: readonly (string | Passage)[]): Outcome<RedactedText> =>
  redactText(
    text,
    passages.map((p) => (typeof p === 'string' ? { text: p, ground } : p)),
  );
const codes = (outcome: Outcome<unknown>): readonly string[] => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));
const textOf = (outcome: Outcome<RedactedText>): string => (outcome.ok ? outcome.value.text : JSON.stringify(outcome.refusals));

describe('what is refused', () => {
  test('nothing to hide is not a redaction', () => {
    expect(codes(hide('正文'))).toEqual(['no-passages']);
  });

  test('every passage that does not occur is named, all at once', () => {
    const refused = hide('张建国来访', '张建国', '李四', '王五');
    expect(refused.ok ? [] : refused.refusals.map((r) => r.facts)).toEqual([
      { place: 2, passage: '李四' },
      { place: 3, passage: '王五' },
    ]);
    expect(codes(refused)).toEqual(['not-found', 'not-found']);
  });

  test('an occurrence that is not there is not taken for another', () => {
    const refused = hide('张建国、张建国', { text: '张建国', nth: 2, ground });
    expect(refused.ok ? null : refused.refusals).toEqual([
      { code: 'no-such-occurrence', facts: { place: 1, passage: '张建国', wanted: 3, found: 2 } },
    ]);
    expect(codes(hide('张建国', { text: '张建国', nth: -1, ground }))).toEqual(['no-such-occurrence']);
    expect(codes(hide('张建国', { text: '张建国', nth: 0.5, ground }))).toEqual(['no-such-occurrence']);
  });

  test('a passage of nothing, and one without a ground', () => {
    expect(codes(hide('张建国', ' \u200b　'))).toEqual(['empty-passage']);
    for (const bad of ['', ' ', '依据'.repeat(9), '依\n据', '】'])
      expect(codes(hide('张建国', { text: '张建国', ground: bad }))).toEqual(['no-ground']);
  });

  test('a passage its own mark would show, and a ground that says who it was', () => {
    expect(codes(hide('个人隐私不公开', '个人'))).toEqual(['mark-says-it']);
    expect(codes(hide('张建国来访', { text: '张建国', ground: '张建国的隐私' }))).toContain('mark-says-it');
  });

  test('passages too many and too long', () => {
    expect(codes(hide('张', ...Array.from({ length: passageLimits.passages + 1 }, () => '张')))).toEqual(['too-many-passages']);
    expect(codes(hide('张', '张'.repeat(passageLimits.characters + 1)))).toEqual(['passage-too-long']);
    expect(codes(hide('张'.repeat(2_000_001), '张'))).toEqual(['too-large']);
  });

  test('a redactor that leaves one occurrence, or half of one, is caught', () => {
    const passages = [{ text: people.id, ground }];
    const text = `${people.id}，${people.id}`;
    expect(codes(redactText(text, passages, (t) => t.replace(people.id, '【已遮盖：个人隐私】')))).toEqual(['still-there']);
    expect(codes(redactText(text, passages, (t) => t.replaceAll(people.id, people.id.slice(6))))).toEqual(['text-differs']);
  });

  test('each refusal has its sentence', () => {
    for (const code of redactionRefusals)
      expect(redactionWords[code]({ place: 1, passage: '甲', page: 2, found: 1, wanted: 2, most: 3 })).toMatch(/。$/);
  });
});

describe('what is hidden', () => {
  test('every occurrence goes, a named one alone', () => {
    expect(textOf(hide('张建国与李四，张建国', '张建国'))).toBe('【已遮盖：个人隐私】与李四，【已遮盖：个人隐私】');
    expect(textOf(hide('张建国与李四，张建国', { text: '张建国', nth: 1, ground }))).toBe('张建国与李四，【已遮盖：个人隐私】');
  });

  test.each([
    ['spaces and broken lines', '张 建\n国', '张建国'],
    ['an invisible space', '张\u200b建\u00ad国', '张建国'],
    ['full-width digits', '５１０１０４１９９００３０７０００２', people.id],
    ['digits in groups', '510104 19900307 0002', people.id],
    ['dashes between digits', '138-1234-5678', people.mobile],
    ['a small or a Cyrillic letter for the check letter', '51010419900307002Х', '51010419900307002x'],
    ['capitals and accents', 'ZHĀNG Jiànguó', 'zhang jianguo'],
    ['radicals in place of characters', '⻓江村⺠', '长江村民'],
    ['a compatibility form', '⼈⺠', '人民'],
    ['a variation sign behind a character', '葛\u{e0100}洪', '葛洪'],
    ['a variation sign at the end', '张葛\u{e0100}', '张葛'],
    ['a character beyond the first plane', '𠮷田', '𠮷田'],
  ])('%s make no difference', (_, written, passage) => {
    expect(textOf(hide(`前${written}后`, passage))).toBe('前【已遮盖：个人隐私】后');
  });

  test('stretches that overlap become one mark with both grounds, touching ones of one ground one mark', () => {
    const [a, b] = ['个人隐私', '商业秘密'];
    expect(textOf(hide('张建国华', { text: '张建国', ground: b }, { text: '建国华', ground: a }))).toBe(
      '【已遮盖：个人隐私、商业秘密】',
    );
    expect(textOf(hide('张张张某', '张'))).toBe('【已遮盖：个人隐私】某');
  });

  test('the same passage hidden in one place and not in another is no contradiction', () => {
    const outcome = hide('张建国，张建国，张建国', { text: '张建国', nth: 0, ground }, { text: '张建国', nth: 2, ground });
    expect(textOf(outcome)).toBe('【已遮盖：个人隐私】，张建国，【已遮盖：个人隐私】');
  });

  test('a released text says nothing by its length', () => {
    const name = fc.string({ unit: fc.constantFrom(...'赵钱孙李周吴郑王'), minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const released = (hidden: string): string => textOf(hide(`兹有${hidden}同志`, hidden));
        expect(released(one)).toBe(released(other));
      }),
    );
  });

  test('what is hidden is nowhere in the released text, and the rest is all there', () => {
    const filler = fc.string({ unit: fc.constantFrom(...'甲乙丙丁，。 \n12ab'), maxLength: 40 }).map((s) => `戊${s}`);
    fc.assert(
      fc.property(fc.array(filler, { minLength: 2, maxLength: 6 }), (fillers) => {
        const outcome = hide(fillers.join(people.name), people.name);
        expect(textOf(outcome)).toBe(fillers.join('【已遮盖：个人隐私】'));
        expect(fold(textOf(outcome)).text).not.toContain(people.name);
      }),
    );
  });
});
