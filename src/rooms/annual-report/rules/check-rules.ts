// All rules for one report, R1 to R13 in order; each has its say at least once.
import type { Finding, ReadReport, RuleId } from '../annual-report.ts';
import type { Cells } from '../tables.ts';
import { countsPossible } from './counts.ts';
import { periodCovered, publishedInTime } from './dates.ts';
import { breakdownsAddUp, textAgrees } from './figures-in-text.ts';
import { partsComplete } from './parts.ts';
import { agreesWithRegister } from './register.ts';
import type { FindingsOf } from './rule.ts';
import { applicantsAddUp, flowsBalance, remediesAddUp, resultsAddUp } from './table-sums.ts';
import { carriedOver, inForceFollows } from './year-to-year.ts';

const rules: Readonly<Record<RuleId, FindingsOf>> = {
  R1: flowsBalance,
  R2: resultsAddUp,
  R3: applicantsAddUp,
  R4: carriedOver,
  R5: remediesAddUp,
  R6: inForceFollows,
  R7: textAgrees,
  R8: countsPossible,
  R9: agreesWithRegister,
  R10: partsComplete,
  R11: periodCovered,
  R12: publishedInTime,
  R13: breakdownsAddUp,
};

export function checkRules(given: { read: ReadReport; former: ReadReport | null; register: Cells | null }): Finding[] {
  return Object.values(rules).flatMap((rule) => rule(given));
}

const blocking: ReadonlySet<RuleId> = new Set(['R1', 'R2', 'R3', 'R4', 'R5', 'R8', 'R9', 'R10']);

/** Numbers that contradict each other and contents the law demands: nothing is signed while they fail. */
export function blocksRelease(finding: Finding): boolean {
  return finding.status === 'FAIL' && blocking.has(finding.rule);
}
