// What became of each file of a set: where it is now, or why it is not.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { Pager } from '../../../../kit/pager/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import { documentPath } from '../../../disclosure/door.ts';
import type { Batch, BatchLine } from '../../batches.ts';
import { lineStateNames } from '../../intake.ts';
import { lineTones, Said } from './preview-form.tsx';

export interface ResultTableProps {
  batch: Batch;
  lines: readonly BatchLine[];
  state: string;
  total: number;
  page: number;
  pageSize: number;
}

export const resultStates = [
  { value: 'imported', label: '已导入' },
  { value: 'skipped', label: '已有，跳过' },
  { value: 'failed', label: '没有导入' },
  { value: 'left-out', label: '不导入' },
  { value: 'waiting', label: '等待' },
] as const;

export function ResultTable({ batch, lines, state, total, page, pageSize }: ResultTableProps): VNode {
  const here = `/console/import/${batch.id}`;
  const filter = state === '' ? '' : `state=${state}&`;
  return (
    <section>
      <h2>逐份结果</h2>
      <FilterBar
        action={here}
        selects={[{ name: 'state', label: '结果', value: state, choices: resultStates }]}
        count={total}
        unit="份"
        clearHref={state === '' ? undefined : here}
        download={{ href: `${here}/export.xlsx` }}
      />
      <DataTable
        caption="逐份结果"
        captionHidden
        rows={lines}
        rowKey={(l) => l.id}
        columns={[
          {
            label: '结果',
            cell: (l) => <StatusTag tone={lineTones[l.state]}>{lineStateNames[l.state]}</StatusTag>,
          },
          {
            label: '文件和标题',
            kind: 'main',
            cell: (l) => (
              <>
                {l.found?.title || l.name || `第 ${l.row?.number} 行`}
                <p class="small muted">
                  {l.row && `表中第 ${l.row.number} 行，`}
                  {l.name}
                  {l.release && `，${l.release.name} 放行：${l.release.reason}`}
                </p>
                <Said why={l.found?.why ?? []} warnings={l.found?.warnings ?? []} />
              </>
            ),
          },
          { label: '原发布日期', cell: (l) => l.found?.publishedOn ?? '' },
          { label: '目录', cell: (l) => l.found?.itemCode ?? '' },
          { label: '索引号', cell: (l) => (l.indexNo ? <a href={documentPath(l.indexNo)}>{l.indexNo}</a> : '') },
        ]}
        empty={<EmptyState title={state === '' ? '这一批里还没有文件。' : '没有这种结果的文件。'} />}
      />
      {total > pageSize && <Pager total={total} page={page} pageSize={pageSize} href={(n) => `${here}?${filter}page=${n}`} />}
    </section>
  );
}
