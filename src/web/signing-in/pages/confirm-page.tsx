// Before an act that cannot be taken back: is it still you?
import type { VNode } from 'preact';
import { consolePage } from '../../../kit/console-page/part.tsx';
import { TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';

export interface ConfirmPageProps {
  next: string;
  /** Demonstration accounts have no password. */
  oneClick: boolean;
  hasTotp: boolean;
  problems: readonly Problem[];
  status?: number;
}

export function confirmPage(ctx: Ctx, props: ConfirmPageProps): PageReply {
  return consolePage(ctx, { title: '确认是您本人', status: props.status }, <Body ctx={ctx} {...props} />);
}

function Body({ ctx, next, oneClick, hasTotp, problems }: ConfirmPageProps & { ctx: Ctx }): VNode {
  return (
    <>
      <p>接下来的操作影响较大。请再次证明是您本人在操作，15 分钟内不再询问。</p>
      <ProblemSummary problems={problems} />
      <form method="post" action="/console/confirm">
        <TokenField ctx={ctx} />
        <input type="hidden" name="next" value={next} />
        {!oneClick && (
          <TextField
            label="密码"
            name="password"
            type="password"
            value=""
            required
            autocomplete="current-password"
            problems={problems}
          />
        )}
        {hasTotp && (
          <TextField
            label="动态验证码或备用码"
            name="code"
            value=""
            required
            autocomplete="one-time-code"
            maxLength={24}
            problems={problems}
          />
        )}
        {oneClick && <p class="muted">演示账号没有密码，点一下即可。</p>}
        <button type="submit">确认</button>
      </form>
    </>
  );
}
