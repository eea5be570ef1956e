// The frame of the touch screen in the hall: large, without a way out, back to its start when nobody touches it.
import type { ComponentChildren, VNode } from 'preact';
import { DemoBanner } from '../../../kit/public-page/part.tsx';
import { page, type PageReply } from '../../../platform/http/reply.ts';
import type { Ctx } from '../../../platform/http/route.ts';

/** Seconds without a touch after which the screen goes back to its start. */
export const IDLE_SECONDS = 90;

export interface KioskPageProps {
  title: string;
  /** Where `返回` leads; the start has none. */
  back?: string;
  status?: number;
}

export function kioskPage(ctx: Ctx, props: KioskPageProps, body: ComponentChildren): PageReply {
  return page(<KioskDocument ctx={ctx} {...props} body={body} />, props.status ?? 200);
}

function KioskDocument({ ctx, title, back, body }: KioskPageProps & { ctx: Ctx; body: ComponentChildren }): VNode {
  const { town, site } = ctx;
  return (
    <html lang="zh-CN" class="kiosk">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta http-equiv="refresh" content={`${IDLE_SECONDS};url=/kiosk`} />
        <meta name="robots" content="noindex" />
        <title>{`${title} - ${town.name}政务公开`}</title>
        <link rel="stylesheet" href={site.asset('site.css')} />
        <link rel="icon" href={site.asset('icon.svg')} type="image/svg+xml" />
      </head>
      <body>
        {town.demo && <DemoBanner today={ctx.today} />}
        <header class="masthead">
          <div class="wrap">
            <a class="name" href="/kiosk">
              {town.name}政务公开
            </a>
            <a class="push still-here" href={ctx.path}>
              {IDLE_SECONDS} 秒没有操作，自动回到首页。还在看，请点这里
            </a>
          </div>
        </header>
        <hr class="wenwu" />
        <main id="main" class="wrap">
          {body}
          {back && (
            <nav class="back" aria-label="返回">
              <a class="btn quiet" href={back}>
                返回
              </a>
              <a class="btn" href="/kiosk">
                回到首页
              </a>
            </nav>
          )}
        </main>
      </body>
    </html>
  );
}

/** Pages turned by two large buttons. */
export function Turner({ page: n, pages, href }: { page: number; pages: number; href(n: number): string }): VNode | null {
  if (pages <= 1) return null;
  return (
    <nav class="turner" aria-label="翻页">
      {n > 1 ? (
        <a class="btn quiet" rel="prev" href={href(n - 1)}>
          上一页
        </a>
      ) : (
        <span />
      )}
      <span>
        第 {n} 页，共 {pages} 页
      </span>
      {n < pages ? (
        <a class="btn" rel="next" href={href(n + 1)}>
          下一页
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

/** A page number from the query: a whole number from 1, at most `pages`. */
export function pageOf(ctx: Ctx, name: string, pages: number): number {
  const n = Number(ctx.query.line(name) || 1);
  return Number.isInteger(n) && n >= 1 ? Math.min(n, Math.max(1, pages)) : 1;
}
