// 发布前检查: everything that can be said about a draft before the public sees it, in the order the column shows it.
// Pure: the same subject always gives the same findings; nothing is fetched, stored or changed.
import { type CheckSubject, type Finding, findingLevels, type Level, type Remark } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { readSubject } from './reading.ts';
import { checkAttachments } from './rules/attachments.ts';
import { checkBody } from './rules/body.ts';
import { checkDates } from './rules/dates.ts';
import { checkDocNo } from './rules/doc-no.ts';
import { checkElements } from './rules/elements.ts';
import { checkLinks } from './rules/links.ts';
import { checkPersonalData } from './rules/personal-data.ts';
import { checkSimilar } from './rules/similar.ts';
import { checkWording } from './rules/wording.ts';
import { sentenceOf } from './words.ts';

const order: readonly Level[] = ['stop', 'warn', 'hint', 'pass'];

/** `pepper` is the server's secret for fingerprints: without it a stored fingerprint of a phone number could be guessed. Keep it constant. */
export function runChecks(subject: CheckSubject, pepper = ''): Finding[] {
  const readings = readSubject(subject);
  const remarks = [
    ...checkPersonalData(subject, readings),
    ...checkBody(subject),
    ...checkElements(subject),
    ...checkDates(subject, readings),
    ...checkDocNo(subject),
    ...checkAttachments(subject),
    ...checkLinks(subject),
    ...checkSimilar(subject),
    ...checkWording(subject, readings),
  ];
  return remarks.map((r) => findingFrom(r, pepper)).sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
}

function findingFrom(remark: Remark, pepper: string): Finding {
  const { rule, where, anchor, excerpt, matches, href } = remark;
  const said = sentenceOf(rule, remark.facts ?? {});
  return {
    rule,
    level: findingLevels[rule],
    fingerprint: fingerprintOf(remark, pepper),
    title: said.title,
    explain: said.explain,
    where: where ?? null,
    ...(anchor !== undefined && { anchor }),
    ...(excerpt !== undefined && { excerpt }),
    ...(matches && { matches }),
    ...(said.law && { law: said.law }),
    ...(href !== undefined && { href }),
  };
}
