// The part of the environment that says how dispatches go out. Nothing set means nothing goes out; half set is refused at
// start. Passwords and secrets are never quoted back.
import type { Refusal } from '../../town/outcome.ts';
import { isAddress } from './channel.ts';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte, by `smtps://`. */
  readonly implicitTls: boolean;
  /** Begins in plain text and must change to TLS before anything is said; only a relay on this machine need not. */
  readonly startTls: boolean;
  readonly account: { readonly name: string; readonly password: string } | null;
  readonly from: { readonly name: string; readonly address: string };
}

export interface Gateway {
  readonly url: string;
  /** Signs what is posted, so that the gateway knows who asks. */
  readonly secret: string;
}

export interface DispatchSettings {
  readonly mail: MailServer | null;
  readonly sms: Gateway | null;
  readonly wechat: Gateway | null;
}

export type DispatchSettingsRefusal = 'bad-smtp-url' | 'bad-mail-from' | 'bad-gateway-url' | 'bad-gateway-secret';

export const dispatchSettingsWords: Readonly<Record<DispatchSettingsRefusal, (f: Refusal['facts']) => string>> = {
  'bad-smtp-url': () =>
    'GONGKAI_SMTP_URL 应如 smtps://账号:口令@主机:465，或 smtp://…:587（随后须能转为加密）；口令里的特殊字符要写成 %40 这样的形式。',
  'bad-mail-from': () =>
    '设了 GONGKAI_SMTP_URL，就要设 GONGKAI_MAIL_FROM：一个邮箱地址，或“港口镇政务公开办 <gk@example.gov.cn>”。',
  'bad-gateway-url': (f) => `${f?.name} 应是 https:// 开头的网址（本机的可以是 http://），不带用户名和 #。`,
  'bad-gateway-secret': () =>
    '设了 GONGKAI_SMS_URL 或 GONGKAI_WECHAT_URL，就要设 GONGKAI_GATEWAY_SECRET，至少 32 个字符，与网关约定。',
};

type Env = Readonly<Record<string, string | undefined>>;

export interface DispatchSettingsRead {
  settings: DispatchSettings;
  refusals: readonly Refusal<DispatchSettingsRefusal>[];
}

export function readDispatchSettings(env: Env): DispatchSettingsRead {
  const refusals: Refusal<DispatchSettingsRefusal>[] = [];
  const mail = env.GONGKAI_SMTP_URL ? mailServer(env.GONGKAI_SMTP_URL, env.GONGKAI_MAIL_FROM ?? '', refusals) : null;
  const secret = env.GONGKAI_GATEWAY_SECRET ?? '';
  const gateway = (name: string): Gateway | null => {
    const url = env[name];
    if (!url) return null;
    if (!isGatewayUrl(url)) refusals.push({ code: 'bad-gateway-url', facts: { name } });
    return { url, secret };
  };
  const sms = gateway('GONGKAI_SMS_URL');
  const wechat = gateway('GONGKAI_WECHAT_URL');
  if ((sms || wechat) && secret.length < 32) refusals.push({ code: 'bad-gateway-secret' });
  return { settings: Object.freeze({ mail, sms, wechat }), refusals };
}

function mailServer(text: string, from: string, refusals: Refusal<DispatchSettingsRefusal>[]): MailServer | null {
  const sender = senderOf(from.trim());
  if (!sender) refusals.push({ code: 'bad-mail-from' });
  const url = URL.canParse(text) ? new URL(text) : null;
  const account = url && accountOf(url);
  const plain = url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && /^\/?$/.test(url.pathname);
  if (!plain || url.search !== '' || url.hash !== '' || account === undefined) {
    refusals.push({ code: 'bad-smtp-url' });
    return null;
  }
  if (!sender) return null;
  const implicitTls = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (implicitTls ? 465 : 587) : Number(url.port),
    implicitTls,
    startTls: !implicitTls && !isThisMachine(url.hostname),
    account: account ?? null,
    from: sender,
  };
}

/** Undefined when it is only half there or cannot be read. */
function accountOf(url: URL): MailServer['account'] | undefined {
  if (url.username === '' && url.password === '') return null;
  try {
    const account = { name: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
    return account.name === '' || account.password === '' ? undefined : account;
  } catch {
    return undefined;
  }
}

function senderOf(text: string): MailServer['from'] | null {
  const [, name = '', address = text] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  return isAddress('mail', address) && !/\p{Cc}/u.test(name) ? { name: name.trim(), address } : null;
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function isGatewayUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname));
}
