// 督办板: every duty, the overdue on top, with how each organ stands above it.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FactRow } from '../../../../kit/fact-row/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { Pager } from '../../../../kit/pager/part.tsx';
import type { Organ } from '../../../people/door.ts';
import type { BoardLine } from '../../figures.ts';
import { type DutyFilter, type FilterSelect, queryOf } from '../duty-filter.ts';
import { DutyTable, type DutyTableProps } from './duty-table.tsx';

export interface BoardPageProps extends Pick<DutyTableProps, 'duties' | 'calendar' | 'today' | 'organs'> {
  lines: readonly BoardLine[];
  known: readonly Organ[];
  filter: DutyFilter;
  selects: readonly FilterSelect[];
  total: number;
  pageSize: number;
}

export function BoardPage({ lines, known, filter, selects, total, pageSize, ...table }: BoardPageProps): VNode {
  const query = queryOf(filter);
  const sum = (of: (l: BoardLine) => number): number => lines.reduce((n, l) => n + of(l), 0);
  return (
    <>
      <FactRow
        facts={[
          {
            value: String(sum((l) => l.overdue)),
            label: '件逾期',
            href: '/console/duties?state=overdue',
            late: sum((l) => l.overdue) > 0,
          },
          { value: String(sum((l) => l.soon)), label: '件 7 日内到期', href: '/console/duties?state=soon' },
          { value: String(sum((l) => l.open)), label: '件未了结', href: '/console/duties?state=open' },
          { value: String(sum((l) => l.proposed)), label: '件建议不予公开，待决定', href: '/console/duties?state=proposed' },
        ]}
      />
      <details>
        <summary>按单位汇总（{lines.length} 个单位有未了结的任务）</summary>
        <DataTable
          caption="各单位未了结的公开任务"
          captionHidden
          rows={lines}
          rowKey={(l) => l.organId}
          columns={[
            { label: '单位', kind: 'main', cell: (l) => <OrganLink organ={known.find((o) => o.id === l.organId)} /> },
            { label: '逾期', kind: 'amount', cell: (l) => l.overdue },
            { label: '7 日内到期', kind: 'amount', cell: (l) => l.soon },
            { label: '未了结', kind: 'amount', cell: (l) => l.open },
          ]}
          empty={<EmptyState title="没有未了结的公开任务。" />}
        />
      </details>
      <FilterBar
        action="/console/duties"
        search={{ name: 'q', label: '内容', value: filter.q, placeholder: '内容、期别、事项、索引号' }}
        selects={selects}
        dates={[
          { name: 'from', label: '到期日从', value: filter.from },
          { name: 'to', label: '到', value: filter.to },
        ]}
        count={total}
        unit="件"
        clearHref={query === '' ? undefined : '/console/duties'}
        download={{ href: `/console/duties/export.xlsx${query}` }}
      />
      <DutyTable
        {...table}
        console
        caption="公开任务"
        captionHidden
        empty={
          <EmptyState title="没有符合条件的公开任务。">
            <p>
              <a href="/console/duties">清除条件</a>，或者到<a href="/console/catalogue">公开目录</a>检查各项的周期设置。
            </p>
          </EmptyState>
        }
      />
      <Pager total={total} page={filter.page} pageSize={pageSize} href={(n) => `/console/duties${queryOf(filter, n)}`} />
    </>
  );
}

function OrganLink({ organ }: { organ: Organ | undefined }): VNode {
  if (!organ) return <>（单位已不存在）</>;
  const name = organ.kind === 'village' ? 'village' : 'organ';
  return <a href={`/console/duties?${name}=${organ.code}&state=open`}>{organ.name}</a>;
}
