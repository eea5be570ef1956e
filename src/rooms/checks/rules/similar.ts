// Is the draft already published? A monthly list resembles last month's, so only near-identity under the same title stops it.
import { normalised } from '../fingerprint.ts';
import type { CheckSubject, Remark, SimilarDocument } from '../finding.ts';

const SAME = 0.98;
const ALIKE = 0.8;
const SHOWN = 3;

export function checkSimilar(subject: CheckSubject): Remark[] {
  const near = subject.similar.filter((s) => s.similarity >= ALIKE).sort((a, b) => b.similarity - a.similarity);
  if (near.length === 0) return [{ rule: 'no-similar', about: [] }];
  return near.slice(0, SHOWN).map((s) => ({
    rule: isSame(s, subject) ? 'same-document' : 'similar-document',
    about: [s.indexNo],
    href: s.href,
    facts: { indexNo: s.indexNo, title: s.title, percent: Math.floor(s.similarity * 100) },
  }));
}

function isSame(s: SimilarDocument, subject: CheckSubject): boolean {
  return s.similarity >= SAME && normalised(s.title) === normalised(subject.title);
}
