// Signing in with name and password.
import type { VNode } from 'preact';
import { TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { DemoPerson } from '../../../platform/auth/demo.ts';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { DemoPeople } from './demo-people.tsx';

export interface SignInPageProps {
  next: string;
  username: string;
  problems: readonly Problem[];
  /** One sentence about what has just happened: signed out, password set. */
  notice: string | null;
  demo: readonly DemoPerson[];
  status?: number;
}

export function signInPage(ctx: Ctx, props: SignInPageProps): PageReply {
  return publicPage(
    ctx,
    { title: '工作人员登录', status: props.status, crumbs: [{ label: '首页', href: '/' }, { label: '工作人员登录' }] },
    <Body ctx={ctx} {...props} />,
  );
}

function Body({ ctx, next, username, problems, notice, demo }: SignInPageProps & { ctx: Ctx }): VNode {
  return (
    <div class="signing-in">
      <h1>工作人员登录</h1>
      {notice && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      <ProblemSummary problems={problems} />
      {demo.length > 0 && <DemoPeople ctx={ctx} people={demo} next={next} />}
      <form method="post" action="/console/sign-in">
        <TokenField ctx={ctx} />
        <input type="hidden" name="next" value={next} />
        <TextField
          label="用户名"
          name="username"
          value={username}
          required
          autocomplete="username"
          maxLength={64}
          problems={problems}
        />
        <TextField
          label="密码"
          name="password"
          type="password"
          value=""
          required
          autocomplete="current-password"
          problems={problems}
        />
        <button type="submit">登录</button>
      </form>
      <p class="muted small">本页供镇机关、站所和村（社区）工作人员使用。居民查阅公开信息、提出申请无需登录。</p>
    </div>
  );
}
