// The console page: menu of what this person may do on the left, work on the right. Same paper, closer set.
import type { ComponentChildren, VNode } from 'preact';
import { allows } from '../../platform/http/policy.ts';
import { page, type PageReply } from '../../platform/http/reply.ts';
import type { Ctx } from '../../platform/http/route.ts';
import { type Crumb, DemoBanner } from '../public-page/part.tsx';
import { TokenField } from '../token-field/part.tsx';

export interface ConsolePageProps {
  title: string;
  /** Key of the menu entry this page belongs to. */
  current?: string;
  crumbs?: readonly Crumb[];
  /** Names of our own scripts this page needs; pages work without them. */
  scripts?: readonly string[];
  /** One sentence about what has just happened. */
  notice?: string;
  status?: number;
}

export function consolePage(ctx: Ctx, props: ConsolePageProps, body: ComponentChildren): PageReply {
  const counted = (waiting: ReadonlyMap<string, number>): VNode => (
    <ConsoleDocument ctx={ctx} {...props} waiting={waiting} body={body} />
  );
  return { ...page(counted(new Map()), props.status ?? 200), counted };
}

interface ConsoleDocumentProps extends ConsolePageProps {
  ctx: Ctx;
  waiting: ReadonlyMap<string, number>;
  body: ComponentChildren;
}

function Count({ n }: { n: number }): VNode | null {
  if (n === 0) return null;
  return (
    <span class="num">
      {n}
      <span class="sr-only">件等您办</span>
    </span>
  );
}

function ConsoleDocument(props: ConsoleDocumentProps): VNode {
  const { ctx, title, current, crumbs, scripts, notice, waiting } = props;
  const visitor = ctx.visitor;
  const entries = ctx.site.consoleNav.filter((e) => allows(e.policy, visitor) === 'yes');
  const groups = [...new Set(entries.map((e) => e.group))];
  return (
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{`${title} - ${ctx.town.name}工作台`}</title>
        <link rel="stylesheet" href={ctx.site.asset('console.css')} />
        <link rel="icon" href={ctx.site.asset('icon.svg')} type="image/svg+xml" />
        <script nonce={ctx.nonce} type="module" src={ctx.site.asset('console.js')} />
        {scripts?.map((s) => (
          <script key={s} nonce={ctx.nonce} type="module" src={ctx.site.asset(s)} />
        ))}
      </head>
      <body>
        <a class="skip" href="#main">
          跳到正文
        </a>
        {ctx.town.demo && <DemoBanner today={ctx.today} />}
        <div class="console">
          <nav class="nav" aria-label="工作台">
            <a class="name" href="/console">
              {ctx.town.name}工作台
            </a>
            {groups.map((group) => (
              <div key={group}>
                {group !== '' && <h2 class="nav-group">{group}</h2>}
                {entries
                  .filter((e) => e.group === group)
                  .map((e) => (
                    <a key={e.key} href={e.href} aria-current={e.key === current ? 'page' : undefined}>
                      {e.label}
                      <Count n={waiting.get(e.key) ?? 0} />
                    </a>
                  ))}
              </div>
            ))}
            {visitor && (
              <div class="who">
                <p>
                  {visitor.staff.organName} {visitor.staff.name}
                  {visitor.staff.standsInFor.length > 0 && (
                    <span class="small muted">（代 {visitor.staff.standsInFor.join('、')}）</span>
                  )}
                </p>
                <a href="/console/account">我的账号</a>
                <form method="post" action="/console/sign-out">
                  <TokenField ctx={ctx} />
                  <button class="link" type="submit">
                    退出登录
                  </button>
                </form>
              </div>
            )}
          </nav>
          <main id="main">
            {crumbs && (
              <p class="crumbs">
                {crumbs.map((c, i) => (
                  <span key={c.label}>
                    {i > 0 && ' › '}
                    {c.href ? <a href={c.href}>{c.label}</a> : c.label}
                  </span>
                ))}
              </p>
            )}
            <h1>{title}</h1>
            {notice && (
              <p class="notice" role="status">
                {notice}
              </p>
            )}
            {props.body}
          </main>
        </div>
      </body>
    </html>
  );
}
