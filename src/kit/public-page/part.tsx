// The public page: masthead with the thick-and-thin rule, the four nouns people look for, breadcrumb, footer.
// Complete without script; sends none.
import type { ComponentChildren, VNode } from 'preact';
import { page, type PageReply } from '../../platform/http/reply.ts';
import type { Ctx, Imprint } from '../../platform/http/route.ts';
import type { Day } from '../../town/day.ts';

export interface Crumb {
  label: string;
  /** Left out for the page itself. */
  href?: string;
}

export interface PublicPageProps {
  /** Without the town's name; the home page gives an empty one. */
  title: string;
  description?: string;
  crumbs?: readonly Crumb[];
  /** Key of the menu entry this page belongs to. */
  current?: string;
  /** schema.org data, printed as JSON-LD. */
  structured?: object;
  /** Atom feed of this very list, when it has one. */
  feed?: string;
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** What was searched, shown again in the box. */
  query?: string;
}

/** JSON inside a script element: `<` never closes it and line separators never break it. */
function safeJson(value: object): string {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}

export function publicPage(ctx: Ctx, props: PublicPageProps, body: ComponentChildren): PageReply {
  return page(<PublicDocument ctx={ctx} {...props} body={body} />, props.status ?? 200, props.headers);
}

function PublicDocument(props: PublicPageProps & { ctx: Ctx; body: ComponentChildren }): VNode {
  const { ctx, title, description, crumbs, current, structured, feed, query } = props;
  const { site, town, preferences } = ctx;
  const here = encodeURIComponent(ctx.path);
  return (
    <html lang="zh-CN" class={[`size-${preferences.size}`, preferences.elder ? 'elder' : ''].join(' ').trim()}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title === '' ? `${town.name}政务公开` : `${title} - ${town.name}政务公开`}</title>
        {description && <meta name="description" content={description} />}
        <link rel="stylesheet" href={site.asset('site.css')} />
        <link rel="icon" href={site.asset('icon.svg')} type="image/svg+xml" />
        {feed && <link rel="alternate" type="application/atom+xml" href={feed} title="最新公开" />}
        {structured && <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: safeJson(structured) }} />}
      </head>
      <body>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {town.demo && <DemoBanner today={ctx.today} />}
        <nav class="utility" aria-label="版本与工具">
          <div class="wrap">
            {preferences.elder ? (
              <a href={`/preferences?elder=0&next=${here}`}>普通版</a>
            ) : (
              <a href={`/preferences?elder=1&next=${here}`}>长辈版</a>
            )}
            <a href="/accessibility">无障碍</a>
            <a href="/site-map">网站地图</a>
            <a href="/console">工作人员登录</a>
          </div>
        </nav>
        <header class="masthead">
          <div class="wrap">
            <a class="name" href="/">
              {town.name}政务公开
            </a>
            <form class="search" role="search" action="/search">
              <input type="search" name="q" aria-label="搜索" placeholder="搜文件、办事事项、机构…" value={query ?? ''} />
              <button type="submit">搜索</button>
            </form>
          </div>
        </header>
        <hr class="wenwu" />
        <nav class="main" aria-label="主导航">
          <div class="wrap">
            {site.publicNav.map((e) => (
              <a key={e.key} href={e.href} aria-current={e.key === current ? 'page' : undefined}>
                {e.label}
              </a>
            ))}
          </div>
        </nav>
        {crumbs && <Breadcrumb crumbs={crumbs} />}
        <main id="main" class="wrap">
          {props.body}
        </main>
        <footer>
          <div class="wrap">
            <p>
              {ctx.imprint && <Publisher imprint={ctx.imprint} />}
              <a href="/ledger">公开存证</a>　<a href="/site-map">网站地图</a>
              {'　'}
              <a href="/feed.atom">订阅</a>　<a href="/open-data">数据下载</a>
            </p>
            {site.marks.length > 0 && <p class="muted">{site.marks.join('　')}</p>}
            <p class="muted">内容更新至 {ctx.today}　本页面不使用脚本，可直接打印。</p>
            <p class="print-only">
              本页地址：{site.publicUrl}
              {ctx.path}
            </p>
          </div>
        </footer>
      </body>
    </html>
  );
}

function Publisher({ imprint: { town, office } }: { imprint: Imprint }): VNode {
  return (
    <>
      主办：{town}
      {office && (
        <>
          {`　承办：${office.name}`}
          {office.address !== '' && `　地址：${office.address}`}
          {office.telephone !== '' && `　电话：${office.telephone}`}
        </>
      )}
      {'　'}
      <a href="/guide#office">联系我们</a>
      {'　'}
    </>
  );
}

export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }): VNode {
  return (
    <nav class="wrap crumbs" aria-label="当前位置">
      您现在所在的位置：
      {crumbs.map((c, i) => (
        <span key={c.label}>
          {i > 0 && ' › '}
          {c.href ? <a href={c.href}>{c.label}</a> : <span aria-current="page">{c.label}</span>}
        </span>
      ))}
    </nav>
  );
}

export function DemoBanner({ today }: { today: Day }): VNode {
  return (
    <aside class="demo-banner" aria-label="演示提示">
      <div class="wrap">演示站：镇、人、事均为虚构，仅供本机试用，不代表任何机关。站内日期：{today}</div>
    </aside>
  );
}
