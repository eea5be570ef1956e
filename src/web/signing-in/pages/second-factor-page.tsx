// The second proof while signing in: a code, or setting up the telephone that will show codes.
import type { VNode } from 'preact';
import { TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { SignOutForm } from './sign-out-form.tsx';
import { type TelephoneOffer, TelephoneSteps } from './telephone-steps.tsx';

export interface SecondFactorPageProps {
  next: string;
  problems: readonly Problem[];
  /** Given when a telephone has to be set up first. */
  offer: TelephoneOffer | null;
  status?: number;
}

export function secondFactorPage(ctx: Ctx, props: SecondFactorPageProps): PageReply {
  const title = props.offer ? '设置动态验证码' : '输入动态验证码';
  return publicPage(ctx, { title, status: props.status }, <Body ctx={ctx} title={title} {...props} />);
}

function Body({ ctx, title, next, problems, offer }: SecondFactorPageProps & { ctx: Ctx; title: string }): VNode {
  return (
    <div class="signing-in">
      <h1>{title}</h1>
      <ProblemSummary problems={problems} />
      {offer && (
        <p>您的角色审核、签发或管理本镇事务，登录时除密码外还要输入手机上的动态验证码。请现在设置，以后每次登录都会用到。</p>
      )}
      <form method="post" action="/console/second-factor">
        <TokenField ctx={ctx} />
        <input type="hidden" name="next" value={next} />
        {offer && <TelephoneSteps offer={offer} />}
        <TextField
          label="动态验证码"
          name="code"
          value=""
          required
          autocomplete="one-time-code"
          maxLength={24}
          hint={offer ? '手机上现在显示的 6 位数字。' : '手机上现在显示的 6 位数字；手机不在身边时输入一个备用码。'}
          problems={problems}
        />
        <button type="submit">{offer ? '完成设置并登录' : '登录'}</button>
      </form>
      <SignOutForm ctx={ctx} label="换一个账号登录" />
    </div>
  );
}
