// What each file would become, with item, organ and date to be put right before anything is imported.
import type { VNode } from 'preact';
import { DownloadLink } from '../../../../kit/filter-bar/part.tsx';
import { StatusTag, type Tone } from '../../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import { releaseGrounds } from '../../../checks/door.ts';
import type { Batch, BatchLine } from '../../batches.ts';
import { type LineState, lineStateNames } from '../../intake.ts';
import type { Known } from '../../proposal.ts';

export interface PreviewFormProps {
  ctx: Ctx;
  batch: Batch;
  lines: readonly BatchLine[];
  known: Pick<Known, 'items' | 'organs'>;
}

export const lineTones: Readonly<Record<LineState, Tone>> = {
  waiting: 'plain',
  ready: 'ok',
  refused: 'late',
  'left-out': 'plain',
  imported: 'ok',
  skipped: 'plain',
  failed: 'late',
  kept: 'plain',
};

export function PreviewForm({ ctx, batch, lines, known }: PreviewFormProps): VNode {
  return (
    <section>
      <h2>核对后导入</h2>
      <p>
        勾选的才导入；目录、机构、原发布日期可以改。 <DownloadLink href={`/console/import/${batch.id}/export.xlsx`} />
      </p>
      <form id="choices" method="post" action={`/console/import/${batch.id}/start`}>
        <TokenField ctx={ctx} />
        <datalist id="items">
          {known.items.map((i) => (
            <option key={i.code} value={`${i.code} ${i.name}`} />
          ))}
        </datalist>
        <datalist id="organs">
          {known.organs.map((o) => (
            <option key={o.id} value={o.name} />
          ))}
        </datalist>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
        <div class="table-scroll" tabIndex={0} role="region" aria-label="待导入的文件">
          <table>
            <caption class="sr-only">待导入的文件</caption>
            <thead>
              <tr>
                <th scope="col">导入</th>
                <th scope="col" class="main-column">
                  文件和标题
                </th>
                <th scope="col">目录</th>
                <th scope="col">机构</th>
                <th scope="col">原发布日期</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <PreviewRow key={line.id} ctx={ctx} line={line} known={known} />
              ))}
            </tbody>
          </table>
        </div>
        <button type="submit">导入选中的文件</button>
      </form>
      {lines
        .filter((l) => l.found?.releasable && !l.release)
        .map((l) => (
          <ReleaseForm key={l.id} ctx={ctx} batch={batch} line={l} />
        ))}
    </section>
  );
}

function PreviewRow({ ctx, line, known }: { ctx: Ctx; line: BatchLine; known: PreviewFormProps['known'] }): VNode {
  const { found, wish, id } = line;
  const again = ctx.form.has(`item-${id}`);
  const item = known.items.find((i) => i.code === (wish.item ?? found?.itemCode));
  const organ = known.organs.find((o) => o.id === (wish.organ ?? found?.organId));
  const values = again
    ? { item: ctx.form.line(`item-${id}`), organ: ctx.form.line(`organ-${id}`), date: ctx.form.line(`date-${id}`) }
    : {
        item: item ? `${item.code} ${item.name}` : '',
        organ: organ?.name ?? '',
        date: wish.publishedOn ?? found?.publishedOn ?? '',
      };
  const name = line.name === '' ? `第 ${line.row?.number} 行` : line.name;
  const taken = again ? ctx.form.checked(`take-${id}`) : line.state === 'ready';
  return (
    <tr>
      <td>
        <input type="checkbox" name={`take-${id}`} value="yes" checked={taken} aria-label={`导入 ${name}`} />
      </td>
      <td class="main-column">
        <StatusTag tone={lineTones[line.state]}>{lineStateNames[line.state]}</StatusTag> <b>{found?.title || name}</b>
        <p class="small muted">
          {name}
          {found && found.title !== '' && (
            <>
              ，{found.genre}，来源 {found.source}，生成 {found.createdOn ?? '未知'}
              {found.docNo !== '' && `，${found.docNo}`}
              {found.chapters > 0 && `，${found.chapters} 章`}
              {found.attachments.length > 0 && `，附件 ${found.attachments.join('、')}`}
            </>
          )}
        </p>
        <Said why={found?.why ?? []} warnings={found?.warnings ?? []} />
      </td>
      <td>
        <input id={`field-item-${id}`} name={`item-${id}`} list="items" value={values.item} aria-label={`${name} 的目录`} />
      </td>
      <td>
        <input id={`field-organ-${id}`} name={`organ-${id}`} list="organs" value={values.organ} aria-label={`${name} 的机构`} />
      </td>
      <td>
        <input id={`field-date-${id}`} name={`date-${id}`} value={values.date} size={11} aria-label={`${name} 的原发布日期`} />
      </td>
    </tr>
  );
}

export function Said({ why, warnings }: { why: readonly string[]; warnings: readonly string[] }): VNode | null {
  if (why.length + warnings.length === 0) return null;
  return (
    <ul class="small">
      {why.map((w) => (
        <li key={w} class="late">
          {w}
        </li>
      ))}
      {warnings.map((w) => (
        <li key={w} class="muted">
          {w}
        </li>
      ))}
    </ul>
  );
}

function ReleaseForm({ ctx, batch, line }: { ctx: Ctx; batch: Batch; line: BatchLine }): VNode {
  const own = ctx.visitor?.staff.id === batch.staffId;
  return (
    <details class="sheet">
      <summary>“{line.name}”里的个人信息确需公开</summary>
      {own ? (
        <p>您是导入人，不能自己放行。请政务公开办另一位工作人员打开本页办理。</p>
      ) : (
        <form method="post" action={`/console/import/${batch.id}/files/${line.id}/release`}>
          <TokenField ctx={ctx} />
          <p>
            <label for={`ground-${line.id}`}>依据</label>
            <select id={`ground-${line.id}`} name="ground" required>
              <option value="">请选择</option>
              {Object.entries(releaseGrounds).map(([code, words]) => (
                <option key={code} value={code}>
                  {words}
                </option>
              ))}
            </select>
          </p>
          <p>
            <label for={`reason-${line.id}`}>理由</label>
            <textarea id={`reason-${line.id}`} name="reason" rows={2} required />
          </p>
          <button type="submit">放行并导入</button>
        </form>
      )}
    </details>
  );
}
