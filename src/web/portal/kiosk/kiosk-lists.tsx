// What the touch screen shows before a document is chosen: its start, one item, what is new, the organs.
import type { VNode } from 'preact';
import { EmptyState } from '../../../kit/empty-state/part.tsx';
import { Squares } from '../../../kit/squares/part.tsx';
import { calendarOf } from '../../../platform/calendar/calendar-store.ts';
import type { Reply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';
import { itemByCode, itemSquares, itemsWithStatus } from '../../../rooms/catalogue/door.ts';
import { type PublicLine, publishedCount, publishedLines } from '../../../rooms/disclosure/door.ts';
import { listOrgans, organByCode, type OrganKind, organKinds } from '../../../rooms/people/door.ts';
import { dayOf } from '../../../town/day.ts';
import { kioskNotFound } from './kiosk-not-found.tsx';
import { kioskPage, pageOf, Turner } from './kiosk-page.tsx';

const LINES = 7;
const kindLabels: Readonly<Record<OrganKind, string>> = {
  town: '镇人民政府',
  department: '部门和站所',
  centre: '中心和平台',
  village: '村和社区',
};

export function KioskLines({ lines }: { lines: readonly PublicLine[] }): VNode {
  return (
    <ul class="list">
      {lines.map((line) => (
        <li key={line.id}>
          <a href={`/kiosk/documents/${line.indexNo}`}>
            {line.title}
            {line.validity !== '有效' && `（${line.validity}）`}
          </a>
          <time dateTime={dayOf(line.publishedAt)}>{dayOf(line.publishedAt)}</time>
        </li>
      ))}
    </ul>
  );
}

export async function showStart(ctx: Ctx): Promise<Reply> {
  const { db } = ctx.town;
  const statuses = await itemsWithStatus(db, await calendarOf(db), ctx.today);
  const squares = itemSquares(statuses).map((s) => ({ ...s, href: `/kiosk/items/${s.code}` }));
  return kioskPage(
    ctx,
    { title: '首页' },
    <>
      <h1 class="sr-only">{ctx.town.name}政务公开触摸屏</h1>
      <nav class="tasks" aria-label="您要查什么">
        <a href="/kiosk/newest">
          <b>最新公开</b>
          <span>刚刚公布的文件</span>
        </a>
        <a href="/kiosk/search">
          <b>搜一搜</b>
          <span>点词就能查，不用打字</span>
        </a>
        <a href="/kiosk/organs">
          <b>找部门、找村</b>
          <span>地址、时间、电话</span>
        </a>
      </nav>
      {squares.length > 0 && (
        <section aria-labelledby="items">
          <div class="head">
            <h2 id="items">公开目录，点开看文件</h2>
          </div>
          <Squares entries={squares} label="公开目录" />
        </section>
      )}
    </>,
  );
}

async function list(ctx: Ctx, head: { title: string; path: string; itemCode: string | null; empty: string }): Promise<Reply> {
  const filters = { itemCode: head.itemCode };
  // Nobody turns a thousand pages standing: the newest hundreds are enough here.
  const total = Math.min(await publishedCount(ctx.town.db, filters), 50 * LINES);
  const pages = Math.max(1, Math.ceil(total / LINES));
  const n = pageOf(ctx, 'page', pages);
  const lines = await publishedLines(ctx.town.db, filters, LINES, (n - 1) * LINES);
  return kioskPage(
    ctx,
    { title: head.title, back: '/kiosk' },
    <>
      <div class="head">
        <h1>{head.title}</h1>
        <span class="muted">{total} 件</span>
      </div>
      {lines.length > 0 ? <KioskLines lines={lines} /> : <EmptyState title={head.empty} />}
      <Turner page={n} pages={pages} href={(p) => (p === 1 ? head.path : `${head.path}?page=${p}`)} />
    </>,
  );
}

export function showNewest(ctx: Ctx): Promise<Reply> {
  return list(ctx, { title: '最新公开', path: '/kiosk/newest', itemCode: null, empty: '还没有公开的文件' });
}

export async function showItem(ctx: Ctx): Promise<Reply> {
  const item = await itemByCode(ctx.town.db, ctx.params.code ?? '');
  if (!item) return kioskNotFound(ctx);
  const title = `${item.code} ${item.name}`;
  return list(ctx, { title, path: `/kiosk/items/${item.code}`, itemCode: item.code, empty: '这一项还没有公开的文件' });
}

export async function showOrgans(ctx: Ctx): Promise<Reply> {
  const organs = await listOrgans(ctx.town.db);
  return kioskPage(
    ctx,
    { title: '找部门、找村', back: '/kiosk' },
    <>
      <h1>找部门、找村</h1>
      {organs.length === 0 && <EmptyState title="还没有登记机构" />}
      {organKinds.map((kind) => {
        const some = organs.filter((o) => o.kind === kind);
        return some.length === 0 ? null : (
          <section key={kind} aria-labelledby={kind}>
            <div class="head">
              <h2 id={kind}>{kindLabels[kind]}</h2>
            </div>
            <ul class="chips">
              {some.map((o) => (
                <li key={o.id}>
                  <a href={`/kiosk/organs/${o.code}`}>{o.name}</a>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </>,
  );
}

export async function showOrgan(ctx: Ctx): Promise<Reply> {
  const organ = await organByCode(ctx.town.db, ctx.params.code ?? '');
  if (!organ || organ.closedOn !== null) return kioskNotFound(ctx);
  const lines = await publishedLines(ctx.town.db, { organId: organ.id }, 4);
  return kioskPage(
    ctx,
    { title: organ.name, back: '/kiosk/organs' },
    <>
      <h1>{organ.name}</h1>
      <dl class="meta">
        <dt>地址</dt>
        <dd class="wide">{organ.address}</dd>
        <dt>时间</dt>
        <dd class="wide">{organ.hours}</dd>
        <dt>电话</dt>
        <dd class="wide">{organ.telephone}</dd>
        <dt>负责人</dt>
        <dd class="wide">
          {organ.headName} {organ.headPost}
        </dd>
      </dl>
      <div class="prose">
        {organ.functions.map((f) => (
          <p key={f}>{f}</p>
        ))}
      </div>
      {lines.length > 0 && (
        <section aria-labelledby="lines">
          <div class="head">
            <h2 id="lines">最新公开</h2>
          </div>
          <KioskLines lines={lines} />
        </section>
      )}
    </>,
  );
}
