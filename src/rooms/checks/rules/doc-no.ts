// 发文字号 as GB/T 9704 sets it: 六角括号 around the year, no 第, no leading zeros.
import type { CheckSubject, Remark } from '../finding.ts';

const YEAR = /[〔[［【（(]\s?((?:19|20)\d{2})\s?[〕\]］】）)]/;

export function checkDocNo(subject: CheckSubject): Remark[] {
  const given = subject.docNo?.trim() ?? '';
  const right = rightForm(given);
  return given === '' || right === given
    ? []
    : [{ rule: 'docno-form', about: [given], where: 'metadata', excerpt: given.slice(0, 60), facts: { right } }];
}

/** The same number in its proper form; a text without a year in brackets is left as it is. */
export function rightForm(docNo: string): string {
  return docNo
    .replace(YEAR, '〔$1〕')
    .replace(/〔(\d{4})〕\s?第?\s?0{0,8}(\d{1,8})\s?号/, '〔$1〕$2号')
    .replace(/\s(?=〔)/, '');
}
