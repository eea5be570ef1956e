// Reports of other towns to compare with: which there are, another one, one less.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FileField, TextField } from '../../../../kit/form-field/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import type { ForeignReport } from '../../foreign-reports.ts';
import { foreignReportsPath } from '../addresses.ts';

interface ForeignReportsPageProps {
  ctx: Ctx;
  reports: readonly ForeignReport[];
  mayWrite: boolean;
  problems: readonly Problem[];
}

export function ForeignReportsPage({ ctx, reports, mayWrite, problems }: ForeignReportsPageProps): VNode {
  const removal = (r: ForeignReport): VNode => (
    <form method="post" action={`${foreignReportsPath}/${r.id}/removal`}>
      <TokenField ctx={ctx} />
      <button type="submit" class="btn quiet" aria-label={`移除${r.unit}${r.fiscalYear}年度报告`}>
        移除
      </button>
    </form>
  );
  return (
    <>
      <ProblemSummary problems={problems} />
      <p class="lead">
        编写报告时，逐句与这些报告比对，几乎一样的在“核对”里并排列出，签署前要看过。本单位公开过的报告自动比对，不用放在这里。
      </p>
      <DataTable
        caption="用来比对的报告"
        captionHidden
        stack
        rows={reports}
        rowKey={(r) => r.id}
        empty={<EmptyState title="还没有其他单位的报告" />}
        columns={[
          { label: '单位', kind: 'main', cell: (r) => r.unit },
          { label: '年度', cell: (r) => `${r.fiscalYear}年度` },
          { label: '比对的句子', kind: 'amount', cell: (r) => `${r.sentences} 句` },
          { label: '放入', cell: (r) => `${r.addedBy}，${shortTime(r.addedAt)}` },
          { label: '', cell: (r) => (mayWrite ? removal(r) : null) },
        ]}
      />
      {mayWrite && (
        <>
          <h2>放入一份</h2>
          <form method="post" action={foreignReportsPath} enctype="multipart/form-data" class="sheet narrow">
            <TokenField ctx={ctx} />
            <FileField
              label="报告文件"
              name="file"
              required
              accept=".txt,.docx,.html,.htm,.pdf"
              hint="txt、docx、html，或者能选中文字的 pdf。同一单位同一年度的，后放入的代替先放入的。"
              problems={problems}
            />
            <TextField
              label="单位名称"
              name="unit"
              value={ctx.form.line('unit')}
              hint="文中写明单位的，不用填。"
              problems={problems}
            />
            <button type="submit">放入</button>
          </form>
        </>
      )}
    </>
  );
}
