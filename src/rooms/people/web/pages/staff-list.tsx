// The console's list of staff: who is where, with which roles today, who waits for approval.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import type { Day } from '../../../../town/day.ts';
import { type Role, roleNames, roles } from '../../../../town/roles.ts';
import type { Organ } from '../../organ.ts';
import { isActive, type RoleGrant, type StaffMember } from '../../staff.ts';

export interface StaffLine extends StaffMember {
  roles: readonly Role[];
  /** Asked for and not yet approved. */
  waiting: readonly Role[];
}

export interface StaffFilter {
  q: string;
  organ: string;
  role: string;
  state: string;
}

export interface StaffListProps {
  lines: readonly StaffLine[];
  organs: readonly Organ[];
  filter: StaffFilter;
  query: string;
  today: Day;
  mayCreate: boolean;
}

export function StaffList({ lines, organs, filter, query, today, mayCreate }: StaffListProps): VNode {
  return (
    <>
      {mayCreate && (
        <p class="bar">
          <a class="btn" href="/console/staff/new">
            登记人员
          </a>
        </p>
      )}
      <FilterBar
        action="/console/staff"
        search={{ name: 'q', label: '姓名、职务、电话', value: filter.q }}
        selects={[
          { name: 'organ', label: '机构', value: filter.organ, choices: organs.map((o) => ({ value: o.id, label: o.name })) },
          { name: 'role', label: '角色', value: filter.role, choices: roles.map((r) => ({ value: r, label: roleNames[r] })) },
          {
            name: 'state',
            label: '状态',
            value: filter.state,
            all: '在岗',
            choices: [
              { value: 'waiting', label: '角色待批准' },
              { value: 'left', label: '已离任' },
              { value: 'all', label: '全部' },
            ],
          },
        ]}
        count={lines.length}
        unit="人"
        clearHref={query === '' ? undefined : '/console/staff'}
        download={{ href: `/console/staff/export.xlsx${query}` }}
      />
      <DataTable
        caption="人员"
        captionHidden
        rows={lines}
        rowKey={(s) => s.id}
        empty={
          <EmptyState title="没有符合条件的人员">
            <p>
              换一个条件，或者<a href="/console/staff">查看全部在岗人员</a>。
            </p>
          </EmptyState>
        }
        columns={[
          { label: '姓名', cell: (s) => <a href={`/console/staff/${s.id}`}>{s.name}</a> },
          { label: '机构', cell: (s) => s.organName },
          { label: '职务', cell: (s) => s.title },
          { label: '角色', kind: 'main', cell: (s) => s.roles.map((r) => roleNames[r]).join('、') },
          { label: '电话', cell: (s) => s.telephone },
          { label: '状态', cell: (s) => <State line={s} today={today} /> },
        ]}
      />
    </>
  );
}

function State({ line, today }: { line: StaffLine; today: Day }): VNode {
  if (line.waiting.length > 0) return <StatusTag tone="warn">角色待批准</StatusTag>;
  if (isActive(line, today)) return <StatusTag tone="ok">在岗</StatusTag>;
  return <StatusTag tone="plain">{stateOf(line, today)}</StatusTag>;
}

export function stateOf(s: StaffMember, today: Day): string {
  if (isActive(s, today)) return '在岗';
  return s.leftOn === null || s.leftOn > today ? `${s.joinedOn} 到岗` : `${s.leftOn} 离任`;
}

/** Whether a grant gives its role on a day. */
export function grantHolds(g: RoleGrant, today: Day): boolean {
  if (g.approvedAt === null || g.from > today || (g.to !== null && g.to < today)) return false;
  return g.revokedOn === null || g.revokedOn > today;
}

/** Asked for, neither approved nor turned down. */
export function grantWaits(g: RoleGrant): boolean {
  return g.approvedAt === null && g.revokedOn === null;
}

export function filterStaff(lines: readonly StaffLine[], f: StaffFilter, today: Day): StaffLine[] {
  return lines.filter((s) => {
    const left = s.leftOn !== null && s.leftOn <= today;
    if (f.state === 'left' ? !left : f.state !== 'all' && left) return false;
    if (f.state === 'waiting' && s.waiting.length === 0) return false;
    if (f.organ !== '' && s.organId !== f.organ) return false;
    if (f.role !== '' && !s.roles.some((r) => r === f.role)) return false;
    return [s.name, s.title, s.telephone].some((t) => t.includes(f.q));
  });
}
