// A duty (公开事项应公开义务): one thing one organ must publish by one day. It ends as published, nil (本期无) or withheld
// (不予公开); overdue is what an open duty is called after its day, and nothing anybody stores.
import type { RefusalGround } from '../../town/refusal-grounds.ts';
import type { Day, Instant } from '../../town/day.ts';
import type { DueStep } from '../../town/deadline.ts';
import type { DocumentId, DutyId, OrganId } from '../../town/ids.ts';
import type { Cadence as Rhythm } from '../../town/periods.ts';

export type DutyKind = 'formation' | 'change' | Rhythm | 'fixed';
export type DutyState = 'open' | 'published' | 'nil' | 'withheld';

export const dutyKindNames: Readonly<Record<DutyKind, string>> = {
  formation: '形成后',
  change: '变更后',
  monthly: '每月',
  quarterly: '每季度',
  'half-yearly': '每半年',
  yearly: '每年',
  'per-term': '每学期',
  fixed: '每年定日',
};

export interface Duty {
  id: DutyId;
  itemCode: string;
  itemName: string;
  itemShortName: string;
  organId: OrganId;
  kind: DutyKind;
  /** `formation` for what arose on its own. */
  cadenceKey: string;
  cadenceName: string | null;
  periodKey: string;
  /** `2026年第三季度`; null for what arose on its own. */
  periodName: string | null;
  periodFrom: Day | null;
  periodTo: Day | null;
  /** What arose; null for a period. */
  subject: string | null;
  eventOn: Day;
  eventName: string;
  /** Null when the law names the day itself. */
  limitCode: string | null;
  law: string;
  dueOn: Day;
  provisional: boolean;
  steps: DueStep[];
  state: DutyState;
  endedOn: Day | null;
  endedAt: Instant | null;
  endedBy: string | null;
  documentId: DocumentId | null;
  /** Index number of the document that ended it. */
  indexNo: string | null;
  ground: RefusalGround | null;
  note: string | null;
  /** A clerk's proposal not to publish, until the openness office decides. */
  proposedGround: RefusalGround | null;
  proposedNote: string | null;
  proposedBy: string | null;
  proposedAt: Instant | null;
  madeAt: Instant;
}

/** `惠农补贴发放明细（2026年第三季度）`, or the title of what arose; the item's name where that title was erased. */
export function dutyTitle(duty: Pick<Duty, 'subject' | 'cadenceName' | 'periodName' | 'itemName'>): string {
  if (duty.subject !== null) return duty.subject;
  const period = duty.periodName === null ? '' : `（${duty.periodName}）`;
  return `${duty.cadenceName ?? duty.itemName}${period}`;
}

/** Whether its period lies behind: before that nobody can say that nothing arose in it. */
export function isPeriodOver(duty: Pick<Duty, 'limitCode' | 'periodTo'>, on: Day): boolean {
  return duty.limitCode === null || duty.periodTo === null || on > duty.periodTo;
}

/** How a duty stands on a day. `late`: published, but after its day. */
export type Standing = 'due' | 'soon' | 'overdue' | 'published' | 'late' | 'nil' | 'withheld';

export const standingNames: Readonly<Record<Standing, string>> = {
  due: '待公开',
  soon: '7 日内到期',
  overdue: '逾期',
  published: '按期公开',
  late: '迟公开',
  nil: '本期无',
  withheld: '不予公开',
};

export type DutyRefusal =
  | 'not-allowed'
  | 'item-unknown'
  | 'item-closed'
  | 'organ-unknown'
  | 'duty-unknown'
  | 'duty-other'
  | 'duty-ended'
  | 'duty-open'
  | 'duty-has-document'
  | 'formation-known'
  | 'subject-missing'
  | 'subject-long'
  | 'created-missing'
  | 'created-in-future'
  | 'limit-not-of-item'
  | 'nil-note'
  | 'nil-period-running'
  | 'nil-formation'
  | 'nil-period-has-document'
  | 'ground-unknown'
  | 'explanation-missing'
  | 'explanation-long'
  | 'reopen-why'
  | 'proposal-none';
