// AB 岗 of one person: whom they stand in for, who stands in for them, by dates.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { SelectField, TextField } from '../../../../kit/form-field/part.tsx';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Day } from '../../../../town/day.ts';
import { adminRoles, roleNames, roles } from '../../../../town/roles.ts';
import type { Deputyship, StaffMember } from '../../staff.ts';
import type { Values } from '../forms.ts';

export interface DeputySectionProps {
  ctx: Ctx;
  staff: StaffMember;
  deputies: readonly Deputyship[];
  others: readonly StaffMember[];
  values: Values;
  problems: readonly Problem[];
  gives: boolean;
  here: boolean;
}

export function DeputySection(p: DeputySectionProps): VNode {
  const { ctx, deputies, gives, here } = p;
  return (
    <section aria-labelledby="deputies">
      <h2 id="deputies">代岗（AB 岗）</h2>
      <DataTable
        caption="代岗安排"
        captionHidden
        rows={deputies}
        rowKey={(d) => d.id}
        empty={<p class="muted">没有代岗安排。</p>}
        columns={[
          { label: '安排', kind: 'main', cell: (d) => `${d.staffName} 代 ${d.standsInForName}` },
          { label: '角色', cell: (d) => (d.role === null ? '全部角色' : roleNames[d.role]) },
          { label: '起止', cell: (d) => `${d.from} 至 ${d.to}` },
          { label: '原因', cell: (d) => d.reason },
          { label: '状态', cell: (d) => <StatusTag tone={toneOf(d, ctx.today)}>{deputyState(d, ctx.today)}</StatusTag> },
          {
            label: '办理',
            cell: (d) => {
              if (!gives || d.endedOn !== null || d.to < ctx.today) return null;
              return (
                <form method="post" action={`/console/staff/${p.staff.id}/deputies/${d.id}/ending`}>
                  <TokenField ctx={ctx} />
                  <button class="btn danger" type="submit" aria-label={`结束${d.staffName}代${d.standsInForName}`}>
                    今天结束
                  </button>
                </form>
              );
            },
          },
        ]}
      />
      {here && gives && <DeputyForm {...p} />}
    </section>
  );
}

function deputyState(d: Deputyship, today: Day): string {
  if (d.endedOn !== null && d.endedOn <= today) return `${d.endedOn} 提前结束`;
  if (d.from > today) return '未开始';
  return d.to < today ? '已结束' : '代岗中';
}

function toneOf(d: Deputyship, today: Day): 'ok' | 'plain' {
  return deputyState(d, today) === '代岗中' ? 'ok' : 'plain';
}

function DeputyForm({ ctx, staff, others, values, problems }: DeputySectionProps): VNode {
  const choices = others.map((o) => ({ value: o.id, label: `${o.organName} ${o.name}（${o.title}）` }));
  const some = roles.filter((r) => !adminRoles.includes(r)).map((r) => ({ value: r, label: roleNames[r] }));
  return (
    <form method="post" action={`/console/staff/${staff.id}/deputies`}>
      <h3>安排 {staff.name} 代岗</h3>
      <TokenField ctx={ctx} />
      <SelectField
        label="被代岗的人"
        name="standsInFor"
        value={values.standsInFor ?? ''}
        required
        problems={problems}
        blank="请选择"
        choices={choices}
      />
      <SelectField
        label="代哪个角色"
        name="deputyRole"
        value={values.deputyRole ?? ''}
        problems={problems}
        blank="全部角色"
        choices={some}
      />
      <TextField label="代岗第一天" name="deputyFrom" type="date" value={values.deputyFrom ?? ''} required problems={problems} />
      <TextField
        label="代岗最后一天"
        name="deputyTo"
        type="date"
        value={values.deputyTo ?? ''}
        required
        problems={problems}
        hint="一次最长一年。"
      />
      <TextField
        label="代岗原因"
        name="deputyReason"
        value={values.deputyReason ?? ''}
        required
        problems={problems}
        maxLength={200}
        hint="例如：年休假、脱产学习。"
      />
      <button type="submit">安排代岗</button>
    </form>
  );
}
