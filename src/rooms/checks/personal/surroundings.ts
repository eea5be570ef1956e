// What stands around a number: the words that say what it is, and the signs that it is a sum or a code after all.

const LOOK_BACK = 24;

export interface Surroundings {
  /** Head of the column the text stands in, or ''. */
  head: string;
  /** Up to 24 characters in front, and 8 behind. */
  left: string;
  right: string;
}

export function surroundingsOf(text: string, start: number, end: number, head: string): Surroundings {
  return { head, left: text.slice(Math.max(0, start - LOOK_BACK), start), right: text.slice(end, end + 8) };
}

const cues = {
  resident: /身份|证件号|公民号码|(?:^|[^a-z])id(?:$|[^a-z])|sfz/i,
  phone: /电话|手机|联系|致电|拨打|tel|mobile|phone|微信|wechat|短信|号码/i,
  card: /银行|卡号|账号|帐号|账户|帐户|开户|一卡通|存折|工资卡|社保卡|储蓄|借记|转账|打款|card/i,
  account: /(?:账号|帐号|账户|帐户|卡号|存折|一卡通)[^\d，。；]{0,10}$/,
  creditCode: /信用代码|机构代码|代码证|税号|纳税人识别号|索引号/,
  code: /(?:编号|文号|流水号?|订单号?|工单号?|单号|代码|编码|批号|备案号|许可证号?|合同号|发票号码?|项目号|档号|索引号|条码|序列号|户号|表号|桩号|宗地号?|图斑号?|回执号?|受理号|附件号)[^\d，。；]{0,4}$/,
} as const;

export type Cue = keyof typeof cues;

/** Most of what stands in front of a number in a column of numbers is numbers: those are passed over quickly. */
const WORDY = /[a-z\u4e00-\u9fa5]/i;

export function hasCue({ head, left }: Surroundings, cue: Cue): boolean {
  if (head === '' && !WORDY.test(left)) return false;
  return cues[cue].test(`${head.slice(0, 40)}${left}`.replace(/\s/g, ''));
}

const UNIT = /^(?:[万亿]?元(?![旦月宵])|美元|亩|平方|立方|[%％‰]|吨|公里|千米|公顷|千瓦|千克|公斤|米|株|头|羽|人次|户次|kwh|kg)/i;

export function isMeasured(around: Surroundings): boolean {
  return UNIT.test(around.right) || /[¥￥$]\s?$/.test(around.left);
}

const callWords = /(?:^|[^a-z])(?:tel|tele|phone|mobile|mob|cell|wx|vx|wechat|weixin|qq|id|no|m|t)[-_]?$/i;
const codeBefore = /[a-z](?:[-_](?:\d{1,8}[-_]){0,3})?$/i;

/** Glued or hyphened to Latin letters that are no word for a phone: part of a code, `JD13800138000`, `NGGK-2026-13800138000`. */
export function isPartOfCode(around: Surroundings): boolean {
  // The X that ends a resident number is no letter of a code.
  if (codeBefore.test(around.left) && !callWords.test(around.left) && !/\d{17}x$/i.test(around.left)) return true;
  return /^[a-z]/i.test(around.right) && !/^(?:wx|vx|qq)/i.test(around.right);
}

/** Digits behind a decimal point. `1.` at the start of a line counts as a list number instead. */
export function isFraction(around: Surroundings): boolean {
  const m = /(^|[^\d.])(\d{1,12})[.．]$/.exec(around.left);
  if (!m) return false;
  const startsLine = m[1] === '' ? around.left.length < LOOK_BACK : m[1] === '\n';
  return !(startsLine && m[2]!.length <= 2 && m[2] !== '0');
}

export function hasDecimals(around: Surroundings): boolean {
  return /^[.．]\d{1,2}(?!\d)/.test(around.right);
}
