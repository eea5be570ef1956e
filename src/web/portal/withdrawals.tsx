// 撤回的文件: nothing that was public disappears without a trace, so what was withdrawn has a list of its own.
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { Pager } from '../../kit/pager/part.tsx';
import { publicPage } from '../../kit/public-page/part.tsx';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import {
  AddressProblems,
  documentPath,
  lastPage,
  pageWithin,
  readPage,
  withdrawnCount,
  withdrawnLines,
} from '../../rooms/disclosure/door.ts';
import { dayOf } from '../../town/day.ts';

const PAGE = 30;

async function showWithdrawals(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const total = await withdrawnCount(db);
  const asked = readPage(ctx.query);
  const problems = asked.problem ? [asked.problem] : [];
  const page = pageWithin(asked.page, lastPage(total, PAGE), problems);
  const lines = await withdrawnLines(db, PAGE, (page - 1) * PAGE);
  return publicPage(
    ctx,
    {
      title: '撤回的文件',
      description: `${ctx.town.name}公开以后又撤回的文件，每件都有撤回的时间、经办、原因和依据。`,
      current: 'catalogue',
      crumbs: [{ label: '网站首页', href: '/' }, { label: '政府信息公开', href: '/catalogue' }, { label: '撤回的文件' }],
    },
    <>
      <h1 class="page-title">撤回的文件</h1>
      <p>公开以后又撤回的文件都列在这里。点开标题，看是谁、什么时候、为什么、依据什么撤回的；全文不再提供。</p>
      <p class="small">
        改过、仍在公开的，见<a href="/corrections">更正的文件</a>。
      </p>
      <AddressProblems problems={problems} />
      {lines.length > 0 ? (
        <ul class="list">
          {lines.map((l) => (
            <li key={l.id}>
              <a href={documentPath(l.indexNo)}>{l.title}</a>
              <time dateTime={dayOf(l.withdrawnAt)}>{dayOf(l.withdrawnAt)} 撤回</time>
              <p>
                {dayOf(l.publishedAt)} 公开　{l.indexNo}
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="没有撤回的文件">
          <p>
            公开过的文件都在，见<a href="/documents">全部公开文件</a>。
          </p>
        </EmptyState>
      )}
      <Pager total={total} page={page} pageSize={PAGE} href={(n) => (n > 1 ? `/withdrawals?page=${n}` : '/withdrawals')} />
    </>,
  );
}

export const withdrawalRoutes: readonly Route[] = [{ method: 'GET', path: '/withdrawals', kept: true, handle: showWithdrawals }];
