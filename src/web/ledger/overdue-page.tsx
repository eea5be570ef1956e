// 逾期清单, from the ledger alone: what was put on record as owed and has neither been published nor declined by its day.
import type { VNode } from 'preact';
import { DataTable } from '../../kit/data-table/part.tsx';
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { FilterBar } from '../../kit/filter-bar/part.tsx';
import { Pager } from '../../kit/pager/part.tsx';
import { StatusTag } from '../../kit/status-tag/part.tsx';
import type { Day } from '../../town/day.ts';

export interface OverdueLine {
  id: string;
  /** What it is called in the town's own tables; the ledger holds no names. */
  title: string | null;
  itemCode: string | null;
  org: string;
  organName: string;
  due: Day;
  days: number;
  index: number;
}

export interface OverdueView {
  lines: readonly OverdueLine[];
  total: number;
  page: number;
  pageSize: number;
  organ: string;
  organs: readonly { value: string; label: string }[];
  size: number;
  /** Whether the town's own table of duties says the same. */
  agrees: boolean;
  today: Day;
}

export function OverduePage({ view }: { view: OverdueView }): VNode {
  const query = view.organ === '' ? '' : `organ=${encodeURIComponent(view.organ)}`;
  const at = (path: string, more = ''): string => {
    const all = [query, more].filter((q) => q !== '').join('&');
    return all === '' ? path : `${path}?${all}`;
  };
  return (
    <>
      <h1 class="page-title">逾期未公开清单</h1>
      <p>
        这份清单只凭<a href="/ledger">公开存证</a>的 {view.size}{' '}
        条记录算出：列为应公开、到期日已过、既没有公开也没有说明不公开的，都在这里， 谁拿到存证都能算出同一份。
        {view.agrees ? '与本镇任务表的逾期项一致。' : '与本镇任务表的逾期项不一致，正在查对。'}
      </p>
      <FilterBar
        action="/ledger/overdue"
        selects={[{ name: 'organ', label: '机构', value: view.organ, choices: view.organs, all: '全部机构' }]}
        count={view.total}
        unit="项"
        clearHref={view.organ === '' ? undefined : '/ledger/overdue'}
        download={{ href: at('/ledger/overdue.csv') }}
      />
      <DataTable
        caption="逾期未公开"
        captionHidden
        stack
        columns={[
          { label: '事项', cell: (l: OverdueLine) => <Title line={l} />, kind: 'main' },
          { label: '责任机构', cell: (l) => l.organName },
          { label: '到期日', cell: (l) => l.due },
          { label: '逾期', cell: (l) => <StatusTag tone="late">{`${l.days} 天`}</StatusTag> },
          { label: '列入存证', cell: (l) => `№\u00a0${l.index}` },
        ]}
        rows={view.lines}
        rowKey={(l) => l.id}
        empty={
          <EmptyState title={`截至 ${view.today} 没有逾期`}>
            <p>
              应公开的和到期日见<a href="/catalogue/duties">公开任务</a>。
            </p>
          </EmptyState>
        }
      />
      <Pager
        total={view.total}
        page={view.page}
        pageSize={view.pageSize}
        href={(n) => at('/ledger/overdue', n > 1 ? `page=${n}` : '')}
      />
    </>
  );
}

function Title({ line }: { line: OverdueLine }): VNode {
  if (line.title === null) return <code>{line.id}</code>;
  return line.itemCode ? <a href={`/catalogue/${line.itemCode}`}>{line.title}</a> : <span>{line.title}</span>;
}
