// 年度报告: one line a year, with the day it was due and whether it was late; a year without one is not passed over.
import type { VNode } from 'preact';
import { DataTable } from '../../kit/data-table/part.tsx';
import { DueDate } from '../../kit/due-date/part.tsx';
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { publicPage } from '../../kit/public-page/part.tsx';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { publicReportPath, publicReportYears } from '../../rooms/annual-report/door.ts';
import { compare, documentPath, DocumentList, type PublicLine, publishedLines } from '../../rooms/disclosure/door.ts';
import type { Calendar } from '../../town/calendar.ts';
import { dayOf, type Day, yearOf } from '../../town/day.ts';
import { daysLate, explainDue, timeLeft } from '../../town/deadline.ts';
import { annualReportDue } from '../../town/law.ts';
import { fiscalYearOf } from './fiscal-year.ts';

export interface ReportYear {
  year: number;
  due: Day;
  reports: readonly PublicLine[];
}

/** Every year from the first report on to the one whose report is due next, newest first. */
export function reportYears(reports: readonly PublicLine[], today: Day): ReportYear[] {
  const byYear = new Map<number, PublicLine[]>();
  for (const r of reports) {
    const year = fiscalYearOf({ title: r.title, createdOn: r.createdOn, publishedOn: dayOf(r.publishedAt) });
    byYear.set(year, [...(byYear.get(year) ?? []), r]);
  }
  if (byYear.size === 0) return [];
  const last = Math.max(yearOf(today) - 1, ...byYear.keys());
  const years: ReportYear[] = [];
  for (let year = last; year >= Math.min(...byYear.keys()); year--) {
    years.push({ year, due: annualReportDue(year).due, reports: byYear.get(year) ?? [] });
  }
  return years;
}

function Mark({ line, calendar, today }: { line: ReportYear; calendar: Calendar; today: Day }): VNode {
  const due = annualReportDue(line.year);
  const steps = explainDue(due.steps);
  const first = line.reports.at(-1);
  if (!first) {
    const late = line.due < today;
    const text = late ? '本站没有收录' : timeLeft(calendar, line.due, today).text;
    return <DueDate tag={{ tone: late ? 'plain' : 'ok', text }} steps={steps} provisional={false} />;
  }
  const { daysLate: days } = compare(calendar, due, first.publishedAt);
  const late = days > 0 ? daysLate(calendar, line.due, dayOf(first.publishedAt)).calendarDays : 0;
  return (
    <DueDate
      tag={late > 0 ? { tone: 'late', text: `迟 ${late} 天公开` } : { tone: 'ok', text: '按期公开' }}
      steps={steps}
      provisional={false}
    />
  );
}

async function showReports(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const calendar = await calendarOf(db);
  const signed = new Set(await publicReportYears(db));
  const all = await publishedLines(db, { itemCode: '04' }, 300);
  const years = reportYears(
    all.filter((l) => l.genre === '年报'),
    ctx.today,
  );
  const others = all.filter((l) => l.genre !== '年报');
  return publicPage(
    ctx,
    {
      title: '年度报告',
      description: `${ctx.town.name}历年政府信息公开工作年度报告，应公开日期和实际公开日期。`,
      current: 'annual-reports',
      crumbs: [{ label: '网站首页', href: '/' }, { label: '年度报告' }],
      feed: '/catalogue/04/feed.atom',
    },
    <>
      <h1 class="page-title">政府信息公开工作年度报告</h1>
      <p>2018 年度及以前的报告应在次年 3 月 31 日前公布，2019 年度起按上级要求在次年 1 月 31 日前公布。点开状态可以看依据。</p>
      <DataTable
        caption="各年度报告"
        captionHidden
        stack
        rows={years}
        rowKey={(y) => String(y.year)}
        empty={
          <EmptyState title="还没有公开年度报告">
            <p>
              报告公开后列在这里。应公开的内容见<a href="/catalogue">公开目录</a>。
            </p>
          </EmptyState>
        }
        columns={[
          { label: '年度', cell: (y) => <b class="num">{y.year}</b> },
          {
            label: '报告',
            kind: 'main',
            cell: (y) => (
              <>
                {y.reports.map((r) => (
                  <div key={r.id}>
                    <a href={documentPath(r.indexNo)}>{r.title}</a>
                  </div>
                ))}
                {signed.has(y.year) && (
                  <div>
                    <a href={publicReportPath(y.year)}>每个数字看记录</a>
                  </div>
                )}
                <Mark line={y} calendar={calendar} today={ctx.today} />
              </>
            ),
          },
          { label: '应公开', cell: (y) => <time dateTime={y.due}>{y.due}</time> },
          {
            label: '实际公开',
            cell: (y) => {
              const first = y.reports.at(-1);
              return first ? <time dateTime={dayOf(first.publishedAt)}>{dayOf(first.publishedAt)}</time> : '';
            },
          },
        ]}
      />
      {others.length > 0 && (
        <section aria-labelledby="others">
          <div class="head">
            <h2 id="others">同一目录的其他文件</h2>
            <a class="small" href="/catalogue/04">
              第 04 项
            </a>
          </div>
          <DocumentList lines={others} today={ctx.today} />
        </section>
      )}
    </>,
  );
}

export const annualReportRoutes: readonly Route[] = [{ method: 'GET', path: '/annual-reports', kept: true, handle: showReports }];
