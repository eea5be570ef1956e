// The console's list of organs: filter, count, download.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { type Organ, organKindNames, organKinds } from '../../organ.ts';

export interface OrganFilter {
  q: string;
  kind: string;
  state: string;
}

export interface OrganListProps {
  organs: readonly Organ[];
  filter: OrganFilter;
  /** The filter as a query, with its `?`, or empty. */
  query: string;
  mayCreate: boolean;
}

export function OrganList({ organs, filter, query, mayCreate }: OrganListProps): VNode {
  return (
    <>
      {mayCreate && (
        <p class="bar">
          <a class="btn" href="/console/organs/new">
            设立机构
          </a>
        </p>
      )}
      <FilterBar
        action="/console/organs"
        search={{ name: 'q', label: '名称、代码、负责人、电话', value: filter.q }}
        selects={[
          {
            name: 'kind',
            label: '类别',
            value: filter.kind,
            choices: organKinds.map((k) => ({ value: k, label: organKindNames[k] })),
          },
          {
            name: 'state',
            label: '状态',
            value: filter.state,
            all: '现有机构',
            choices: [
              { value: 'closed', label: '已撤销' },
              { value: 'all', label: '全部' },
            ],
          },
        ]}
        count={organs.length}
        unit="个"
        clearHref={query === '' ? undefined : '/console/organs'}
        download={{ href: `/console/organs/export.xlsx${query}` }}
      />
      <DataTable
        caption="机构"
        captionHidden
        rows={organs}
        rowKey={(o) => o.id}
        empty={
          <EmptyState title="没有符合条件的机构">
            <p>
              换一个条件，或者<a href="/console/organs">查看全部现有机构</a>。
            </p>
          </EmptyState>
        }
        columns={[
          { label: '机构', kind: 'main', cell: (o) => <a href={`/console/organs/${o.id}`}>{o.name}</a> },
          { label: '代码', cell: (o) => o.code },
          { label: '类别', cell: (o) => organKindNames[o.kind] },
          { label: '负责人', cell: (o) => o.headName },
          { label: '电话', cell: (o) => o.telephone },
          {
            label: '状态',
            cell: (o) =>
              o.closedOn === null ? (
                <StatusTag tone="ok">现有</StatusTag>
              ) : (
                <StatusTag tone="plain">{`${o.closedOn} 撤销`}</StatusTag>
              ),
          },
        ]}
      />
    </>
  );
}

/** Which organs a filter leaves. */
export function filterOrgans(organs: readonly Organ[], f: OrganFilter): Organ[] {
  const words = f.q.toLowerCase();
  return organs.filter((o) => {
    if (f.state === 'closed' ? o.closedOn === null : f.state !== 'all' && o.closedOn !== null) return false;
    if (f.kind !== '' && o.kind !== f.kind) return false;
    return [o.name, o.shortName, o.code, o.headName, o.telephone].some((t) => t.toLowerCase().includes(words));
  });
}
