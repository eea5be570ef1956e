// A new member of staff: who, where, sign-in name, roles asked for. And the page that shows their link, once.
import type { VNode } from 'preact';
import { ChoiceField, SelectField, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import { roleNames, roles } from '../../../../town/roles.ts';
import type { Organ } from '../../organ.ts';
import type { StaffMember } from '../../staff.ts';
import type { Invitation } from '../deps.ts';
import type { Values } from '../forms.ts';

export interface StaffFormProps {
  ctx: Ctx;
  values: Values;
  wished: readonly string[];
  problems: readonly Problem[];
  organs: readonly Organ[];
}

export function StaffForm({ ctx, values: v, wished, problems, organs }: StaffFormProps): VNode {
  return (
    <>
      <ProblemSummary problems={problems} />
      <form method="post" action="/console/staff">
        <TokenField ctx={ctx} />
        <StaffFields values={v} problems={problems} organs={organs} />
        <TextField
          label="到岗日期"
          name="joinedOn"
          type="date"
          value={v.joinedOn ?? ''}
          problems={problems}
          hint="留空就是今天。"
        />
        <TextField
          label="登录名"
          name="username"
          value={v.username ?? ''}
          required
          problems={problems}
          maxLength={32}
          autocomplete="off"
          hint="小写字母开头，3 到 32 个字母或数字。保存后会给出一个一次性链接，由本人打开设置密码。"
        />
        <ChoiceField
          label="申请的角色"
          name="roles"
          values={wished}
          problems={problems}
          many
          hint="由安全管理员批准后才生效。三个管理员的角色不能与其他角色兼任。"
          choices={roles.map((r) => ({ value: r, label: roleNames[r] }))}
        />
        <p class="bar">
          <button type="submit">登记并生成链接</button>
          <a class="btn quiet" href="/console/staff">
            不保存，返回
          </a>
        </p>
      </form>
    </>
  );
}

export function StaffFields({ values: v, problems, organs }: Pick<StaffFormProps, 'values' | 'problems' | 'organs'>): VNode {
  return (
    <>
      <TextField label="姓名" name="name" value={v.name ?? ''} required problems={problems} maxLength={40} autocomplete="off" />
      <SelectField
        label="机构"
        name="organId"
        value={v.organId ?? ''}
        required
        problems={problems}
        blank="请选择"
        choices={organs.map((o) => ({ value: o.id, label: o.name }))}
      />
      <TextField label="职务" name="title" value={v.title ?? ''} required problems={problems} maxLength={60} />
      <TextField label="办公电话" name="telephone" value={v.telephone ?? ''} problems={problems} maxLength={60} />
    </>
  );
}

/** Shown once, straight from the act: the link is stored nowhere. */
export function InvitationShown({ staff, link }: { staff: StaffMember; link: Invitation & { url: string } }): VNode {
  return (
    <>
      <p>
        请把下面的链接当面或用内部通信交给 {staff.name}（{staff.organName}）。链接只能用一次，{shortTime(link.expiresAt)} 前有效。
      </p>
      <p>
        <label for="field-link">一次性链接</label>
        <input id="field-link" readOnly value={link.url} />
      </p>
      <p class="notice" role="note">
        离开这一页以后，链接不会再显示。丢失了可以在人员页面重新生成，旧链接随即作废。
      </p>
      <p class="bar">
        <a class="btn" href={`/console/staff/${staff.id}`}>
          去人员页面
        </a>
        <a class="btn quiet" href="/console/staff/new">
          再登记一人
        </a>
      </p>
    </>
  );
}
