// A password that has outlived the town's limit is replaced before anything else (等保 profile).
import type { VNode } from 'preact';
import { TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { SignOutForm } from './sign-out-form.tsx';

export function newPasswordPage(ctx: Ctx, props: { next: string; problems: readonly Problem[]; status?: number }): PageReply {
  return publicPage(ctx, { title: '更换密码', status: props.status }, <Body ctx={ctx} {...props} />);
}

function Body({ ctx, next, problems }: { ctx: Ctx; next: string; problems: readonly Problem[] }): VNode {
  return (
    <div class="signing-in">
      <h1>更换密码</h1>
      <p>您的密码已使用满 90 天。按本镇启用的等保口令要求，更换后才能继续。</p>
      <ProblemSummary problems={problems} />
      <form method="post" action="/console/new-password">
        <TokenField ctx={ctx} />
        <input type="hidden" name="next" value={next} />
        <TextField
          label="当前密码"
          name="current"
          type="password"
          value=""
          required
          autocomplete="current-password"
          problems={problems}
        />
        <NewPasswordFields problems={problems} profile="djbh" />
        <button type="submit">更换并登录</button>
      </form>
      <SignOutForm ctx={ctx} label="换一个账号登录" />
    </div>
  );
}
