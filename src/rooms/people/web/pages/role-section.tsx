// The roles of one person: what holds, what waits for approval, what is over; given and taken by the security administrator.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { SelectField, TextField } from '../../../../kit/form-field/part.tsx';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Day } from '../../../../town/day.ts';
import { roleNames, roles } from '../../../../town/roles.ts';
import type { RoleGrant, StaffMember } from '../../staff.ts';
import type { Values } from '../forms.ts';
import { grantHolds, grantWaits } from './staff-list.tsx';

export interface RoleSectionProps {
  ctx: Ctx;
  staff: StaffMember;
  grants: readonly RoleGrant[];
  values: Values;
  problems: readonly Problem[];
  keeps: boolean;
  gives: boolean;
  /** Still in service. */
  here: boolean;
}

export function RoleSection(p: RoleSectionProps): VNode {
  const { ctx, grants, here } = p;
  return (
    <section aria-labelledby="roles">
      <h2 id="roles">角色</h2>
      <DataTable
        caption="有过的角色"
        captionHidden
        rows={grants}
        rowKey={(g) => g.id}
        empty={<p class="muted">还没有角色，登录后什么也办不了。</p>}
        columns={[
          { label: '角色', kind: 'main', cell: (g) => roleNames[g.role] },
          { label: '起止', cell: (g) => `${g.from} 至 ${g.to ?? '长期'}` },
          { label: '分配', cell: (g) => g.grantedBy },
          { label: '批准', cell: (g) => g.approvedBy ?? '' },
          { label: '状态', cell: (g) => <GrantState grant={g} today={ctx.today} /> },
          { label: '办理', cell: (g) => (here && p.gives ? <GrantActs {...p} grant={g} /> : null) },
        ]}
      />
      {here && (p.keeps || p.gives) && <GrantForm {...p} />}
    </section>
  );
}

function GrantState({ grant, today }: { grant: RoleGrant; today: Day }): VNode {
  if (grantWaits(grant)) return <StatusTag tone="warn">待批准</StatusTag>;
  if (grantHolds(grant, today)) return <StatusTag tone="ok">有效</StatusTag>;
  if (grant.revokedOn !== null && grant.revokedOn <= today) {
    const how = grant.approvedAt === null ? '未批准' : '收回';
    return (
      <>
        <StatusTag tone="plain">{`${grant.revokedOn} ${how}`}</StatusTag>
        <br />
        <span class="small muted">
          {grant.revokedBy}：{grant.revokedReason}
        </span>
      </>
    );
  }
  return <StatusTag tone="plain">{grant.from > today ? '未到期' : '已到期'}</StatusTag>;
}

function GrantActs({ ctx, staff, grant }: RoleSectionProps & { grant: RoleGrant }): VNode | null {
  const waits = grantWaits(grant);
  const over = grant.revokedOn !== null || (grant.to !== null && grant.to < ctx.today);
  if (over) return null;
  const at = `/console/staff/${staff.id}/roles/${grant.id}`;
  const name = roleNames[grant.role];
  return (
    <>
      {waits && (
        <form method="post" action={`${at}/approval`}>
          <TokenField ctx={ctx} />
          <button type="submit" aria-label={`批准${name}`}>
            批准
          </button>
        </form>
      )}
      <form method="post" action={`${at}/revocation`}>
        <TokenField ctx={ctx} />
        <input
          name="revocationReason"
          required
          maxLength={200}
          placeholder="理由"
          aria-label={`${waits ? '不批准' : '收回'}${name}的理由`}
        />
        <button class="btn danger" type="submit" aria-label={`${waits ? '不批准' : '收回'}${name}`}>
          {waits ? '不批准' : '收回'}
        </button>
      </form>
    </>
  );
}

function GrantForm({ ctx, staff, values, problems, gives }: RoleSectionProps): VNode {
  return (
    <form method="post" action={`/console/staff/${staff.id}/roles`}>
      <h3>{gives ? '分配角色' : '申请角色'}</h3>
      <TokenField ctx={ctx} />
      <SelectField
        label="角色"
        name="role"
        value={values.role ?? ''}
        required
        problems={problems}
        blank="请选择"
        choices={roles.map((r) => ({ value: r, label: roleNames[r] }))}
      />
      <TextField
        label="第一天"
        name="roleFrom"
        type="date"
        value={values.roleFrom ?? ''}
        problems={problems}
        hint="留空就是今天。"
      />
      <TextField
        label="最后一天"
        name="roleTo"
        type="date"
        value={values.roleTo ?? ''}
        problems={problems}
        hint="留空就是长期。"
      />
      <button type="submit">{gives ? '分配' : '提交给安全管理员'}</button>
    </form>
  );
}
