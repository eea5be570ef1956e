// What was done to one organ, person, group or leader: when, by whom, to which fields.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { shortTime } from '../../../../town/day.ts';
import { type Role, roleNames } from '../../../../town/roles.ts';
import { eventNames } from '../../events.ts';
import { changedFields, type PeopleEvent } from '../../read-events.ts';

const fieldNames: Readonly<Record<string, string>> = {
  name: '名称（姓名）',
  shortName: '简称',
  kind: '类别',
  parentId: '上级机构',
  creditCode: '信用代码',
  functions: '职能',
  address: '地址',
  hours: '办公时间',
  telephone: '电话',
  fax: '传真',
  mail: '电子邮箱',
  headName: '负责人',
  headPost: '负责人职务',
  sort: '排序',
  closedOn: '撤销日期',
  closedNote: '撤销说明',
  organId: '机构',
  organName: '机构',
  title: '职务',
  leftOn: '离任日期',
  reason: '原因',
  accountId: '账号',
  from: '起始日期',
  to: '最后一天',
  approvedBy: '批准人',
  approvedAt: '批准时间',
  revokedOn: '收回日期',
  revokedBy: '收回人',
  revokedReason: '收回理由',
  endedOn: '结束日期',
  posts: '职务',
  division: '分工',
  inCharge: '分管部门',
  cv: '简历',
  officeHours: '接待时间',
  photo: '照片',
};

export function History({ events }: { events: readonly PeopleEvent[] }): VNode {
  return (
    <section aria-labelledby="history">
      <h2 id="history">变更记录</h2>
      <DataTable
        caption="历次变更"
        captionHidden
        rows={events}
        rowKey={(e) => e.id}
        empty={<p class="muted">还没有变更。</p>}
        columns={[
          { label: '时间', cell: (e) => shortTime(e.at) },
          { label: '事项', cell: (e) => eventNames[e.what] },
          { label: '经办', cell: (e) => e.who },
          { label: '改动', kind: 'main', cell: (e) => said(e) },
        ]}
      />
    </section>
  );
}

function said(e: PeopleEvent): string {
  const names = changedFields(e).map((f) => fieldNames[f] ?? f);
  return [aboutOf(e), [...new Set(names)].join('、')].filter((t) => t !== '').join('：');
}

/** Which role, post or deputy it was about, as its owner has many of them. */
function aboutOf(e: PeopleEvent): string {
  const at = (name: string): string => (typeof e.after?.[name] === 'string' ? (e.after[name] as string) : '');
  if (e.what.startsWith('role-')) return roleNames[at('role') as Role] ?? '';
  if (e.what.startsWith('post-')) return `${at('post')} ${at('name')}`;
  if (e.what.startsWith('deputy-')) return `${at('staffName')} 代 ${at('standsInForName')}`;
  if (e.what === 'account-disabled' || e.what === 'account-enabled' || e.what === 'second-factor-reset') return at('reason');
  return '';
}
