// 公开制度: the town's own rules on openness, those in force apart from those that ended.
import { EmptyState } from '../../kit/empty-state/part.tsx';
import { publicPage } from '../../kit/public-page/part.tsx';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { itemByCode } from '../../rooms/catalogue/door.ts';
import { DocumentList, publishedLines } from '../../rooms/disclosure/door.ts';

const ITEM = '03';
const MOST = 300;

async function showRules(ctx: Ctx): Promise<Reply> {
  const lines = await publishedLines(ctx.town.db, { itemCode: ITEM }, MOST);
  const hasItem = (await itemByCode(ctx.town.db, ITEM)) !== null;
  const over = (validity: string): boolean => validity === '失效' || validity === '废止';
  const inForce = lines.filter((l) => !over(l.validity));
  const ended = lines.filter((l) => over(l.validity));
  return publicPage(
    ctx,
    {
      title: '公开制度',
      description: `${ctx.town.name}政府信息公开的指南、目录和各项制度`,
      current: 'rules',
      crumbs: [{ label: '网站首页', href: '/' }, { label: '公开制度' }],
      feed: `/catalogue/${ITEM}/feed.atom`,
    },
    <>
      <h1 class="page-title">公开制度</h1>
      <p>
        本镇关于政府信息公开的指南、目录和制度
        {hasItem && (
          <>
            ，属于公开目录<a href={`/catalogue/${ITEM}`}>第 {ITEM} 项</a>
          </>
        )}
        。国家规定见各文件所引依据。
      </p>
      <section aria-labelledby="in-force">
        <div class="head">
          <h2 id="in-force">现行的</h2>
          <span class="small muted">{inForce.length} 件</span>
        </div>
        {inForce.length > 0 ? (
          <DocumentList lines={inForce} today={ctx.today} />
        ) : (
          <EmptyState title="还没有公开制度文件">
            <p>
              应公开哪些，见<a href="/catalogue">公开目录</a>。
            </p>
          </EmptyState>
        )}
      </section>
      {ended.length > 0 && (
        <section aria-labelledby="ended">
          <div class="head">
            <h2 id="ended">已失效、废止，留作查考</h2>
            <span class="small muted">{ended.length} 件</span>
          </div>
          <DocumentList lines={ended} today={ctx.today} />
        </section>
      )}
    </>,
  );
}

export const ruleRoutes: readonly Route[] = [{ method: 'GET', path: '/rules', kept: true, handle: showRules }];
