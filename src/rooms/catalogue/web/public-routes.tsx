// What anybody may read of the catalogue. One item's own page, with its documents, is disclosure's.
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { publicPage } from '../../../kit/public-page/part.tsx';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { csvReply, type SheetCell } from '../../../platform/http/sheet.ts';
import { dayOf, type Instant } from '../../../town/day.ts';
import { type DutyId, parseId } from '../../../town/ids.ts';
import { listOrgans } from '../../people/door.ts';
import { dutyTitle } from '../duty.ts';
import { itemsWithStatus } from '../figures.ts';
import { organNames } from '../organ-names.ts';
import { dutiesAfter, dutiesOf, dutyById, dutyHistory, listItems } from '../reads.ts';
import { filterOf, filtersFor, selectsFor } from './duty-filter.ts';
import { dutyColumnHeads, dutyRow } from './duty-rows.ts';
import { filterProblems } from './filter-problems.ts';
import { CataloguePage, HowPage } from './pages/catalogue-page.tsx';
import { DutiesPage } from './pages/duties-page.tsx';
import { LiftedNoticePage, NoticePage } from './pages/notice-page.tsx';

const PAGE = 50;
const home = { label: '网站首页', href: '/' };
const catalogue = { label: '政府信息公开', href: '/catalogue' };

export const publicRoutes: readonly Route[] = [
  { method: 'GET', path: '/catalogue', kept: true, handle: showCatalogue },
  { method: 'GET', path: '/catalogue/how', kept: true, handle: showHow },
  { method: 'GET', path: '/catalogue/duties', handle: showDuties },
  { method: 'GET', path: '/catalogue/duties.csv', handle: downloadDuties },
  { method: 'GET', path: '/catalogue/:code/not-public/:dutyId', kept: true, handle: showNotice },
];

async function showCatalogue(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const statuses = await itemsWithStatus(db, await calendarOf(db), ctx.today);
  const description = `${ctx.town.name}政府信息公开目录：${statuses.length} 项公开事项，每项的责任部门、公开时限、最近公开日期和是否按期。`;
  return publicPage(
    ctx,
    {
      title: '政府信息公开目录',
      description,
      crumbs: [home, { label: '政府信息公开' }],
      current: 'catalogue',
      feed: '/feed.atom',
    },
    <CataloguePage statuses={statuses} organs={await organNames(db)} today={ctx.today} />,
  );
}

function showHow(ctx: Ctx): Reply {
  const crumbs = [home, catalogue, { label: '怎么算的' }];
  return publicPage(ctx, { title: '公开体检是怎么算的', crumbs, current: 'catalogue' }, <HowPage />);
}

async function showDuties(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const filter = filterOf(ctx.query);
  const organs = await listOrgans(db, { includeClosed: true });
  const items = await listItems(db);
  const filters = filtersFor(filter, organs, ctx.today);
  const problems = filterProblems(ctx.query, organs, items);
  let { duties, total } = await dutiesOf(db, filters, { page: filter.page, pageSize: PAGE });
  const last = Math.max(1, Math.ceil(total / PAGE));
  if (filter.page > last) {
    problems.push(`只有 ${last} 页，没有第 ${filter.page} 页；下面是最后一页。`);
    filter.page = last;
    ({ duties, total } = await dutiesOf(db, filters, { page: last, pageSize: PAGE }));
  }
  return publicPage(
    ctx,
    { title: '公开任务', crumbs: [home, catalogue, { label: '公开任务' }], current: 'catalogue' },
    <DutiesPage
      filter={filter}
      selects={selectsFor(filter, organs, items, false)}
      problems={problems}
      duties={duties}
      total={total}
      pageSize={PAGE}
      calendar={await calendarOf(db)}
      today={ctx.today}
      organs={new Map(organs.map((o) => [o.id, o.name]))}
    />,
  );
}

async function downloadDuties(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const organs = await listOrgans(db, { includeClosed: true });
  const filters = filtersFor(filterOf(ctx.query), organs, ctx.today);
  const names = new Map(organs.map((o) => [o.id, o.name]));
  async function* rows(): AsyncGenerator<readonly SheetCell[]> {
    for (let after: DutyId | null = null; ; ) {
      const piece = await dutiesAfter(db, after, 500, filters);
      for (const duty of piece) yield dutyRow(duty, names, ctx.today);
      if (piece.length < 500) return;
      after = piece.at(-1)!.id;
    }
  }
  const heads = dutyColumnHeads.map((c) => c.title);
  return csvReply(`${ctx.town.name}公开任务${ctx.today}`, heads, rows());
}

async function showNotice(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const id = parseId<DutyId>(ctx.params.dutyId ?? '');
  const duty = id && (await dutyById(db, id));
  if (!duty || duty.itemCode !== ctx.params.code) return notFoundReply(ctx);
  const crumbs = [
    home,
    catalogue,
    { label: `${duty.itemCode} ${duty.itemName}`, href: `/catalogue/${duty.itemCode}` },
    { label: '不予公开说明' },
  ];
  if (duty.state !== 'withheld') {
    const history = await dutyHistory(db, duty.id);
    const given = history.findLastIndex((e) => e.what === 'withheld');
    const lifted = given < 0 ? undefined : history.slice(given).find((e) => e.what === 'reopened');
    if (!lifted) return notFoundReply(ctx);
    const on = dayOf(lifted.at as Instant);
    const body = <LiftedNoticePage duty={duty} why={String(lifted.detail.why ?? '')} on={on} />;
    return publicPage(ctx, { title: '不予公开说明已经取消', crumbs, current: 'catalogue' }, body);
  }
  return publicPage(
    ctx,
    { title: `不予公开说明：${dutyTitle(duty)}`, crumbs, current: 'catalogue' },
    <NoticePage duty={duty} organs={await organNames(db)} />,
  );
}
