// Dates as offices write them in tables and under signatures.
import { type Day, parseDay } from '../../town/day.ts';

const DIGITS = '〇一二三四五六七八九';

/** `十二` → 12, `二十七` → 27, `〇五` → 5; null when it is no number below 100. */
function small(text: string): number | null {
  const m = /^(?:([一二三四五六七八九]?)(十))?([〇一二三四五六七八九]{0,2})$/.exec(text);
  if (!m || text === '') return null;
  const units = [...m[3]!].reduce((n, c) => n * 10 + DIGITS.indexOf(c), 0);
  if (m[2] && units > 9) return null;
  return (m[2] ? (m[1] ? DIGITS.indexOf(m[1]) : 1) * 10 : 0) + units;
}

function chineseDay(text: string): Day | null {
  const m = /^([〇一二三四五六七八九]{4})年([〇一二三四五六七八九十]{1,3})月([〇一二三四五六七八九十]{1,3})日$/.exec(
    text.replace(/[零○O]/g, '〇'),
  );
  const month = m ? small(m[2]!) : null;
  const date = m ? small(m[3]!) : null;
  if (!m || month === null || date === null) return null;
  const year = [...m[1]!].map((c) => DIGITS.indexOf(c)).join('');
  return parseDay(`${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`);
}

const FORMS = [
  /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?$/,
  /^(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})$/,
  /^(\d{4})(\d{2})(\d{2})$/,
] as const;

/** The day a text names, a time of day behind it passed over; null when it names none or there is no such day. */
export function anyDay(given: string): Day | null {
  const text = given
    .normalize('NFKC')
    .trim()
    .replace(/[T\s]\s*\d{1,2}\s*[:时]\s*\d{1,2}.{0,12}$/, '')
    .trim();
  for (const form of FORMS) {
    const m = form.exec(text);
    if (m) return parseDay(`${m[1]}-${m[2]!.padStart(2, '0')}-${m[3]!.padStart(2, '0')}`);
  }
  return chineseDay(text.replace(/\s+/g, ''));
}
