// Who may do what to an InfoRequest in which state: the whole table, and nowhere else. A deed that is not in a state's row does not
// happen in it.
import type { Actor } from '../../platform/act/actor.ts';
import type { OrganId, StaffId } from '../../town/ids.ts';
import { openStates, type RequestState } from './standing.ts';

/** What somebody is to a request. */
export type Party = 'office' | 'handler' | 'head' | 'leader' | 'window' | 'applicant';

export const partyNames: Readonly<Record<Party, string>> = {
  office: '政务公开办',
  handler: '承办人',
  head: '承办单位负责人',
  leader: '领导',
  window: '窗口',
  applicant: '申请人',
};

export interface Deed {
  label: string;
  by: readonly Party[];
  in: readonly RequestState[];
}

const deed = (label: string, by: readonly Party[], states: readonly RequestState[]): Deed => ({ label, by, in: states });
const worked: readonly RequestState[] = ['received', 'handling'];
const ended: readonly RequestState[] = ['answered', 'abandoned', 'withdrawn'];

export const deeds = {
  confirm: deed('确认收到', ['office', 'window'], ['unconfirmed']),
  title: deed('拟事由', ['office', 'handler', 'window'], [...openStates, ...ended]),
  assign: deed('分办', ['office'], [...worked, 'consulting', 'reasons']),
  watch: deed('关注', ['office', 'handler', 'head', 'leader'], openStates),
  'ask-correction': deed('告知补正', ['office', 'handler'], worked),
  'notice-received': deed('补正告知书送达', ['office', 'handler', 'window'], ['correcting']),
  'receive-correction': deed('收到补正', ['office', 'handler', 'window', 'applicant'], ['correcting']),
  consult: deed('征求意见', ['office', 'handler'], [...worked, 'consulting']),
  'letter-received': deed('对方签收', ['office', 'handler'], ['consulting']),
  'record-opinion': deed('登记意见', ['office', 'handler'], ['consulting']),
  'ask-reasons': deed('要求说明理由', ['office', 'handler'], worked),
  'record-reasons': deed('登记说明的理由', ['office', 'handler'], ['reasons']),
  postpone: deed('告知延迟答复', ['office'], worked),
  'ask-fee': deed('通知收费', ['office'], worked),
  'record-payment': deed('登记缴费', ['office', 'window'], ['fee']),
  'waive-fee': deed('免收', ['office'], ['fee']),
  'ask-extension': deed('申请延期', ['office', 'handler'], [...worked, 'consulting']),
  'decide-extension': deed('审批延期', ['office', 'leader'], [...worked, 'consulting', 'signing']),
  'propose-answer': deed('拟答复', ['office', 'handler'], worked),
  'sign-answer': deed('签发', ['leader'], ['signing']),
  'send-back-answer': deed('退回修改', ['leader', 'head', 'office'], ['signing', 'signed']),
  deliver: deed('送达', ['office', 'window'], ['signed']),
  abandon: deed('视为放弃', ['office'], ['correcting', 'fee']),
  withdraw: deed('撤回', ['office', 'window', 'applicant'], openStates),
  archive: deed('归档', ['office'], ended),
  message: deed('留言', ['office', 'handler', 'applicant'], [...openStates, ...ended]),
  note: deed('内部记事', ['office', 'handler', 'head', 'leader'], [...openStates, ...ended]),
  letter: deed('制作文书', ['office', 'handler'], [...openStates, ...ended]),
  'sign-letter': deed('签发文书', ['office', 'leader'], [...openStates, ...ended]),
  file: deed('添加材料', ['office', 'handler', 'window', 'applicant'], [...openStates, ...ended]),
  remedy: deed('登记复议、诉讼、投诉', ['office'], [...openStates, ...ended, 'archived']),
  suggest: deed('转为主动公开', ['office', 'handler', 'applicant'], [...openStates, ...ended, 'archived']),
  unlist: deed('不列入公开办理记录', ['office'], [...openStates, ...ended, 'archived']),
  resend: deed('重发通知', ['office'], [...openStates, ...ended]),
  erase: deed('销毁个人信息', ['office'], ['archived']),
} as const satisfies Readonly<Record<string, Deed>>;

export type DeedName = keyof typeof deeds;

/** Where a request stands with people: what parties depend on. */
export interface Belonging {
  organId: OrganId | null;
  handlerId: StaffId | null;
  state: RequestState;
}

/** The window sees what has just come in and what it hands out or takes in; the rest is none of its business. */
const atTheWindow: readonly RequestState[] = ['unconfirmed', 'received', 'correcting', 'fee', 'signed'];

/**
 * What a member of staff is to a request, by the roles held today, deputised ones included; none: it does not exist for them.
 * The office and the leaders see every request, an organ its own.
 */
export function partiesOf(actor: Pick<Actor, 'roles' | 'organId' | 'kind'>, request: Belonging): readonly Party[] {
  if (actor.kind !== 'staff') return [];
  const found: Party[] = [];
  const own = request.organId !== null && actor.organId === request.organId;
  if (actor.roles.includes('openness-office')) found.push('office');
  if (actor.roles.includes('deputy-leader') || actor.roles.includes('principal')) found.push('leader');
  if (own && actor.roles.includes('drafter')) found.push('handler');
  if (own && actor.roles.includes('department-head')) found.push('head');
  if (actor.roles.includes('window') && atTheWindow.includes(request.state)) found.push('window');
  return found;
}

export function mayDo(name: DeedName, parties: readonly Party[], state: RequestState): 'yes' | 'not-yours' | 'not-now' {
  const d: Deed = deeds[name];
  if (!d.by.some((p) => parties.includes(p))) return 'not-yours';
  return d.in.includes(state) ? 'yes' : 'not-now';
}

/** What these parties can do now, in the table's order. */
export function possible(parties: readonly Party[], state: RequestState): readonly DeedName[] {
  return (Object.keys(deeds) as DeedName[]).filter((name) => mayDo(name, parties, state) === 'yes');
}
