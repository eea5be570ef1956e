// Which ways out this installation has, by the operator's settings. A demonstration has none: its people are invented, their
// addresses may be somebody's.
import type { DispatchAdapter } from './adapter.ts';
import type { Channel } from './channel.ts';
import { gatewayAdapter, type WayOut } from './gateway.ts';
import type { DispatchSettings } from './settings.ts';
import { smtpAdapter } from './smtp.ts';

export function channelsOf(settings: DispatchSettings | undefined, demo: boolean): ReadonlySet<Channel> {
  if (demo || !settings) return new Set();
  return new Set((['mail', 'sms', 'wechat'] as const).filter((channel) => settings[channel] !== null));
}

/** Those of the channels a town has. */
export function dispatchAdapters(
  settings: DispatchSettings | undefined,
  channels: ReadonlySet<Channel>,
  wayOut: WayOut,
): readonly DispatchAdapter[] {
  const all: (DispatchAdapter | null | undefined)[] = [
    settings?.mail && smtpAdapter(settings.mail),
    settings?.sms && gatewayAdapter('sms', settings.sms, wayOut),
    settings?.wechat && gatewayAdapter('wechat', settings.wechat, wayOut),
  ];
  return all.filter((a): a is DispatchAdapter => a != null && channels.has(a.channel));
}
