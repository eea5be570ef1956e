// What anybody may see of requests: the log without persons in it, what came of them and how long it took, as median and spread.
import { DataTable } from '../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { FactRow } from '../../../kit/fact-row/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { Pager } from '../../../kit/pager/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import { SvgBars } from '../../../kit/svg-bars/part.tsx';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { csvReply, type SheetCell } from '../../../platform/http/sheet.ts';
import { day as dayFrom, yearOf } from '../../../town/day.ts';
import { workingDaysBetween } from '../../../town/calendar.ts';
import { answerGroupNames, type AnswerGroup, answers } from '../answers.ts';
import { type RequestsOfYears, requestsOfYears } from '../counts.ts';
import { LOG_PAGE, type LogFilter, logYears, publicLog } from '../public-log.ts';
import { logPath, requestsPath } from './addresses.ts';

const CSV_MOST = 5_000;
const groups = Object.keys(answerGroupNames) as AnswerGroup[];

function readFilter(ctx: Ctx, years: readonly number[]): LogFilter {
  const year = Number(ctx.query.line('year'));
  const page = Number(ctx.query.line('page'));
  return {
    year: years.includes(year) ? year : null,
    group: groups.find((g) => g === ctx.query.line('result')) ?? null,
    words: ctx.query.line('q').slice(0, 100),
    page: Number.isInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

function queryOf(f: LogFilter, page = 1): string {
  const q = new URLSearchParams();
  if (f.year) q.set('year', String(f.year));
  if (f.group) q.set('result', f.group);
  if (f.words) q.set('q', f.words);
  if (page > 1) q.set('page', String(page));
  return q.size > 0 ? `?${q}` : '';
}

const onTime = (c: RequestsOfYears): string => (c.ended === 0 ? '—' : `${((c.onTime / c.ended) * 100).toFixed(1)}%`);

async function showLog(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const calendar = await calendarOf(db);
  const years = await logYears(db);
  const filter = readFilter(ctx, years);
  const found = await publicLog(db, filter);
  const shown = (filter.year ? [filter.year] : years).slice(0, 5);
  const counts = await Promise.all(
    shown.map(async (y) => ({
      year: y,
      of: await requestsOfYears(db, calendar, { from: dayFrom(`${y}-01-01`), to: dayFrom(`${y}-12-31`) }),
    })),
  );
  const first = counts[0];
  return publicPage(
    ctx,
    {
      title: '信息公开申请办理记录',
      current: 'requests',
      crumbs: [{ label: '网站首页', href: '/' }, { label: '申请公开', href: requestsPath }, { label: '办理记录' }],
      description: '别人申请过什么、怎样答复、用了几天。',
    },
    <>
      <h1 class="page-title">申请办理记录</h1>
      <p>每一件办结的申请都列在这里，只有事由，没有申请人的任何信息。</p>
      {first && (
        <>
          <FactRow
            facts={[
              { label: `${first.year} 年收到`, value: `${first.of.received} 件` },
              { label: '办结', value: `${first.of.ended} 件` },
              { label: '按期率', value: onTime(first.of) },
              ...(first.of.days
                ? [
                    {
                      label: '用时中位数（一半在……之间）',
                      value: `${first.of.days[2]} 个工作日（${first.of.days[1]}—${first.of.days[3]}）`,
                    },
                  ]
                : []),
            ]}
          />
          <SvgBars
            caption={`${first.year} 年的答复`}
            heads={['答复', '件']}
            bars={groups.map((g) => ({
              label: answerGroupNames[g],
              value: first.of.byGroup[g],
              says: `${first.of.byGroup[g]} 件`,
            }))}
          />
          <SvgBars
            caption="用时（工作日）：中位数，细线为中间一半"
            heads={['年度', '工作日']}
            bars={counts.flatMap(({ year, of }) =>
              of.days
                ? [
                    {
                      label: `${year} 年`,
                      value: of.days[2],
                      says: `${of.days[2]}（最短 ${of.days[0]}，最长 ${of.days[4]}）`,
                      spread: { from: of.days[1], to: of.days[3] },
                    },
                  ]
                : [],
            )}
          />
        </>
      )}
      <FilterBar
        action={logPath}
        search={{ name: 'q', label: '事由', value: filter.words }}
        selects={[
          {
            name: 'year',
            label: '办结年度',
            value: filter.year ? String(filter.year) : '',
            all: '不限',
            choices: years.map((y) => ({ value: String(y), label: `${y} 年` })),
          },
          {
            name: 'result',
            label: '答复',
            value: filter.group ?? '',
            all: '不限',
            choices: groups.map((g) => ({ value: g, label: answerGroupNames[g] })),
          },
        ]}
        count={found.total}
        unit="件"
        clearHref={queryOf(filter) === '' ? undefined : logPath}
        download={{ href: `${logPath}.csv${queryOf(filter)}` }}
      />
      {found.leftOut > 0 && (
        <p class="hint">另有 {found.leftOut} 件没有列出：列出会让人认出申请人，或者尚未拟好事由。统计数字包括它们。</p>
      )}
      <DataTable
        caption="办结的申请"
        captionHidden
        stack
        rows={found.rows}
        rowKey={(r) => r.number}
        empty={
          <EmptyState title="没有符合条件的记录">
            <p>
              想要的信息没有公开过，可以<a href={requestsPath}>申请公开</a>。
            </p>
          </EmptyState>
        }
        columns={[
          { label: '事由', kind: 'main', cell: (r) => r.title },
          { label: '答复', cell: (r) => answers[r.answerCode].name },
          {
            label: '收到—办结',
            cell: (r) => (
              <>
                {r.receivedOn} — {r.endedOn}
              </>
            ),
          },
          {
            label: '用时',
            cell: (r) => {
              const late = r.dueOn !== null && r.endedOn > r.dueOn;
              return (
                <>
                  {workingDaysBetween(calendar, r.receivedOn, r.endedOn)} 个工作日{' '}
                  {late && <StatusTag tone="late">逾期</StatusTag>}
                  {late && r.lateReason !== '' && <span class="muted">　{r.lateReason}</span>}
                </>
              );
            },
          },
        ]}
      />
      <Pager total={found.total} page={filter.page} pageSize={LOG_PAGE} href={(n) => `${logPath}${queryOf(filter, n)}`} />
    </>,
  );
}

async function sendCsv(ctx: Ctx): Promise<Reply> {
  const { rows } = await publicLog(ctx.town.db, { ...readFilter(ctx, await logYears(ctx.town.db)), page: 1 }, CSV_MOST);
  async function* cells(): AsyncGenerator<readonly SheetCell[]> {
    for (const r of rows) yield [r.title, answers[r.answerCode].name, r.receivedOn, r.dueOn, r.endedOn];
  }
  return csvReply(`申请办理记录${yearOf(ctx.today)}`, ['事由', '答复', '收到', '法定期限', '办结'], cells());
}

export const logRoutes: readonly Route[] = [
  { method: 'GET', path: logPath, kept: true, handle: showLog },
  { method: 'GET', path: `${logPath}.csv`, kept: true, handle: sendCsv },
];
