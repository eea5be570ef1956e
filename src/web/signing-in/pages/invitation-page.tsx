// The page behind a single-use link: choose a password and, where the role needs it, set up the telephone.
import type { VNode } from 'preact';
import { TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { InvitationPurpose, OpenInvitation } from '../../../platform/auth/invitations.ts';
import type { PasswordProfile } from '../../../platform/auth/settings.ts';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { shortTime } from '../../../town/day.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { type TelephoneOffer, TelephoneSteps } from './telephone-steps.tsx';

const titles: Readonly<Record<InvitationPurpose, string>> = {
  'first-administrator': '设置首位管理员的密码',
  invitation: '启用账号',
  reset: '重设密码',
};

export interface InvitationPageProps {
  token: string;
  open: OpenInvitation;
  offer: TelephoneOffer | null;
  profile: PasswordProfile;
  problems: readonly Problem[];
  status?: number;
}

export function invitationPage(ctx: Ctx, props: InvitationPageProps): PageReply {
  return publicPage(
    ctx,
    { title: titles[props.open.purpose], status: props.status, headers: { 'referrer-policy': 'no-referrer' } },
    <Body ctx={ctx} {...props} />,
  );
}

function Body({ ctx, token, open, offer, profile, problems }: InvitationPageProps & { ctx: Ctx }): VNode {
  return (
    <div class="signing-in">
      <h1>{titles[open.purpose]}</h1>
      <p>
        {open.staff ? `${open.staff.organName} ${open.staff.name}，` : ''}您的用户名是 <strong>{open.account.username}</strong>
        。这个链接只能用一次，{shortTime(open.expiresAt)} 以前有效。
      </p>
      <ProblemSummary problems={problems} />
      <form method="post" action={`/console/invitations/${token}`}>
        <TokenField ctx={ctx} />
        <input type="hidden" name="username" value={open.account.username} autoComplete="username" />
        <NewPasswordFields problems={problems} profile={profile} />
        {offer && (
          <>
            <h2>设置动态验证码</h2>
            <p>您的角色登录时还要输入手机上的动态验证码。</p>
            <TelephoneSteps offer={offer} />
            <TextField
              label="动态验证码"
              name="code"
              value=""
              required
              autocomplete="one-time-code"
              maxLength={24}
              problems={problems}
            />
          </>
        )}
        <button type="submit">保存</button>
      </form>
    </div>
  );
}

export function invitationOverPage(ctx: Ctx, sentence: string): PageReply {
  return publicPage(
    ctx,
    { title: '链接已失效', status: 410 },
    <div class="signing-in">
      <h1>链接已失效</h1>
      <p>{sentence}</p>
      <p>
        已经设置过密码的，请直接<a href="/console/sign-in">登录</a>。
      </p>
    </div>,
  );
}
