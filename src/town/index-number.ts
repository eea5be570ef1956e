// 索引号: the organ's credit code, the month of first publication and a serial within that month,
// `11341899999900011F/202611-00021`. Given once, never reused, unchanged by later editions.
import { checkCreditCode } from './credit-code.ts';

export interface IndexNumber {
  creditCode: string;
  /** `YYYYMM` */
  month: string;
  /** From 1. Five digits at least; past 99999 it simply grows. */
  serial: number;
}

const MONTH = /^(19|20|21)\d\d(0[1-9]|1[0-2])$/;

function isIndexNumber(n: IndexNumber): boolean {
  return checkCreditCode(n.creditCode) && MONTH.test(n.month) && Number.isSafeInteger(n.serial) && n.serial >= 1;
}

export function formatIndexNumber(n: IndexNumber): string {
  if (!isIndexNumber(n)) throw new RangeError(`not an index number: ${n.creditCode} ${n.month} ${n.serial}`);
  return `${n.creditCode}/${n.month}-${String(n.serial).padStart(5, '0')}`;
}

/** Null for any text that `formatIndexNumber` would not have written, so one number has one spelling. */
export function parseIndexNumber(text: string): IndexNumber | null {
  const m = /^([0-9A-Z]{18})\/(\d{6})-(\d{5}|[1-9]\d{5,14})$/.exec(text);
  const n = m && { creditCode: m[1]!, month: m[2]!, serial: Number(m[3]) };
  return n && isIndexNumber(n) ? n : null;
}

/** The number's permanent address: its slash becomes an ordinary one, `/documents/<code>/<yyyymm-nnnnn>`. */
export function indexNumberPath(n: IndexNumber): string {
  return `/documents/${formatIndexNumber(n)}`;
}

/** The number named by the two segments after `/documents/`, or null. */
export function indexNumberAt(code: string, tail: string): IndexNumber | null {
  return parseIndexNumber(`${code}/${tail}`);
}
