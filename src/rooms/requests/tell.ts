// 外发通知: that there is something new, by the ways the applicant has left. It says a number and where to look, nothing else, and
// nothing waits for it to arrive.
import type { Act } from '../../platform/act/act.ts';
import { isAddress } from '../../platform/dispatch/channel.ts';
import { enqueueDispatch } from '../../platform/dispatch/enqueue-dispatch.ts';
import type { EventKind, History } from './history.ts';
import type { InfoRequest } from './info-request.ts';
import { openPersonal } from './sealed.ts';

/** What the applicant is told of, in the words of the subject. */
const told: Readonly<Partial<Record<EventKind, string>>> = {
  confirmed: '已确认收到',
  'correction-asked': '需要补正',
  'reasons-asked': '需要说明理由',
  'fee-asked': '有收费通知',
  extended: '答复期限已延长',
  postponed: '答复期限已延长',
  answered: '已经答复',
  abandoned: '已按放弃申请处理',
};

export function dispatchesOf(request: Pick<InfoRequest, 'number'>): string {
  return `request:${request.number}`;
}

export async function tellApplicant(act: Act, request: InfoRequest, events: History): Promise<void> {
  const news = events.flatMap((e) => told[e.kind] ?? []);
  if (news.length > 0) await tell(act, request, news.join('，'));
}

export async function tell(act: Act, request: InfoRequest, news: string): Promise<void> {
  const personal = await openPersonal(act.town, request);
  if (!personal) return;
  const { email, telephone } = personal.applicant;
  const subject = `信息公开申请 ${request.number}：${news}`;
  const body = `${subject}。\n请凭回执上的编号和查询码，在${act.town.name}政务公开网“申请公开—查询进度”查看。\n本通知由系统发出，请勿回复。`;
  const send = (channel: 'mail' | 'sms', to: string): Promise<void> =>
    enqueueDispatch(act, act.town.vault, { about: dispatchesOf(request), channel, to, keyId: request.keyId, subject, body });
  if (email !== '') await send('mail', email);
  if (isAddress('sms', telephone)) await send('sms', telephone);
}
