// Dispatches in words, for the person they are meant for and for the office.
import type { Channel } from './channel.ts';
import type { DispatchReason } from './dispatch-fault.ts';
import type { DispatchLine, DispatchState } from './dispatches-about.ts';

export const channelWords: Readonly<Record<Channel, string>> = { mail: '电子邮件', sms: '短信', wechat: '微信' };

const stateWords: Readonly<Record<DispatchState, string>> = {
  queued: '等待发出',
  sending: '正在发出',
  sent: '已发出，不等于已经收到',
  failed: '没有发出',
  parked: '多次没有发出，不再自动重试',
  'not-configured': '没有发出：本镇没有开通这种通知',
};

const reasonWords: Readonly<Record<DispatchReason, string>> = {
  slow: '对方服务器在规定时间内没有答复',
  unreachable: '连不上对方服务器',
  refused: '对方服务器没有接受',
  'sign-in': '登录邮件服务器没有成功',
  'no-tls': '邮件服务器没有可用的加密连接',
  unexpected: '发送程序出错',
  'address-refused': '对方服务器说没有这个地址',
  'address-malformed': '填写的地址不能用',
  'address-erased': '联系方式已按规定销毁',
};

/** How it stands: `没有发出：填写的地址不能用`. */
export function dispatchWords(line: Pick<DispatchLine, 'state' | 'tries' | 'lastError'>): string {
  if (line.state === 'queued' && line.tries > 0) return '还没有发出，会再试';
  const reason = line.lastError?.split(' ')[0] as DispatchReason | undefined;
  return line.state === 'failed' && reason ? `${stateWords.failed}：${reasonWords[reason]}` : stateWords[line.state];
}

/** For the office: the reason with the code of the machine that gave it, `连不上对方服务器（ECONNREFUSED）`. */
export function dispatchErrorWords(lastError: string): string {
  const [reason, ...code] = lastError.split(' ');
  return `${reasonWords[reason as DispatchReason]}${code.length > 0 ? `（${code.join(' ')}）` : ''}`;
}
