// Numbers of letters: 港公开复〔2026〕1号. One series for each kind of letter in a year; the counting itself is store.ts'.
// Contract: a number that was made is read back as what it was made of, and nothing else is read as a number.

export const letterSeries = [
  'answer',
  'correction',
  'reasons',
  'extension',
  'consultation',
  'consultation-notice',
  'disclosure',
  'assistance',
  'fee',
  'rectification',
  'transfer',
] as const;
export type LetterSeries = (typeof letterSeries)[number];

/** What stands between 公开 and the year. */
const marks: Readonly<Record<LetterSeries, string>> = {
  answer: '复',
  correction: '补',
  reasons: '理',
  extension: '延',
  consultation: '征',
  'consultation-notice': '征告',
  disclosure: '告',
  assistance: '协',
  fee: '费',
  rectification: '更',
  transfer: '移',
};

const TOWN = /^[\u4e00-\u9fff]{1,6}$/;
const WORD = /^[\u4e00-\u9fff]{1,12}$/;
const NUMBER = /^([\u4e00-\u9fff]{1,12})〔(\d{4})〕([1-9]\d{0,5})号$/;

/** `港公开复`. Throws RangeError on a short name that is not one to six Chinese characters. */
export function seriesWord(series: LetterSeries, townShort: string): string {
  if (!TOWN.test(townShort)) throw new RangeError(`no short name of a town: ${townShort}`);
  return `${townShort}公开${marks[series]}`;
}

/** The series a word of this town belongs to. */
export function seriesOf(word: string, townShort: string): LetterSeries | null {
  return letterSeries.find((series) => seriesWord(series, townShort) === word) ?? null;
}

/** `港公开复〔2026〕1号`: no zeros before the number, no 第 (GB/T 9704). */
export function letterNumber(word: string, year: number, n: number): string {
  if (!WORD.test(word)) throw new RangeError(`no word of a series: ${word}`);
  if (!Number.isInteger(year) || year < 2008 || year > 9999) throw new RangeError(`no year of a letter: ${year}`);
  if (!Number.isInteger(n) || n < 1 || n > 999_999) throw new RangeError(`no number of a letter: ${n}`);
  return `${word}〔${year}〕${n}号`;
}

export function parseLetterNumber(text: string): { word: string; year: number; n: number } | null {
  const m = NUMBER.exec(text);
  if (!m || Number(m[2]) < 2008) return null;
  return { word: m[1]!, year: Number(m[2]), n: Number(m[3]) };
}
