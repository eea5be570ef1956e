// What people write about themselves in a form, read as they mean it: full-width signs, spaces and hyphens are taken away, and what
// is wrong is said by name. Whoever keeps or compares a number keeps the value read here, so that one person is one number.
import { checkOrganCode, normaliseCreditCode } from '../../town/credit-code.ts';
import { done, type Outcome, type Refusal, refuse } from '../../town/outcome.ts';
import { type ResidentIdFault, residentIdFault } from '../../town/resident-id.ts';

export type PersonIdRefusal =
  | 'id-length'
  | 'id-character'
  | 'id-place'
  | 'id-date'
  | 'id-check-digit'
  | 'credit-code-length'
  | 'credit-code-old'
  | 'credit-code-character'
  | 'credit-code-check-digit'
  | 'telephone-several'
  | 'telephone-character'
  | 'telephone-mobile-length'
  | 'telephone-area'
  | 'telephone-unknown'
  | 'email-long'
  | 'email-at'
  | 'email-name'
  | 'email-domain';

type Read = Outcome<string, PersonIdRefusal>;

/** They follow on “身份证号码有误：” and the like, and quote nothing of what was written. */
export const personIdWords: Readonly<Record<PersonIdRefusal, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'id-length': (f) => `应为 18 位（旧证 15 位），现在 ${f.now} 位。`,
  'id-character': () => '只能有数字，最后一位可以是 X。',
  'id-place': () => '前两位不是任何省份的代码，请对照证件核对。',
  'id-date': () => '其中的出生日期不存在，请对照证件核对。',
  'id-check-digit': () => '最后一位校验码与前面的数字不符，请对照证件核对。',
  'credit-code-length': (f) => `应为 18 位，现在 ${f.now} 位。`,
  'credit-code-old': () => '这是旧的组织机构代码，请填写营业执照或者登记证书上 18 位的统一社会信用代码。',
  'credit-code-character': () => '只能有数字和大写字母，其中不用 I、O、S、V、Z，请看是不是 1、0、5、U、2。',
  'credit-code-check-digit': () => '最后一位校验码与前面的不符，请对照证照核对。',
  'telephone-several': () => '请只填一个号码。',
  'telephone-character': () => '只能有数字、“+”和“-”，分机号写在“转”后面。',
  'telephone-mobile-length': (f) => `手机号应为 11 位，现在 ${f.now} 位。`,
  'telephone-area': () => '固定电话请加上区号，例如 0563-4000123。',
  'telephone-unknown': () => '请填手机号，或者带区号的固定电话，例如 0563-4000123。',
  'email-long': () => '太长，请核对。',
  'email-at': () => '应当有且只有一个“@”，例如 name@example.com。',
  'email-name': () => '“@”前面只能用字母、数字和 . _ - + 等符号，请核对。',
  'email-domain': () => '“@”后面不是完整的域名，例如 name@example.com。',
};

/** Longer than this is no slip of the hand and is not looked into. */
const READABLE = 400;
/** Signs that are not seen, and what people set between groups. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const DASHES = /[‐‑‒–—―−]/g;

function plain(text: string): string {
  return text.length > READABLE ? text : text.normalize('NFKC').replace(UNSEEN, '').replace(DASHES, '-').trim();
}

function closedUp(text: string): string {
  return plain(text).replace(/[\s-]/g, '');
}

const idFaults: Readonly<Record<Exclude<ResidentIdFault, 'shape'>, PersonIdRefusal>> = {
  place: 'id-place',
  date: 'id-date',
  'check-digit': 'id-check-digit',
};

/** 居民身份证, with a capital X; the numbers of residence permits for 港澳台居民 and foreigners are made alike. */
export function readResidentId(text: string): Read {
  const id = closedUp(text).toUpperCase();
  const now = [...id].length;
  if (now !== 18 && now !== 15) return refuse({ code: 'id-length', facts: { now } });
  const fault = residentIdFault(id);
  if (fault === null) return done(id);
  return refuse({ code: fault === 'shape' ? 'id-character' : idFaults[fault] });
}

/** 统一社会信用代码, in capitals. */
export function readCreditCode(text: string): Read {
  const code = closedUp(text).toUpperCase();
  const now = [...code].length;
  if (checkOrganCode(code)) return refuse({ code: 'credit-code-old' });
  if (now !== 18) return refuse({ code: 'credit-code-length', facts: { now } });
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(code)) return refuse({ code: 'credit-code-character' });
  return normaliseCreditCode(code) === null ? refuse({ code: 'credit-code-check-digit' }) : done(code);
}

const LANDLINE = /^(?:(010|02\d)([2-9]\d{7})|(0[3-9]\d{2})([2-9]\d{6,7}))$/;

/** `13800138000`, `0563-4000123`, `0563-4000123-801`, `400-8001234`, and `+85212345678` from outside the mainland. */
export function readTelephone(text: string): Read {
  const t = plain(text).replace(/[\s().]/g, '');
  if (/[、,;/]/.test(t)) return refuse({ code: 'telephone-several' });
  const whole = numberOf(t);
  if (whole.ok) return whole;
  const [, main = '', extension = ''] = /^(.{1,30}?)-?(?:转|分机|ext|#|-)-?(\d{1,6})$/i.exec(t) ?? [];
  const switchboard = numberOf(main);
  return switchboard.ok && /^(0|400)/.test(switchboard.value) ? done(`${switchboard.value}-${extension}`) : whole;
}

function numberOf(t: string): Read {
  if (!/^\+?\d[\d-]*$/.test(t)) return refuse({ code: 'telephone-character' });
  const digits = t.replace(/\D/g, '');
  if (t.startsWith('+') && !digits.startsWith('86'))
    return /^[1-9]\d{6,14}$/.test(digits) ? done(`+${digits}`) : refuse({ code: 'telephone-unknown' });
  const isWithCountry = t.startsWith('+') || digits.startsWith('0086') || /^861[3-9]\d{9}$/.test(digits);
  const national = isWithCountry ? digits.replace(/^(00)?86/, '') : digits;
  const mobile = /^0?(1[3-9]\d{9})$/.exec(national);
  if (mobile) return done(mobile[1]!);
  const landline = LANDLINE.exec(isWithCountry && !national.startsWith('0') ? `0${national}` : national);
  if (landline) return done(`${landline[1] ?? landline[3]}-${landline[2] ?? landline[4]}`);
  if (/^[48]00\d{7}$/.test(national)) return done(`${national.slice(0, 3)}-${national.slice(3)}`);
  if (/^[2-9]\d{6,7}$/.test(national)) return refuse({ code: 'telephone-area' });
  if (/^1[3-9]/.test(national)) return refuse({ code: 'telephone-mobile-length', facts: { now: national.length } });
  return refuse({ code: 'telephone-unknown' });
}

const MAIL_NAME = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/;

/** The domain in small letters; the name before it stays as written, as mail demands. */
export function readEmail(text: string): Read {
  const [name = '', domain = '', ...more] = plain(text).replaceAll('。', '.').split('@');
  const address = `${name}@${domain.toLowerCase()}`;
  if (text.length > READABLE || address.length > 254 || name.length > 64) return refuse({ code: 'email-long' });
  if (more.length > 0 || name === '' || domain === '') return refuse({ code: 'email-at' });
  if (!MAIL_NAME.test(name)) return refuse({ code: 'email-name' });
  return DOMAIN.test(domain.toLowerCase()) ? done(address) : refuse({ code: 'email-domain' });
}

function said(read: Read): string | null {
  if (read.ok) return null;
  const [first] = read.refusals;
  return personIdWords[first!.code](first!.facts ?? {});
}

/** The four as a form asks for them: a sentence, or null when nothing is wrong. */
export const idProblem = (text: string): string | null => said(readResidentId(text));
export const organCodeProblem = (text: string): string | null => said(readCreditCode(text));
export const telephoneProblem = (text: string): string | null => said(readTelephone(text));
export const emailProblem = (text: string): string | null => said(readEmail(text));
