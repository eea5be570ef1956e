// A person may overrule a finding, never hide it: it stays in the column with who, when and why.
import { type Finding, findingLevels } from './finding.ts';
import { personalRules } from './rules/personal-data.ts';

/** On what a number of a person may be published unmasked. */
export const releaseGrounds = {
  consent: '本人单独同意公开（个人信息保护法#25）',
  statute: '法律、法规规定应当公开',
  'public-interest': '不公开会对公共利益造成重大影响（条例2019#15）',
  'official-contact': '公务联系方式',
  'not-personal': '经核对不是个人信息',
} as const;

export type ReleaseGround = keyof typeof releaseGrounds;

export interface Dismissal {
  fingerprint: string;
  reason: string;
  by: string;
  at: string;
  /** Wanted where `needsSecondPerson` holds. */
  ground?: ReleaseGround;
}

export interface JudgedFinding extends Finding {
  dismissed: Dismissal | null;
  /** Stands between this draft and its publication. */
  blocks: boolean;
}

/** Personal data that stops publication is released by somebody else than an author, on a ground; all else by anybody entitled, with a reason. */
export function needsSecondPerson(finding: Pick<Finding, 'rule'>): boolean {
  return findingLevels[finding.rule] === 'stop' && (personalRules as readonly string[]).includes(finding.rule);
}

/**
 * `authors`: everybody who wrote on the draft. The latest dismissal that counts is shown; one without a reason, or by an author or
 * without a ground where a second person is needed, does not count.
 */
export function applyDismissals(
  findings: readonly Finding[],
  dismissals: readonly Dismissal[],
  authors: readonly string[] = [],
): JudgedFinding[] {
  const byFingerprint = new Map<string, Dismissal[]>();
  for (const d of dismissals) byFingerprint.set(d.fingerprint, [...(byFingerprint.get(d.fingerprint) ?? []), d]);
  return findings.map((finding) => {
    const valid = (byFingerprint.get(finding.fingerprint) ?? []).filter((d) => counts(d, finding, authors));
    const dismissed =
      finding.level === 'pass' ? null : valid.reduce<Dismissal | null>((a, b) => (a && a.at >= b.at ? a : b), null);
    return { ...finding, dismissed, blocks: finding.level === 'stop' && dismissed === null };
  });
}

function counts(dismissal: Dismissal, finding: Finding, authors: readonly string[]): boolean {
  if (dismissal.reason.trim().length < 2) return false;
  if (!needsSecondPerson(finding)) return true;
  return !authors.includes(dismissal.by) && dismissal.ground !== undefined && Object.hasOwn(releaseGrounds, dismissal.ground);
}

export function isPublishable(judged: readonly JudgedFinding[]): boolean {
  return judged.every((f) => !f.blocks);
}
