// The desk's list of drafts: what is being written, reviewed, ready or done, as a page and as a workbook.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { DataTable } from '../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { Pager } from '../../../kit/pager/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { timeLeft } from '../../../town/deadline.ts';
import { shortTime } from '../../../town/day.ts';
import { draftingRoles } from '../../../town/roles.ts';
import { listItems } from '../../catalogue/door.ts';
import { listOrgans, staffNames } from '../../people/door.ts';
import { reviewsOf, stepNames } from '../../review/door.ts';
import { type EditionState, editionStateNames } from '../document.ts';
import { type DeskLine, deskLines } from '../reads.ts';
import { draftPath, recordPath, reviewPath } from './addresses.ts';
import { pageNumber } from './list-routes.tsx';

const PAGE = 30;

const views: Readonly<Record<string, { label: string; states: readonly EditionState[] }>> = {
  '': { label: '在办', states: ['drafting', 'in-review', 'approved', 'scheduled', 'released'] },
  drafting: { label: '拟稿', states: ['drafting'] },
  'in-review': { label: '审查中', states: ['in-review'] },
  ready: { label: '待发布', states: ['approved', 'scheduled', 'released'] },
  published: { label: '已发布', states: ['published'] },
  'not-public': { label: '不主动公开', states: ['not-public'] },
  abandoned: { label: '已作废', states: ['abandoned'] },
};

/** Whose drafts this person may list: the office, reviewers and leaders every organ's, others their own. */
export function scopeOf(ctx: Ctx) {
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

type LineReview = Awaited<ReturnType<typeof reviewsOf>> extends ReadonlyMap<string, infer Row> ? Row : never;

function stepNow(line: DeskLine, review: LineReview | undefined): string {
  const step = review && line.state === 'in-review' ? review.steps[review.step_index] : undefined;
  return step ? stepNames[step.step] : editionStateNames[line.state];
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
  const drafts = held.some((role) => draftingRoles.includes(role));
  const writes = drafts || held.includes('openness-office');
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
        download={{ href: `/console/drafts/export.xlsx?${query}` }}
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
          { label: '环节', cell: (l) => stepNow(l, reviews.get(l.editionId)) },
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
            {drafts ? (
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
  const reviews = await reviewsOf(
    db,
    found.map((l) => l.editionId),
  );
  return sheetReply(
    '稿件.xlsx',
    [
      { title: '标题', width: 50 },
      { title: '目录' },
      { title: '部门', width: 16 },
      { title: '拟稿人' },
      { title: '环节', width: 14 },
      { title: '环节到期日', width: 12 },
      { title: '定时发布', width: 18 },
      { title: '版本' },
      { title: '索引号', width: 32 },
      { title: '更新', width: 18 },
    ],
    found.map((l) => [
      l.title,
      l.itemCode,
      organs.get(l.organId) ?? '',
      names.get(l.authorId) ?? '',
      stepNow(l, reviews.get(l.editionId)),
      l.state === 'in-review' ? (reviews.get(l.editionId)?.step_due_on ?? '') : '',
      l.releaseAt ? shortTime(l.releaseAt) : '',
      l.number,
      l.indexNo ?? '',
      shortTime(l.updatedAt),
    ]),
  );
}

export const draftListRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/drafts', handle: listDrafts },
  { method: 'GET', path: '/console/drafts/export.xlsx', handle: exportDrafts },
];
