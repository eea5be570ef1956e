import { describe, expect, it } from 'vitest';
import { checkResidentId, residentBirthday } from './resident-id.ts';

/** Invented: place code of a county, a date, a serial, and the check worked out the long way. */
function made(body: string): string {
  let sum = 0;
  for (let i = 0; i < 17; i++) sum += Number(body[i]) * (2 ** (17 - i) % 11);
  const check = (12 - (sum % 11)) % 11;
  return body + (check === 10 ? 'X' : String(check));
}

describe('居民身份证号码', () => {
  it.each([
    '',
    made('34188119900230001'),
    made('34188119901301001'),
    made('34188118991231001'),
    made('00188119900101001'),
    made('34188119900101001').slice(0, 17),
    `${made('34188119900101001')}0`,
    '341881900230001',
    '991881',
    '34188119900101001１',
  ])('%j is not one', (text) => {
    expect(checkResidentId(text)).toBe(false);
  });

  it('with a wrong last character, or two neighbours exchanged, is refused', () => {
    const good = made('34188119870306042');
    for (const last of '0123456789X'.replace(good[17]!, '')) expect(checkResidentId(good.slice(0, 17) + last)).toBe(false);
    for (let i = 6; i < 16; i++) {
      const swapped = good.slice(0, i) + good[i + 1] + good[i] + good.slice(i + 2);
      if (swapped !== good) expect(checkResidentId(swapped)).toBe(false);
    }
  });

  it('gives its date of birth, in the new form and the old', () => {
    expect(residentBirthday(made('34188120000229001'))).toBe('2000-02-29');
    expect(residentBirthday('341881870306042')).toBe('1987-03-06');
    for (let n = 0; n < 999; n++) {
      const id = made(`34188119870306${String(n).padStart(3, '0')}`);
      expect(checkResidentId(id)).toBe(true);
      expect(checkResidentId(id.toLowerCase())).toBe(true);
    }
  });
});
