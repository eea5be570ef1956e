// One look says what is late and why, and whose turn it is.
import type { VNode } from 'preact';
import { DataTable } from '../../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../../kit/empty-state/part.tsx';
import { FactRow } from '../../../../kit/fact-row/part.tsx';
import { FilterBar } from '../../../../kit/filter-bar/part.tsx';
import { Pager } from '../../../../kit/pager/part.tsx';
import { StatusTag } from '../../../../kit/status-tag/part.tsx';
import type { Ctx } from '../../../../platform/http/route.ts';
import type { Calendar } from '../../../../town/calendar.ts';
import { timeLeft } from '../../../../town/deadline.ts';
import { answers } from '../../answers.ts';
import { type DeskFigures, type ListedRequest, type ListFilter, PAGE_SIZE } from '../../reads.ts';
import type { RecomputeProgress } from '../../recompute.ts';
import { applicantKindNames, type RequestId } from '../../info-request.ts';
import { requestStateNames, requestStates } from '../../standing.ts';
import { casePath, deskPath, remedyOrgansPath } from '../addresses.ts';

export interface DeskPageProps {
  ctx: Ctx;
  filter: ListFilter;
  figures: DeskFigures;
  total: number;
  /** There are more than `total`, which nobody has counted. */
  isMore: boolean;
  rows: readonly ListedRequest[];
  organs: readonly { id: string; shortName: string }[];
  calendar: Calendar;
  progress: RecomputeProgress | null;
  mayEnter: boolean;
  /** Names the organs that letters send people to. */
  maySet: boolean;
}

export const whichNames: Readonly<Record<ListFilter['which'], string>> = {
  open: '在办',
  turn: '轮到我办的',
  late: '已逾期',
  soon: '7 日内到期',
  extension: '待审批延期',
  mine: '我承办的',
  watched: '我关注的',
  ended: '已办结',
  all: '全部',
};

export function queryOf(filter: ListFilter, page?: number): string {
  const q = new URLSearchParams();
  if (filter.which !== 'open') q.set('which', filter.which);
  if (filter.state) q.set('state', filter.state);
  if (filter.organId) q.set('organ', filter.organId);
  if (filter.kind) q.set('kind', filter.kind);
  if (filter.words !== '') q.set('q', filter.words);
  if (page && page > 1) q.set('page', String(page));
  const text = q.toString();
  return text === '' ? '' : `?${text}`;
}

/** The clock the law keeps, or whom it waits for. */
function DueCell({ row, calendar, today }: { row: ListedRequest; calendar: Calendar; today: Ctx['today'] }): VNode {
  if (row.endedOn) {
    const late = row.dueOn !== null && row.endedOn > row.dueOn;
    return <StatusTag tone={late ? 'late' : 'plain'}>{late ? `${row.endedOn} 逾期办结` : `${row.endedOn} 办结`}</StatusTag>;
  }
  if (row.dueOn) {
    const left = timeLeft(calendar, row.dueOn, today);
    const tone = left.state === 'late' ? 'late' : left.state === 'soon' ? 'warn' : 'ok';
    return (
      <>
        <StatusTag tone={tone}>{left.text}</StatusTag> <span class="muted">{row.dueOn}</span>
        {row.promiseOn && row.promiseOn < today && left.state !== 'late' && <span class="muted">　承诺期限已过</span>}
      </>
    );
  }
  return <span class="muted">{row.waitingUntil ? `等到 ${row.waitingUntil}` : '未起算'}</span>;
}

export function DeskPage({
  ctx,
  filter,
  figures,
  total,
  isMore,
  rows,
  organs,
  calendar,
  progress,
  mayEnter,
  maySet,
}: DeskPageProps): VNode {
  const facts = [
    { label: '在办', value: `${figures.open} 件`, href: deskPath },
    { label: '已逾期', value: `${figures.late} 件`, href: `${deskPath}?which=late`, late: figures.late > 0 },
    { label: '7 日内到期', value: `${figures.soon} 件`, href: `${deskPath}?which=soon` },
    { label: '待确认收到', value: `${figures.unconfirmed} 件`, href: `${deskPath}?state=unconfirmed` },
    { label: '待签发', value: `${figures.signing} 件`, href: `${deskPath}?state=signing` },
    ...(figures.extensions > 0
      ? [{ label: '待审批延期', value: `${figures.extensions} 件`, href: `${deskPath}?which=extension` }]
      : []),
  ];
  return (
    <>
      {progress && (
        <p class="notice" role="status">
          放假安排有变，正在重算期限：{progress.seen} / {progress.open} 件。
        </p>
      )}
      <FactRow facts={facts} />
      <div class="bar">
        {mayEnter && (
          <a class="btn" href={`${deskPath}/new`}>
            登记申请
          </a>
        )}
        <a href={`${deskPath}/suggestions`}>转为主动公开</a>
        {maySet && <a href={remedyOrgansPath}>复议机关和法院</a>}
      </div>
      <FilterBar
        action={deskPath}
        search={{ name: 'q', label: '编号或者事由', value: filter.words }}
        selects={[
          {
            name: 'which',
            label: '范围',
            value: filter.which === 'open' ? '' : filter.which,
            all: whichNames.open,
            choices: Object.entries(whichNames)
              .filter(([value]) => value !== 'open')
              .map(([value, label]) => ({ value, label })),
          },
          {
            name: 'state',
            label: '状态',
            value: filter.state ?? '',
            all: '不限',
            choices: requestStates.map((s) => ({ value: s, label: requestStateNames[s] })),
          },
          {
            name: 'organ',
            label: '承办单位',
            value: filter.organId ?? '',
            all: '不限',
            choices: organs.map((o) => ({ value: o.id, label: o.shortName })),
          },
          {
            name: 'kind',
            label: '申请人',
            value: filter.kind ?? '',
            all: '不限',
            choices: Object.entries(applicantKindNames).map(([value, label]) => ({ value, label })),
          },
        ]}
        count={total}
        unit={isMore ? '件以上' : '件'}
        clearHref={queryOf(filter) === '' ? undefined : deskPath}
        download={{ href: `${deskPath}/export.xlsx${queryOf(filter)}`, note: total > 5_000 ? '前 5000 件' : undefined }}
      />
      <DataTable
        caption="信息公开申请"
        captionHidden
        stack
        rows={rows}
        rowKey={(r) => r.id}
        empty={
          <EmptyState title="没有符合条件的申请">
            <p>换个范围看看；收到纸面、口头、传真、邮件申请的，点“登记申请”。</p>
          </EmptyState>
        }
        columns={[
          {
            label: '事由',
            kind: 'main',
            cell: (r) => (
              <>
                <a href={casePath(r.id as RequestId)}>{r.title === '' ? '（待拟事由）' : r.title}</a>
                <br />
                <span class="muted">
                  {r.number}　{applicantKindNames[r.applicantKind]}
                </span>
              </>
            ),
          },
          {
            label: '状态',
            cell: (r) => (
              <>
                {requestStateNames[r.state]}
                {r.extended && '（已延期）'}
                {r.extensionPending && '（延期待批）'}
                {r.answerCode && <span class="muted">　{answers[r.answerCode].name}</span>}
              </>
            ),
          },
          { label: '承办', cell: (r) => [r.organName, r.handlerName].filter(Boolean).join(' ') || '未分办' },
          { label: '期限', cell: (r) => <DueCell row={r} calendar={calendar} today={ctx.today} /> },
        ]}
      />
      <Pager total={total} page={filter.page} pageSize={PAGE_SIZE} href={(n) => `${deskPath}${queryOf(filter, n)}`} />
    </>
  );
}
