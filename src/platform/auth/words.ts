// What people read when something about their account is refused. A missing sentence does not compile.
import type { Refusal } from '../../town/outcome.ts';
import type { AccountRefusal } from './accounts.ts';
import type { BackupCodesRefusal } from './backup-codes.ts';
import type { ChangePasswordRefusal } from './change-password.ts';
import type { ConfirmRefusal } from './confirm.ts';
import type { AcceptRefusal } from './invitations.ts';
import { FAILURES_TO_LOCK, LOCK_MS } from './lockout.ts';
import { DJBH_REMEMBERED, MAX_LENGTH, MIN_LENGTH } from './passwords.ts';
import type { CodeRefusal, EnrolRefusal } from './second-factor.ts';
import type { EndSessionRefusal } from './sessions.ts';
import type { SettingsRefusal } from './settings.ts';
import type { SignInRefusal } from './sign-in.ts';

export type AuthRefusal =
  | SignInRefusal
  | CodeRefusal
  | EnrolRefusal
  | ConfirmRefusal
  | ChangePasswordRefusal
  | AcceptRefusal
  | AccountRefusal
  | EndSessionRefusal
  | BackupCodesRefusal
  | 'already-administered'
  | SettingsRefusal
  | 'no-such-person';

const lockMinutes = LOCK_MS / 60_000;

export const authWords: Readonly<Record<AuthRefusal, (facts: NonNullable<Refusal['facts']>) => string>> = {
  'wrong-credentials': () =>
    `用户名或密码不正确，或者账号已停用、暂时锁定。连续输错 ${FAILURES_TO_LOCK} 次，账号锁定 ${lockMinutes} 分钟；忘记密码请联系系统管理员。`,
  'network-waits': (f) => `您所在的网络输错次数太多，请 ${f.minutes} 分钟后再试。已经登录的同事不受影响。`,
  'wrong-code': () => '验证码不正确，或者这个验证码已经用过。请等手机上出现下一个验证码再输入。',
  'wrong-proof': () => '密码或验证码不正确。连续输错 5 次将退出登录。',
  'wrong-current': () => '当前密码不正确。连续输错 5 次将退出登录。',
  'session-ended': () => '登录状态已结束，请重新登录。',
  'not-fresh': () => '这项操作需要先确认是您本人。',
  'no-second-factor': () => '请先设置动态验证码，再生成备用码。',
  'session-unknown': () => '这个登录已经结束，或者不是您的。',
  'password-too-short': (f) => `密码至少 ${MIN_LENGTH} 个字符，现在是 ${f.length} 个。可以用一句自己的话。`,
  'password-too-long': (f) => `密码最多 ${MAX_LENGTH} 个字符，现在是 ${f.length} 个。`,
  'password-guessable': () => '这个密码太容易猜到：去掉常见词、地名、姓名、年份和连续字符后，剩下的太少。请换一个。',
  'password-classes': () => '本镇要求密码在大写字母、小写字母、数字、其他符号中至少包含三类。',
  'password-differs': () => '两次输入的密码不一致。',
  'password-reused': () => `不能与当前密码相同；启用等保口令要求时，也不能与最近 ${DJBH_REMEMBERED} 次用过的相同。`,
  'invitation-over': () => '这个链接已经用过、已过期或已作废。请联系系统管理员重新发送。',
  'username-shape': () => '用户名为 3 到 32 个字符：小写字母开头，可用小写字母、数字，中间可用单个的点、短横线或下划线。',
  'username-taken': (f) => `用户名“${f.username}”已被使用，请换一个。`,
  'account-unknown': () => '没有这个账号，或者账号已停用。',
  'own-account': () => '不能对自己的账号做这项操作，请由另一位管理员办理。',
  'already-so': () => '账号已经是这个状态，没有改动。',
  'already-administered': () => '本镇已经有人设置过密码，首位管理员链接不再发放。请由现有管理员添加人员。',
  'idle-out-of-range': () => '无操作退出时间应为 5 到 60 分钟的整数。',
  'profile-unknown': () => '请选择密码要求。',
  'no-such-person': () => '没有这位演示人员。',
};

/** Deeds of this folder as the audit page names them. */
export const authVerbWords: Readonly<Record<string, string>> = {
  'sign-in': '登录',
  'second-factor': '输入动态验证码',
  'set-up-second-factor': '设置动态验证码',
  'make-backup-codes': '生成备用码',
  'confirm-identity': '再次确认身份',
  'change-password': '修改密码',
  'use-invitation': '用链接设置密码',
  'end-session': '结束登录',
  'sign-out': '退出登录',
  'demo-sign-in': '演示登录',
  'disable-account': '停用账号',
  'enable-account': '恢复账号',
  'reset-second-factor': '重设二次验证',
  'change-auth-settings': '修改安全设置',
};
