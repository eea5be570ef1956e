// One's own account: where it is signed in, its password, its telephone.
import type { VNode } from 'preact';
import { consolePage } from '../../../kit/console-page/part.tsx';
import { TextField } from '../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import type { Account } from '../../../platform/auth/account.ts';
import type { SessionLine } from '../../../platform/auth/sessions.ts';
import type { AuthSettings } from '../../../platform/auth/settings.ts';
import type { PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { shortTime } from '../../../town/day.ts';
import { roleNames } from '../../../town/roles.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { SessionTable } from './session-table.tsx';

export interface AccountPageProps {
  account: Account;
  sessions: readonly SessionLine[];
  settings: AuthSettings;
  backupCodesLeft: number;
  problems: readonly Problem[];
  notice?: string;
  status?: number;
}

export function accountPage(ctx: Ctx, props: AccountPageProps): PageReply {
  return consolePage(ctx, { title: '我的账号', notice: props.notice, status: props.status }, <Body ctx={ctx} {...props} />);
}

function Body({ ctx, account, sessions, settings, backupCodesLeft, problems }: AccountPageProps & { ctx: Ctx }): VNode {
  const { visitor } = ctx;
  return (
    <>
      <ProblemSummary problems={problems} />
      <p>
        用户名 <strong>{account.username}</strong>　角色 {visitor?.staff.roles.map((r) => roleNames[r]).join('、')}
      </p>
      <section aria-labelledby="sessions-title">
        <div class="head">
          <h2 id="sessions-title">正在登录的设备</h2>
          <span class="muted small">共 {sessions.length} 处</span>
        </div>
        <p class="small muted">
          {settings.idleMinutes} 分钟无操作自动退出，登录最长 8 小时。有不认识的设备，请结束它并修改密码。
        </p>
        <SessionTable ctx={ctx} sessions={sessions} from="account" />
      </section>
      <section aria-labelledby="factor-title">
        <div class="head">
          <h2 id="factor-title">动态验证码</h2>
          {account.totpSecret === null ? <StatusTag tone="plain">未设置</StatusTag> : <StatusTag tone="ok">已设置</StatusTag>}
        </div>
        <p class="bar">
          <a class="btn quiet" href="/console/account/second-factor">
            {account.totpSecret === null ? '设置动态验证码' : '换一部手机'}
          </a>
          {account.totpSecret !== null && (
            <>
              <a class="btn quiet" href="/console/account/backup-codes">
                生成备用码
              </a>
              <span class={backupCodesLeft === 0 ? 'tag warn' : 'small muted'}>还有 {backupCodesLeft} 个备用码可用</span>
            </>
          )}
        </p>
      </section>
      <section aria-labelledby="password-title">
        <div class="head">
          <h2 id="password-title">修改密码</h2>
          {account.passwordChangedAt && <span class="muted small">上次修改 {shortTime(account.passwordChangedAt)}</span>}
        </div>
        {account.passwordHash === null ? (
          <p>演示账号没有密码，点一下即可登录。</p>
        ) : (
          <form method="post" action="/console/account/password">
            <TokenField ctx={ctx} />
            <TextField
              label="当前密码"
              name="current"
              type="password"
              value=""
              required
              autocomplete="current-password"
              problems={problems}
            />
            <NewPasswordFields problems={problems} profile={settings.passwordProfile} />
            <button type="submit">修改密码，并退出其他设备</button>
          </form>
        )}
      </section>
    </>
  );
}
