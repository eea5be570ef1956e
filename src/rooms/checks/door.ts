// All that other rooms may see of the checks.
export { dismissalsOf, keepDismissal } from './dismissal-store.ts';
export {
  applyDismissals,
  type Dismissal,
  type JudgedFinding,
  needsSecondPerson,
  type ReleaseGround,
  releaseGrounds,
} from './dismissals.ts';
export type { CheckAttachment, CheckLink, CheckSource, CheckSubject, Finding, SimilarDocument } from './finding.ts';
export { maskPersonalData } from './personal/mask.ts';
export { runChecks } from './run-checks.ts';
export { shingleSimilarity, shinglesIn } from './similarity.ts';
