// All duties, for anybody: what is owed, what came in time, what came late.
import type { VNode } from 'preact';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { Pager } from '../../../../kit/pager/part.tsx';
import { DutyTable, type DutyTableProps } from './duty-table.tsx';
import { type DutyFilter, type FilterSelect, queryOf } from '../duty-filter.ts';

export interface DutiesPageProps extends Pick<DutyTableProps, 'duties' | 'calendar' | 'today' | 'organs'> {
  filter: DutyFilter;
  selects: readonly FilterSelect[];
  /** What the address says wrongly. */
  problems: readonly string[];
  total: number;
  pageSize: number;
}

export function DutiesPage({ filter, selects, problems, total, pageSize, ...table }: DutiesPageProps): VNode {
  const query = queryOf(filter);
  return (
    <>
      <h1 class="page-title">公开任务</h1>
      <p class="muted">
        哪个单位应当在哪一天以前公开什么，公开了没有。点开状态可以看到期日是怎样一步步算出来的。
        <a href="/catalogue/how">计算规则</a>
      </p>
      <FilterBar
        action="/catalogue/duties"
        search={{ name: 'q', label: '内容', value: filter.q }}
        selects={selects}
        dates={[
          { name: 'from', label: '到期日从', value: filter.from },
          { name: 'to', label: '到', value: filter.to },
        ]}
        count={total}
        unit="件"
        clearHref={query === '' ? undefined : '/catalogue/duties'}
        download={{ href: `/catalogue/duties.csv${query}` }}
      />
      {problems.length > 0 && (
        <div class="notice warn" role="status">
          {problems.map((p) => (
            <p key={p}>{p}</p>
          ))}
        </div>
      )}
      <DutyTable
        {...table}
        caption="公开任务"
        captionHidden
        empty={
          <EmptyState title="没有符合条件的公开任务。">
            <p>
              可以放宽条件，或者<a href="/catalogue/duties">看全部任务</a>。
            </p>
          </EmptyState>
        }
      />
      <Pager total={total} page={filter.page} pageSize={pageSize} href={(n) => `/catalogue/duties${queryOf(filter, n)}`} />
    </>
  );
}
