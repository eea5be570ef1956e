// Does the draft hold what this item must publish? Matching is tolerant: a missed element is a question to the drafter, not a verdict.
import type { CheckSubject, Remark } from '../finding.ts';
import { elementSigns } from './element-words.ts';

const byLength = [...elementSigns].sort(([a], [b]) => b.length - a.length);
/** Words that add nothing to what is looked for. */
const FILLER = /(?:有关|相关|主要|基本|具体|情况|信息|内容|事项|等)+$/;

export function checkElements(subject: CheckSubject): Remark[] {
  const wanted = [...new Set(subject.requiredElements.map((e) => e.trim()).filter((e) => e !== ''))];
  if (wanted.length === 0) return [];
  const text = wholeText(subject);
  const missing = wanted.filter((element) => !isPresent(element, text, subject));
  const facts = {
    item: `${subject.itemCode} ${subject.itemName}`,
    missing: missing.join('、'),
    present: present(wanted, missing),
    count: missing.length,
  };
  return [
    { rule: missing.length > 0 ? 'elements-missing' : 'elements-complete', about: missing.length > 0 ? missing : wanted, facts },
  ];
}

function present(wanted: readonly string[], missing: readonly string[]): string {
  return wanted.filter((e) => !missing.includes(e)).join('、');
}

function wholeText(subject: CheckSubject): string {
  const read = subject.sources.filter((s) => s.where !== 'metadata').map((s) => s.text);
  return [subject.title, subject.summary, ...read, ...subject.attachments.map((a) => a.name)].join('\n');
}

/** Present when every part of the element's name is: 预决算报表及说明 asks for two things. */
export function isPresent(element: string, text: string, subject?: Pick<CheckSubject, 'docNo'>): boolean {
  if (text.trim() === '') return false;
  if (element.includes('文号') && subject?.docNo) return true;
  if (text.includes(element)) return true;
  const name = element.replace(/[“”"'（）()《》\s]/g, '').replace(FILLER, '') || element;
  const signs = byLength.find(([key]) => element.includes(key) || name.includes(key))?.[1];
  if (signs) return signs.test(text);
  return name.split(/[及和与、/／]/).some((part) => part.length >= 2 && hasMostOf(part, text));
}

/** The part itself, or at least half of its pairs of neighbouring characters. */
function hasMostOf(part: string, text: string): boolean {
  if (text.includes(part)) return true;
  const pairs = Array.from({ length: part.length - 1 }, (_, i) => part.slice(i, i + 2));
  return pairs.filter((pair) => text.includes(pair)).length * 2 >= pairs.length && pairs.length > 1;
}
