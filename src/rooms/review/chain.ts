// The chain of review and its pure rules: who may take which step of what.
import type { OrganId, StaffId } from '../../town/ids.ts';
import type { Refusal } from '../../town/outcome.ts';
import type { Role } from '../../town/roles.ts';

export const stepNames = {
  department: '部门负责人审核',
  secrecy: '保密审查',
  filing: '预审备案',
  signing: '签发',
} as const;

export type StepName = keyof typeof stepNames;

export interface ChainStep {
  step: StepName;
  /** Any of these roles may take it. */
  roles: readonly Role[];
  /** Its own clock. */
  workingDays: number;
}

/** What applies to every item that has no chain of its own. */
export const defaultChain: readonly ChainStep[] = [
  { step: 'department', roles: ['department-head'], workingDays: 2 },
  { step: 'secrecy', roles: ['secrecy-reviewer'], workingDays: 3 },
  { step: 'filing', roles: ['openness-office'], workingDays: 2 },
  { step: 'signing', roles: ['deputy-leader', 'principal'], workingDays: 2 },
];

/** 上报 gives the higher body 15 working days. */
export const REFERRED_WORKING_DAYS = 15;

/** The house's own, as the days of the steps are: another leader looks at a forced release on the next working day. */
export const SECOND_LOOK_WORKING_DAYS = 1;

export const secrecyResults = ['可以公开', '处理后公开', '依申请公开', '不予公开', '不能确定'] as const;
export type SecrecyResult = (typeof secrecyResults)[number];

export const channels = [
  '网站',
  '镇公开栏',
  '村公示栏',
  '电子屏',
  '服务大厅',
  '政务新媒体',
  '报纸等媒介',
  '查阅点',
  '会议',
  '入户',
] as const;

export interface Filing {
  attribute: '主动公开' | '依申请公开';
  /** 全文公开, or what part. */
  scope: string;
  channels: readonly string[];
  audience: string;
}

export type ReviewState = 'open' | 'referred' | 'passed' | 'sent-back' | 'refused' | 'reset';

/** What an event of a review says was done. */
export type ReviewDecision = 'submit' | 'pass' | 'sent-back' | 'referred' | 'refused' | 'force' | 'second-look' | 'reset';

export interface Review {
  id: string;
  editionId: string;
  itemCode: string;
  organId: OrganId;
  authorId: StaffId;
  contentHash: string;
  steps: readonly ChainStep[];
  stepIndex: number;
  state: ReviewState;
  forced: boolean;
  secondLookBy: StaffId | null;
  filing: Filing | null;
  secrecyResult: SecrecyResult | null;
}

export type ReviewRefusal =
  | 'own-work'
  | 'same-person-twice'
  | 'wrong-role'
  | 'other-department'
  | 'not-open'
  | 'content-changed'
  | 'opinion-needed'
  | 'result-needed'
  | 'ground-needed'
  | 'filing-scope-needed'
  | 'filing-channels-needed'
  | 'filing-attribute-needed'
  | 'not-office-head'
  | 'second-look-own'
  | 'second-look-done'
  | 'second-look-not-forced'
  | 'chain-empty'
  | 'chain-needs-secrecy'
  | 'chain-needs-signing'
  | 'chain-step-twice'
  | 'chain-days';

export interface Reviewer {
  id: StaffId;
  organId: OrganId;
  roles: readonly Role[];
}

export function isWaiting(review: Pick<Review, 'state'>): boolean {
  return review.state === 'open' || review.state === 'referred';
}

export function currentStep(review: Review): ChainStep | null {
  return isWaiting(review) ? (review.steps[review.stepIndex] ?? null) : null;
}

/** Why this person may not take the present step; empty when they may. `earlier` are those who took steps on it before. */
export function whyNot(
  review: Review,
  reviewer: Reviewer,
  earlier: readonly StaffId[],
  contentHash: string,
): Refusal<ReviewRefusal>[] {
  const step = currentStep(review);
  if (!step) return [{ code: 'not-open' }];
  const refusals: Refusal<ReviewRefusal>[] = [];
  if (review.contentHash !== contentHash) refusals.push({ code: 'content-changed' });
  if (reviewer.id === review.authorId) refusals.push({ code: 'own-work', law: '条例2019#17' });
  if (earlier.includes(reviewer.id)) refusals.push({ code: 'same-person-twice' });
  if (!step.roles.some((role) => reviewer.roles.includes(role)))
    refusals.push({ code: 'wrong-role', facts: { step: stepNames[step.step] } });
  // A head answers for the own department only; the other steps are the town's.
  if (step.step === 'department' && reviewer.organId !== review.organId) refusals.push({ code: 'other-department' });
  return refusals;
}

/** The head of the openness office: holds both posts at once. */
export function isOfficeHead(reviewer: Pick<Reviewer, 'roles'>): boolean {
  return reviewer.roles.includes('openness-office') && reviewer.roles.includes('department-head');
}

/** A configured chain must keep what the law asks: secrecy review of every item, and a signature. */
export function chainProblems(steps: readonly ChainStep[]): Refusal<ReviewRefusal>[] {
  const refusals: Refusal<ReviewRefusal>[] = [];
  if (steps.length === 0) refusals.push({ code: 'chain-empty', field: 'steps' });
  if (!steps.some((s) => s.step === 'secrecy'))
    refusals.push({ code: 'chain-needs-secrecy', field: 'steps', law: '保守国家秘密法实施条例2024#42' });
  if (!steps.some((s) => s.step === 'signing')) refusals.push({ code: 'chain-needs-signing', field: 'steps' });
  if (new Set(steps.map((s) => s.step)).size !== steps.length) refusals.push({ code: 'chain-step-twice', field: 'steps' });
  if (steps.some((s) => !Number.isInteger(s.workingDays) || s.workingDays < 1 || s.workingDays > 30))
    refusals.push({ code: 'chain-days', field: 'steps' });
  return refusals;
}
