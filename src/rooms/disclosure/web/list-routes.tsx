// The lists people browse: one item of the catalogue, and all documents, on the page and as a file.
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { Pager } from '../../../kit/pager/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { csvReply, type SheetCell } from '../../../platform/http/sheet.ts';
import { shortTime } from '../../../town/day.ts';
import { dutiesOf, dutyFigures, itemByCode, ItemFacts, listItems } from '../../catalogue/door.ts';
import { listOrgans } from '../../people/door.ts';
import { type Place, publishedAfter } from '../read-pages.ts';
import { type PublicLine, publishedCount, publishedLines } from '../reads.ts';
import { documentPath } from './addresses.ts';
import {
  filtersOf,
  type Known,
  lastPage,
  pageWithin,
  queryOf,
  readFilter,
  readPage,
  type Select,
  selectsOf,
} from './list-filter.ts';
import { AddressProblems } from './pages/address-problems.tsx';
import { DocumentList } from './pages/document-list.tsx';

const PAGE = 30;
/** Lines of a download read at a time. */
const PIECE = 500;
const selects: readonly Select[] = ['item', 'organ', 'year', 'genre', 'validity'];

export function pageNumber(query: Fields): number {
  const n = Number(query.line('page') || 1);
  return Number.isInteger(n) && n >= 1 && n <= 100_000 ? n : 1;
}

async function showItem(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const item = await itemByCode(db, ctx.params.code ?? '');
  if (!item) return notFoundReply(ctx);
  const total = await publishedCount(db, { itemCode: item.code });
  const asked = readPage(ctx.query);
  const problems = asked.problem ? [asked.problem] : [];
  const page = pageWithin(asked.page, lastPage(total, PAGE), problems);
  const lines = await publishedLines(db, { itemCode: item.code }, PAGE, (page - 1) * PAGE);
  const calendar = await calendarOf(db);
  const { duties } = await dutiesOf(db, { item: item.code }, { page: 1, pageSize: 60 });
  const organs = await listOrgans(db, { includeClosed: true });
  const organNames = new Map(organs.map((o) => [o.id as string, o.shortName]));
  const feed = `/catalogue/${item.code}/feed.atom`;
  return publicPage(
    ctx,
    {
      title: `${item.code} ${item.name}`,
      description: `${ctx.town.name}政务公开目录第 ${item.code} 项：${item.elements.join('、')}`,
      crumbs: [
        { label: '网站首页', href: '/' },
        { label: '政府信息公开', href: '/catalogue' },
        { label: `${item.code} ${item.name}` },
      ],
      current: 'catalogue',
      feed,
    },
    <>
      <h1 class="page-title">
        {item.code} {item.name}
      </h1>
      <section aria-labelledby="documents">
        <div class="head">
          <h2 id="documents">已公开</h2>
          <span class="small">
            <span class="muted">共 {total} 件</span>
            {'　'}
            <a href={feed} type="application/atom+xml" aria-label={`订阅“${item.name}”的更新`}>
              订阅
            </a>
          </span>
        </div>
        <AddressProblems problems={problems} />
        {lines.length > 0 ? (
          <DocumentList lines={lines} today={ctx.today} organNames={organNames} />
        ) : (
          <EmptyState title="这一项还没有公开的文件">
            <p>是否到期、为何没有，见下方“应公开与实际”。</p>
          </EmptyState>
        )}
        {total > PAGE && (
          <Pager total={total} page={page} pageSize={PAGE} href={(n) => `/catalogue/${item.code}${n > 1 ? `?page=${n}` : ''}`} />
        )}
      </section>
      <ItemFacts
        item={item}
        duties={duties}
        figures={await dutyFigures(db, item.code, ctx.today)}
        calendar={calendar}
        today={ctx.today}
        organs={new Map(organs.map((o) => [o.id, o.name]))}
      />
    </>,
  );
}

async function knownOf(ctx: Ctx): Promise<Known> {
  const { db } = ctx.town;
  return { items: await listItems(db), organs: await listOrgans(db, { includeClosed: true }), today: ctx.today };
}

async function showAll(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const known = await knownOf(ctx);
  const { filter, problems } = readFilter(ctx.query, selects, known);
  const filters = filtersOf(filter, known);
  const total = await publishedCount(db, filters);
  const page = pageWithin(filter.page, lastPage(total, PAGE), problems);
  const lines = await publishedLines(db, filters, PAGE, (page - 1) * PAGE);
  const chosen = queryOf(filter);
  return publicPage(
    ctx,
    {
      title: '全部公开文件',
      crumbs: [{ label: '网站首页', href: '/' }, { label: '政府信息公开', href: '/catalogue' }, { label: '全部公开文件' }],
      current: 'catalogue',
      feed: '/feed.atom',
    },
    <>
      <h1 class="page-title">全部公开文件</h1>
      <FilterBar
        action="/documents"
        search={{ name: 'q', label: '标题、文号或索引号', value: filter.q }}
        selects={selectsOf(filter, selects, known)}
        count={total}
        unit="件"
        clearHref={chosen === '' ? undefined : '/documents'}
        download={{ href: `/documents.csv${chosen}` }}
        feed="/feed.atom"
      />
      <AddressProblems problems={problems} />
      {lines.length > 0 ? (
        <DocumentList
          lines={lines}
          today={ctx.today}
          organNames={new Map(known.organs.map((o) => [o.id as string, o.shortName]))}
        />
      ) : (
        <EmptyState title="没有符合条件的文件">
          <p>
            减少一个筛选条件试试，或<a href="/documents">看全部</a>
            {filter.q !== '' && (
              <>
                ；这里只看标题和编号，正文里的字请用<a href={`/search?q=${encodeURIComponent(filter.q)}`}>搜索</a>
              </>
            )}
            。
          </p>
        </EmptyState>
      )}
      <Pager total={total} page={page} pageSize={PAGE} href={(n) => `/documents${queryOf(filter, n)}`} />
    </>,
  );
}

const heads = [
  '索引号',
  '标题',
  '文号',
  '体裁',
  '目录编码',
  '目录事项',
  '发布机构',
  '生成日期',
  '首次发布',
  '版本',
  '有效性',
  '内容概述',
  '导入',
  '地址',
] as const;

/** The filtered list as a file. A file cannot say what its address says wrongly, so then the list answers, which does. */
async function downloadAll(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const known = await knownOf(ctx);
  const { filter, problems } = readFilter(ctx.query, selects, known);
  if (problems.length > 0) {
    const typed = ctx.query.names().map((name) => [name, ctx.query.line(name)]);
    return seeOther(`/documents?${new URLSearchParams(typed)}`);
  }
  const filters = filtersOf(filter, known);
  const itemNames = new Map(known.items.map((i) => [i.code, i.name]));
  const organNames = new Map(known.organs.map((o) => [o.id as string, o.name]));
  async function* rows(): AsyncGenerator<readonly SheetCell[]> {
    for (let after: Place | null = null; ; ) {
      const piece: PublicLine[] = await publishedAfter(db, filters, after, PIECE);
      for (const d of piece) {
        yield [
          d.indexNo,
          d.title,
          d.docNo,
          d.genre,
          d.itemCode,
          itemNames.get(d.itemCode) ?? '',
          organNames.get(d.organId) ?? '',
          d.createdOn,
          shortTime(d.publishedAt),
          d.editions,
          d.validity,
          d.summary,
          d.imported ? '是' : '否',
          `${ctx.site.publicUrl}${documentPath(d.indexNo)}`,
        ];
      }
      const last = piece.at(-1);
      if (!last || piece.length < PIECE) return;
      after = { at: last.publishedAt, id: last.id };
    }
  }
  return csvReply(`${ctx.town.name}公开文件${ctx.today}`, heads, rows());
}

export const listRoutes: readonly Route[] = [
  { method: 'GET', path: '/catalogue/:code', kept: true, handle: showItem },
  { method: 'GET', path: '/documents', kept: true, handle: showAll },
  { method: 'GET', path: '/documents.csv', handle: downloadAll },
];
