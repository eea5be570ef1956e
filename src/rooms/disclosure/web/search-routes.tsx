// The search of the public, with the filters of the list of all documents.
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { Pager } from '../../../kit/pager/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import type { Piece } from '../../../platform/search/tokens.ts';
import { dayOf } from '../../../town/day.ts';
import { listItems } from '../../catalogue/door.ts';
import { listOrgans } from '../../people/door.ts';
import { RANKED_MOST, search, type SearchResult } from '../search.ts';
import { documentPath } from './addresses.ts';
import { cut, filtersOf, type Known, lastPage, pageWithin, queryOf, readFilter, type Select, selectsOf } from './list-filter.ts';
import { AddressProblems } from './pages/address-problems.tsx';

const PAGE = 20;
const selects: readonly Select[] = ['item', 'organ', 'year', 'validity'];

function Marked({ pieces }: { pieces: readonly Piece[] }) {
  return <>{pieces.map((p, i) => (p.hit ? <mark key={`${i}${p.text}`}>{p.text}</mark> : p.text))}</>;
}

async function showSearch(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const known: Known = {
    items: await listItems(db),
    organs: await listOrgans(db, { includeClosed: true }),
    today: ctx.today,
  };
  const { filter, problems } = readFilter(ctx.query, selects, known);
  const { q } = filter;
  const result = await search(db, q, filtersOf(filter, known), filter.page, PAGE);
  const page = result.total === 0 ? 1 : pageWithin(filter.page, lastPage(result.total, PAGE), problems);
  const heading = q === '' ? '搜索公开文件' : `搜索“${cut(q, 30)}”`;
  const justText = { ...filter, item: '', organ: '', year: '', validity: '' };
  return publicPage(
    ctx,
    { title: q === '' ? '搜索' : heading, crumbs: [{ label: '网站首页', href: '/' }, { label: '搜索' }], query: q },
    <>
      <h1 class="page-title">{heading}</h1>
      <FilterBar
        action="/search"
        search={{ name: 'q', label: '查找', value: q }}
        selects={selectsOf(filter, selects, known)}
        count={q === '' ? undefined : result.total}
        unit={result.capped ? `件以上（按相关程度列出最新的 ${RANKED_MOST} 件，可用条件缩小范围）` : '件'}
        clearHref={queryOf(filter) === queryOf(justText) ? undefined : `/search${queryOf(justText)}`}
      />
      <AddressProblems problems={problems} />
      {q === '' && (
        <EmptyState title="写上要找的词，再点“筛选”">
          <p>
            只想按目录、机构、年份看的，到<a href={`/documents${queryOf(filter)}`}>全部公开文件</a>。
          </p>
        </EmptyState>
      )}
      {q !== '' && result.words.length === 0 && (
        <EmptyState title="这里面没有可以查的词">
          <p>标点、“的”“关于”这样到处都有的词、四十个字以上连成一串的字母数字，都查不到文件。</p>
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
          <Hits result={result} start={(page - 1) * PAGE + 1} known={known} />
          <Pager total={result.total} page={page} pageSize={PAGE} href={(n) => `/search${queryOf(filter, n)}`} />
        </>
      )}
    </>,
  );
}

function Hits({ result, start, known }: { result: SearchResult; start: number; known: Known }) {
  const organNames = new Map(known.organs.map((o) => [o.id as string, o.shortName]));
  const itemNames = new Map(known.items.map((i) => [i.code, i.shortName]));
  return (
    <ol class="hits" start={start}>
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
  );
}

export const searchRoutes: readonly Route[] = [{ method: 'GET', path: '/search', handle: showSearch }];
