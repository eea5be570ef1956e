// Pages about the site itself: its map, what it does for people who read differently, what can be taken away as data.
import type { VNode } from 'preact';
import { DataTable } from '../../kit/data-table/part.tsx';
import { publicPage } from '../../kit/public-page/part.tsx';
import type { Reply } from '../../platform/http/reply.ts';
import type { Ctx, Route } from '../../platform/http/route.ts';
import { listItems } from '../../rooms/catalogue/door.ts';
import { publishedCount } from '../../rooms/disclosure/door.ts';
import { type Organ, type OrganKind, listOrgans, organKinds } from '../../rooms/people/door.ts';
import { opennessOffice } from './openness-office.ts';
import { standingPages } from './standing-pages.ts';

const home = { label: '网站首页', href: '/' };
const kindLabels: Readonly<Record<OrganKind, string>> = {
  town: '镇人民政府',
  department: '部门和站所',
  centre: '中心和平台',
  village: '村和社区',
};

function Links({ entries }: { entries: readonly { href: string; label: string }[] }): VNode {
  return (
    <ul class="chips">
      {entries.map((e) => (
        <li key={e.href}>
          <a href={e.href}>{e.label}</a>
        </li>
      ))}
    </ul>
  );
}

async function showSiteMap(ctx: Ctx): Promise<Reply> {
  const items = await listItems(ctx.town.db);
  const organs: readonly Organ[] = await listOrgans(ctx.town.db);
  const categories = [...new Set(items.map((i) => i.category))];
  return publicPage(
    ctx,
    { title: '网站地图', crumbs: [home, { label: '网站地图' }] },
    <>
      <h1 class="page-title">网站地图</h1>
      <section aria-labelledby="pages">
        <div class="head">
          <h2 id="pages">栏目</h2>
        </div>
        <ul class="list">
          {standingPages.map((p) => (
            <li key={p.href}>
              <a href={p.href}>{p.label}</a>
              <span class="small muted">{p.says}</span>
            </li>
          ))}
        </ul>
      </section>
      {categories.length > 0 && (
        <section aria-labelledby="items">
          <div class="head">
            <h2 id="items">公开目录</h2>
            <span class="small muted">{items.length} 项</span>
          </div>
          {categories.map((category) => (
            <div key={category}>
              <h3>{category}</h3>
              <Links
                entries={items
                  .filter((i) => i.category === category)
                  .map((i) => ({ href: `/catalogue/${i.code}`, label: `${i.code} ${i.name}` }))}
              />
            </div>
          ))}
        </section>
      )}
      {organs.length > 0 && (
        <section aria-labelledby="organs">
          <div class="head">
            <h2 id="organs">机构</h2>
            <span class="small muted">{organs.length} 个</span>
          </div>
          {organKinds.map((kind) => {
            const some = organs.filter((o) => o.kind === kind);
            return some.length === 0 ? null : (
              <div key={kind}>
                <h3>{kindLabels[kind]}</h3>
                <Links entries={some.map((o) => ({ href: `/organs/${o.code}`, label: o.name }))} />
              </div>
            );
          })}
        </section>
      )}
    </>,
  );
}

async function showAccessibility(ctx: Ctx): Promise<Reply> {
  const office = await opennessOffice(ctx.town.db, ctx.today);
  const elder = ctx.preferences.elder;
  return publicPage(
    ctx,
    { title: '无障碍说明', crumbs: [home, { label: '无障碍说明' }] },
    <article class="sheet">
      <h1>无障碍说明</h1>
      <div class="prose">
        <h2>怎样看得更清楚</h2>
        <ul>
          <li>
            页面最上方“长辈版”：大字、大间距、大按钮，首页只留四件事和最新公开。
            {elder ? (
              <a href="/preferences?elder=0&next=/accessibility">换回普通版</a>
            ) : (
              <a href="/preferences?elder=1&next=/accessibility">换成长辈版</a>
            )}
            。选择记在您的浏览器里，一年内有效。
          </li>
          <li>文件页“字体”一行可以选大、中、小；也可以用浏览器放大到 200%，内容不会丢失。</li>
          <li>浏览器设置了高对比度的，本站照用您的颜色。</li>
        </ul>
        <h2>只用键盘</h2>
        <ul>
          <li>按 Tab 键逐个走到链接和按钮，走到的地方有粗框；第一下 Tab 是“跳到正文”。</li>
          <li>到期日旁边的小三角，按回车或者空格可以展开，看是怎么算的。</li>
          <li>表格太宽时，Tab 走到表格上，用左右方向键移动。</li>
        </ul>
        <h2>读屏软件</h2>
        <ul>
          <li>标题分级，导航、正文、页脚有标记，可以按标题或者区域跳读。</li>
          <li>公开体检的每个格子会读出第几项、名称和是否逾期，不只靠颜色。</li>
          <li>公开页面不使用脚本，不会自己跳转、弹窗或者播放声音。</li>
        </ul>
        <h2>打印</h2>
        <p>用浏览器的“打印”，只印正文和出处，按公文的字号和页边距排好。</p>
        <h2>还做不到的</h2>
        <ul>
          <li>有些附件是扫描件，读屏软件读不出；可以向我们要文字版。</li>
          <li>本站还没有朗读和手语内容。</li>
        </ul>
        <h2>用着不方便，请告诉我们</h2>
        <p>
          {office
            ? `请给${office.name}打电话 ${office.organ.telephone}，或者到${office.organ.address}当面说。办公时间是${office.organ.hours}。`
            : '请向本镇政府反映。'}
          请说明是哪一页、用什么软件。
        </p>
      </div>
    </article>,
  );
}

interface Download {
  href: string;
  what: string;
  form: string;
}

const downloads: readonly Download[] = [
  {
    href: '/open-data/documents.csv',
    what: '全部公开文件的目录：索引号、标题、文号、体裁、日期、有效性、发布机构、网址',
    form: 'CSV，可用表格软件打开',
  },
  { href: '/open-data/documents.jsonl', what: '全部公开文件，含正文', form: 'JSON，一行一件' },
  { href: '/open-data/duties.csv', what: '全部公开任务：应公开什么、到期日、结果、迟了多少天', form: 'CSV' },
  { href: '/open-data/catalogue.xlsx', what: '公开目录：每一项的内容、依据、时限、主体、渠道、对象', form: 'Excel 工作簿' },
  { href: '/open-data/organs.csv', what: '全部机构：职能、地址、办公时间、电话、负责人', form: 'CSV' },
  { href: '/api/openapi.json', what: '数据接口的说明，供程序员使用', form: 'OpenAPI 3.1' },
  { href: '/feed.atom', what: '最新公开和更正的 50 件', form: 'Atom 订阅源' },
  { href: '/sitemap.xml', what: '全部公开网址', form: 'XML 网站地图' },
];

async function showOpenData(ctx: Ctx): Promise<Reply> {
  const total = await publishedCount(ctx.town.db, {});
  return publicPage(
    ctx,
    {
      title: '数据下载',
      description: `${ctx.town.name}公开文件和公开任务的开放数据`,
      crumbs: [home, { label: '数据下载' }],
      structured: {
        '@context': 'https://schema.org',
        '@type': 'Dataset',
        name: `${ctx.town.name}主动公开的政府信息`,
        description: `${ctx.town.name}主动公开的全部文件及其元数据，随公开即时更新`,
        inLanguage: 'zh-CN',
        isAccessibleForFree: true,
        url: `${ctx.site.publicUrl}/open-data`,
        distribution: downloads
          .filter((d) => d.href.startsWith('/open-data/'))
          .map((d) => ({ '@type': 'DataDownload', name: d.what, contentUrl: ctx.site.publicUrl + d.href })),
      },
    },
    <>
      <h1 class="page-title">数据下载</h1>
      <p>
        网站上看得到的，都可以整批取走，不用登录，不限用途。现有公开文件 <b>{total}</b>{' '}
        件；公开、更正、撤回以后，下载的内容随之更新。
      </p>
      <DataTable
        caption="可以下载的数据"
        captionHidden
        stack
        rows={downloads}
        rowKey={(d) => d.href}
        empty={<p>目前没有可下载的数据。</p>}
        columns={[
          { label: '内容', kind: 'main', cell: (d) => d.what },
          { label: '格式', cell: (d) => d.form },
          {
            label: '地址',
            cell: (d) => (
              <a class="break" href={d.href}>
                {d.href}
              </a>
            ),
          },
        ]}
      />
      <section aria-labelledby="api">
        <div class="head">
          <h2 id="api">给程序用的接口</h2>
        </div>
        <p>
          地址以 <code>/api/v1/</code> 开头，只读，返回 JSON，按游标翻页，可以取文件、目录、公开任务和机构；每个字段的含义见
          <a href="/api/openapi.json">接口说明</a>。请求太频繁会被要求稍候。
        </p>
        <p class="small muted">引用时请注明来源和取用日期。撤回的文件只留撤回说明，请同步删除已取走的正文。</p>
      </section>
    </>,
  );
}

export const aboutRoutes: readonly Route[] = [
  { method: 'GET', path: '/site-map', kept: true, handle: showSiteMap },
  { method: 'GET', path: '/accessibility', kept: true, handle: showAccessibility },
  { method: 'GET', path: '/open-data', kept: true, handle: showOpenData },
];
