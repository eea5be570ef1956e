// Numbers as reports write them. Whatever is not surely a number is null.

const DIGITS = '零一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Source of a pattern for a number in running text, the group `numeral`; `余` says it is not exact. */
export const NUMERAL = '(?<numeral>\\d{1,9}(?:\\.\\d{1,6})?(?:万(?!元))?余?多?|[零〇一二两三四五六七八九十百千]{1,8}余?)';

function chinese(text: string): number | null {
  const said = text.replace(/〇/g, '零').replace(/两/g, '二');
  if (/^[零一二三四五六七八九]+$/.test(said)) {
    const digits = [...said].map((c) => DIGITS.indexOf(c)).join('');
    return digits.length === 1 || !digits.startsWith('0') ? Number(digits) : null;
  }
  let total = 0;
  let digit: number | null = null;
  let last = 10_000;
  for (const c of said) {
    const unit = UNITS[c];
    if (unit === undefined) {
      if (digit !== null && digit !== 0) return null;
      digit = DIGITS.indexOf(c);
      continue;
    }
    if (unit >= last || (digit === null && !(unit === 10 && total === 0)) || digit === 0) return null;
    total += (digit ?? 1) * unit;
    last = unit;
    digit = null;
  }
  // 一百二 is 120 in speech; nobody can say so of a report.
  if (digit !== null && digit > 0 && last > 10 && !/零.$/.test(said)) return null;
  return total + (digit ?? 0);
}

/** `33`, `1.2万`, `十二`, `两`; null when inexact or damaged. */
export function numberIn(text: string): number | null {
  if (/[余多]$/.test(text)) return null;
  const m = /^(\d+(?:\.\d+)?)(万?)$/.exec(text);
  if (m) return Math.round(Number(m[1]) * (m[2] ? 10_000 : 1) * 1e6) / 1e6;
  return /^[零〇一二两三四五六七八九十百千]+$/.test(text) ? chinese(text) : null;
}

/** How a cell's column is counted: things, or money in the unit its form prints. */
export type Measure = 'count' | '元' | '万元';

const MONEY: Readonly<Record<string, number>> = { 元: 1, 万元: 10_000, 亿元: 100_000_000 };
const ZERO = new Set(['', '/', '无', '零', '〇']);

function plainNumber(text: string): number | null {
  if (!/^\d+(?:\.\d+)?$/.test(text) || text.length > 16) return null;
  // No number begins 00 or 01; what does is two cells run together, or damaged.
  return /^0\d/.test(text) ? null : Number(text);
}

/** A cell's number; null when it cannot be read without guessing. Blank, `0`, `/` and `无` mean zero. */
export function cellNumber(given: string, measure: Measure): number | null {
  // A blank inside is either two numbers or a broken one.
  const text = given.normalize('NFKC').trim();
  if (ZERO.has(text)) return 0;
  const m = /^(增加?|减少?|[-+−])?\s*([\d.,]+)\s*(万元|亿元|元|件|个|项|次|条|宗|起)?$/.exec(text);
  if (!m) return null;
  const digits = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(m[2]!) ? m[2]!.replaceAll(',', '') : m[2]!;
  const n = plainNumber(digits);
  if (n === null) return null;
  const unit = m[3] ?? '';
  const money = MONEY[unit];
  if (measure === 'count' && money !== undefined) return null;
  if (measure !== 'count' && unit !== '' && money === undefined) return null;
  const factor = money === undefined || measure === 'count' ? 1 : money / MONEY[measure]!;
  const sign = m[1] && /[减\-−]/.test(m[1]) ? -1 : 1;
  return n === 0 ? 0 : (sign * Math.round(n * factor * 1e6)) / 1e6;
}

/** Digits run together as so many numbers: null unless they can be parted in one way only. */
export function partedDigits(digits: string, count: number): number[] | null {
  if (!/^\d+$/.test(digits) || digits.length < count || digits.length > 60) return null;
  const ways: number[][] = [];
  const part = (at: number, found: readonly number[]): void => {
    if (ways.length > 1) return;
    const left = count - found.length;
    if (left === 0) {
      if (at === digits.length) ways.push([...found]);
      return;
    }
    for (let to = at + 1; to <= digits.length - (left - 1) && ways.length < 2; to++) {
      if (digits[at] === '0' && to > at + 1) break;
      if (to - at > 9) break;
      part(to, [...found, Number(digits.slice(at, to))]);
    }
  };
  part(0, []);
  return ways.length === 1 ? ways[0]! : null;
}
