// The openness office keeps the catalogue: list, define, change, close.
import { consolePage } from '../../../kit/console-page/part.tsx';
import { DataTable } from '../../../kit/data-table/part.tsx';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { FilterBar } from '../../../kit/filter-bar/part.tsx';
import { notFoundReply } from '../../../kit/not-found/part.tsx';
import { problemsOf } from '../../../kit/problem-summary/part.tsx';
import { StatusTag } from '../../../kit/status-tag/part.tsx';
import { perform } from '../../../platform/act/act.ts';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import { type Reply, seeOther } from '../../../platform/http/reply.ts';
import type { Ctx, Route } from '../../../platform/http/route.ts';
import { sheetReply } from '../../../platform/http/sheet.ts';
import { type Day, parseDay } from '../../../town/day.ts';
import type { Refusal } from '../../../town/outcome.ts';
import { listOrgans } from '../../people/door.ts';
import { changeItem } from '../change-item.ts';
import { closeItem } from '../close-item.ts';
import { defineItem } from '../define-item.ts';
import { itemsWithStatus } from '../figures.ts';
import { generateDuties, horizon } from '../generate-duties.ts';
import { audienceNames, type CatalogueItem, channelNames, type ItemRefusal } from '../item.ts';
import { basisWords, cadenceWords, rhythmWords } from '../item-words.ts';
import { nameOf, organNames } from '../organ-names.ts';
import { itemByCode, itemHistory, listItems } from '../reads.ts';
import { catalogueWords } from '../words.ts';
import { blankItem, type ItemValues, readItem, typedItem, valuesOf } from './item-form.ts';
import { ClosingForm, ItemForm, ItemHistory } from './pages/item-form-page.tsx';

const crumb = { label: '公开目录', href: '/console/catalogue' };
const notices: Readonly<Record<string, string>> = {
  defined: '已列入目录，公开任务已产生。',
  changed: '已保存，公开页面即时更新。已产生的任务按原来的期限办理。',
  closed: '已停用，网页和文件保留。',
};

export const itemRoutes: readonly Route[] = [
  { method: 'GET', path: '/console/catalogue', handle: showItems },
  { method: 'GET', path: '/console/catalogue/export.xlsx', handle: exportItems },
  { method: 'GET', path: '/console/catalogue/new', handle: (ctx) => newItem(ctx, blankItem) },
  { method: 'POST', path: '/console/catalogue', handle: define },
  { method: 'GET', path: '/console/catalogue/:code', handle: (ctx) => showItem(ctx) },
  { method: 'POST', path: '/console/catalogue/:code', handle: change },
  { method: 'POST', path: '/console/catalogue/:code/closing', handle: close },
];

async function found(ctx: Ctx): Promise<CatalogueItem[]> {
  const q = ctx.query.line('q').toLowerCase();
  const closed = ctx.query.line('state') === 'closed';
  const all = ctx.query.line('state') === 'all';
  const category = ctx.query.line('category');
  return (await listItems(ctx.town.db)).filter(
    (i) =>
      (all || (i.closedOn !== null) === closed) &&
      (category === '' || i.category === category) &&
      `${i.code} ${i.name} ${i.elements.join(' ')} ${i.notes}`.toLowerCase().includes(q),
  );
}

async function showItems(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const items = await found(ctx);
  const names = await organNames(db);
  const statuses = new Map((await itemsWithStatus(db, await calendarOf(db), ctx.today)).map((s) => [s.item.code, s]));
  const chosen = new URLSearchParams(
    ['q', 'category', 'state'].map((n): [string, string] => [n, ctx.query.line(n)]).filter(([, v]) => v !== ''),
  );
  const query = chosen.size === 0 ? '' : `?${chosen}`;
  const categories = [...new Set((await listItems(db)).map((i) => i.category))];
  return consolePage(
    ctx,
    { title: '公开目录', current: 'catalogue', notice: ctx.query.wordFrom('done', notices) },
    <>
      <p class="bar">
        <a class="btn" href="/console/catalogue/new">
          新增事项
        </a>
      </p>
      <FilterBar
        action="/console/catalogue"
        search={{ name: 'q', label: '编号、事项、要素', value: ctx.query.line('q') }}
        selects={[
          {
            name: 'category',
            label: '类别',
            value: ctx.query.line('category'),
            choices: categories.map((c) => ({ value: c, label: c })),
          },
          {
            name: 'state',
            label: '状态',
            value: ctx.query.line('state'),
            all: '现行',
            choices: [
              { value: 'closed', label: '已停用' },
              { value: 'all', label: '全部' },
            ],
          },
        ]}
        count={items.length}
        unit="项"
        clearHref={query === '' ? undefined : '/console/catalogue'}
        download={{ href: `/console/catalogue/export.xlsx${query}` }}
      />
      <DataTable
        caption="公开目录"
        captionHidden
        rows={items}
        rowKey={(i) => i.code}
        columns={[
          {
            label: '公开事项',
            kind: 'main',
            cell: (i) => (
              <a href={`/console/catalogue/${i.code}`}>
                {i.code} {i.name}
              </a>
            ),
          },
          { label: '类别', cell: (i) => i.category },
          { label: '责任部门', cell: (i) => nameOf(names, i.organId) },
          { label: '公开时限', cell: (i) => i.limitText },
          { label: '周期', cell: (i) => rhythmWords(i) },
          {
            label: '未了结',
            kind: 'amount',
            cell: (i) => <a href={`/console/duties?item=${i.code}&state=open`}>{statuses.get(i.code)?.open ?? 0}</a>,
          },
          {
            label: '逾期',
            kind: 'amount',
            cell: (i) => {
              if (i.closedOn !== null) return <StatusTag tone="plain">{`${i.closedOn} 停用`}</StatusTag>;
              const overdue = statuses.get(i.code)?.overdue ?? 0;
              return overdue > 0 ? <StatusTag tone="late">{String(overdue)}</StatusTag> : '0';
            },
          },
        ]}
        empty={
          <EmptyState title="没有符合条件的事项。">
            <p>
              <a href="/console/catalogue">清除条件</a>，或者<a href="/console/catalogue/new">新增事项</a>。
            </p>
          </EmptyState>
        }
      />
    </>,
  );
}

async function exportItems(ctx: Ctx): Promise<Reply> {
  const names = await organNames(ctx.town.db);
  const titles =
    '序号 类别 公开事项 公开内容（要素） 公开依据 公开时限 周期任务 责任部门 协办部门 公开渠道和载体 公开对象 公开方式 公开层级 说明 启用日期 停用日期';
  const columns = titles.split(' ').map((title) => ({ title, width: title.length > 4 ? 36 : 16 }));
  const rows = (await found(ctx)).map((i) => [
    i.code,
    i.category,
    i.name,
    i.elements.join('、'),
    i.basis.map(basisWords).join('；'),
    i.limitText,
    [...i.cadences, ...i.villageCadences].map(cadenceWords).join('；'),
    nameOf(names, i.organId),
    i.coOrganIds.map((id) => nameOf(names, id)).join('、'),
    i.channels.map((c) => channelNames[c]).join('、'),
    audienceNames[i.audience],
    i.mode,
    i.level,
    i.notes,
    i.openedOn,
    i.closedOn,
  ]);
  return sheetReply(`政府信息公开目录${ctx.today}.xlsx`, columns, rows);
}

async function newItem(ctx: Ctx, values: ItemValues, refusals: readonly Refusal<ItemRefusal>[] = []): Promise<Reply> {
  const problems = problemsOf(refusals, catalogueWords);
  const organs = await listOrgans(ctx.town.db);
  return consolePage(
    ctx,
    { title: '新增事项', current: 'catalogue', crumbs: [crumb, { label: '新增事项' }], status: problems.length > 0 ? 422 : 200 },
    <ItemForm ctx={ctx} action="/console/catalogue" values={values} problems={problems} organs={organs} isNew />,
  );
}

/** What the form could not read and what the verb refuses are said together; nothing is done when either refuses. */
async function judged(
  read: readonly Refusal<ItemRefusal>[],
  work: () => Promise<{ ok: true } | { ok: false; refusals: readonly Refusal<ItemRefusal>[] }>,
): Promise<Refusal<ItemRefusal>[]> {
  if (read.length > 0) return [...read];
  const outcome = await work();
  return outcome.ok ? [] : [...outcome.refusals];
}

async function define(ctx: Ctx): Promise<Reply> {
  const { wish, refusals: read } = readItem(ctx.form, null, await listOrgans(ctx.town.db, { includeClosed: true }));
  const refusals = await judged(read, () =>
    perform(ctx.town, ctx.actor(), 'define-item', async (act) => {
      const outcome = await defineItem(act, { ...wish, code: ctx.form.line('code') });
      if (outcome.ok) await generateDuties(act, horizon(act.today));
      return outcome;
    }),
  );
  return refusals.length > 0 ? newItem(ctx, typedItem(ctx.form), refusals) : seeOther('/console/catalogue?done=defined');
}

async function showItem(ctx: Ctx, values?: ItemValues, refusals: readonly Refusal<ItemRefusal>[] = []): Promise<Reply> {
  const { db } = ctx.town;
  const item = await itemByCode(db, ctx.params.code ?? '');
  if (!item) return notFoundReply(ctx);
  const organs = await listOrgans(db, { includeClosed: true });
  const problems = problemsOf(refusals, catalogueWords);
  const shown = { ...valuesOf(item, organs), ...values };
  const title = `${item.code} ${item.name}`;
  return consolePage(
    ctx,
    {
      title,
      current: 'catalogue',
      crumbs: [crumb, { label: title }],
      notice: ctx.query.wordFrom('done', notices),
      status: problems.length > 0 ? 422 : 200,
    },
    <>
      <p>
        <a href={`/catalogue/${item.code}`}>看公开页面</a>
        {' · '}
        <a href={`/console/duties?item=${item.code}`}>看这一项的任务</a>
      </p>
      {item.closedOn === null ? (
        <>
          <ItemForm
            ctx={ctx}
            action={`/console/catalogue/${item.code}`}
            values={shown}
            problems={problems}
            organs={organs.filter((o) => o.closedOn === null)}
            isNew={false}
          />
          <ClosingForm ctx={ctx} code={item.code} values={shown} problems={problems} />
        </>
      ) : (
        <p class="notice">
          已于 {item.closedOn} 停用：{item.closedNote}
        </p>
      )}
      <ItemHistory changes={await itemHistory(db, item.code)} />
    </>,
  );
}

async function change(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const before = await itemByCode(db, ctx.params.code ?? '');
  if (!before) return notFoundReply(ctx);
  const { wish, refusals: read } = readItem(ctx.form, before, await listOrgans(db, { includeClosed: true }));
  const revision = Number(ctx.form.line('revision'));
  const refusals = await judged(read, () =>
    perform(ctx.town, ctx.actor(), 'change-item', async (act) => {
      const outcome = await changeItem(act, before.code, revision, wish);
      if (outcome.ok) await generateDuties(act, horizon(act.today));
      return outcome;
    }),
  );
  return refusals.length > 0
    ? showItem(ctx, typedItem(ctx.form), refusals)
    : seeOther(`/console/catalogue/${before.code}?done=changed`);
}

async function close(ctx: Ctx): Promise<Reply> {
  const code = ctx.params.code ?? '';
  if (!(await itemByCode(ctx.town.db, code))) return notFoundReply(ctx);
  const on = parseDay(ctx.form.line('closedOn'));
  const note = ctx.form.text('closedNote');
  const read: Refusal<ItemRefusal>[] = on === null ? [{ code: 'item-closing-day', field: 'closedOn' }] : [];
  const refusals = await judged(read, () =>
    perform(ctx.town, ctx.actor(), 'close-item', (act) => closeItem(act, code, { on: on as Day, note })),
  );
  const typed = { closedOn: ctx.form.line('closedOn'), closedNote: note };
  return refusals.length > 0 ? showItem(ctx, typed, refusals) : seeOther('/console/catalogue?done=closed');
}
