// One published document, for those who keep it: its editions, what was done with it, and what may still be done.
import type { VNode } from 'preact';
import { consolePage } from '../../../kit/console-page/part.tsx';
import { SelectField, TextArea, TextField } from '../../../kit/form-field/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { type Problem, ProblemSummary, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { zipped } from '../../../platform/files/zip-writer.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import { attachment } from '../../../platform/http/sheet.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { parseDay, shortTime } from '../../../town/day.ts';
import { type DocumentId, parseId } from '../../../town/ids.ts';
import type { Outcome } from '../../../town/outcome.ts';
import { organById } from '../../people/door.ts';
import { eventsOfEdition } from '../../review/door.ts';
import { archiveOf } from '../archive/archive-of.ts';
import { archiveFolder } from '../archive/file-places.ts';
import { noteArchived } from '../archive/note-archived.ts';
import { startCorrection } from '../correct.ts';
import { type DisclosureRefusal, type DocumentRow, type Edition, editionStateNames, validities } from '../document.ts';
import { markValidity, withdraw, withdrawalGrounds } from '../end.ts';
import { eraseContent } from '../erase.ts';
import { documentById, editionsOf, eventsOf } from '../reads.ts';
import { editionById } from '../store.ts';
import { disclosureWords } from '../words.ts';
import { documentPath, draftPath, recordPath, reviewPath } from './addresses.ts';
import { scopeOf } from './draft-list-routes.tsx';
import { documentLines, Timeline } from './pages/timeline.tsx';

async function findRecord(ctx: Ctx): Promise<{ document: DocumentRow; edition: Edition } | null> {
  const id = parseId<DocumentId>(ctx.params.id ?? '');
  const document = id ? await documentById(ctx.town.db, id) : null;
  const edition = document?.currentEditionId ? await editionById(ctx.town.db, document.currentEditionId) : null;
  const scope = scopeOf(ctx);
  return document && edition && (scope === null || document.organId === scope) ? { document, edition } : null;
}

const recordNotices: Readonly<Record<string, string>> = {
  validity: '有效性已更新，公开页面即时生效。',
  withdrawn: '已撤回。原地址现在说明撤回的原因和依据。',
  erased: '内容已清除。存证里的条目还在，谁也不能再从中看出或试出内容。',
};

async function showRecord(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const found = await findRecord(ctx);
  if (!found) return notFoundReply(ctx);
  const { document, edition } = found;
  const organ = await organById(ctx.town.db, document.organId);
  const editions = await editionsOf(ctx.town.db, document.id);
  const passages = [];
  for (const e of editions) passages.push({ number: e.number, events: await eventsOfEdition(ctx.town.db, e.id) });
  const lines = documentLines(await eventsOf(ctx.town.db, document.id), passages);
  const { roles } = ctx.actor();
  const office = roles.includes('openness-office');
  const leads = roles.includes('principal') || roles.includes('deputy-leader');
  return consolePage(
    ctx,
    {
      title: edition.state === 'erased' ? `内容已清除的文件（${document.indexNo}）` : edition.title,
      current: 'drafts',
      crumbs: [{ label: '拟稿与审查', href: '/console/drafts?view=published' }, { label: '已公开的文件' }],
      notice: problems.length === 0 ? ctx.query.wordFrom('done', recordNotices) : undefined,
      status: problems.length > 0 ? 422 : 200,
    },
    <>
      <ProblemSummary problems={problems} />
      <div class="bar">
        <StatusTag tone="plain">{document.itemCode}</StatusTag>
        <StatusTag tone="plain">{organ?.shortName ?? ''}</StatusTag>
        <StatusTag tone={document.state === 'published' ? 'ok' : 'late'}>
          {document.state === 'published' ? edition.validity : edition.state === 'erased' ? '内容已清除' : '已撤回'}
        </StatusTag>
        <a class="push" href={documentPath(document.indexNo ?? '')}>
          看公开页面（{document.indexNo}）
        </a>
      </div>
      {document.state === 'published' && document.textFrom && (
        <p>
          标题和正文来自已签署的<a href={document.textFrom.href}>{document.textFrom.name}</a>，要更正请到那里另起一稿，重新签署。
        </p>
      )}
      {document.state === 'published' && !document.textFrom && (
        <form method="post" action={`${recordPath(document.id)}/correct`} class="bar">
          <TokenField ctx={ctx} />
          <button type="submit">更正（新的一版）</button>
          <span class="small muted">原版本保留并可查看，新版本走完整的审查流程。</span>
        </form>
      )}
      {office && document.state === 'published' && (
        <OfficeForms ctx={ctx} document={document} edition={edition} problems={problems} />
      )}
      {leads && document.state === 'withdrawn' && edition.state !== 'erased' && <EraseForm ctx={ctx} document={document} />}
      {office && (
        <p>
          <a href={`${recordPath(document.id)}/archive.zip`}>归档移交（下载）</a>
          <span class="small muted">
            　全部版本、附件、凭据、审查意见和操作记录，成一卷，可以离线核对。下载本身记入操作记录。
          </span>
        </p>
      )}
      <h2>版本</h2>
      <ul>
        {editions.map((e) => (
          <li key={e.id}>
            <a href={reviewPath(e.id)}>第 {e.number} 版</a>　{editionStateNames[e.state]}
            {'　'}
            {e.publishedAt ? shortTime(e.publishedAt) : ''}　{e.changeNote}
          </li>
        ))}
      </ul>
      <h2>经过</h2>
      <Timeline lines={lines} />
    </>,
  );
}

function OfficeForms({
  ctx,
  document,
  edition,
  problems,
}: {
  ctx: Ctx;
  document: DocumentRow;
  edition: Edition;
  problems: readonly Problem[];
}): VNode {
  const { form } = ctx;
  return (
    <>
      <details open={problems.some((p) => p.field === 'validity' || p.field === 'since')}>
        <summary>标注有效性</summary>
        <form method="post" action={`${recordPath(document.id)}/validity`} class="sheet narrow">
          <TokenField ctx={ctx} />
          <SelectField
            label="有效性"
            name="validity"
            value={form.line('validity') || edition.validity}
            choices={validities.map((v) => ({ value: v, label: v }))}
            required
            problems={problems}
          />
          <TextField
            label="自哪一天起"
            name="since"
            type="date"
            value={form.line('since')}
            problems={problems}
            hint="失效、废止、部分废止时必填。"
          />
          <TextArea
            label="依据"
            name="note"
            value={form.text('note')}
            rows={2}
            problems={problems}
            hint="例如：由港政〔2026〕9号代替。"
          />
          <button type="submit">标注</button>
        </form>
      </details>
      <details open={problems.some((p) => p.field === 'why' || p.field === 'ground')}>
        <summary>撤回公开</summary>
        <form method="post" action={`${recordPath(document.id)}/withdraw`} class="sheet narrow">
          <TokenField ctx={ctx} />
          <p class="small">撤回后原地址显示撤回人、时间、原因和依据；对应的应公开任务重新打开。</p>
          <SelectField
            label="依据"
            name="ground"
            value={form.line('ground')}
            blank="请选择"
            choices={Object.entries(withdrawalGrounds).map(([value, label]) => ({ value, label }))}
            required
            problems={problems}
          />
          <TextArea label="原因（公开）" name="why" value={form.text('why')} rows={2} required problems={problems} />
          <button type="submit" class="btn danger" data-confirm="确定撤回这份文件？">
            撤回
          </button>
        </form>
      </details>
    </>
  );
}

/** For leaders, and never for whoever withdrew it: the verb says so. */
function EraseForm({ ctx, document }: { ctx: Ctx; document: DocumentRow }): VNode {
  return (
    <details>
      <summary>清除内容</summary>
      <form method="post" action={`${recordPath(document.id)}/erase`} class="sheet narrow">
        <TokenField ctx={ctx} />
        <p>
          正文、摘要、附件和盐值彻底删除，不能恢复，只留下索引号、撤回说明和存证条目。用于应当删除的个人信息（个人信息保护法第四十七条）。
        </p>
        <p class="small">以前的备份里还有，请同时按运维手册清理备份；内部审计记录保留标题。</p>
        <button type="submit" class="btn danger" data-confirm="清除以后不能恢复。确定清除这份文件的内容？">
          清除内容
        </button>
      </form>
    </details>
  );
}

async function act<T>(
  ctx: Ctx,
  run: (document: DocumentRow) => Promise<Outcome<T, DisclosureRefusal>>,
  to: (value: T, document: DocumentRow) => string,
): Promise<Reply> {
  const found = await findRecord(ctx);
  if (!found) return notFoundReply(ctx);
  const outcome = await run(found.document);
  return outcome.ok
    ? seeOther(to(outcome.value, found.document))
    : showRecord(ctx, problemsOf(outcome.refusals, disclosureWords));
}

const correct = (ctx: Ctx): Promise<Reply> =>
  act(
    ctx,
    (d) => perform(ctx.town, ctx.actor(), 'disclosure.start-correction', (a) => startCorrection(a, d.id)),
    (v) => draftPath(v.editionId),
  );

const changeValidity = (ctx: Ctx): Promise<Reply> =>
  act(
    ctx,
    (d) =>
      perform(ctx.town, ctx.actor(), 'disclosure.mark-validity', (a) =>
        markValidity(a, d.id, ctx.form.line('validity'), parseDay(ctx.form.line('since')), ctx.form.text('note').slice(0, 500)),
      ),
    (_, d) => `${recordPath(d.id)}?done=validity`,
  );

const withdrawDocument = (ctx: Ctx): Promise<Reply> =>
  act(
    ctx,
    (d) =>
      perform(ctx.town, ctx.actor(), 'disclosure.withdraw', (a) =>
        withdraw(a, d.id, ctx.form.text('why').slice(0, 500), ctx.form.line('ground')),
      ),
    (_, d) => `${recordPath(d.id)}?done=withdrawn`,
  );

const eraseDocument = (ctx: Ctx): Promise<Reply> =>
  act(
    ctx,
    (d) => perform(ctx.town, ctx.actor(), 'disclosure.erase', (a) => eraseContent(a, d.id)),
    (_, d) => `${recordPath(d.id)}?done=erased`,
  );

/** A paper trail leaves the house: on record before the first byte. */
async function sendArchive(ctx: Ctx): Promise<Reply> {
  const found = await findRecord(ctx);
  const indexNo = found?.document.indexNo;
  if (!found || !indexNo || found.document.firstPublishedAt === null) return notFoundReply(ctx);
  const { id } = found.document;
  await perform(ctx.town, ctx.actor(), 'disclosure.archive', async (a) => noteArchived(a, [{ id, indexNo }]));
  return {
    kind: 'stream',
    type: 'application/zip',
    chunks: zipped(archiveOf(ctx.town, id)),
    headers: { ...attachment(`${archiveFolder(indexNo)}.zip`), 'cache-control': 'no-store' },
  };
}

export const recordRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/documents/:id', handle: (ctx) => showRecord(ctx) },
  { method: 'GET', path: '/console/documents/:id/archive.zip', handle: sendArchive },
  { method: 'POST', path: '/console/documents/:id/correct', handle: correct },
  { method: 'POST', path: '/console/documents/:id/validity', handle: changeValidity },
  { method: 'POST', path: '/console/documents/:id/erase', sensitive: true, handle: eraseDocument },
  { method: 'POST', path: '/console/documents/:id/withdraw', sensitive: true, handle: withdrawDocument },
];
