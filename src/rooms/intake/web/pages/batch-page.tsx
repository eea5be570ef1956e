// One set: how far it is, what was found in each file and may be changed, what became of it and why.
import type { VNode } from 'preact';
import { FactRow } from '../../../../kit/fact-row/part.tsx';
import { type Problem, ProblemSummary } from '../../../../kit/problem-summary/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { shortTime } from '../../../../town/day.ts';
import type { Batch, BatchFigures, BatchLine } from '../../batches.ts';
import { batchStateNames } from '../../intake.ts';
import type { Known } from '../../proposal.ts';
import { PreviewForm } from './preview-form.tsx';
import { ResultTable, type ResultTableProps } from './result-table.tsx';
import { UploadFields } from './upload-form.tsx';

export interface BatchPageProps extends ResultTableProps {
  ctx: Ctx;
  batch: Batch;
  figures: BatchFigures;
  /** Files without an end, which may be changed and begun; empty while the set is worked on. */
  open: readonly BatchLine[];
  attachments: readonly BatchLine[];
  /** The file that is being worked on. */
  current: string | null;
  known: Pick<Known, 'items' | 'organs'>;
  problems: readonly Problem[];
}

export function BatchPage(props: BatchPageProps): VNode {
  const { ctx, batch, figures, open, attachments, known, problems } = props;
  const busy = batch.state === 'looking' || batch.state === 'importing';
  return (
    <>
      <ProblemSummary problems={problems} />
      <p class="muted">
        {batch.channel === 'console' ? batch.label : `命令行：${batch.label}`}，{shortTime(batch.startedAt)} 由 {batch.staffName}{' '}
        开始，
        {batchStateNames[batch.state]}
        {batch.finishedAt && `（${shortTime(batch.finishedAt)}）`}。
      </p>
      {busy && <Working batch={batch} figures={figures} current={props.current} />}
      <FactRow
        facts={[
          { value: String(figures.documents), label: '份文件' },
          { value: String(figures.imported), label: '已导入', href: `/console/import/${batch.id}?state=imported` },
          { value: String(figures.skipped), label: '已有，跳过', href: `/console/import/${batch.id}?state=skipped` },
          {
            value: String(figures.failed),
            label: '没有导入',
            href: `/console/import/${batch.id}?state=failed`,
            late: figures.failed > 0,
          },
        ]}
      />
      {open.length > 0 && <PreviewForm ctx={ctx} batch={batch} lines={open} known={known} />}
      {open.length < figures.documents && <ResultTable {...props} />}
      {attachments.length > 0 && (
        <details>
          <summary>随同上传的 {attachments.length} 个文件</summary>
          <ul>
            {attachments.map((a) => (
              <li key={a.id}>
                {a.name}
                <span class="small muted">　{a.role === 'sheet' ? '元数据表' : '附件，由元数据表写明属于哪一份'}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {!busy && batch.channel === 'console' && (
        <details>
          <summary>再加文件或换一张元数据表</summary>
          <form method="post" action={`/console/import/${batch.id}/files`} enctype="multipart/form-data">
            <TokenField ctx={ctx} />
            <UploadFields problems={[]} filesNeeded={false} />
            <button type="submit">加入并重新预览</button>
          </form>
        </details>
      )}
    </>
  );
}

function Working({ batch, figures, current }: { batch: Batch; figures: BatchFigures; current: string | null }): VNode {
  const done = figures.documents - figures.waiting;
  const share = figures.documents === 0 ? 100 : Math.floor((done / figures.documents) * 100);
  return (
    <section class="notice" aria-label="进度">
      <p>
        <label for="progress">
          {batchStateNames[batch.state]}：{done}/{figures.documents}（{share}%）
        </label>{' '}
        <progress id="progress" max={Math.max(1, figures.documents)} value={done} />
      </p>
      {current && <p>正在处理：{current}</p>}
      <p class="small">
        可以离开本页，处理不会停；回到“导入”可再看。本页每隔几秒自动更新，也可以
        <a href={`/console/import/${batch.id}`}>现在更新</a>。
      </p>
    </section>
  );
}
