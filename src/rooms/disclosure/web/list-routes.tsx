// The lists people browse: one item of the catalogue, all documents, and the search.
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import type { Choice } from '../../../kit/form-field/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { Pager } from '../../../kit/pager/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import type { Piece } from '../../../platform/search/tokens.ts';
import { dayOf } from '../../../town/day.ts';
import type { OrganId } from '../../../town/ids.ts';
import { dutiesOf, dutyFigures, itemByCode, ItemFacts, listItems } from '../../catalogue/door.ts';
import { listOrgans, organByCode } from '../../people/door.ts';
import { genres, validities } from '../document.ts';
import { publishedCount, publishedLines } from '../reads.ts';
import { RANKED_MOST, search } from '../search.ts';
import { documentPath } from './addresses.ts';
import { DocumentList } from './pages/document-list.tsx';

const PAGE = 20;
const ITEM_PAGE = 30;

export function pageNumber(query: Fields): number {
  const n = Number(query.line('page') || 1);
  return Number.isInteger(n) && n >= 1 && n <= 100_000 ? n : 1;
}

/** This address with another page number, filters kept. */
function withPage(path: string, query: Fields, n: number): string {
  const params = new URLSearchParams();
  for (const name of query.names()) if (name !== 'page' && query.line(name) !== '') params.set(name, query.line(name));
  if (n > 1) params.set('page', String(n));
  const text = params.toString();
  return text === '' ? path : `${path}?${text}`;
}

async function showItem(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const item = await itemByCode(db, ctx.params.code ?? '');
  if (!item) return notFoundReply(ctx);
  const page = pageNumber(ctx.query);
  const total = await publishedCount(db, { itemCode: item.code });
  const lines = await publishedLines(db, { itemCode: item.code }, ITEM_PAGE, (page - 1) * ITEM_PAGE);
  const calendar = await calendarOf(db);
  const { duties } = await dutiesOf(db, { item: item.code }, { page: 1, pageSize: 60 });
  const organs = await listOrgans(db, { includeClosed: true });
  const organNames = new Map(organs.map((o) => [o.id as string, o.shortName]));
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
      feed: `/catalogue/${item.code}/feed.atom`,
    },
    <>
      <h1 class="page-title">
        {item.code} {item.name}
      </h1>
      <section aria-labelledby="documents">
        <div class="head">
          <h2 id="documents">已公开</h2>
          <span class="small muted">共 {total} 件</span>
        </div>
        {lines.length > 0 ? (
          <DocumentList lines={lines} today={ctx.today} organNames={organNames} />
        ) : (
          <EmptyState title="这一项还没有公开的文件">
            <p>是否到期、为何没有，见下方“应公开与实际”。</p>
          </EmptyState>
        )}
        {total > ITEM_PAGE && (
          <Pager total={total} page={page} pageSize={ITEM_PAGE} href={(n) => withPage(`/catalogue/${item.code}`, ctx.query, n)} />
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

async function showAll(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const organ = ctx.query.line('organ') ? await organByCode(db, ctx.query.line('organ')) : null;
  const year = Number(ctx.query.line('year'));
  const filters = {
    itemCode: ctx.query.line('item') || null,
    organId: organ?.id ?? null,
    year: Number.isInteger(year) && year >= 2008 && year <= 2100 ? year : null,
    genre: (genres as readonly string[]).includes(ctx.query.line('genre')) ? ctx.query.line('genre') : null,
  };
  const page = pageNumber(ctx.query);
  const total = await publishedCount(db, filters);
  const lines = await publishedLines(db, filters, ITEM_PAGE, (page - 1) * ITEM_PAGE);
  const organs = await listOrgans(db, {});
  const items = await listItems(db);
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
        selects={[
          {
            name: 'item',
            label: '目录',
            value: ctx.query.line('item'),
            choices: items.map((i) => ({ value: i.code, label: `${i.code} ${i.shortName}` })),
          },
          {
            name: 'organ',
            label: '机构',
            value: ctx.query.line('organ'),
            choices: organs.map((o) => ({ value: o.code, label: o.shortName })),
          },
          { name: 'year', label: '年份', value: ctx.query.line('year'), choices: yearsTo(ctx.today.slice(0, 4)) },
          { name: 'genre', label: '体裁', value: ctx.query.line('genre'), choices: genres.map((g) => ({ value: g, label: g })) },
        ]}
        count={total}
        unit="件"
        clearHref="/documents"
        download={{ label: '下载 CSV', href: '/open-data' }}
        feed="/feed.atom"
      />
      {lines.length > 0 ? (
        <DocumentList lines={lines} today={ctx.today} organNames={new Map(organs.map((o) => [o.id as string, o.shortName]))} />
      ) : (
        <EmptyState title="没有符合条件的文件">
          <p>
            减少一个筛选条件试试，或<a href="/documents">看全部</a>。
          </p>
        </EmptyState>
      )}
      <Pager total={total} page={page} pageSize={ITEM_PAGE} href={(n) => withPage('/documents', ctx.query, n)} />
    </>,
  );
}

function yearsTo(year: string): Choice[] {
  const out: Choice[] = [];
  for (let y = Number(year); y >= 2013; y--) out.push({ value: String(y), label: `${y} 年` });
  return out;
}

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return <>{pieces.map((p, i) => (p.hit ? <mark key={`${i}${p.text}`}>{p.text}</mark> : p.text))}</>;
}

async function showSearch(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const q = ctx.query.line('q').slice(0, 200);
  const organ = ctx.query.line('organ') ? await organByCode(db, ctx.query.line('organ')) : null;
  const year = Number(ctx.query.line('year'));
  const page = pageNumber(ctx.query);
  const filters = {
    organId: (organ?.id ?? null) as OrganId | null,
    itemCode: ctx.query.line('item') || null,
    year: Number.isInteger(year) && year >= 2008 && year <= 2100 ? year : null,
    validity: (validities as readonly string[]).includes(ctx.query.line('validity')) ? ctx.query.line('validity') : null,
  };
  const result = await search(db, q, filters, page, PAGE);
  const organs = await listOrgans(db, { includeClosed: true });
  const items = await listItems(db);
  const organNames = new Map(organs.map((o) => [o.id as string, o.shortName]));
  const itemNames = new Map(items.map((i) => [i.code, i.shortName]));
  return publicPage(
    ctx,
    { title: q === '' ? '搜索' : `搜索“${q}”`, crumbs: [{ label: '网站首页', href: '/' }, { label: '搜索' }], query: q },
    <>
      <h1 class="page-title">{q === '' ? '搜索公开文件' : `搜索“${q}”`}</h1>
      <FilterBar
        action="/search"
        search={{ name: 'q', label: '查找', value: q }}
        selects={[
          {
            name: 'item',
            label: '目录',
            value: ctx.query.line('item'),
            choices: items.map((i) => ({ value: i.code, label: `${i.code} ${i.shortName}` })),
          },
          {
            name: 'organ',
            label: '机构',
            value: ctx.query.line('organ'),
            choices: organs.map((o) => ({ value: o.code, label: o.shortName })),
          },
          { name: 'year', label: '年份', value: ctx.query.line('year'), choices: yearsTo(ctx.today.slice(0, 4)) },
          {
            name: 'validity',
            label: '有效性',
            value: ctx.query.line('validity'),
            choices: validities.map((v) => ({ value: v, label: v })),
          },
        ]}
        count={result.total}
        unit={result.capped ? `件以上（按相关程度列出最新的 ${RANKED_MOST} 件，可用条件缩小范围）` : '件'}
      />
      {q !== '' && result.words.length === 0 && (
        <EmptyState title="这个词太短或只有标点，没法查">
          <p>请写得具体一些，例如“代办点”“低保名单”“港政〔2026〕3号”。</p>
        </EmptyState>
      )}
      {result.words.length > 0 && result.total === 0 && (
        <EmptyState title={`没有找到含“${result.words.join('”“')}”的公开文件`}>
          <ul>
            <li>换一个说法，或少写几个字；</li>
            <li>
              到<a href="/catalogue">三十三项公开目录</a>里逐项看；
            </li>
            <li>
              确实没有公开的，可以<a href="/guide#apply">申请公开</a>。
            </li>
          </ul>
        </EmptyState>
      )}
      {result.total > 0 && (
        <>
          <ol class="hits" start={(page - 1) * PAGE + 1}>
            {result.hits.map((hit) => (
              <li key={hit.documentId}>
                <a href={documentPath(hit.indexNo)}>
                  <Marked pieces={hit.title} />
                </a>
                {hit.validity !== '有效' && (
                  <>
                    {' '}
                    <StatusTag tone="late">{hit.validity}</StatusTag>
                  </>
                )}
                <p>
                  <Marked pieces={hit.excerpt} />
                </p>
                <p class="small muted">
                  {hit.itemCode} {itemNames.get(hit.itemCode)}　{organNames.get(hit.organId)}　{hit.docNo}
                  {'　'}
                  {dayOf(hit.publishedAt)}
                </p>
              </li>
            ))}
          </ol>
          <Pager total={result.total} page={page} pageSize={PAGE} href={(n) => withPage('/search', ctx.query, n)} />
        </>
      )}
    </>,
  );
}

export const listRoutes: readonly Route[] = [
  { method: 'GET', path: '/catalogue/:code', kept: true, handle: showItem },
  { method: 'GET', path: '/documents', kept: true, handle: showAll },
  { method: 'GET', path: '/search', handle: showSearch },
];
