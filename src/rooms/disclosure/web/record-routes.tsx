// The desk's lists: drafts and reviews by state, published documents with what may still be done to them, chains of review.
import type { VNode } from 'preact';
import { consolePage } from '../../../kit/console-page/part.tsx';
import { DataTable } from '../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { ChoiceField, SelectField, TextArea, TextField } from '../../../kit/form-field/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { Pager } from '../../../kit/pager/part.tsx';
import { type Problem, ProblemSummary, problemsOf } from '../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import { TokenField } from '../../../kit/token-field/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { timeLeft } from '../../../town/deadline.ts';
import { parseDay, shortTime } from '../../../town/day.ts';
import { type DocumentId, parseId } from '../../../town/ids.ts';
import type { Outcome } from '../../../town/outcome.ts';
import { listItems } from '../../catalogue/door.ts';
import { listOrgans, organById, staffNames } from '../../people/door.ts';
import { chainFor, type ChainStep, configureChain, reviewsOf, reviewWords, stepNames, type StepName } from '../../review/door.ts';
import { startCorrection } from '../correct.ts';
import {
  type DisclosureRefusal,
  type DocumentRow,
  type Edition,
  type EditionState,
  editionStateNames,
  validities,
} from '../document.ts';
import { markValidity, withdraw, withdrawalGrounds } from '../end.ts';
import { type DeskLine, deskLines, documentById, editionsOf, eventsOf } from '../reads.ts';
import { editionById } from '../store.ts';
import { disclosureWords } from '../words.ts';
import { documentPath, draftPath, recordPath, reviewPath } from './addresses.ts';
import { pageNumber } from './list-routes.tsx';

const PAGE = 30;

const views: Readonly<Record<string, { label: string; states: readonly EditionState[] }>> = {
  '': { label: '在办', states: ['drafting', 'in-review', 'approved', 'scheduled'] },
  drafting: { label: '拟稿', states: ['drafting'] },
  'in-review': { label: '审查中', states: ['in-review'] },
  ready: { label: '待发布', states: ['approved', 'scheduled'] },
  published: { label: '已发布', states: ['published'] },
  'not-public': { label: '不主动公开', states: ['not-public'] },
  abandoned: { label: '已作废', states: ['abandoned'] },
};

/** Whose drafts this person may list: the office, reviewers and leaders every organ's, others their own. */
function scopeOf(ctx: Ctx) {
  const actor = ctx.actor();
  const all = (['openness-office', 'secrecy-reviewer', 'deputy-leader', 'principal'] as const).some((r) =>
    actor.roles.includes(r),
  );
  return all ? null : actor.organId;
}

async function lines(ctx: Ctx, limit: number, offset: number) {
  const asked = ctx.query.line('view');
  const view = (Object.hasOwn(views, asked) && views[asked]) || views['']!;
  return deskLines(
    ctx.town.db,
    {
      organId: scopeOf(ctx),
      states: view.states,
      itemCode: ctx.query.line('item') || null,
      text: ctx.query.line('q').slice(0, 100),
    },
    limit,
    offset,
  );
}

function lineHref(line: DeskLine): string {
  if (line.state === 'drafting') return draftPath(line.editionId);
  return line.state === 'published' ? recordPath(line.documentId) : reviewPath(line.editionId);
}

async function listDrafts(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const page = pageNumber(ctx.query);
  const { lines: found, total } = await lines(ctx, PAGE, (page - 1) * PAGE);
  const organs = new Map((await listOrgans(db, { includeClosed: true })).map((o) => [o.id as string, o.shortName]));
  const names = await staffNames(
    db,
    found.map((l) => l.authorId),
  );
  const reviews = await reviewsOf(
    db,
    found.map((l) => l.editionId),
  );
  const calendar = await calendarOf(db);
  const items = await listItems(db);
  const query = new URLSearchParams({ view: ctx.query.line('view'), item: ctx.query.line('item'), q: ctx.query.line('q') });
  const held = ctx.actor().roles;
  const writes = held.includes('drafter') || held.includes('openness-office');
  return consolePage(
    ctx,
    { title: '拟稿与审查', current: 'drafts', notice: ctx.query.line('done') === 'abandoned' ? '已作废。' : undefined },
    <>
      {writes && (
        <div class="bar">
          <a class="btn" href="/console/drafts/new">
            新拟一稿
          </a>
        </div>
      )}
      <FilterBar
        action="/console/drafts"
        search={{ name: 'q', label: '标题', value: ctx.query.line('q') }}
        selects={[
          {
            name: 'view',
            label: '状态',
            value: ctx.query.line('view'),
            all: views['']!.label,
            choices: Object.entries(views)
              .filter(([k]) => k !== '')
              .map(([value, v]) => ({ value, label: v.label })),
          },
          {
            name: 'item',
            label: '目录',
            value: ctx.query.line('item'),
            choices: items.map((i) => ({ value: i.code, label: `${i.code} ${i.shortName}` })),
          },
        ]}
        count={total}
        unit="件"
        clearHref="/console/drafts"
        download={{ label: '导出 xlsx', href: `/console/drafts/export.xlsx?${query}` }}
      />
      <DataTable<DeskLine>
        caption="稿件"
        captionHidden
        rows={found}
        rowKey={(l) => l.editionId}
        columns={[
          { label: '标题', kind: 'main', cell: (l) => <a href={lineHref(l)}>{l.title || '（未填标题）'}</a> },
          { label: '目录', cell: (l) => l.itemCode },
          { label: '部门', cell: (l) => organs.get(l.organId) },
          { label: '拟稿人', cell: (l) => names.get(l.authorId) },
          {
            label: '环节',
            cell: (l) => {
              const review = reviews.get(l.editionId);
              const step = review && l.state === 'in-review' ? review.steps[review.step_index] : undefined;
              return step ? stepNames[step.step] : editionStateNames[l.state];
            },
          },
          {
            label: '环节时限',
            cell: (l) => {
              const review = reviews.get(l.editionId);
              if (!review || l.state !== 'in-review') return l.releaseAt ? `${shortTime(l.releaseAt)} 发布` : '';
              const left = timeLeft(calendar, review.step_due_on, ctx.today);
              return (
                <StatusTag tone={left.state === 'late' ? 'late' : left.state === 'soon' ? 'warn' : 'ok'}>{left.text}</StatusTag>
              );
            },
          },
          { label: '更新', cell: (l) => shortTime(l.updatedAt) },
        ]}
        empty={
          <EmptyState title="没有稿件">
            {held.includes('drafter') ? (
              <p>
                从<a href="/console/my-duties">我的应公开</a>选一项任务，或直接<a href="/console/drafts/new">新拟一稿</a>。
              </p>
            ) : (
              <p>有稿件送到您这一环节时，会列在这里，也会出现在待办里。</p>
            )}
          </EmptyState>
        }
      />
      <Pager total={total} page={page} pageSize={PAGE} href={(n) => `/console/drafts?${query}&page=${n}`} />
    </>,
  );
}

async function exportDrafts(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const { lines: found } = await lines(ctx, 10_000, 0);
  const organs = new Map((await listOrgans(db, { includeClosed: true })).map((o) => [o.id as string, o.shortName]));
  const names = await staffNames(
    db,
    found.map((l) => l.authorId),
  );
  return sheetReply(
    '稿件.xlsx',
    [
      { title: '标题', width: 50 },
      { title: '目录' },
      { title: '部门', width: 16 },
      { title: '拟稿人' },
      { title: '状态', width: 14 },
      { title: '版本' },
      { title: '索引号', width: 32 },
      { title: '更新', width: 18 },
    ],
    found.map((l) => [
      l.title,
      l.itemCode,
      organs.get(l.organId) ?? '',
      names.get(l.authorId) ?? '',
      editionStateNames[l.state],
      l.number,
      l.indexNo ?? '',
      shortTime(l.updatedAt),
    ]),
  );
}

// ── One document, for those who keep it ──

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
};

async function showRecord(ctx: Ctx, problems: readonly Problem[] = []): Promise<Reply> {
  const found = await findRecord(ctx);
  if (!found) return notFoundReply(ctx);
  const { document, edition } = found;
  const organ = await organById(ctx.town.db, document.organId);
  const editions = await editionsOf(ctx.town.db, document.id);
  const events = await eventsOf(ctx.town.db, document.id);
  const office = ctx.actor().roles.includes('openness-office');
  return consolePage(
    ctx,
    {
      title: edition.title,
      current: 'drafts',
      crumbs: [{ label: '拟稿与审查', href: '/console/drafts?view=published' }, { label: '已公开的文件' }],
      notice: problems.length === 0 ? recordNotices[ctx.query.line('done')] : undefined,
      status: problems.length > 0 ? 422 : 200,
    },
    <>
      <ProblemSummary problems={problems} />
      <div class="bar">
        <StatusTag tone="plain">{document.itemCode}</StatusTag>
        <StatusTag tone="plain">{organ?.shortName ?? ''}</StatusTag>
        <StatusTag tone={document.state === 'published' ? 'ok' : 'late'}>
          {document.state === 'published' ? edition.validity : '已撤回'}
        </StatusTag>
        <a class="push" href={documentPath(document.indexNo ?? '')}>
          看公开页面（{document.indexNo}）
        </a>
      </div>
      {document.state === 'published' && (
        <form method="post" action={`${recordPath(document.id)}/correct`} class="bar">
          <TokenField ctx={ctx} />
          <button type="submit">更正（新的一版）</button>
          <span class="small muted">原版本保留并可查看，新版本走完整的审查流程。</span>
        </form>
      )}
      {office && document.state === 'published' && (
        <OfficeForms ctx={ctx} document={document} edition={edition} problems={problems} />
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
      <ol class="timeline">
        {events.map((e) => (
          <li key={`${e.at}${e.kind}`}>
            <b>{eventWords[e.kind] ?? e.kind}</b>　{e.staffName}　<time>{shortTime(e.at)}</time>
            {e.note && <p class="small">{e.note}</p>}
          </li>
        ))}
      </ol>
    </>,
  );
}

const eventWords: Readonly<Record<string, string>> = {
  drafted: '拟稿',
  submitted: '送审',
  decided: '审查',
  scheduled: '定时',
  published: '发布',
  corrected: '更正发布',
  validity: '有效性',
  withdrawn: '撤回',
  'not-public': '不主动公开',
  abandoned: '作废',
  imported: '导入',
  dismissed: '检查说明',
};

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

export const recordRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/drafts', handle: listDrafts },
  { method: 'GET', path: '/console/drafts/export.xlsx', handle: exportDrafts },
  { method: 'GET', path: '/console/documents/:id', handle: (ctx) => showRecord(ctx) },
  { method: 'POST', path: '/console/documents/:id/correct', handle: correct },
  { method: 'POST', path: '/console/documents/:id/validity', handle: changeValidity },
  { method: 'POST', path: '/console/documents/:id/withdraw', sensitive: true, handle: withdrawDocument },
];
