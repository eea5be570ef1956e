// The ways a dispatch can go, and what an address of each looks like. Addresses are typed by strangers: what is not exactly
// one plain address is refused here, so that none can become a second recipient or a header.

export type Channel = 'mail' | 'sms' | 'wechat';

const shapes: Readonly<Record<Channel, RegExp>> = {
  // One plain address: no quotes, no list, no name, no letters outside ASCII.
  mail: /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/,
  sms: /^1[3-9][0-9]{9}$/,
  /** The openid a follower has towards the town's account. */
  wechat: /^[A-Za-z0-9_-]{6,64}$/,
};

export function isAddress(channel: Channel, text: string): boolean {
  return text.length <= 254 && text.indexOf('@') <= 64 && shapes[channel].test(text);
}
