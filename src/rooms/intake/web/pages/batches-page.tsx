// Import at the desk: hand in files, and what was imported before.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { SelectField } from '../../../../kit/form-field/part.tsx';
import { Pager } from '../../../../kit/pager/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import type { Batch, BatchFigures, BatchFilter } from '../../batches.ts';
import { batchStateNames } from '../../intake.ts';
import type { Known } from '../../proposal.ts';
import { UploadFields } from './upload-form.tsx';

const ABOUT =
  '把以前在别处公开过的信息导入本站。先预览，核对标题、日期、目录、机构，再导入。导入的信息注明“导入”，原发布日期和导入日期都显示；' +
  '不走审查流程，但有个人信息的不导入，由另一人写明依据后才能放行。';

export interface BatchesPageProps {
  ctx: Ctx;
  known: Pick<Known, 'items' | 'organs'>;
  filter: BatchFilter;
  batches: readonly (Batch & BatchFigures)[];
  total: number;
  page: number;
  pageSize: number;
  problems: readonly Problem[];
}

export function BatchesPage({ ctx, known, filter, batches, total, page, pageSize, problems }: BatchesPageProps): VNode {
  const isFiltered = filter.q !== '' || filter.state !== '';
  const query = isFiltered ? new URLSearchParams({ ...filter }).toString() : '';
  return (
    <>
      <p>{ABOUT}</p>
      <form method="post" action="/console/import" enctype="multipart/form-data" class="sheet">
        <ProblemSummary problems={problems} />
        <TokenField ctx={ctx} />
        <UploadFields problems={problems} filesNeeded />
        <SelectField
          label="目录"
          name="item"
          value={ctx.form.line('item')}
          blank="逐份判断"
          hint="全部属于同一项时选择。"
          problems={problems}
          choices={known.items.map((i) => ({ value: i.code, label: `${i.code} ${i.name}` }))}
        />
        <SelectField
          label="机构"
          name="organ"
          value={ctx.form.line('organ')}
          blank="按原文来源"
          hint="原文来源对不上本镇机构时，归到这个机构。"
          problems={problems}
          choices={known.organs.map((o) => ({ value: o.id, label: o.name }))}
        />
        <button type="submit">上传并预览</button>
      </form>
      <section>
        <h2>导入过的</h2>
        <FilterBar
          action="/console/import"
          search={{ name: 'q', label: '批次、文件或人员', value: filter.q }}
          selects={[
            {
              name: 'state',
              label: '状态',
              value: filter.state,
              choices: Object.entries(batchStateNames).map(([value, label]) => ({ value, label })),
            },
          ]}
          count={total}
          unit="批"
          clearHref={isFiltered ? '/console/import' : undefined}
          download={{ href: `/console/import/export.xlsx${query === '' ? '' : `?${query}`}` }}
        />
        <DataTable
          caption="导入批次"
          captionHidden
          stack
          rows={batches}
          rowKey={(b) => b.id}
          columns={[
            { label: '开始', cell: (b) => <a href={`/console/import/${b.id}`}>{shortTime(b.startedAt)}</a> },
            { label: '哪一批', kind: 'main', cell: (b) => (b.channel === 'console' ? b.label : `命令行：${b.label}`) },
            { label: '由谁', cell: (b) => b.staffName },
            { label: '状态', cell: (b) => batchStateNames[b.state] },
            { label: '共', kind: 'amount', cell: (b) => b.documents },
            { label: '已导入', kind: 'amount', cell: (b) => b.imported },
            { label: '跳过', kind: 'amount', cell: (b) => b.skipped },
            { label: '没有导入', kind: 'amount', cell: (b) => b.failed },
          ]}
          empty={<EmptyState title={isFiltered ? '没有符合条件的批次。' : '还没有导入过。'} />}
        />
        {total > pageSize && (
          <Pager total={total} page={page} pageSize={pageSize} href={(n) => `/console/import?${query}&page=${n}`} />
        )}
      </section>
    </>
  );
}
