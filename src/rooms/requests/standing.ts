// Where an InfoRequest stands, folded from its history, and who acts next. What became of it is its answer, kept apart from
// how far it is: a state says whose turn it is, an answer says what came of it.
import type { Day } from '../../town/day.ts';
import type { AnswerCode } from './answers.ts';
import { type EventKind, type History, isReceivedAtOnce, lastOf, type RequestEvent } from './history.ts';

export const requestStates = [
  'unconfirmed',
  'received',
  'handling',
  'correcting',
  'consulting',
  'reasons',
  'fee',
  'signing',
  'signed',
  'answered',
  'abandoned',
  'withdrawn',
  'archived',
] as const;
export type RequestState = (typeof requestStates)[number];

export const requestStateNames: Readonly<Record<RequestState, string>> = {
  unconfirmed: '待确认',
  received: '已收到',
  handling: '办理中',
  correcting: '补正中',
  consulting: '征求意见中',
  reasons: '待说明理由',
  fee: '待缴费',
  signing: '待签发',
  signed: '待送达',
  answered: '已答复',
  abandoned: '视为放弃',
  withdrawn: '已撤回',
  archived: '已归档',
};

/** Whose turn it is, as the applicant reads it. */
export const whoActsNext: Readonly<Record<RequestState, string>> = {
  unconfirmed: '等公开办与您确认收到，确认之日起计算答复期限',
  received: '公开办分给承办单位',
  handling: '承办单位查找、办理',
  correcting: '等您补正',
  consulting: '等第三方或者其他机关回复意见',
  reasons: '等您说明理由',
  fee: '等您缴费',
  signing: '等领导签发答复',
  signed: '等公开办送出答复',
  answered: '已经答复，公开办归档',
  abandoned: '不再处理，公开办归档',
  withdrawn: '您已撤回，公开办归档',
  archived: '已经办结',
};

export const openStates: readonly RequestState[] = requestStates.slice(0, requestStates.indexOf('answered'));

export interface Standing {
  state: RequestState;
  answer: AnswerCode | null;
  /** Answered, abandoned or withdrawn. */
  endedOn: Day | null;
  extended: boolean;
  extensionPending: boolean;
  /** Letters of inquiry without an opinion yet. */
  awaited: readonly string[];
}

function after(history: History, kind: EventKind, kinds: readonly EventKind[]): boolean {
  const begun = history.findLastIndex((e) => e.kind === kind);
  return begun >= 0 && !history.slice(begun + 1).some((e) => kinds.includes(e.kind));
}

export function standingOf(history: History): Standing {
  const end = history.find((e) => e.kind === 'answered' || e.kind === 'abandoned' || e.kind === 'withdrawn');
  const awaited = history.flatMap((e) =>
    e.kind === 'consulted' && !history.some((o) => o.kind === 'opinion' && o.letter === e.letter) ? [e.letter] : [],
  );
  return {
    state: stateOf(history, end ?? null, awaited),
    answer: end ? (end.kind === 'withdrawn' ? 'E3' : end.code) : null,
    endedOn: end?.on ?? null,
    extended: lastOf(history, 'extended') !== null,
    extensionPending: !end && after(history, 'extension-asked', ['extended', 'extension-refused']),
    awaited: end ? [] : awaited,
  };
}

type Ending = Extract<RequestEvent, { kind: 'answered' | 'abandoned' | 'withdrawn' }>;

function stateOf(history: History, end: Ending | null, awaited: readonly string[]): RequestState {
  if (end) return lastOf(history, 'archived') ? 'archived' : end.kind;
  const submitted = lastOf(history, 'submitted')!;
  if (!isReceivedAtOnce(submitted.channel) && !lastOf(history, 'confirmed')) return 'unconfirmed';
  if (after(history, 'correction-asked', ['corrected'])) return 'correcting';
  if (after(history, 'fee-asked', ['fee-paid', 'fee-waived'])) return 'fee';
  if (awaited.length > 0) return 'consulting';
  if (after(history, 'answer-signed', ['answer-sent-back'])) return 'signed';
  if (after(history, 'answer-proposed', ['answer-sent-back', 'answer-signed'])) return 'signing';
  if (after(history, 'reasons-asked', ['reasons-given'])) return 'reasons';
  const idle: readonly EventKind[] = ['submitted', 'confirmed', 'recounted'];
  return history.every((e) => idle.includes(e.kind)) ? 'received' : 'handling';
}
