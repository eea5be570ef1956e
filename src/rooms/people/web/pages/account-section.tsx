// The account behind a person: in use or not, with or without a second factor; links, sessions, stopping and putting back.
import type { VNode } from 'preact';
import { TextField } from '../../../../kit/form-field/part.tsx';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { StaffMember } from '../../staff.ts';
import type { AccountState } from '../deps.ts';
import type { Values } from '../forms.ts';

export interface AccountSectionProps {
  ctx: Ctx;
  staff: StaffMember;
  account: AccountState | null;
  values: Values;
  problems: readonly Problem[];
  keeps: boolean;
  gives: boolean;
}

export function AccountSection(p: AccountSectionProps): VNode {
  const { ctx, staff, account, keeps, gives } = p;
  const own = staff.accountId !== null && staff.accountId === ctx.visitor?.session.accountId;
  return (
    <section aria-labelledby="account">
      <h2 id="account">账号</h2>
      {staff.accountId === null && <p class="muted">还没有账号，不能登录。</p>}
      {account && (
        <p>
          用户名 {account.username}
          {'　'}
          {account.disabled ? <StatusTag tone="warn">已停用</StatusTag> : <StatusTag tone="ok">在用</StatusTag>}
          {'　'}
          {account.secondFactor ? '已设置动态验证码' : '没有设置动态验证码'}
        </p>
      )}
      {keeps && staff.accountId !== null && (
        <form method="post" action={`/console/staff/${staff.id}/invitation`}>
          <TokenField ctx={ctx} />
          <button class="btn quiet" type="submit">
            重新生成登录链接
          </button>
          <p class="hint">本人忘记密码或链接过期时使用，旧链接随即作废。</p>
        </form>
      )}
      {gives && staff.accountId !== null && (
        <form method="post" action={`/console/staff/${staff.id}/sessions/ending`}>
          <TokenField ctx={ctx} />
          <button class="btn danger" type="submit">
            让此人在所有设备上退出
          </button>
        </form>
      )}
      {gives && own && <p class="muted">自己的账号不能自己停用、恢复或重设二次验证，请由另一名安全管理员办理。</p>}
      {gives && !own && account?.secondFactor && (
        <ReasonForm
          {...p}
          path="second-factor/resetting"
          field="resettingReason"
          title="重设二次验证"
          hint="手机遗失、备用码也用完时办理，须当面核实是本人。清除动态验证码和备用码，密码不变；此人在所有设备上退出，岗位要求动态验证码的，下次登录时重新设置。"
        />
      )}
      {gives && !own && account?.disabled === false && (
        <ReasonForm
          {...p}
          path="account/disabling"
          field="disablingReason"
          title="停用账号"
          hint="立即生效：此人在所有设备上退出，不能再登录，没用过的登录链接作废。角色和代岗不变，可以恢复。"
        />
      )}
      {gives && !own && account?.disabled === true && (
        <ReasonForm
          {...p}
          path="account/enabling"
          field="enablingReason"
          title="恢复账号"
          hint="密码和动态验证码照旧；停用时作废的登录链接不恢复，需要的请系统管理员重新生成。"
        />
      )}
    </section>
  );
}

function ReasonForm(p: AccountSectionProps & { path: string; field: string; title: string; hint: string }): VNode {
  return (
    <form method="post" action={`/console/staff/${p.staff.id}/${p.path}`}>
      <h3>{p.title}</h3>
      <p class="muted small">{p.hint}</p>
      <TokenField ctx={p.ctx} />
      <TextField
        label={`${p.title}的理由`}
        name={p.field}
        value={p.values[p.field] ?? ''}
        required
        problems={p.problems}
        maxLength={200}
      />
      <button class="btn danger" type="submit">
        {p.title}
      </button>
    </form>
  );
}
