// A code is read off paper or said over the telephone: slips are told from codes, and what is kept opens to the right one only.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../../town/ids.ts';
import { codeOf, hashCode, isCode, printedCode, readCode } from './receipt-code.ts';

/** A pepper that is no secret. */
const vault = {
  blindIndex: (purpose: string, text: string) => Buffer.from(`${purpose} ${text}`.repeat(3)).toString('base64url'),
};
const codes = fc.constant(null).map(() => codeOf(vault, newId()));

describe('a code', () => {
  test('that is no code is none, whatever was typed', () => {
    for (const typed of ['', '7K3M9', '0000000000O', '7K3M9-ABCDE-', '一二三四五六七八九十一'])
      expect(readCode(typed)).toBeNull();
    fc.assert(fc.property(fc.string(), (typed) => void readCode(typed)));
  });

  test('with one character wrong, or two neighbours changed over, is none', () => {
    fc.assert(
      fc.property(codes, fc.nat(10), fc.constantFrom(...'23456789ABCDEFGHJKMNPQRSTUVWXYZ'), (code, at, other) => {
        const slip = code.slice(0, at) + other + code.slice(at + 1);
        expect(readCode(slip)).toBe(slip === code ? code : null);
        const [a, b] = [code[at]!, code[at + 1]];
        // The last one is the check itself: the places before it are weighed.
        if (at > 8 || a === b) return;
        expect(readCode(code.slice(0, at) + b + a + code.slice(at + 2))).toBeNull();
      }),
    );
  });

  test('reads as printed, small, wide or with blanks', () => {
    fc.assert(
      fc.property(codes, (code) => {
        const wide = [...code].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
        for (const typed of [printedCode(code), code.toLowerCase(), ` ${code.slice(0, 3)} ${code.slice(3)} `, wide])
          expect(readCode(typed)).toBe(code);
      }),
    );
  });
});

describe('what is kept of a code', () => {
  const code = codeOf(vault, newId());
  const id = newId();

  test('opens to it and to no other, for this request only', async () => {
    const kept = await hashCode(vault, id, code);
    expect(kept).not.toContain(code);
    expect(await isCode(vault, { id, code: codeOf(vault, newId()) }, kept)).toBe(false);
    expect(await isCode(vault, { id: newId(), code }, kept)).toBe(false);
    expect(await isCode(vault, { id, code }, '')).toBe(false);
    expect(await isCode(vault, { id, code }, kept)).toBe(true);
  });
});
