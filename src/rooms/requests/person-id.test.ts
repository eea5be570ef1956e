import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emailProblem,
  idProblem,
  organCodeProblem,
  personIdWords,
  readCreditCode,
  readEmail,
  readResidentId,
  readTelephone,
  telephoneProblem,
} from './person-id.ts';

type Reader = typeof readResidentId;
const code = (read: ReturnType<Reader>) => (read.ok ? `taken: ${read.value}` : read.refusals.map((r) => r.code).join());
const value = (read: ReturnType<Reader>) => (read.ok ? read.value : code(read));

/** Invented numbers with their check worked out the long way: ISO 7064 by division, without anybody's table of weights. */
function residentId(body: string): string {
  for (const last of '0123456789X') {
    let rest = 0;
    for (const c of body + last) rest = (rest * 2 + (c === 'X' ? 10 : Number(c))) % 11;
    if (rest === 1) return body + last;
  }
  throw new Error('one of eleven fits');
}

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function creditCode(body: string): string {
  let sum = 0;
  for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31) sum += ALPHABET.indexOf(body[i]!) * weight;
  return body + ALPHABET[(31 - (sum % 31)) % 31]!;
}

const wide = (s: string) => s.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const spaced = (s: string) => s.replace(/(.{4})/g, '$1 ');
const inTheDark = (s: string) => `\u200b${s.split('').join('\u200b')} `;
const disguise = fc.constantFrom(
  (s: string) => s,
  wide,
  spaced,
  inTheDark,
  (s: string) => s.toLowerCase(),
  (s: string) => wide(s.toLowerCase()),
  (s: string) => `\u3000${s}\n`,
);
const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const two = (n: number) => String(n).padStart(2, '0');
const birthday = fc
  .record({ y: fc.integer({ min: 1900, max: 2026 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 28 }) })
  .map(({ y, m, d }) => `${y}${two(m)}${two(d)}`);
const anyId = fc.tuple(birthday, digits(3)).map(([born, serial]) => residentId(`341881${born}${serial}`));
const anyCode = fc
  .tuple(digits(6), fc.stringMatching(new RegExp(`^[${ALPHABET}]{9}$`)))
  .map(([place, organ]) => creditCode(`91${place}${organ}`));

describe('居民身份证', () => {
  it.each([
    ['', 'id-length'],
    ['无', 'id-length'],
    ['34188119870306042', 'id-length'],
    [`${residentId('34188119870306042')}1`, 'id-length'],
    ['E12345678', 'id-length'],
    ['X41881198703060423', 'id-character'],
    ['34188119870306042Y', 'id-character'],
    ['34188187030604X', 'id-character'],
    ['三四一八八一一九八七零三零六零四二三', 'id-character'],
    [residentId('09188119870306042'), 'id-place'],
    ['991881', 'id-length'],
    [residentId('34188119870230042'), 'id-date'],
    [residentId('34188119871306042'), 'id-date'],
    [residentId('34188118991231001'), 'id-date'],
    ['341881870230042', 'id-date'],
    ['341881198703060421', 'id-check-digit'],
  ])('%j is refused: %s', (text, why) => {
    expect(code(readResidentId(text))).toBe(why);
  });

  it('with one character wrong or two neighbours exchanged is always refused', () => {
    fc.assert(
      fc.property(anyId, fc.nat(16), fc.constantFrom(...'0123456789'), (id, at, other) => {
        const changed = id.slice(0, at) + other + id.slice(at + 1);
        if (changed !== id) expect(readResidentId(changed).ok).toBe(false);
        const swapped = id.slice(0, at) + id[at + 1] + id[at] + id.slice(at + 2);
        if (swapped !== id) expect(readResidentId(swapped).ok).toBe(false);
      }),
    );
  });

  it('is read as people type it, and read again it is the same', () => {
    const withX = residentId('11010519491231002');
    expect(withX).toBe('11010519491231002X');
    expect(value(readResidentId(wide(withX.toLowerCase())))).toBe(withX);
    expect(value(readResidentId('341881 870306 042'))).toBe('341881870306042');
    fc.assert(
      fc.property(anyId, disguise, (id, worn) => {
        expect(value(readResidentId(worn(id)))).toBe(id);
      }),
    );
  });
});

describe('统一社会信用代码', () => {
  it.each([
    ['', 'credit-code-length'],
    ['11341899999900011', 'credit-code-length'],
    ['00311092-6', 'credit-code-old'],
    ['341800000012345', 'credit-code-length'],
    ['1134189999990O011F', 'credit-code-character'],
    ['1134A899999900011F', 'credit-code-character'],
    ['１１３４１８９９９９９９０００１１某', 'credit-code-character'],
    ['11341899999900011G', 'credit-code-check-digit'],
  ])('%j is refused: %s', (text, why) => {
    expect(code(readCreditCode(text))).toBe(why);
  });

  it('with one character wrong is always refused, and read as people type it', () => {
    fc.assert(
      fc.property(anyCode, disguise, fc.nat(17), fc.constantFrom(...ALPHABET), (valid, worn, at, other) => {
        expect(value(readCreditCode(worn(valid)))).toBe(valid);
        const changed = valid.slice(0, at) + other + valid.slice(at + 1);
        if (changed !== valid) expect(readCreditCode(changed).ok).toBe(false);
      }),
    );
  });
});

describe('a telephone number', () => {
  it.each([
    ['', 'telephone-character'],
    ['没有', 'telephone-character'],
    ['1380013800a', 'telephone-character'],
    ['张三 13800138000', 'telephone-character'],
    ['13800138000、13900139000', 'telephone-several'],
    ['0563-4000123/4000124', 'telephone-several'],
    ['1380013800', 'telephone-mobile-length'],
    ['138001380000', 'telephone-mobile-length'],
    ['4000123', 'telephone-area'],
    ['62345678', 'telephone-area'],
    ['12345', 'telephone-unknown'],
    ['12800138000', 'telephone-unknown'],
    ['0563-0000123', 'telephone-unknown'],
    ['010-6234567', 'telephone-unknown'],
    ['+0123456789', 'telephone-unknown'],
    ['+852', 'telephone-unknown'],
    ['13800138000转801', 'telephone-character'],
    ['转801', 'telephone-character'],
    ['+-', 'telephone-character'],
  ])('%j is refused: %s', (text, why) => {
    expect(code(readTelephone(text))).toBe(why);
  });

  it.each([
    ['13800138000', '13800138000'],
    ['138-0013-8000', '13800138000'],
    ['138 0013 8000', '13800138000'],
    ['+86 138 0013 8000', '13800138000'],
    ['008613800138000', '13800138000'],
    ['8613800138000', '13800138000'],
    ['013800138000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['0563-4000123', '0563-4000123'],
    ['(0563) 400 0123', '0563-4000123'],
    ['（0563）4000123', '0563-4000123'],
    ['05634000123', '0563-4000123'],
    ['0563—4000123', '0563-4000123'],
    ['+86 563 4000123', '0563-4000123'],
    ['010-62345678', '010-62345678'],
    ['0563-4000123转801', '0563-4000123-801'],
    ['0563-4000123-801', '0563-4000123-801'],
    ['0563-4000123 ext. 801', '0563-4000123-801'],
    ['400-800-1234', '400-8001234'],
    ['+852 1234 5678', '+85212345678'],
  ])('%j means %s', (text, meant) => {
    expect(value(readTelephone(text))).toBe(meant);
    expect(value(readTelephone(meant))).toBe(meant);
  });

  it('mobile is read in every disguise', () => {
    const mobile = fc.tuple(fc.integer({ min: 13, max: 19 }), digits(9)).map(([head, tail]) => `${head}${tail}`);
    fc.assert(
      fc.property(mobile, disguise, fc.constantFrom('', '+86', '0086', '86'), (number, worn, country) => {
        expect(value(readTelephone(worn(country + number)))).toBe(number);
      }),
    );
  });
});

describe('an e-mail address', () => {
  it.each([
    ['', 'email-at'],
    ['example.com', 'email-at'],
    ['a@b@example.com', 'email-at'],
    ['@example.com', 'email-at'],
    ['a@', 'email-at'],
    ['张@example.com', 'email-name'],
    ['a b@example.com', 'email-name'],
    ['a..b@example.com', 'email-name'],
    ['.a@example.com', 'email-name'],
    ['a@example.com\r\nBcc: b@example.com', 'email-at'],
    ['a\r\nBcc: b@example.com', 'email-name'],
    ['a@example.com\r\nSubject: x', 'email-domain'],
    ['"a"@example.com', 'email-name'],
    ['a@localhost', 'email-domain'],
    ['a@-example.com', 'email-domain'],
    ['a@example..com', 'email-domain'],
    ['a@10.0.0.1', 'email-domain'],
    ['a@qq,com', 'email-domain'],
    [`${'a'.repeat(65)}@example.com`, 'email-long'],
    [`a@${'b.'.repeat(130)}cn`, 'email-long'],
  ])('%j is refused: %s', (text, why) => {
    expect(code(readEmail(text))).toBe(why);
  });

  it.each([
    ['name@example.com', 'name@example.com'],
    [' Li.Si+tag@Mail.EXAMPLE.com.cn ', 'Li.Si+tag@mail.example.com.cn'],
    ['name＠example。com', 'name@example.com'],
    ['ｎａｍｅ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'name@example.com'],
    ['a@xn--fiq228c.xn--fiqs8s', 'a@xn--fiq228c.xn--fiqs8s'],
  ])('%j means %s', (text, meant) => {
    expect(value(readEmail(text))).toBe(meant);
    expect(value(readEmail(meant))).toBe(meant);
  });
});

describe('over whatever is typed', () => {
  const readers: [string, Reader, (text: string) => string | null][] = [
    ['id', readResidentId, idProblem],
    ['credit code', readCreditCode, organCodeProblem],
    ['telephone', readTelephone, telephoneProblem],
    ['e-mail', readEmail, emailProblem],
  ];

  it.each(readers)(
    '%s: one refusal with a whole sentence that quotes nothing, or a value that is read again as itself',
    (_n, read, problem) => {
      const piece = fc.constantFrom(
        ...'0123456789Xx-+@.转、 　ａ１＠。\n\u200b',
        '13800138000',
        '0563',
        '34188119',
        'example.com',
        '91341800',
      );
      const typed = fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(piece, { maxLength: 24 }).map((p) => p.join('')),
      );
      fc.assert(
        fc.property(typed, (text) => {
          const answer = read(text);
          if (answer.ok) {
            expect(value(read(answer.value))).toBe(answer.value);
            expect(problem(text)).toBeNull();
          } else {
            expect(answer.refusals.length).toBe(1);
            expect(problem(text)).toMatch(/^.{5,60}。$/);
            expect(problem(text)).not.toMatch(/undefined|NaN/);
          }
        }),
        { numRuns: 2000 },
      );
    },
  );

  it('a text of a hundred thousand signs is refused at once', () => {
    for (const [, read] of readers)
      for (const sign of ['1', '@', ' ', '-', 'a.', '转1']) expect(read(sign.repeat(100_000)).ok).toBe(false);
  });

  it('every refusal has its words', () => {
    for (const say of Object.values(personIdWords)) expect(say({ now: 17 })).toMatch(/^[^！]{5,60}。$/);
  });
});
