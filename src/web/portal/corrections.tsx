// 更正的文件: what was changed after it was public, so that whoever read it before can see what is different now.
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { Pager } from '../../kit/pager/part.tsx';
import { publicPage } from '../../kit/public-page/part.tsx';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import {
  AddressProblems,
  changesPath,
  correctedCount,
  correctedLines,
  documentPath,
  lastPage,
  mendedSince,
  pageWithin,
  readPage,
} from '../../rooms/disclosure/door.ts';
import { day, dayOf } from '../../town/day.ts';

const PAGE = 30;

async function showCorrections(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const total = await correctedCount(db);
  const asked = readPage(ctx.query);
  const problems = asked.problem ? [asked.problem] : [];
  const page = pageWithin(asked.page, lastPage(total, PAGE), problems);
  const lines = await correctedLines(db, PAGE, (page - 1) * PAGE);
  const { corrected } = await mendedSince(db, day(`${ctx.today.slice(0, 4)}-01-01`));
  return publicPage(
    ctx,
    {
      title: '更正的文件',
      description: `${ctx.town.name}公开以后更正过的文件，每件都有更正说明、日期和改动对照。`,
      current: 'catalogue',
      crumbs: [{ label: '网站首页', href: '/' }, { label: '政府信息公开', href: '/catalogue' }, { label: '更正的文件' }],
    },
    <>
      <h1 class="page-title">更正的文件</h1>
      <p>
        公开以后又更正的文件都列在这里，最近更正的在前，共 {total} 件，其中本年更正 {corrected}{' '}
        件。旧版保留，点“改了哪里”看两版对照。
      </p>
      <p class="small">
        不再公开的，见<a href="/withdrawals">撤回的文件</a>。
      </p>
      <AddressProblems problems={problems} />
      {lines.length > 0 ? (
        <ul class="list">
          {lines.map((l) => (
            <li key={l.id}>
              <a href={documentPath(l.indexNo)}>{l.title}</a>
              <time dateTime={dayOf(l.correctedAt)}>{dayOf(l.correctedAt)} 更正</time>
              <p>
                第 {l.edition} 版：{l.changeNote}
                {'　'}
                <a href={changesPath(l.indexNo, l.edition)} aria-label={`改了哪里：${l.title}`}>
                  改了哪里
                </a>
              </p>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title="没有更正过的文件">
          <p>
            发现文件有错，请告诉<a href="/guide#complain">政务公开办</a>。
          </p>
        </EmptyState>
      )}
      <Pager total={total} page={page} pageSize={PAGE} href={(n) => (n > 1 ? `/corrections?page=${n}` : '/corrections')} />
    </>,
  );
}

export const correctionRoutes: readonly Route[] = [{ method: 'GET', path: '/corrections', kept: true, handle: showCorrections }];
