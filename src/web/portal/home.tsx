// The front page: the four things people come for, the town's own report card, what is new, what runs as a notice.
// Every figure is a query.
import type { VNode } from 'preact';
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { type Fact, FactRow } from '../../kit/fact-row/part.tsx';
import { publicPage } from '../../kit/public-page/part.tsx';
import { type Square, Squares, SquaresKey } from '../../kit/squares/part.tsx';
import { StatusTag } from '../../kit/status-tag/part.tsx';
import { calendarOf } from '../../platform/calendar/calendar-store.ts';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { itemSquares, itemStandings, onTimeRate, overdueCount } from '../../rooms/catalogue/door.ts';
import {
  documentPath,
  DocumentList,
  mendedSince,
  noticeTexts,
  type PublicLine,
  publishedCount,
  publishedLines,
} from '../../rooms/disclosure/door.ts';
import { listOrgans } from '../../rooms/people/door.ts';
import type { Calendar } from '../../town/calendar.ts';
import { addDays, day, type Day, shortTime } from '../../town/day.ts';
import { timeLeft } from '../../town/deadline.ts';
import { type NoticePeriod, noticePeriod } from './notice-period.ts';

const NEWEST = 8;
/** Notices are looked for this far back; none runs longer than two months. */
const NOTICE_DAYS = 62;

export interface RunningNotice {
  href: string;
  title: string;
  period: NoticePeriod;
}

/** Notices whose stated period includes today, the one that ends first on top. */
export async function runningNotices(ctx: Ctx): Promise<RunningNotice[]> {
  const notices = await noticeTexts(ctx.town.db, addDays(ctx.today, -NOTICE_DAYS), 100);
  return notices
    .flatMap((n): RunningNotice[] => {
      const period = noticePeriod(n.text);
      return period && period.from <= ctx.today && ctx.today <= period.to
        ? [{ href: documentPath(n.indexNo), title: n.title, period }]
        : [];
    })
    .sort((a, b) => (a.period.to < b.period.to ? -1 : 1));
}

/** `还剩 2 个工作日`, counted from today to the last day. */
export function noticeLeft(calendar: Calendar, to: Day, today: Day): { tone: 'ok' | 'warn'; text: string } {
  if (to === today) return { tone: 'warn', text: '今天截止' };
  const left = timeLeft(calendar, to, today);
  return { tone: left.calendarDays <= 3 ? 'warn' : 'ok', text: `还${left.text}` };
}

async function yearFacts(ctx: Ctx): Promise<Fact[]> {
  const { db } = ctx.town;
  const year = Number(ctx.today.slice(0, 4));
  const from = day(`${year}-01-01`);
  const [[rate], overdue, mended, published] = await Promise.all([
    onTimeRate(db, { from, to: ctx.today, today: ctx.today }),
    overdueCount(db, ctx.today),
    mendedSince(db, from),
    publishedCount(db, { year }),
  ]);
  return [
    { value: grouped(published), label: '本年主动公开（件）', href: `/documents?year=${year}` },
    {
      value: rate?.rate === null || rate === undefined ? '暂无' : percent(rate.rate),
      label: `本年按期公开率（到期 ${rate?.total ?? 0} 项）`,
      href: '/catalogue/how',
    },
    { value: grouped(overdue), label: '逾期未公开（项）', href: '/catalogue/duties?state=overdue', late: overdue > 0 },
    { value: grouped(mended.corrected), label: '本年更正（件）', href: '/corrections' },
    { value: grouped(mended.withdrawn), label: '本年撤回（件）', href: '/withdrawals' },
  ];
}

function grouped(n: number): string {
  return n.toLocaleString('en-US');
}

/** Never rounded up to 100 % while something is late. */
export function percent(rate: number): string {
  return rate === 1 ? '100%' : `${(Math.floor(rate * 1000) / 10).toFixed(1)}%`;
}

function Tasks({ items, villages, centres }: { items: number; villages: number; centres: number }): VNode {
  const places = [centres > 0 && `${centres} 个中心`, villages > 0 && `${villages} 个村（社区）`].filter(Boolean).join(' · ');
  return (
    <nav class="tasks" aria-label="您要办什么">
      <a href="/catalogue">
        <b>查信息</b>
        <span>{items > 0 ? `${items} 项公开目录，随时可查` : '公开目录，随时可查'}</span>
      </a>
      <a href="/organs">
        <b>办事情</b>
        <span>{places === '' ? '各单位的地址、时间、电话' : places}</span>
      </a>
      <a href="/requests">
        <b>申请公开</b>
        <span>网上、书面都可以，20 个工作日内答复</span>
      </a>
      <a href="/guide#complain">
        <b>提意见</b>
        <span>投诉电话 · 行政复议 · 行政诉讼</span>
      </a>
    </nav>
  );
}

function ReportCard({ squares, updated }: { squares: readonly Square[]; updated: string }): VNode {
  return (
    <section aria-labelledby="card">
      <div class="head">
        <h2 id="card">公开体检 · {squares.length === 33 ? '三十三项目录' : '公开目录'}</h2>
        <a class="small" href="/catalogue/how">
          怎么算的
        </a>
      </div>
      <Squares entries={squares} label="各项公开情况" />
      <SquaresKey entries={squares} soonWithin="7 日内" updated={updated} />
      <p class="small">
        公开的每一件都写进<a href="/ledger">公开存证</a>：事后改动、删掉、倒填日期，谁都看得出来。
      </p>
    </section>
  );
}

function Newest({ lines, today }: { lines: readonly PublicLine[]; today: Day }): VNode {
  return (
    <section aria-labelledby="newest">
      <div class="head">
        <h2 id="newest">最新公开</h2>
        <a class="small" href="/documents" aria-label="全部最新公开">
          全部
        </a>
      </div>
      {lines.length > 0 ? (
        <DocumentList lines={lines} today={today} />
      ) : (
        <EmptyState title="还没有公开的文件">
          <p>
            应该公开什么、什么时候公开，见<a href="/catalogue">公开目录</a>。
          </p>
        </EmptyState>
      )}
    </section>
  );
}

function Notices({ notices, calendar, today }: { notices: readonly RunningNotice[]; calendar: Calendar; today: Day }): VNode {
  return (
    <section aria-labelledby="notices">
      <div class="head">
        <h2 id="notices">正在公示</h2>
        <a class="small" href="/documents?genre=%E5%85%AC%E7%A4%BA" aria-label="全部公示">
          全部
        </a>
      </div>
      {notices.length > 0 ? (
        <ul class="list">
          {notices.slice(0, NEWEST).map((n) => {
            const left = noticeLeft(calendar, n.period.to, today);
            return (
              <li key={n.href}>
                <a href={n.href}>{n.title}</a>
                <StatusTag tone={left.tone}>{left.text}</StatusTag>
                <p>
                  {n.period.from.slice(5)} 至 {n.period.to.slice(5)}
                </p>
              </li>
            );
          })}
        </ul>
      ) : (
        <EmptyState title="今天没有正在公示的事项" />
      )}
      <p class="small muted">对公示有异议，请在公示期内按公示里写的电话、地址提出。</p>
    </section>
  );
}

async function showHome(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const calendar = await calendarOf(db);
  const whole = !ctx.preferences.elder;
  // Whoever asks while this is made waits for it, so nothing waits for its turn.
  const [statuses, organs, lines, notices, facts] = await Promise.all([
    itemStandings(db, calendar, ctx.today),
    listOrgans(db),
    publishedLines(db, {}, NEWEST),
    whole ? runningNotices(ctx) : [],
    whole ? yearFacts(ctx) : [],
  ]);
  const count = (kind: string): number => organs.filter((o) => o.kind === kind).length;
  const tasks = <Tasks items={statuses.length} villages={count('village')} centres={count('centre')} />;
  const props = {
    title: '',
    description: `${ctx.town.name}主动公开的政府信息：按公开目录查文件，看哪些按期、哪些逾期，申请公开，提意见。`,
    current: 'home',
    feed: '/feed.atom',
    structured: {
      '@context': 'https://schema.org',
      '@type': 'WebSite',
      name: `${ctx.town.name}政务公开`,
      url: `${ctx.site.publicUrl}/`,
      inLanguage: 'zh-CN',
      potentialAction: {
        '@type': 'SearchAction',
        target: `${ctx.site.publicUrl}/search?q={q}`,
        'query-input': 'required name=q',
      },
    },
  };
  const heading = <h1 class="sr-only">{ctx.town.name}政务公开</h1>;
  // 长辈版: the four tasks and what is new, nothing else.
  if (!whole) {
    return publicPage(
      ctx,
      props,
      <>
        {heading}
        {tasks}
        <Newest lines={lines.slice(0, 6)} today={ctx.today} />
      </>,
    );
  }
  return publicPage(
    ctx,
    props,
    <>
      {heading}
      {tasks}
      {statuses.length > 0 && <ReportCard squares={itemSquares(statuses)} updated={`${shortTime(ctx.at).slice(0, 10)} 更新`} />}
      <div class="cols">
        <Newest lines={lines} today={ctx.today} />
        <Notices notices={notices} calendar={calendar} today={ctx.today} />
      </div>
      <FactRow facts={facts} />
    </>,
  );
}

export const homeRoutes: readonly Route[] = [{ method: 'GET', path: '/', kept: true, handle: showHome }];
